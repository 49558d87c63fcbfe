import Articles

/// The words of a query that are lit where they stand.
struct TextLights: Hashable, Sendable {
  private enum Word: Hashable, Sendable {
    case whole(String)
    case beginning(String)
    case anywhere(String)
  }

  private var words: [Word] = []

  init() {}

  init(_ condition: QueryCondition) { add(condition) }

  var isEmpty: Bool { words.isEmpty }

  /// Where the words stand, in bytes of the text's UTF-8.
  func ranges(in text: String) -> [Range<Int>] {
    guard !isEmpty else { return [] }
    let folded = FoldedText(text)
    return words.flatMap { word in
      switch word {
      case .whole(let text): folded.ranges(ofWord: FoldedText(text), whole: true)
      case .beginning(let text): folded.ranges(ofWord: FoldedText(text), whole: false)
      case .anywhere(let text): folded.ranges(of: FoldedText(text).trimmed)
      }
    }
  }

  /// Only what must be there, not what must not.
  private mutating func add(_ condition: QueryCondition) {
    switch condition {
    case .all(let conditions), .any(let conditions): for condition in conditions { add(condition) }
    case .text(let match), .field(.title, let match), .field(.excerpt, let match),
      .field(.body, let match):
      guard words.count < 32 else { return }
      switch match.style {
      case .word: words.append(.whole(match.text))
      case .prefix: words.append(.beginning(match.text))
      case .phrase, .phrasePrefix: words.append(.anywhere(match.text))
      // What it was mistyped for is not known here.
      case .near: break
      }
    default: break
    }
  }
}
