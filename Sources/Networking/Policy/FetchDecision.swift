public import Articles

/// Who wants a source to be asked.
public enum FetchOccasion: Hashable, Sendable {
  /// The clock: only what is due.
  case scheduled
  /// The person, for everything: also what is fresh, or has failed lately.
  case everything
  /// The person, for this source alone: also if it is gone.
  case thisSource
}

/// Whether a source is asked now.
public enum FetchDecision: Hashable, Sendable {
  /// The headers ask whether there is something new.
  case ask(address: String, headers: [HeaderField])
  /// `until` is the next attempt; `nil` for none.
  case skip(SkipReason, until: Instant?)
}

/// Why a source is not asked: facts; ``message`` makes the sentence.
public enum SkipReason: Hashable, Sendable {
  case fresh
  /// With the sentence of the last failure.
  case failing(String)
  case hostPaused(String)
  case gone
}
