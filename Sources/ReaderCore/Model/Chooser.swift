import Articles
import TUI

/// One of several things, found by typing a part of its name.
struct Chooser: Sendable {
  enum Choice: Hashable, Sendable {
    case view(ListScope)
    case saved(SavedView)
    case sort(QuerySort)
    case sidebarOrder(SidebarStyle.Order)
    /// `nil`: as the terminal's ground is.
    case theme(String?)
    case keys(KeyPreset)
    case begin(Beginning)
  }

  struct Entry: Hashable, Sendable {
    var title: String
    /// What is said beside it.
    var note: String
    var choice: Choice
  }

  let title: String
  /// What there is to know before one chooses.
  var about: String?
  private(set) var entries: [Entry]
  /// Whether what is chosen is seen beside it.
  let isBeside: Bool
  /// Places in `entries` of those that hold what was typed.
  private(set) var found: [Int]
  private(set) var line = LineEditor()
  var cursor = Cursor()

  init(
    _ title: String, _ entries: [Entry], selected: Choice? = nil, height: Int,
    isBeside: Bool = false
  ) {
    self.title = title
    self.isBeside = isBeside
    self.entries = entries
    found = Array(entries.indices)
    if let place = entries.firstIndex(where: { $0.choice == selected }) {
      cursor.select(place, count: found.count, height: height)
    }
  }

  var selected: Entry? {
    found.indices.contains(cursor.selected) ? entries[found[cursor.selected]] : nil
  }

  /// To be followed by a key, which looks for what is typed.
  mutating func insert(_ text: String) { line.insert(text) }

  mutating func press(_ key: Key, height: Int) {
    line.press(key)
    find()
    cursor = Cursor()
  }

  /// Takes other entries; what is selected stays so.
  mutating func replace(_ entries: [Entry], height: Int) {
    let choice = selected?.choice
    self.entries = entries
    find()
    let place = found.firstIndex { entries[$0].choice == choice } ?? 0
    cursor.select(place, count: found.count, height: height)
  }

  private mutating func find() {
    let words = line.text.split(separator: " ").map { FoldedText(String($0)) }
    found = entries.indices.filter { place in
      let title = FoldedText(entries[place].title)
      return words.allSatisfy { !title.ranges(of: $0).isEmpty }
    }
  }

  mutating func move(by distance: Int, height: Int) {
    cursor.move(by: distance, count: found.count, height: height)
  }
}
