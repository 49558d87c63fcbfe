import Articles

/// How a person likes the rows of the list.
public struct ListStyle: Hashable, Sendable {
  /// What a row can show, by its name in the settings.
  public enum Column: String, Hashable, Sendable, CaseIterable {
    case age, provider, title, related, heat, quality, topics, source, author
    case readingTime = "reading-time"
  }

  public struct Item: Hashable, Sendable {
    public var column: Column
    /// In columns of the screen; `nil` where that follows from the room there is.
    public var width: Int?

    public init(_ column: Column, width: Int? = nil) {
      self.column = column
      self.width = width
    }
  }

  public var columns: [Item]
  /// Whether the beginning of the text stands below the title.
  public var hasTwoLines: Bool
  public var dates: DateStyle

  public init(
    columns: [Item] = [Item(.age), Item(.provider), Item(.title), Item(.related)],
    hasTwoLines: Bool = false, dates: DateStyle = .relative
  ) {
    self.columns = columns
    self.hasTwoLines = hasTwoLines
    self.dates = dates
  }

  /// The lines of the screen that a row has.
  public var height: Int { hasTwoLines ? 2 : 1 }

  /// Whether rows show what only the text of an article tells.
  var needsDigests: Bool {
    hasTwoLines || columns.contains { [.author, .readingTime].contains($0.column) }
  }
}

/// How dates are written in rows.
public enum DateStyle: Hashable, Sendable {
  /// "5m", "3h", "2d", then "12 Mar" or "Mar 2023".
  case relative
  /// Pieces of ``DateFormat``.
  case format(DateFormat)

  /// At most this many columns.
  func columns(isNarrow: Bool) -> Int {
    switch self {
    case .relative: isNarrow ? 6 : 8
    case .format(let format): format.columns
    }
  }

  func label(
    _ published: Instant, at now: Instant, clock: LocalClock, isNarrow: Bool = false
  ) -> String {
    switch self {
    case .relative: Age.label(published, at: now, clock: clock, isNarrow: isNarrow)
    case .format(let format): format.text(clock.civil(published))
    }
  }
}

/// A date as `%Y-%m-%d %H:%M` writes it.
///
/// `%Y` the year, `%y` its last two digits, `%m` the month, `%b` its name, `%d` the day, `%e` the day
/// after a blank, `%H` `%M` hour and minute, `%%` a percent sign.
public struct DateFormat: Hashable, Sendable {
  private enum Piece: Hashable {
    case text(String)
    case field(Character)
  }

  private let pieces: [Piece]

  /// `nil` for an unknown field, control characters, and what is empty or longer than 24 columns.
  public init?(_ text: String) {
    var pieces: [Piece] = []
    var rest = text[...]
    while let character = rest.popFirst() {
      if character == "%" {
        guard let field = rest.popFirst(), "YymbdeHM%".contains(field) else { return nil }
        pieces.append(field == "%" ? .text("%") : .field(field))
      } else if character.isASCII, let code = character.asciiValue, code >= 0x20, code != 0x7F {
        pieces.append(.text(String(character)))
      } else {
        return nil
      }
    }
    self.pieces = pieces
    guard (1...24).contains(columns) else { return nil }
  }

  var columns: Int {
    pieces.reduce(0) { sum, piece in
      switch piece {
      case .text(let text): sum + text.utf8.count
      case .field("Y"): sum + 4
      case .field("b"): sum + 3
      case .field: sum + 2
      }
    }
  }

  func text(_ date: CivilDate) -> String {
    func padded(_ number: Int, _ blank: String = "0") -> String {
      number < 10 ? "\(blank)\(number)" : "\(number)"
    }
    return pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .field("Y"): "\(date.year)"
      case .field("y"): padded(date.year % 100)
      case .field("m"): padded(date.month)
      case .field("b"): Wording.month(date.month)
      case .field("d"): padded(date.day)
      case .field("e"): padded(date.day, " ")
      case .field("H"): padded(date.hour)
      case .field: padded(date.minute)
      }
    }.joined()
  }
}
