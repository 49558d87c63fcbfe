import FeedParsing
import Foundation

/// A source as a person names it on the command line: a path as the shell gives it, or an address.
enum SourceArgument {
  /// The location as a line of the sources file has it: an absolute path, or the address as it was
  /// written. `feed:` before an address, as browsers hand it over, goes.
  static func location(_ text: String) -> String {
    let text = FeedLink.withoutFeedScheme(text)
    if FeedLocation.isFeed(text) || text.contains("://") { return text }
    return Paths.absolute(text)
  }

  /// As ``location(_:)``, but what looks like the name of a site and is no file here is its address,
  /// which begins with https, or else with http.
  static func locationsToAdd(_ text: String) -> [String] {
    let location = location(text)
    guard location.hasPrefix("/"), beginsWithHost(text),
      !FileManager.default.fileExists(atPath: location)
    else { return [location] }
    return ["https://" + text, "http://" + text]
  }

  /// Whether a text begins with a name that has a dot, with `localhost`, or with any host and a port.
  private static func beginsWithHost(_ text: String) -> Bool {
    let authority = text.prefix { $0 != "/" && $0 != "?" }
    if authority.hasPrefix("["), authority.contains("]") { return true }
    let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
    guard let host = parts.first, !host.isEmpty, !host.hasPrefix("."), parts.count <= 2 else {
      return false
    }
    if parts.count == 2 { return UInt16(parts[1]) != nil }
    return host.contains(".") || host == "localhost"
  }
}
