/// The sentence of the status line; it stands until the next key.
struct StatusMessage: Hashable, Sendable {
  var text: String
  var isError = false
}
