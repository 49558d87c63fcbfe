public import Articles

/// What is remembered of a source between two fetches: plain values, to be stored.
public struct FetchState: Hashable, Sendable {
  /// Of the last body that was read to its end and understood.
  public var validators: Validators?
  public var contentHash: BodyHash?
  public var hints = UpdateHints()
  public var lastSuccess: Instant?
  public var lastAttempt: Instant?
  /// The sentence for a person; `nil` when the last attempt was a success.
  public var lastFailure: String?
  /// In a row, up to the last attempt.
  public var failures = 0
  /// Nothing is asked of itself before; `nil` is any time.
  public var nextAttempt: Instant?
  /// Where permanent redirects have led lately.
  public var move: Move?
  /// Asked instead of the address that was written, after permanent redirects there have repeated.
  public var movedTo: String?
  /// The server has said that there is nothing any more, and never will be (410).
  public var isGone = false

  public init() {}
}

/// What a server is asked with whether there is something new.
public struct Validators: Hashable, Sendable {
  public var etag: String?
  public var lastModified: String?
  /// When the body that they belong to came.
  public var since: Instant

  public init(etag: String?, lastModified: String?, since: Instant) {
    self.etag = etag
    self.lastModified = lastModified
    self.since = since
  }
}

/// A permanent redirect that is watched until it is believed.
public struct Move: Hashable, Sendable {
  public var address: String
  /// How often it was met in a row, and when first.
  public var times: Int
  public var since: Instant

  public init(address: String, times: Int, since: Instant) {
    self.address = address
    self.times = times
    self.since = since
  }
}

/// What a feed says of itself about when to ask again.
public struct UpdateHints: Hashable, Sendable {
  /// `<ttl>`, or `sy:updatePeriod` divided by `sy:updateFrequency`; of several the longest.
  public var seconds: Int?
  /// Hours of the day in UTC, 0 to 23, as bits.
  public var skippedHours: UInt32
  /// Days of the week in UTC as bits, from Monday, bit 0.
  public var skippedDays: UInt8

  public init(seconds: Int? = nil, skippedHours: UInt32 = 0, skippedDays: UInt8 = 0) {
    self.seconds = seconds
    self.skippedHours = skippedHours
    self.skippedDays = skippedDays
  }
}
