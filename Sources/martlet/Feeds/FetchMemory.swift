import Articles
import Networking
import Storage

/// What the fetcher remembers of a feed, as the text that the library keeps: `name value`, one a
/// line. A name that is not known is passed over, so that versions can follow one another.
enum FetchMemory {
  static func text(_ state: FetchState) -> String {
    var text = ""
    func add(_ name: String, _ value: String?) {
      guard let value, !value.utf8.contains(0x0A) else { return }
      text += name + " " + value + "\n"
    }
    func add(_ name: String, _ instant: Instant?) {
      add(name, instant.map { String($0.milliseconds) })
    }
    if let validators = state.validators {
      add("etag", validators.etag)
      add("modified", validators.lastModified)
      add("since", validators.since)
    }
    add("hash", state.contentHash.map { String($0.whole, radix: 16) })
    add("lead", state.contentHash?.lead.map { String($0, radix: 16) })
    add("ttl", state.hints.seconds.map { String($0) })
    if state.hints.skippedHours != 0 { add("hours", String(state.hints.skippedHours)) }
    if state.hints.skippedDays != 0 { add("days", String(state.hints.skippedDays)) }
    add("success", state.lastSuccess)
    add("attempt", state.lastAttempt)
    add("failure", state.lastFailure)
    if state.failures > 0 { add("failures", String(state.failures)) }
    add("next", state.nextAttempt)
    if let move = state.move {
      add("move", move.address)
      add("move-times", String(move.times))
      add("move-since", move.since)
    }
    add("moved", state.movedTo)
    if state.isGone { add("gone", "1") }
    return text
  }

  static func state(_ text: String) -> FetchState {
    var values: [Substring: Substring] = [:]
    for line in text.split(separator: "\n") {
      guard let blank = line.firstIndex(of: " ") else { continue }
      values[line[..<blank]] = line[line.index(after: blank)...]
    }
    func string(_ name: Substring) -> String? { values[name].map(String.init) }
    func instant(_ name: Substring) -> Instant? {
      values[name].flatMap { Int64($0) }.map(Instant.init(milliseconds:))
    }
    var state = FetchState()
    if let since = instant("since") {
      state.validators = Validators(
        etag: string("etag"), lastModified: string("modified"), since: since)
    }
    state.contentHash = values["hash"].flatMap { UInt64($0, radix: 16) }.map {
      BodyHash(whole: $0, lead: values["lead"].flatMap { UInt64($0, radix: 16) })
    }
    state.hints = UpdateHints(
      seconds: values["ttl"].flatMap { Int($0) },
      skippedHours: values["hours"].flatMap { UInt32($0) } ?? 0,
      skippedDays: values["days"].flatMap { UInt8($0) } ?? 0)
    state.lastSuccess = instant("success")
    state.lastAttempt = instant("attempt")
    state.lastFailure = string("failure")
    state.failures = values["failures"].flatMap { Int($0) } ?? 0
    state.nextAttempt = instant("next")
    if let address = string("move"), let since = instant("move-since") {
      state.move = Move(
        address: address, times: values["move-times"].flatMap { Int($0) } ?? 1, since: since)
    }
    state.movedTo = string("moved")
    state.isGone = values["gone"] != nil
    return state
  }
}

extension FeedState {
  /// As the library keeps it. A move that is not believed yet is enough for a person who writes the
  /// new address.
  init(_ state: FetchState) {
    self.init(
      memory: FetchMemory.text(state), problem: state.lastFailure,
      movedTo: state.movedTo ?? state.move?.address)
  }
}
