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
