public import Articles

/// Reads article files: YAML front matter between two lines `---`, then a body.
public enum ArticleFileParser {
  /// Reads one file. Never traps, never throws.
  ///
  /// - Parameters:
  ///   - bytes: The whole file, or its first part; ``FrontMatterBounds/bytes`` and a little more
  ///     (both fences) are all that is ever looked at.
  ///   - isTruncated: Whether the file goes on after `bytes`; the range of the body then ends with
  ///     `bytes`, not with the file.
  ///   - relatedAsAddresses: Whether titles and addresses are all that is wanted of related articles:
  ///     mostly half of a file.
  public static func parse(
    _ bytes: UnsafeRawBufferPointer, isTruncated: Bool = false, relatedAsAddresses: Bool = false
  ) -> ArticleFile {
    let region: FrontMatterRegion
    switch FrontMatterRegion.find(in: bytes, isTruncated: isTruncated) {
    case .found(let found): region = found
    case .skipped(let reason): return .skipped(reason)
    case .broken(let problem): return .broken(problem)
    }
    do throws(ArticleFileProblem) {
      let text = UnsafeRawBufferPointer(rebasing: bytes[region.content])
      if let frontMatter = FastFrontMatterReader.read(text, firstLine: FrontMatterRegion.firstLine)
      {
        return article(frontMatter, body: region.body, warnings: [], relatedAsAddresses)
      }
      return try article(slowly: text, region, relatedAsAddresses)
    } catch {
      return .broken(error)
    }
  }

  /// The body as text; bytes that are not UTF-8 become U+FFFD. A range beyond the bytes is cut.
  public static func body(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> String {
    let range = range.clamped(to: 0..<bytes.count)
    return String(decoding: UnsafeRawBufferPointer(rebasing: bytes[range]), as: UTF8.self)
  }

  private static func article(
    slowly text: UnsafeRawBufferPointer, _ region: FrontMatterRegion, _ relatedAsAddresses: Bool
  ) throws(ArticleFileProblem) -> ArticleFile {
    var warnings: [Problem] = []
    let repaired = FrontMatterRepair.repair(text)
    if let line = repaired.firstLine {
      warnings.append(
        Problem(line: line + FrontMatterRegion.firstLine, message: FieldWording.repairedBytes))
    }
    if let line = repaired.sequenceLine {
      warnings.append(
        Problem(line: line + FrontMatterRegion.firstLine, message: FieldWording.terminalSequence))
    }
    guard let frontMatter = try read(mending: repaired.text, &warnings)
    else { return .skipped(.notAMap) }
    return article(frontMatter, body: region.body, warnings: warnings, relatedAsAddresses)
  }

  /// Reads the text with quotes around values that lack them and blanks for tabs, as far as that makes
  /// it one that YAML takes; what is refused all the same is refused as it stands.
  private static func read(
    mending text: String, _ warnings: inout [Problem]
  ) throws(ArticleFileProblem) -> FrontMatter? {
    let firstLine = FrontMatterRegion.firstLine
    var mended = text
    var repairs: [(line: Int, message: String)] = []
    var refusal: ArticleFileProblem?
    while true {
      do throws(ArticleFileProblem) {
        let frontMatter = try YamsFrontMatterReader.read(mended, firstLine: firstLine)
        warnings += repairs.map { Problem(line: $0.line, message: $0.message) }
        return frontMatter
      } catch {
        let first = refusal ?? error
        refusal = first
        guard case .invalidYAML(_, let line) = error,
          repairs.count < FrontMatterRepair.mostMendedLines(in: text.utf8.count)
        else { throw first }
        func isNew(_ message: String) -> Bool {
          !repairs.contains { $0.line == line && $0.message == message }
        }
        if isNew(FieldWording.tabs),
          let more = FrontMatterRepair.indenting(line: line - firstLine, of: mended)
        {
          mended = more
          repairs.append((line, FieldWording.tabs))
        } else if isNew(FieldWording.quoted),
          let more = FrontMatterRepair.quoting(line: line - firstLine, of: mended)
        {
          mended = more
          repairs.append((line, FieldWording.quoted))
        } else {
          throw first
        }
      }
    }
  }

  private static func article(
    _ frontMatter: FrontMatter, body: Range<Int>, warnings: [Problem], _ relatedAsAddresses: Bool
  ) -> ArticleFile {
    var mapper = ArticleMapper(
      frontMatter, warnings: warnings, relatedAsAddresses: relatedAsAddresses)
    do throws(NotAnArticle) {
      let article = try mapper.article()
      return .article(article, body: body, warnings: mapper.warnings)
    } catch {
      return .skipped(error)
    }
  }
}

/// What became of one file.
public enum ArticleFile: Hashable, Sendable {
  /// An article. `body` is the range of bytes after the front matter; `warnings` name the fields
  /// that could not be understood, which are kept in `unknown`.
  case article(Article, body: Range<Int>, warnings: [Problem])
  /// No article, and not meant to be one.
  case skipped(NotAnArticle)
  /// Meant to be an article, but its front matter cannot be read.
  case broken(ArticleFileProblem)
}

/// Why a file is no article.
public enum NotAnArticle: String, Error, CaseIterable, Hashable, Sendable {
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
