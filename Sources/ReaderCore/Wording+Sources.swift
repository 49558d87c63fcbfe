import Articles

/// Sources: reloading and adding them, and what went wrong with them.
extension Wording {
  // MARK: Reloading

  static let stopping = "stopping"
  static let notRefreshing = "nothing is being reloaded"

  static func noSource(_ key: String?) -> String {
    "no source here" + (key.map { "; \($0) reloads all" } ?? "")
  }

  static func alreadyRefreshing(_ status: RefreshStatus, key: String?) -> String {
    "still reloading " + progress(status) + (key.map { "; \($0) stops it" } ?? "")
  }

  /// "37/1000 · 3 failed", for the status line.
  static func refreshing(_ status: RefreshStatus, dot: String) -> String {
    progress(status) + (status.failed > 0 ? dot + "\(grouped(status.failed)) failed" : "")
  }

  private static func progress(_ status: RefreshStatus) -> String {
    status.total > 0 ? "\(status.done)/\(status.total)" : "feeds"
  }

  /// "3 failed · e tells why".
  static func failed(_ count: Int, key: String?) -> String {
    "\(counted(count, "feed")) failed" + (key.map { " \u{B7} \($0) tells why" } ?? "")
  }

  /// What came of a reload that the person asked for.
  static func refreshed(
    _ status: RefreshStatus, _ target: RefreshTarget, key: String?
  ) -> String {
    if case .sources(let sources) = target, sources.count == 1, status.added == 0,
      let reason = status.reason
    {
      return reason
    }
    var parts = [status.added == 0 ? nothingNew : waiting(status.added)]
    if status.isStopped { parts.insert("stopped at \(progress(status))", at: 0) }
    if status.failed > 0 { parts.append(failed(status.failed, key: key)) }
    return parts.joined(separator: " \u{B7} ")
  }
}
