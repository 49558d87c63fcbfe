/// A folder of article files, or one article file, as a person names it.
public struct SourceSpec: Hashable, Sendable {
  /// The absolute path as bytes: names on disk need not be UTF-8.
  public var path: [UInt8]
  /// Given on the command line: shown in this run only, forgotten after 30 days without use.
  public var isTemporary: Bool
  /// What the person calls it; the last part of the path otherwise.
  public var title: String?

  public init(path: [UInt8], isTemporary: Bool = false, title: String? = nil) {
    self.path = path
    self.isTemporary = isTemporary
    self.title = title
  }

  public init(location: String, isTemporary: Bool = false, title: String? = nil) {
    self.init(path: Array(location.utf8), isTemporary: isTemporary, title: title)
  }
}
