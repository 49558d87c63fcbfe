/// What came of asking a source once.
public struct FetchOutcome: Hashable, Sendable {
  public enum Result: Hashable, Sendable {
    /// A body was understood; the hash is `nil` if it was not read to its end.
    case updated(contentHash: BodyHash?, hints: UpdateHints)
    /// The server says so (304).
    case unchanged
    /// All of the body came again, and is the same, byte by byte.
    case same
    case failed(FetchFailure)
  }

  public var result: Result
  /// Those of the last answer; empty if there was none.
  public var headers: ResponseHeaders
  /// As in ``Completion``.
  public var movedTo: String?

  public init(
    _ result: Result, headers: ResponseHeaders = ResponseHeaders(), movedTo: String? = nil
  ) {
    self.result = result
    self.headers = headers
    self.movedTo = movedTo
  }
}
