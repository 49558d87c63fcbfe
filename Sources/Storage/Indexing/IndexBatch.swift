/// Some events on their way from the walk to the library.
struct IndexBatch: Sendable {
  var events: [IndexEvent]
  /// In this source, until now.
  var filesSeen: Int
}
