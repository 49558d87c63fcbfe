extension Instant {
  /// The last one that the state file can hold: 9999-12-31T23:59:59.999Z.
  public static let last = Instant(milliseconds: 253_402_300_799_999)
}

/// The instant of a new mark: now, or one millisecond after the latest known for the article, so
/// that a clock that is fast elsewhere, or jumps back here, cannot make the mark ineffective.
///
/// After ``Instant/last`` there is none: a mark with that instant may not hold.
public func nextInstant(after latest: Instant?, now: Instant) -> Instant {
  guard let latest, latest >= now else { return min(now, .last) }
  return latest < .last ? latest.advanced(byMilliseconds: 1) : .last
}
