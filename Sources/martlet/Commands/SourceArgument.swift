import Foundation

/// A source as a person names it on the command line: a path as the shell gives it, or an address.
enum SourceArgument {
  /// The location as a line of the sources file has it: an absolute path, or the address as it was
  /// written. `feed:` before an address, as browsers hand it over, goes.
  static func location(_ text: String) -> String {
    for prefix in ["feed://", "feed:"] where text.lowercased().hasPrefix(prefix) {
      let rest = String(text.dropFirst(prefix.count))
      return rest.contains("://") ? rest : "https://" + rest
    }
    if FeedLocation.isFeed(text) || text.contains("://") { return text }
    return Paths.absolute(text)
  }
}
