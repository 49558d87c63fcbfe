import ArgumentParser

/// The end of a command that cannot go on: its sentence on standard error and its exit status.
struct Stop: Error, CustomStringConvertible {
  let status: ExitStatus
  let message: String

  init(_ status: ExitStatus, _ message: String) {
    self.status = status
    self.message = message
  }

  var description: String { message }
}
