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
