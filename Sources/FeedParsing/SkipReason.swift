/// Why a file is no article.
public enum SkipReason: String, Error, CaseIterable, Hashable, Sendable {
  case empty
  case notText
  case noFrontMatter
  case notAMap
  case taxonomy
  case noTitle
  /// Found by whoever walks the folders: nothing that can be read as a file.
  case notAFile
}
