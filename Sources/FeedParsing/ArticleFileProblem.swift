/// Why the front matter of a file cannot be read. Lines are counted from 1, in the file.
public enum ArticleFileProblem: Error, Hashable, Sendable {
  case notUTF8
  case noEnd
  case tooLarge
  case tooDeep(line: Int)
  case tooManyNodes
  case duplicateField(name: String, line: Int)
  case fieldNameIsNoText(line: Int)
  /// The sentence of the YAML parser.
  case invalidYAML(reason: String, line: Int)
}

/// What is the most that front matter may hold.
public enum FrontMatterBounds {
  /// Bytes between the fences.
  public static let bytes = 1 << 20
  /// How deep lists and maps may stand in each other.
  public static let depth = 64
  /// Scalars, lists and maps, field names included, after aliases are replaced by what they name.
  public static let nodes = 10_000
}
