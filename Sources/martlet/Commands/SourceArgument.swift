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

  /// As ``location(_:)``, but what looks like the name of a site and is no file here is its address.
  static func locationToAdd(_ text: String) -> String {
    let location = location(text)
    let host = text.prefix { $0 != "/" && $0 != ":" }
    guard location.hasPrefix("/"), host.contains("."), !host.hasPrefix("."),
      !FileManager.default.fileExists(atPath: location)
    else { return location }
    return "https://" + text
  }
}
