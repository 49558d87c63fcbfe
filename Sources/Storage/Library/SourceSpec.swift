/// A folder of article files, one article file, or a feed, as a person names it.
public struct SourceSpec: Hashable, Sendable {
  public var place: SourcePlace
  /// Given on the command line: shown in this run only, forgotten after 30 days without use.
  public var isTemporary: Bool
  /// What the person calls it; otherwise the last part of the path, or the title of the feed.
  public var title: String?
  /// What the person has put it under.
  public var tags: [String] = []

  public init(_ place: SourcePlace, isTemporary: Bool = false, title: String? = nil) {
    self.place = place
    self.isTemporary = isTemporary
    self.title = title
  }

  /// A folder or an article file by its absolute path.
  public init(location: String, isTemporary: Bool = false, title: String? = nil) {
    self.init(.folder(Array(location.utf8)), isTemporary: isTemporary, title: title)
  }

  /// A feed by the address that the person wrote.
  public init(feed address: String, isTemporary: Bool = false, title: String? = nil) {
    self.init(.feed(address), isTemporary: isTemporary, title: title)
  }
}
