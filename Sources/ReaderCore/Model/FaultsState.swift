import Articles

/// How sources fare, as lines.
struct FaultsState: Sendable {
  /// `nil` for everything that failed.
  let sources: [SourceID]?
  /// `nil` until they are here.
  var reports: [SourceReport]?
  var scroll = 0
  var lines: [Page.Line] = []
  /// What the lines are laid out for.
  var columns = 0
}
