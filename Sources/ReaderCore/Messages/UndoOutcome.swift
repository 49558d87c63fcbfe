public import Articles

/// What became of ``Effect/undo(_:as:)``.
public enum UndoOutcome: Hashable, Sendable {
  /// `count` articles were marked back; `leftAlone` were marked anew since. `title` is that of the
  /// article, if it is one. Of many the mass marks say which; the changes of few have come before.
  case done(count: Int, leftAlone: Int, title: String?, [MassMark] = [])
  /// There is nothing to be taken back: the step was never written.
  case nothing
  /// Nothing was written; it can be tried again.
  case failed(reason: String)
}
