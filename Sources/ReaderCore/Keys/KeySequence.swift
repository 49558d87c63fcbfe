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

  /// Whether both cannot mean something: they are the same, or one begins the other.
  func clashes(with other: KeySequence) -> Bool {
    first == other.first && (self == other || second == nil || other.second == nil)
  }

  /// What a terminal reports instead, so that these keys never come; `nil` where they can.
  var reportedAs: String? {
    // Escape and another key are what a terminal sends for Alt.
    if first == .escape, let second {
      guard case .character(let character) = second else { return Key.escape.name }
      return Key.alt(character).name
    }
    for key in [first, second].compactMap(\.self) {
      switch key {
      case .control("i"): return Key.tab.name
      case .control("j"), .control("m"): return Key.enter.name
      case .control("h"): return Key.backspace.name
      default: break
      }
    }
    return nil
  }
}
