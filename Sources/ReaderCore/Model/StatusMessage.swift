/// Why marks are not on the disk: it stands in the title bar, which no message covers.
enum OwedMarks: Hashable, Sendable {
  case waiting
  case refused
}

/// The sentence of the status line; it stands until the next key.
struct StatusMessage: Hashable, Sendable {
  var text: String
  /// What says the same with less words, where there is no room.
  var short: String?
  /// Drawn after the sentence as far as there is room.
  var detail: String?
  var isError = false
}
