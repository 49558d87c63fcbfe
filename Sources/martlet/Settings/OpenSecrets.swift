import Glibc

/// Files with passwords that others can read.
enum OpenSecrets {
  /// A sentence for each.
  static func notices(_ paths: Paths, _ feeds: FeedSettings) -> [String] {
    guard feeds.holdsSecrets, isOpen(paths.feedSettingsFile) else { return [] }
    return [Wording.openSecrets(paths.feedSettingsFile)]
  }

  private static func isOpen(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & (S_IRWXG | S_IRWXO) & 0o444 != 0
  }
}
