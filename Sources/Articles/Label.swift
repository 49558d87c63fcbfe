import Foundation

/// A label of the person's own: words of any script, as they are shown.
///
/// Labels that differ in case, diacritics or blanks alone are the same. What would be no word at all, a
/// control character, or one that turns the direction of the text around it, makes no label.
public struct Label: Sendable {
  public let name: String
  /// What two labels are compared by.
  public let folded: String

  /// In characters.
  public static let longest = 64
  /// A character may have any number of marks.
  private static let mostBytes = 256

  /// `nil` for what is no label. Blanks at the ends go, runs of them become one.
  public init?(_ text: some StringProtocol) {
    guard text.utf8.count <= 4 * Self.mostBytes else { return nil }
    var words: [String.UnicodeScalarView] = [String.UnicodeScalarView()]
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace {
        words.append(String.UnicodeScalarView())
        continue
      }
      guard Self.isAllowed(scalar) else { return nil }
      words[words.count - 1].append(scalar)
    }
    let name = words.filter { !$0.isEmpty }.map { String($0) }.joined(separator: " ")
      .precomposedStringWithCanonicalMapping
    let folded = FoldedText(name).trimmed.text
    guard !folded.isEmpty, name.utf8.count <= Self.mostBytes, name.count <= Self.longest
    else { return nil }
    self.name = name
    self.folded = folded
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse: false
    case .format:
      // Those that join or part letters belong to some scripts, and tags to flags.
      [0x200C, 0x200D, 0xAD, 0x2060].contains(scalar.value)
        || (0xE0020...0xE007F).contains(scalar.value)
    default: true
    }
  }
}

extension Label: Hashable, Comparable {
  public static func == (a: Label, b: Label) -> Bool { a.folded.utf8.elementsEqual(b.folded.utf8) }

  public func hash(into hasher: inout Hasher) { hasher.combine(folded) }

  public static func < (a: Label, b: Label) -> Bool {
    a.folded.utf8.lexicographicallyPrecedes(b.folded.utf8)
  }
}

extension Label: CustomStringConvertible {
  public var description: String { name }
}

extension MarkName {
  private static let given = "label:"
  private static let taken = "unlabel:"

  public static func label(_ label: Label) -> MarkName { MarkName(given + label.name) }

  public static func unlabel(_ label: Label) -> MarkName { MarkName(taken + label.name) }

  /// The label that it gives an article, or takes away; `nil` for all other marks, and where what
  /// another program wrote there is no label.
  public var label: (label: Label, isGiven: Bool)? {
    let isGiven = text.utf8.starts(with: Self.given.utf8)
    guard isGiven || text.utf8.starts(with: Self.taken.utf8) else { return nil }
    let prefix = isGiven ? Self.given : Self.taken
    return Label(text.utf8.dropFirst(prefix.utf8.count).text).map { ($0, isGiven) }
  }

  /// What is the same of marks that state the same: labels may be spelled in several ways.
  public var identity: String {
    guard let (label, isGiven) = label else { return text }
    return (isGiven ? Self.given : Self.taken) + label.folded
  }
}

extension Substring.UTF8View {
  fileprivate var text: String { String(decoding: self, as: UTF8.self) }
}
