public import Articles

/// What is remembered of a source between two fetches: plain values, to be stored.
public struct FetchMemory: Hashable, Sendable {
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

/// As a text to be stored. A name that is not known is passed over, so that versions can follow one
/// another.
extension FetchMemory {
  /// `name value`, one a line; a value that is no line is left out.
  public var text: String {
    var text = ""
    func add(_ name: String, _ value: String?) {
      guard let value, !value.utf8.contains(0x0A) else { return }
      text += name + " " + value + "\n"
    }
    func add(_ name: String, _ instant: Instant?) {
      add(name, instant.map { String($0.milliseconds) })
    }
    if let validators {
      add("etag", validators.etag)
      add("modified", validators.lastModified)
      add("since", validators.since)
    }
    add("hash", contentHash.map { String($0.whole, radix: 16) })
    add("lead", contentHash?.lead.map { String($0, radix: 16) })
    add("ttl", hints.seconds.map { String($0) })
    if hints.skippedHours != 0 { add("hours", String(hints.skippedHours)) }
    if hints.skippedDays != 0 { add("days", String(hints.skippedDays)) }
    add("success", lastSuccess)
    add("attempt", lastAttempt)
    add("failure", lastFailure)
    if failures > 0 { add("failures", String(failures)) }
    add("next", nextAttempt)
    if let move {
      add("move", move.address)
      add("move-times", String(move.times))
      add("move-since", move.since)
    }
    add("moved", movedTo)
    if isGone { add("gone", "1") }
    return text
  }

  /// Takes what ``text`` gave.
  public init(text: String) {
    self.init()
    var values: [Substring: Substring] = [:]
    for line in text.split(separator: "\n") {
      guard let blank = line.firstIndex(of: " ") else { continue }
      values[line[..<blank]] = line[line.index(after: blank)...]
    }
    func string(_ name: Substring) -> String? { values[name].map(String.init) }
    func instant(_ name: Substring) -> Instant? {
      values[name].flatMap { Int64($0) }.map(Instant.init(milliseconds:))
    }
    if let since = instant("since") {
      validators = Validators(
        etag: string("etag"), lastModified: string("modified"), since: since)
    }
    contentHash = values["hash"].flatMap { UInt64($0, radix: 16) }.map {
      BodyHash(whole: $0, lead: values["lead"].flatMap { UInt64($0, radix: 16) })
    }
    hints = UpdateHints(
      seconds: values["ttl"].flatMap { Int($0) },
      skippedHours: values["hours"].flatMap { UInt32($0) } ?? 0,
      skippedDays: values["days"].flatMap { UInt8($0) } ?? 0)
    lastSuccess = instant("success")
    lastAttempt = instant("attempt")
    lastFailure = string("failure")
    failures = values["failures"].flatMap { Int($0) } ?? 0
    nextAttempt = instant("next")
    if let address = string("move"), let since = instant("move-since") {
      move = Move(
        address: address, times: values["move-times"].flatMap { Int($0) } ?? 1, since: since)
    }
    movedTo = string("moved")
    isGone = values["gone"] != nil
  }
}
