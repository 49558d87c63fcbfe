public import Articles

/// How a source fares.
public struct SourceReport: Hashable, Sendable {
  public var title: String
  public var location: String
  public var kind: Kind
  /// What went wrong with the source as a whole, and what to do.
  public var problem: String?
  public var lastSuccess: Instant?
  public var lastAttempt: Instant?
  /// `nil` is any time, or never if it is gone.
  public var nextAttempt: Instant?
  /// In a row.
  public var failures = 0
  /// It is not asked again by itself.
  public var isGone = false
  /// What is asked instead of the address that was written.
  public var movedTo: String?
  /// Files of a folder that could not be used.
  public var files: [File] = []

  public struct File: Hashable, Sendable {
    public var path: String
    public var line: Int?
    public var message: String

    public init(path: String, line: Int?, message: String) {
      self.path = path
      self.line = line
      self.message = message
    }
  }

  public enum Kind: String, Sendable {
    case feed, folder
    /// Of the sources file, which names neither: its `location` is file and line.
    case line
  }

  public init(title: String, location: String, kind: Kind) {
    self.title = title
    self.location = location
    self.kind = kind
  }

  /// Whether anything is wrong with it.
  public var isFaulty: Bool { problem != nil || !files.isEmpty }
}
