public import TUI

/// One key, or two pressed one after the other.
public struct KeySequence: Hashable, Sendable {
  public let first: Key
  public let second: Key?

  public init(_ first: Key, _ second: Key? = nil) {
    self.first = first
    self.second = second
  }

  /// From names as in "j", "Ctrl-D" or "g g"; `nil` if a name is none or there are more than two.
  public init?(name: String) {
    let keys = name.split(separator: " ").map { Key(name: String($0)) }
    guard let first = keys.first ?? nil, keys.count <= 2 else { return nil }
    if keys.count == 2 {
      guard let second = keys[1] else { return nil }
      self.init(first, second)
    } else {
      self.init(first)
    }
  }

  public var name: String {
    guard let second else { return first.name }
    return first.name + " " + second.name
  }
}
