public import Articles

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

/// An article that several files hold.
public struct SharedArticle: Hashable, Sendable {
  public var address: Address
  /// First the one that supplies the fields.
  public var paths: [String]
}
