/// Why nothing could be measured.
struct Failure: Error {
  let message: String

  init(_ message: String) {
    self.message = message
  }
}
