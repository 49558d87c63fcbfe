import Articles

/// Which wake-ups are on their way and what for.
struct Timers: Sendable {
  /// The article that is shown when the selection has rested on it.
  var preview: ArticleID?
  /// The article that is read when the detail pane has stayed on it.
  var reading: Address?
  /// The article whose stay was timed already; it is not timed twice.
  var timed: Address?
  /// When an age on the screen is next untrue, if a wake for that is on its way.
  var minute: Instant?
  /// The last article for which similar ones were looked for.
  var similar: ArticleID?
  /// Whether a wake for the rest of a page is on its way.
  var isLayingOut = false
}
