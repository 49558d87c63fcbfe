public import TUI

/// A picture of cells, row after row: coloured symbols, or pixels where the terminal draws them.
public struct Picture: Hashable, Sendable {
  public let columns: Int
  let lines: [StyledText]
  /// `nil` for symbols.
  public let image: PixelImage?
  /// What cells know an image by; the window gives it.
  var number: UInt8 = 16

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
    image = nil
    lines = stride(from: 0, to: cells.count, by: self.columns).map { start in
      var line = StyledText()
      for cell in cells[start...].prefix(columns) {
        line.append(String(cell.character), cell.style)
      }
      return line
    }
  }

  public init(_ image: PixelImage) {
    columns = image.columns
    lines = []
    self.image = image
  }

  public var rows: Int { image?.rows ?? lines.count }
  /// Its symbols, for who compares.
  public var text: [String] { lines.map(\.text) }

  /// What covers most of each cell of a row, for who compares.
  public func colours(ofRow row: Int) -> [Color] {
    let line = lines[row]
    return line.runs.flatMap { run in
      line.text(of: run).map { $0 == "\u{2588}" ? run.style.foreground : run.style.background }
    }
  }

  /// How many cells a picture takes: no more than fit, and no more than it has pixels for.
  /// - Parameter cell: the pixels of a cell; a symbol stands for about eight times sixteen.
  public static func size(
    width: Int, height: Int, columns: Int, rows: Int, cell: Size = Size(columns: 8, rows: 16)
  ) -> (columns: Int, rows: Int) {
    let (width, height) = (max(width, 1), max(height, 1))
    var wide = min(columns, max((width + cell.columns - 1) / cell.columns, 1))
    let line = 2 * width * cell.rows
    var high = max((2 * wide * cell.columns * height + width * cell.rows) / line, 1)
    if high > rows {
      high = rows
      wide = min(max(high * cell.rows * width / (height * cell.columns), 1), columns)
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
  /// How the terminal shows them.
  private(set) var form = PictureForm.blocks
  private(set) var columns = 0
  private var lastNumber: UInt8 = 15
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
      forget()
    }
    set(.awaited, of: url)
  }

  /// - Returns: whether it is another way than before.
  mutating func use(_ form: PictureForm) -> Bool {
    guard form != self.form else { return false }
    self.form = form
    forget()
    return true
  }

  private mutating func forget() {
    states = [:]
    order = []
  }

  /// - Returns: whether it was waited for.
  mutating func take(
    _ picture: Picture?, of url: String, columns: Int, form: PictureForm
  ) -> Bool {
    guard columns == self.columns, form == self.form, case .awaited? = states[url] else {
      return false
    }
    guard var picture else {
      states[url] = State.none
      return false
    }
    // More than are kept: two that are here never have the same.
    lastNumber = lastNumber == 255 ? 16 : lastNumber + 1
    picture.number = lastNumber
    states[url] = .here(picture)
    return true
  }

  private mutating func set(_ state: State, of url: String) {
    states[url] = state
    order.append(url)
    if order.count > Self.capacity { states[order.removeFirst()] = nil }
  }
}
