/// A word that the person has put sources under.
public struct SourceTag: Hashable, Sendable {
  public var name: String
  /// In the order of the sources file, each once.
  public var sources: [SourceID]

  public init(name: String, sources: [SourceID]) {
    self.name = name
    self.sources = sources
  }
}
