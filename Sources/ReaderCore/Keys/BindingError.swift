/// What is wrong with a table of keys; ``message`` says it.
public enum BindingError: Error, Hashable, Sendable {
  case unknownAction(String)
  case unknownKey(String, action: Action)
  /// Both want the keys, or one's keys begin the other's.
  case conflict(keys: String, Action, Action)

  public var message: String { Wording.sentence(self) }
}
