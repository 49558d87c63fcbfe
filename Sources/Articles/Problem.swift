/// Something that is wrong in a file: where, and a sentence that says what and what to do.
public struct Problem: Hashable, Sendable {
  /// Counted from 1; `nil` where the whole file is meant.
  public let line: Int?
  public let message: String

  public init(line: Int? = nil, message: String) {
    self.line = line
    self.message = message
  }
}
