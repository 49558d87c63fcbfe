/// What became of ``Effect/copy(_:)``.
public enum CopyOutcome: Hashable, Sendable {
  case copied(String)
  /// Handed to the terminal, which does not say whether it took it.
  case sentToTerminal(String)
  case failed(reason: String)
}
