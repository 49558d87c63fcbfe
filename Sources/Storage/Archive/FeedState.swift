/// What is remembered of a feed between two fetches.
public struct FeedState: Hashable, Sendable {
  /// The fetcher's own notes, which the library keeps without reading them.
  public var memory: String?
  /// Why the last attempt failed, in a sentence; `nil` after a success.
  public var problem: String?
  /// What is fetched instead of the address that was written, once permanent redirects there have
  /// repeated.
  public var movedTo: String?

  public init(memory: String? = nil, problem: String? = nil, movedTo: String? = nil) {
    self.memory = memory
    self.problem = problem
    self.movedTo = movedTo
  }
}
