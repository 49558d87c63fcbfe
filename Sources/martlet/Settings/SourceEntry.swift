import Articles

/// What a line of the sources file names.
struct SourceEntry: Hashable, Sendable {
  /// An absolute path, or the address of a feed as the person wrote it.
  var location: String
  /// The person's own name for it.
  var title: String?
  /// Without those that begin with `!`, which hide a feed in newsboat.
  var tags: [String] = []
  /// Whether it has such a tag.
  var isHidden = false

  /// Whether it names a folder or a file of articles rather than a feed.
  var isPath: Bool { location.hasPrefix("/") }

  /// What two lines that name the same place have in common.
  var identity: String { Self.identity(of: location) }

  static func identity(of location: String) -> String {
    if location.hasPrefix("/") { return Paths.absolute(location) }
    return Address(canonicalizing: location)?.text ?? location
  }
}
