/// Adding a source: what is typed, and what was found there.
struct AddState: Hashable, Sendable {
  enum Step: Hashable, Sendable {
    case typing
    case searching
    case choosing([SourceOffer], selected: Int)
    case confirming(SourcePreview)
    case adding
  }

  var line = LineEditor()
  var step = Step.typing
  /// Why the last attempt came to nothing.
  var problem: String?
}
