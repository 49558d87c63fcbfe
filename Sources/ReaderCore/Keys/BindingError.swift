/// What is wrong with a table of keys; ``message`` says it.
public enum BindingError: Error, Hashable, Sendable {
  case unknownAction(String)
  case unknownKey(String, action: Action)
  /// A view of the person's own wants what is no key, or keys that mean something already.
  case unknownKeyOfView(String)
  case takenByAction(keys: String, by: Action)
  case takenByView(keys: String, by: String)
  /// Both want the keys, or one's keys begin the other's.
  case conflict(keys: String, Action, Action)

  public var message: String { Wording.sentence(self) }
}
