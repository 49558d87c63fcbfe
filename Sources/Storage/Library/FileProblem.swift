/// Something that is wrong with a file or folder: where, what, and what to do.
public struct FileProblem: Hashable, Sendable {
  public var path: String
  /// Counted from 1; `nil` where the whole file is meant.
  public var line: Int?
  public var message: String

  public init(path: String, line: Int? = nil, message: String) {
    self.path = path
    self.line = line
    self.message = message
  }
}
