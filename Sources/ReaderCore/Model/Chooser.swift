import Articles
import TUI

/// One of several things, found by typing a part of its name.
struct Chooser: Sendable {
  enum Choice: Hashable, Sendable {
    case view(ListScope)
    case saved(SavedView)
    case sort(QuerySort)
    case sidebarOrder(SidebarStyle.Order)
  }

  struct Entry: Hashable, Sendable {
    var title: String
    /// What is said beside it.
    var note: String
    var choice: Choice
  }

  let title: String
  let entries: [Entry]
  /// Places in `entries` of those that hold what was typed.
  private(set) var found: [Int]
  private(set) var line = LineEditor()
  var cursor = Cursor()

  init(_ title: String, _ entries: [Entry], selected: Choice? = nil, height: Int) {
    self.title = title
    self.entries = entries
    found = Array(entries.indices)
    if let place = entries.firstIndex(where: { $0.choice == selected }) {
      cursor.select(place, count: found.count, height: height)
    }
  }

  var selected: Entry? {
    found.indices.contains(cursor.selected) ? entries[found[cursor.selected]] : nil
  }

  mutating func press(_ key: Key, height: Int) {
    line.press(key)
    let words = line.text.split(separator: " ").map { FoldedText(String($0)) }
    found = entries.indices.filter { place in
      let title = FoldedText(entries[place].title)
      return words.allSatisfy { !title.ranges(of: $0).isEmpty }
    }
    cursor = Cursor()
  }

  mutating func move(by distance: Int, height: Int) {
    cursor.move(by: distance, count: found.count, height: height)
  }
}
