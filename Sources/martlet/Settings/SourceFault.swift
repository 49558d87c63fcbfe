/// What can be wrong with a line of the sources file that is ours to judge.
enum SourceFault: Error, Equatable {
  case openQuote
  case notUTF8
  /// Neither an absolute path nor an address.
  case noLocation(String)
}
