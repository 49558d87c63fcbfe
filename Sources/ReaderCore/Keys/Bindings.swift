import TUI

/// Which keys do what.
public struct Bindings: Hashable, Sendable {
  /// The keys of the actions' own table.
  public static let standard: Bindings = {
    var bindings = Bindings()
    for action in Action.allCases {
      for name in action.facts.keys {
        guard let keys = KeySequence(name: name) else {
          preconditionFailure("\(action.id): \(name) is no key")
        }
        bindings.add(keys, action)
      }
    }
    return bindings
  }()

  private var actions: [KeySequence: Action] = [:]
  private var prefixes: Set<Key> = []
  private var sequences: [Action: [KeySequence]] = [:]

  private init() {}

  /// The table with some actions' keys replaced by others; an empty list leaves an action without.
  ///
  /// - Throws: the first error, in the order of `replacements`.
  public init(
    replacing replacements: [(action: String, keys: [String])], in base: Bindings = .standard
  ) throws(BindingError) {
    var wanted = base.sequences
    for (id, names) in replacements {
      guard let action = Action(rawValue: id) else { throw .unknownAction(id) }
      var keys: [KeySequence] = []
      for name in names {
        guard let sequence = KeySequence(name: name) else {
          throw .unknownKey(name, action: action)
        }
        keys.append(sequence)
      }
      wanted[action] = keys
    }
    for action in Action.allCases {
      for keys in wanted[action] ?? [] {
        if let (other, clash) = conflict(with: keys), other != action {
          throw .conflict(keys: clash.name, other, action)
        }
        add(keys, action)
      }
    }
  }

  /// The keys of an action, the first being the one that hints show.
  public func keys(for action: Action) -> [KeySequence] {
    sequences[action] ?? []
  }

  /// What a key means, `before` being the one that was pressed before if that began a sequence.
  func meaning(of key: Key, after before: Key? = nil) -> Meaning {
    if let before {
      return actions[KeySequence(before, key)].map(Meaning.action) ?? .nothing
    }
    if let action = actions[KeySequence(key)] { return .action(action) }
    return prefixes.contains(key) ? .prefix : .nothing
  }

  enum Meaning: Equatable {
    case action(Action)
    case prefix
    case nothing
  }

  /// The action whose keys a view of the person's own cannot have.
  func clash(with keys: KeySequence) -> Action? { conflict(with: keys)?.0 }

  /// The keys of a view by their name.
  /// - Parameter views: those that have theirs already.
  public func keys(named name: String, beside views: [SavedView]) throws(BindingError)
    -> KeySequence
  {
    guard let keys = KeySequence(name: name) else { throw .unknownKeyOfView(name) }
    if let (action, clash) = conflict(with: keys) {
      throw .takenByAction(keys: clash.name, by: action)
    }
    for view in views {
      guard let other = view.key, other.first == keys.first else { continue }
      if other == keys || other.second == nil || keys.second == nil {
        throw .takenByView(keys: keys.name, by: view.name)
      }
    }
    return keys
  }

  private mutating func add(_ keys: KeySequence, _ action: Action) {
    guard actions.updateValue(action, forKey: keys) == nil else { return }
    sequences[action, default: []].append(keys)
    if keys.second != nil { prefixes.insert(keys.first) }
  }

  private func conflict(with keys: KeySequence) -> (Action, KeySequence)? {
    if let action = actions[keys] { return (action, keys) }
    if keys.second != nil {
      let shorter = KeySequence(keys.first)
      return actions[shorter].map { ($0, shorter) }
    }
    guard prefixes.contains(keys.first) else { return nil }
    return actions.filter { $0.key.first == keys.first }.min { $0.key.name < $1.key.name }
      .map { ($0.value, $0.key) }
  }
}
