/// What became of ``Effect/open(url:address:)``.
public enum OpenOutcome: Hashable, Sendable {
  case opened(url: String, program: String)
  /// A terminal browser had the terminal and has given it back.
  case closed(url: String, program: String)
  case failed(url: String, reason: String)
  /// Nothing to open it with; the address is shown, and was copied if `copied`.
  case noOpener(url: String, copied: Bool)
  /// Not an address this program opens, and why.
  case refused(url: String, reason: String)
}
