/// Why nothing could be measured.
package struct Failure: Error {
  package let message: String

  package init(_ message: String) {
    self.message = message
  }
}
