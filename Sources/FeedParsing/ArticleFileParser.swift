import Articles

/// Reads article files: YAML front matter between two lines `---`, then a body.
public enum ArticleFileParser {
  /// Reads one file. Never traps, never throws.
  ///
  /// - Parameters:
  ///   - bytes: The whole file, or its first part; ``FrontMatterBounds/bytes`` and a little more
  ///     (both fences) are all that is ever looked at.
  ///   - isTruncated: Whether the file goes on after `bytes`; the range of the body then ends with
  ///     `bytes`, not with the file.
  public static func parse(_ bytes: UnsafeRawBufferPointer, isTruncated: Bool = false)
    -> ArticleFile
  {
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
        return article(frontMatter, body: region.body, warnings: [])
      }
      return try article(slowly: text, region)
    } catch {
      return .broken(error)
    }
  }

  /// The body as text; bytes that are not UTF-8 become U+FFFD. A range beyond the bytes is cut.
  public static func body(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> String {
    let range = range.clamped(to: 0..<bytes.count)
    return String(decoding: UnsafeRawBufferPointer(rebasing: bytes[range]), as: UTF8.self)
  }

  private static func article(slowly text: UnsafeRawBufferPointer, _ region: FrontMatterRegion)
    throws(ArticleFileProblem) -> ArticleFile
  {
    var warnings: [Problem] = []
    let repaired = FrontMatterRepair.repair(text)
    if let line = repaired.firstLine {
      warnings.append(
        Problem(line: line + FrontMatterRegion.firstLine, message: FieldWording.repairedBytes))
    }
    guard
      let frontMatter = try YamsFrontMatterReader.read(
        repaired.text, firstLine: FrontMatterRegion.firstLine)
    else { return .skipped(.notAMap) }
    return article(frontMatter, body: region.body, warnings: warnings)
  }

  private static func article(
    _ frontMatter: FrontMatter, body: Range<Int>, warnings: [Problem]
  ) -> ArticleFile {
    var mapper = ArticleMapper(frontMatter, warnings: warnings)
    do throws(SkipReason) {
      let article = try mapper.article()
      return .article(article, body: body, warnings: mapper.warnings)
    } catch {
      return .skipped(error)
    }
  }
}
