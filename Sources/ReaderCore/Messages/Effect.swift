public import Articles

/// Something to be done in the world. Said by ``update(_:_:)``, done by the program around it.
public enum Effect: Hashable, Sendable {
  /// Made durable before the next frame is shown; answered only by ``Message/marksNotSaved(reason:)``
  /// where that fails, or by ``Message/marksSaved`` where it was late.
  case record([Mark])
  /// One step for many articles, in the background. Each gets an instant later than its last one.
  case markAll([ArticleID], MarkName)

  case loadListing(ListScope, request: Int)
  case loadRows([ArticleID])
  case loadDetail(ArticleID)
  case loadSidebar

  /// `url` is as a file wrote it: the opener checks it. `address` is what the person knows it by.
  case open(url: String, address: Address?)
  case copy(String)

  /// Sends ``Message/woke(_:)`` once; a later wake for the same alarm takes the place of this one.
  case wake(Alarm, afterMilliseconds: Int)
  case cancelWake(Alarm)

  /// Looks for new, changed and removed files.
  case rescan
  /// Paints the whole screen anew.
  case redraw
  case suspend
  case quit
}
