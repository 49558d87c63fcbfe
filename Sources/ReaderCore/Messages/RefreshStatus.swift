/// How far the fetching of feeds is: those that are asked, those that are done, and what came of it.
public struct RefreshStatus: Hashable, Sendable {
  public var total: Int
  public var done: Int
  public var failed: Int
  /// Articles that are new.
  public var added: Int
  /// A sentence: why the last that brought nothing did not, whether it failed or was not asked.
  public var reason: String?
  /// The person stopped it.
  public var isStopped: Bool

  public init(
    total: Int = 0, done: Int = 0, failed: Int = 0, added: Int = 0, reason: String? = nil,
    isStopped: Bool = false
  ) {
    self.total = total
    self.done = done
    self.failed = failed
    self.added = added
    self.reason = reason
    self.isStopped = isStopped
  }
}
