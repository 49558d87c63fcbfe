/// Takes the body of one feed while it comes, on the transport's thread; made when its first bytes
/// are there and known to be new.
public protocol FeedConsumer: AnyObject {
  /// Bytes of the body, decompressed, valid during the call only; none to ask whether there is room
  /// for the end. After ``Appetite/later`` nothing comes until ``Refresh/resume()``.
  func consume(_ bytes: UnsafeRawBufferPointer) -> Appetite

  /// Called exactly once, as the last.
  ///
  /// - Parameter isComplete: `false` when the body ended early: the connection broke, the person
  ///   stopped it, or ``consume(_:)`` wanted no more. What came may be a whole feed all the same.
  func finish(isComplete: Bool) -> FeedVerdict
}

public enum FeedVerdict: Hashable, Sendable {
  case feed(UpdateHints)
  /// With the sentence for a person.
  case noFeed(String)
}
