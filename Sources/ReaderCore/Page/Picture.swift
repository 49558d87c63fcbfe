public import TUI

/// A picture made of coloured symbols, a cell each, row after row.
public struct Picture: Hashable, Sendable {
  public let columns: Int
  let lines: [StyledText]

  public struct Cell: Hashable, Sendable {
    let scalar: UInt32
    /// Of the 256 colours; anything else is the terminal's own.
    let ink: Int32
    let paper: Int32

    public init(scalar: UInt32, ink: Int32, paper: Int32) {
      self.scalar = scalar
      self.ink = ink
      self.paper = paper
    }

    /// A blank, or one of the blocks, which are as wide as a letter everywhere.
    var character: Character {
      (0x2580...0x259F).contains(scalar)
        ? Character(Unicode.Scalar(scalar) ?? " ") : " "
    }

    var style: Style { Style(foreground: Self.color(ink), background: Self.color(paper)) }

    private static func color(_ value: Int32) -> Color {
      UInt8(exactly: value).map { .indexed($0) } ?? .standard
    }
  }

  /// - Parameter cells: of whole rows.
  public init(columns: Int, cells: [Cell]) {
    self.columns = max(columns, 1)
    lines = stride(from: 0, to: cells.count, by: self.columns).map { start in
      var line = StyledText()
      for cell in cells[start...].prefix(columns) {
        line.append(String(cell.character), cell.style)
      }
      return line
    }
  }

  public var rows: Int { lines.count }
  /// Its symbols, for who compares.
  public var text: [String] { lines.map(\.text) }

  /// What covers most of each cell of a row, for who compares.
  public func colours(ofRow row: Int) -> [Color] {
    lines[row].runs.flatMap { run in
      run.text.map { $0 == "\u{2588}" ? run.style.foreground : run.style.background }
    }
  }

  /// How many cells a picture takes, twice as high as wide: no more than fit, and no more than it has
  /// pixels for.
  public static func size(
    width: Int, height: Int, columns: Int, rows: Int
  ) -> (columns: Int, rows: Int) {
    let (width, height) = (max(width, 1), max(height, 1))
    var wide = min(columns, max((width + 7) / 8, 1))
    var high = max((wide * height + width) / (2 * width), 1)
    if high > rows {
      high = rows
      wide = min(max(2 * high * width / height, 1), columns)
    }
    return (wide, high)
  }
}

/// The pictures that were asked for, as long as the pane is as wide as it was.
struct Pictures: Sendable {
  enum State: Sendable {
    case awaited
    case none
    case here(Picture)
  }

  /// Whether the person wants to see any.
  var areShown: Bool
  private(set) var columns = 0
  private var states: [String: State] = [:]
  private var order: [String] = []

  /// More are forgotten, the oldest first.
  private static let capacity = 96

  init(areShown: Bool) {
    self.areShown = areShown
  }

  /// Those that are here, for a page.
  var here: [String: Picture] {
    guard areShown else { return [:] }
    return states.compactMapValues { if case .here(let picture) = $0 { picture } else { nil } }
  }

  func isUnknown(_ url: String) -> Bool { states[url] == nil }

  mutating func await(_ url: String, columns: Int) {
    if columns != self.columns {
      self.columns = columns
      states = [:]
      order = []
    }
    set(.awaited, of: url)
  }

  /// - Returns: whether it was waited for.
  mutating func take(_ picture: Picture?, of url: String, columns: Int) -> Bool {
    guard columns == self.columns, case .awaited? = states[url] else { return false }
    states[url] = picture.map { .here($0) } ?? State.none
    return picture != nil
  }

  private mutating func set(_ state: State, of url: String) {
    states[url] = state
    order.append(url)
    if order.count > Self.capacity { states[order.removeFirst()] = nil }
  }
}
