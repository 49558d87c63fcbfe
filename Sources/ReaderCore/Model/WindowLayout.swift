import TUI

/// Where everything lies, for a size and what the person likes.
struct WindowLayout: Hashable, Sendable {
  static let smallest = Size(columns: 20, rows: 5)
  static let widestZenText = 80
  /// What a border leaves on both sides.
  static let leastSidebar = 16
  static let leastPane = 20

  var isTooSmall = false
  var title = Rect.none
  /// `nil` where a pane is not on the screen.
  var sidebar: Rect?
  var list: Rect?
  var detail: Rect?
  /// Whether the sidebar lies over the other panes.
  var sidebarFloats = false
  /// Whether only one of the panes is on the screen.
  var isSingle = false
  /// Lines between panes.
  var verticals: [Rect] = []
  var horizontal: Rect?
  var status = Rect.none
  /// `nil` in low windows, where the status line has the hints.
  var hints: Rect?
  /// The rows of the list and the sidebar, also while they are hidden.
  var listRows = 1
  var sidebarRows = 1
  /// The part of the detail pane that holds text.
  var text = Rect.none

  /// - Parameter rowHeight: the lines that a row of the list has.
  init(
    size: Size, arrangement: Arrangement, focus: Pane, rowHeight: Int = 1,
    measure: Measure = Measure()
  ) {
    guard size.columns >= Self.smallest.columns, size.rows >= Self.smallest.rows else {
      isTooSmall = true
      return
    }
    title = Rect(column: 0, row: 0, columns: size.columns, rows: 1)
    let bottom = size.rows >= 16 ? 2 : 1
    status = Rect(column: 0, row: size.rows - bottom, columns: size.columns, rows: 1)
    if bottom == 2 {
      hints = Rect(column: 0, row: size.rows - 1, columns: size.columns, rows: 1)
    }
    let panes = Rect(column: 0, row: 1, columns: size.columns, rows: size.rows - 1 - bottom)
    sidebarRows = panes.rows
    listRows = max(panes.rows / rowHeight, 1)

    let isWide = size.columns >= 110
    let split = isWide ? arrangement.wide : arrangement.medium
    let isZen = arrangement.isZen && focus == .detail
    if isZen {
      isSingle = true
      detail = panes
    } else if split == .single || size.columns < 60 || size.rows < 14 {
      isSingle = true
      layOutSingle(panes, focus)
    } else {
      let rest = layOutSidebar(
        panes, isDocked: isWide && !arrangement.hidesSidebar, focus, arrangement.sidebarColumns)
      if split == .rows {
        stack(rest, share: arrangement.listHeight)
        listRows = max((list?.rows ?? 1) / rowHeight, 1)
      } else {
        placeSideBySide(rest, share: arrangement.listWidth, measure)
      }
    }
    text = Self.text(in: detail ?? panes, isZen: isZen, measure)
  }

  private mutating func layOutSingle(_ panes: Rect, _ focus: Pane) {
    switch focus {
    case .sidebar: sidebar = panes
    case .list: list = panes
    case .detail: detail = panes
    }
  }

  /// What is left for list and detail.
  private mutating func layOutSidebar(
    _ panes: Rect, isDocked: Bool, _ focus: Pane, _ wanted: Int?
  ) -> Rect {
    guard isDocked || focus == .sidebar else { return panes }
    var rect = panes
    let usual = isDocked ? min(max(panes.columns / 7, 22), 30) : 30
    rect.columns = min(max(wanted ?? usual, Self.leastSidebar), max(panes.columns / 3, usual))
    sidebar = rect
    sidebarFloats = !isDocked
    let edge = Rect(column: rect.columns, row: panes.row, columns: 1, rows: panes.rows)
    verticals.append(edge)
    guard isDocked else { return panes }
    return Rect(
      column: rect.columns + 1, row: panes.row, columns: panes.columns - rect.columns - 1,
      rows: panes.rows)
  }

  /// - Parameter share: how much the list is to have, of a thousand.
  private mutating func stack(_ rect: Rect, share: Int?) {
    let rows = min(max(rect.rows * (share ?? 400) / 1000, 4), max(rect.rows - 4, 4))
    list = Rect(column: rect.column, row: rect.row, columns: rect.columns, rows: rows)
    horizontal = Rect(column: rect.column, row: rect.row + rows, columns: rect.columns, rows: 1)
    detail = Rect(
      column: rect.column, row: rect.row + rows + 1, columns: rect.columns,
      rows: rect.rows - rows - 1)
  }

  private mutating func placeSideBySide(_ rect: Rect, share: Int?, _ measure: Measure) {
    let usual = min(rect.columns / 2, measure.most + 4)
    let wanted = share.map { rect.columns - 1 - rect.columns * $0 / 1000 } ?? usual
    let columns = min(max(wanted, Self.leastPane), rect.columns - 1 - Self.leastPane)
    let start = rect.column + rect.columns - columns
    list = Rect(
      column: rect.column, row: rect.row, columns: rect.columns - columns - 1, rows: rect.rows)
    verticals.append(Rect(column: start - 1, row: rect.row, columns: 1, rows: rect.rows))
    detail = Rect(column: start, row: rect.row, columns: columns, rows: rect.rows)
  }

  /// Two columns of margin on the left (the first marks the selected link), one on the right; more where the
  /// text is centred, as it is in zen.
  private static func text(in pane: Rect, isZen: Bool, _ measure: Measure) -> Rect {
    let columns = min(
      max(pane.columns - 3, 1), isZen ? min(widestZenText, measure.most) : measure.most)
    let margin = isZen || measure.isCentered ? max((pane.columns - columns) / 2, 2) : 2
    return Rect(
      column: pane.column + margin, row: pane.row, columns: columns, rows: pane.rows)
  }
}

/// How wide the lines of an article may be, and where they stand in a wider pane.
public struct Measure: Hashable, Sendable {
  /// In columns; 0 for as wide as the pane, and less than twenty for twenty.
  public var columns: Int
  public var isCentered: Bool

  public init(columns: Int = 88, isCentered: Bool = false) {
    self.columns = columns
    self.isCentered = isCentered
  }

  var most: Int { columns > 0 ? max(columns, 20) : Int.max / 2 }
}

extension Rect {
  static let none = Rect(column: 0, row: 0, columns: 0, rows: 0)
}

extension WindowLayout {
  /// A line that the person can move.
  enum Border: Hashable, Sendable {
    case sidebar
    /// Between list and article, beside each other and one above the other.
    case width
    case height
  }

  /// The borders that are on the screen.
  var borders: [Border] {
    var borders: [Border] = sidebar == nil || isSingle ? [] : [.sidebar]
    if horizontal != nil {
      borders.append(.height)
    } else if list != nil, detail != nil {
      borders.append(.width)
    }
    return borders
  }

  /// The one that keys in a pane move.
  func border(of pane: Pane) -> Border? {
    borders.first { (pane == .sidebar) == ($0 == .sidebar) }
  }

  func place(of border: Border) -> Rect {
    switch border {
    case .sidebar: verticals.first ?? .none
    case .width: verticals.last ?? .none
    case .height: horizontal ?? .none
    }
  }
}

/// How a person likes the panes to lie; what is possible depends on the size of the window.
public struct Arrangement: Hashable, Codable, Sendable {
  /// How list and detail share the window.
  public enum Split: String, Hashable, Codable, Sendable, CaseIterable {
    case columns
    case rows
    /// One of them at a time.
    case single
  }

  /// In windows of 110 columns and more.
  public var wide: Split
  /// In windows of 60 to 109 columns.
  public var medium: Split
  /// Whether a wide window does without the sidebar.
  public var hidesSidebar: Bool
  /// The detail alone, centred.
  public var isZen: Bool
  /// Where the person has drawn the borders: the columns of the sidebar, and how much of a thousand of
  /// what list and article share is the list's, beside and above the article.
  public var sidebarColumns: Int?
  public var listWidth: Int?
  public var listHeight: Int?

  public init(
    wide: Split = .columns, medium: Split = .rows, hidesSidebar: Bool = false, isZen: Bool = false,
    sidebarColumns: Int? = nil, listWidth: Int? = nil, listHeight: Int? = nil
  ) {
    self.wide = wide
    self.medium = medium
    self.hidesSidebar = hidesSidebar
    self.isZen = isZen
    self.sidebarColumns = sidebarColumns
    self.listWidth = listWidth
    self.listHeight = listHeight
  }
}
