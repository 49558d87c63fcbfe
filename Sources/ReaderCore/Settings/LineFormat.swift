/// Which signs the window draws beside text.
public enum GlyphSet: String, Hashable, Sendable {
  case unicode
  case ascii
  /// Unicode, with the signs that Nerd Fonts have in the area for private use.
  case nerd
}

/// A line of the window as the person wants it: text with `{names}` of what stands there.
///
/// `{{` is a brace.
public struct LineFormat: Hashable, Sendable {
  /// What a format may name.
  public enum Field: String, Hashable, Sendable, CaseIterable {
    case program, view, query, total, unread, new, place, percent, sort, work
  }

  enum Part: Hashable, Sendable {
    case text(String)
    case field(Field)
  }

  let parts: [Part]

  public struct Mistake: Error, Equatable {
    /// Counted from 1.
    public var column: Int
    /// What is no field; `nil` for a brace that is never closed.
    public var name: String?
  }

  public init(_ text: String) throws(Mistake) {
    var parts: [Part] = []
    var literal = ""
    var rest = Array(text)[...]
    while let character = rest.first {
      guard character == "{" else {
        literal.append(character)
        rest.removeFirst()
        continue
      }
      if rest.dropFirst().first == "{" {
        literal.append("{")
        rest.removeFirst(2)
        continue
      }
      let column = rest.startIndex + 1
      guard let end = rest.firstIndex(of: "}") else { throw Mistake(column: column) }
      let name = String(rest[(rest.startIndex + 1)..<end])
      guard let field = Field(rawValue: name) else { throw Mistake(column: column, name: name) }
      if !literal.isEmpty { parts.append(.text(literal)) }
      literal = ""
      parts.append(.field(field))
      rest = rest[(end + 1)...]
    }
    if !literal.isEmpty { parts.append(.text(literal)) }
    self.parts = parts
  }

  func filled(_ value: (Field) -> String) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .field(let field): value(field)
      }
    }.joined()
  }
}
