/// The library's number for a state file: each has marks of its own.
public struct StateID: Hashable, Sendable {
  public let rawValue: Int64

  public init(_ rawValue: Int64) {
    self.rawValue = rawValue
  }
}
