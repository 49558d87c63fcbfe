/// The answer to ``Effect/findSource(_:offer:request:)``.
public enum SourceFinding: Hashable, Sendable {
  case source(SourcePreview)
  /// A page that has more than one feed.
  case several([SourceOffer])
  /// Why nothing can be added.
  case failed(reason: String)
}
