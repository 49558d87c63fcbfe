/// Why a file is no article.
public enum SkipReason: String, Error, CaseIterable, Hashable, Sendable {
  case empty
  case notText
  case noFrontMatter
  /// One in TOML, Org or the like.
  case otherFrontMatter
  case notAMap
  case taxonomy
  case noTitle
  /// Found by whoever walks the folders: nothing that can be read as a file.
  case notAFile
}
