public import Articles

/// The instant of a new mark: now, or one millisecond after the latest known for the article, so
/// that a clock that is fast elsewhere, or jumps back here, cannot make the mark ineffective.
public func nextInstant(after latest: Instant?, now: Instant) -> Instant {
  guard let latest, latest >= now, latest.milliseconds < .max else { return now }
  return latest.advanced(byMilliseconds: 1)
}
