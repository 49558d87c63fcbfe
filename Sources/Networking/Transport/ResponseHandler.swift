/// Takes the answer to one request while it comes.
///
/// Made, called and let go on the transport's thread, so that it needs no lock; what it does there
/// holds up every other transfer.
public protocol ResponseHandler: AnyObject {
  /// The first bytes of a body of status 200 are about to come. `false`: the body is not wanted.
  func begin(_ head: ResponseHead) -> Bool

  /// Bytes of the body, decompressed, valid during the call only. After ``Appetite/later`` none come
  /// until ``Transport/resume()``.
  func consume(_ bytes: UnsafeRawBufferPointer) -> Appetite

  /// Hands on what was kept back: when the transfer is resumed, and when the body is at its end. The
  /// answer to the latter may be put off, too.
  func handOn(isLast: Bool) -> Appetite

  /// Called exactly once, as the last: for a request that never began, too.
  func end(_ completion: Completion)
}

/// How a request ended.
public struct Completion: Sendable {
  /// Any status that is no redirect is an answer. A body that came in part is a failure.
  public let result: Result<ResponseHead, FetchFailure>
  /// Where all redirects on the way were permanent, and the place is one to remember: the new
  /// address. A place in a private network is one only on the server that was asked first.
  public let movedTo: String?
  /// Bytes of the body as they came over the wire, and requests made; both of the last server.
  public let wireBytes: Int
  /// The number of redirects that were followed.
  public let redirects: Int
  /// The server that answered last, by ``Origin/hostName``; `nil` if none was asked.
  public let host: String?
}

/// Names a request, to stop it.
public struct Ticket: Hashable, Sendable {
  let number: UInt64
}
