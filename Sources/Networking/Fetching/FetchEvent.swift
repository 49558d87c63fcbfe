public enum FetchEvent: Sendable {
  /// One source is done.
  case source(FetchReport)
  /// All are done, or stopped; nothing follows.
  case ended(FetchProgress)
}

/// How far a refresh is.
public struct FetchProgress: Hashable, Sendable {
  /// Without those that were skipped before anything was asked.
  public internal(set) var total = 0
  public internal(set) var done = 0
  public internal(set) var failed = 0

  public init() {}
}
