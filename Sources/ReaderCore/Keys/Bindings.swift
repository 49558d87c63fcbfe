public import TUI

/// Which keys do what, in each pane.
///
/// What is said of one pane goes before what is said of all: there the action has these keys and no
/// others, and whatever had them elsewhere does not have them there.
public struct Bindings: Hashable, Sendable {
  /// The keys of the actions' own table.
  public static let standard: Bindings = {
    var wanted = Wanted()
    for action in Action.allCases {
      wanted.everywhere[action] = action.facts.keys.map { name in
        guard let keys = KeySequence(name: name) else {
          preconditionFailure("\(action.id): \(name) is no key")
        }
        return keys
      }
    }
    return Bindings(wanted)
  }()

  private var wanted = Wanted()
  private var tables: [Pane: Table] = [:]

  /// The table with some actions' keys replaced by others; an empty list leaves an action without.
  ///
  /// - Throws: the first error, in the order of `replacements`.
  public init(
    replacing replacements: [(action: String, keys: [String])], in base: Bindings = .standard
  ) throws(BindingError) {
    let changes = replacements.map { KeyChange(action: $0.action, keys: $0.keys) }
    let (bindings, faults) = base.changed(by: changes)
    if let fault = faults.first { throw fault.error }
    self = bindings
  }

  /// The table with changes on top; a change that cannot be is left out and told of.
  /// - Returns: also what is wrong, each with the place of its change in `changes`.
  public func changed(by changes: [KeyChange]) -> (Bindings, [(change: Int, error: BindingError)]) {
    var faults: [(change: Int, error: BindingError)] = []
    var meant: [(change: Int, claim: Claim, keys: [KeySequence])] = []
    for (place, change) in changes.enumerated() {
      do throws(BindingError) {
        let (action, keys) = try Self.meaning(of: change)
        meant.append((place, Claim(action, change.pane), keys))
      } catch {
        faults.append((place, error))
      }
    }
    while true {
      var wanted = wanted
      for change in meant { wanted.take(change.claim, change.keys) }
      guard let (error, claims) = wanted.fault else {
        return (Bindings(wanted), faults.sorted { $0.change < $1.change })
      }
      // Of two that clash, the one that was said last gives way.
      guard let place = meant.lastIndex(where: { claims.contains($0.claim) }) else {
        return (self, faults)
      }
      faults.append((meant.remove(at: place).change, error))
    }
  }

  private static func meaning(
    of change: KeyChange
  ) throws(BindingError) -> (Action, [KeySequence]) {
    guard let action = Action(rawValue: change.action) else { throw .unknownAction(change.action) }
    if let pane = change.pane, !action.facts.panes.contains(pane) {
      throw .notInPane(action, pane)
    }
    var keys: [KeySequence] = []
    for name in change.keys {
      guard let sequence = KeySequence(name: name) else { throw .unknownKey(name, action: action) }
      if let instead = sequence.reportedAs {
        throw .unreachable(sequence.name, action: action, instead: instead)
      }
      keys.append(sequence)
    }
    return (action, keys)
  }

  /// The keys of an action, the first being the one that hints show.
  /// - Parameter pane: where it is to be done; `nil` for those that it has wherever nothing else is said.
  public func keys(for action: Action, in pane: Pane? = nil) -> [KeySequence] {
    guard let pane else { return wanted.everywhere[action] ?? [] }
    let keys = wanted.inPanes[pane]?[action] ?? wanted.everywhere[action] ?? []
    return keys.filter { tables[pane]?.actions[$0] == action }
  }

  /// The panes in which an action has keys of its own.
  public func panesApart(of action: Action) -> [Pane] {
    Pane.allCases.filter { wanted.inPanes[$0]?[action] != nil }
  }

  /// What a key means, `before` being the one that was pressed before if that began a sequence.
  func meaning(of key: Key, after before: Key? = nil, in pane: Pane = .list) -> Meaning {
    guard let table = tables[pane] else { return .nothing }
    if let before {
      return table.actions[KeySequence(before, key)].map(Meaning.action) ?? .nothing
    }
    if let action = table.actions[KeySequence(key)] { return .action(action) }
    return table.prefixes.contains(key) ? .prefix : .nothing
  }

  enum Meaning: Equatable {
    case action(Action)
    case prefix
    case nothing
  }

  /// The keys of something of the person's own by their name.
  /// - Parameter others: what has its keys already, by its name with the word for it.
  public func keys(
    named name: String, beside others: [(name: String, keys: KeySequence)]
  ) throws(BindingError) -> KeySequence {
    guard let keys = KeySequence(name: name) else { throw .unknownKeyOfOwn(name) }
    if let instead = keys.reportedAs {
      throw .unreachable(keys.name, action: nil, instead: instead)
    }
    for pane in Pane.allCases {
      if let (action, clash) = tables[pane]?.clash(with: keys) {
        throw .takenByAction(keys: clash.name, by: action, free: freeKeys(beside: others))
      }
    }
    for other in others where other.keys.clashes(with: keys) {
      throw .takenByOwn(keys: keys.name, by: other.name, free: freeKeys(beside: others))
    }
    return keys
  }

  /// Some that mean nothing yet.
  private func freeKeys(beside others: [(name: String, keys: KeySequence)]) -> [String] {
    let names = ["b", "B", "D", "g v", "g b", "Alt-1", "Alt-2", "Alt-3"]
    return Array(
      names.filter { name in
        guard let keys = KeySequence(name: name) else { return false }
        return tables.values.allSatisfy { $0.clash(with: keys) == nil }
          && !others.contains { $0.keys.clashes(with: keys) }
      }.prefix(3))
  }

  private init(_ wanted: Wanted) {
    self.wanted = wanted
    let everywhere = wanted.table(of: nil)
    for pane in Pane.allCases {
      tables[pane] = wanted.inPanes[pane] == nil ? everywhere : wanted.table(of: pane)
    }
  }
}

/// Keys that an action is to have instead of others.
public struct KeyChange: Hashable, Sendable {
  public var action: String
  public var keys: [String]
  /// Where; `nil` for everywhere.
  public var pane: Pane?

  public init(action: String, keys: [String], pane: Pane? = nil) {
    self.action = action
    self.keys = keys
    self.pane = pane
  }
}

extension Bindings {
  /// Who wants keys.
  private struct Claim: Hashable {
    let action: Action
    let pane: Pane?

    init(_ action: Action, _ pane: Pane?) {
      self.action = action
      self.pane = pane
    }
  }

  /// What all actions want.
  private struct Wanted: Hashable {
    var everywhere: [Action: [KeySequence]] = [:]
    var inPanes: [Pane: [Action: [KeySequence]]] = [:]

    mutating func take(_ claim: Claim, _ keys: [KeySequence]) {
      if let pane = claim.pane {
        inPanes[pane, default: [:]][claim.action] = keys
      } else {
        everywhere[claim.action] = keys
      }
    }

    /// The first thing that cannot be, and whose wishes it comes from.
    var fault: (BindingError, [Claim])? {
      if let fault = clash(in: everywhere, nil, beside: Table()) { return fault }
      for pane in Pane.allCases {
        // What is said of all panes gives way, but what it has must stay within reach.
        let own = inPanes[pane] ?? [:]
        let taken = Set(own.values.joined())
        var rest = Table()
        for (action, keys) in everywhere where own[action] == nil {
          for keys in keys where !taken.contains(keys) { rest.add(keys, action) }
        }
        if let fault = clash(in: own, pane, beside: rest) { return fault }
      }
      let ways = [Action.leave, .quit]
      if ways.allSatisfy({ (everywhere[$0] ?? []).isEmpty }) {
        return (.noWayOut, ways.map { Claim($0, nil) })
      }
      return nil
    }

    private func clash(
      in lists: [Action: [KeySequence]], _ pane: Pane?, beside rest: Table
    ) -> (BindingError, [Claim])? {
      var table = Table()
      for action in Action.allCases {
        for keys in lists[action] ?? [] {
          if let (other, clash) = table.clash(with: keys), other != action {
            return (
              .conflict(keys: clash.name, other, action), [Claim(action, pane), Claim(other, pane)]
            )
          }
          if let (other, clash) = rest.clash(with: keys) {
            let claims = [Claim(action, pane), Claim(other, pane), Claim(other, nil)]
            return (.conflict(keys: clash.name, other, action), claims)
          }
          table.add(keys, action)
        }
      }
      return nil
    }

    /// - Parameter pane: `nil` for one of which nothing is said.
    func table(of pane: Pane?) -> Table {
      var table = Table()
      let own = pane.flatMap { inPanes[$0] } ?? [:]
      for action in Action.allCases {
        for keys in own[action] ?? [] { table.add(keys, action) }
      }
      for action in Action.allCases where own[action] == nil {
        for keys in everywhere[action] ?? [] { table.add(keys, action) }
      }
      return table
    }
  }

  /// What keys mean in one pane.
  private struct Table: Hashable {
    var actions: [KeySequence: Action] = [:]
    var prefixes: Set<Key> = []

    /// Unless the keys are taken.
    mutating func add(_ keys: KeySequence, _ action: Action) {
      guard actions[keys] == nil else { return }
      actions[keys] = action
      if keys.second != nil { prefixes.insert(keys.first) }
    }

    func clash(with keys: KeySequence) -> (Action, KeySequence)? {
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
}

/// What is wrong with a table of keys; ``message`` says it.
public enum BindingError: Error, Hashable, Sendable {
  case unknownAction(String)
  case unknownKey(String, action: Action)
  /// No terminal reports these keys: `instead` comes.
  case unreachable(String, action: Action?, instead: String)
  /// The action does nothing in that pane.
  case notInPane(Action, Pane)
  /// Neither leaves the window.
  case noWayOut
  /// A view or command of the person's own wants what is no key, or keys that mean something already.
  case unknownKeyOfOwn(String)
  case takenByAction(keys: String, by: Action, free: [String])
  case takenByOwn(keys: String, by: String, free: [String])
  /// Both want the keys, or one's keys begin the other's.
  case conflict(keys: String, Action, Action)

  public var message: String { Wording.sentence(self) }
}

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
