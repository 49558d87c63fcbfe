/// A refresh that is under way.
struct RefreshState: Hashable, Sendable {
  let target: RefreshTarget
  var status = RefreshStatus()
  /// Nothing was there to read before: what comes is shown while nothing was touched.
  let isFirst: Bool
  /// What the person asked for meanwhile: a refresh by the clock gives way to it.
  var next: RefreshTarget?
}
