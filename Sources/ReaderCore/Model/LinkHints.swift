/// Letters for everything on the screen of the detail pane that can be chosen, and what is typed of them.
struct LinkHints: Hashable, Sendable {
  private let hints: [(label: String, target: Int)]
  private(set) var typed = ""

  /// On the keys under the fingers first.
  private static let letters = Array("asdfghjklweruiovncmptyxqzb").map(String.init)

  /// - Parameter targets: places on the page, in the order of the text.
  init(_ targets: [Int]) {
    let letters = Self.letters
    let isShort = targets.count <= letters.count
    hints = targets.prefix(letters.count * letters.count).enumerated().map { place, target in
      let label =
        isShort
        ? letters[place] : letters[place / letters.count] + letters[place % letters.count]
      return (label, target)
    }
  }

  /// What may still be meant: the letters that are left to type.
  var shown: [(label: String, target: Int)] {
    hints.filter { $0.label.hasPrefix(typed) }.map {
      (String($0.label.dropFirst(typed.count)), $0.target)
    }
  }

  /// - Returns: the target that is meant now, if it is one alone.
  mutating func type(_ letter: Character) -> Int? {
    let longer = typed + letter.lowercased()
    let left = hints.filter { $0.label.hasPrefix(longer) }
    guard let first = left.first else { return nil }
    typed = longer
    return left.count == 1 && first.label == longer ? first.target : nil
  }

  mutating func erase() { _ = typed.popLast() }

  static func == (a: LinkHints, b: LinkHints) -> Bool {
    a.typed == b.typed && a.hints.map(\.target) == b.hints.map(\.target)
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(typed)
    hasher.combine(hints.map(\.target))
  }
}
