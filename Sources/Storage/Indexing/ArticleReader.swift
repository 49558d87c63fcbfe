import Articles
import FeedParsing
import Glibc

/// Reads files one after another into one buffer, as far as the index needs them: the front matter.
final class ArticleReader {
  private let hashing: AddressHashing
  private let trustsYoungFiles: Bool
  private let buffer: UnsafeMutableRawBufferPointer

  /// Larger files that do not begin like an article are not read any further.
  private static let firstPart = 1 << 16
  /// The clock of a file system ticks up to every 10 ms: a file that changed less than two ticks
  /// ago can change again without looking any different.
  private static let youth: UInt64 = 20_000_000

  /// `trustsYoungFiles`: believe what `stat` says of files that have changed a moment ago.
  init(hashing: AddressHashing, trustsYoungFiles: Bool) {
    self.hashing = hashing
    self.trustsYoungFiles = trustsYoungFiles
    buffer = .allocate(
      byteCount: FrontMatterBounds.bytes + ArticleReader.firstPart, alignment: 16)
  }

  deinit { buffer.deallocate() }

  /// What the file was when it was opened, and what it holds; `nil` where there is no such file, or
  /// none that could be read without waiting (a pipe, a device).
  ///
  /// A file that can be seen but not opened has an outcome too, and the facts given with it.
  func read(_ path: Path, in folder: Int32 = AT_FDCWD, seenAs seen: FileFacts)
    -> (facts: FileFacts, outcome: FileOutcome)?
  {
    guard seen.kind == .file else { return (seen, .skipped(.notAFile)) }
    guard let file = OpenFile(path, O_RDONLY, in: folder) else {
      let code = errno
      return code == ENOENT || code == ENXIO || code == ENODEV
        ? nil : (seen, .problem(Wording.unreadable(code)))
    }
    guard var facts = FileFacts(of: file.descriptor), facts.kind == .file else { return nil }
    let outcome = outcome(of: file)
    if !trustsYoungFiles, (Clock.nanoseconds &- facts.changed).magnitude < ArticleReader.youth {
      facts.changed = 0
    }
    return (facts, outcome)
  }

  private func outcome(of file: borrowing OpenFile) -> FileOutcome {
    let first = UnsafeMutableRawBufferPointer(rebasing: buffer[..<ArticleReader.firstPart])
    var count = file.read(into: first, at: 0)
    if count == first.count {
      guard mayBeArticle(UnsafeRawBufferPointer(first)) else { return .skipped(.noFrontMatter) }
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[first.count...])
      let more = file.read(into: rest, at: Int64(first.count))
      count = more < 0 ? more : count + more
    }
    guard count >= 0 else { return .problem(Wording.unreadable(errno)) }
    let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
    let file = ArticleFileParser.parse(
      bytes, isTruncated: count == buffer.count, relatedAsAddresses: true)
    switch file {
    case .article(let article, let body, _):
      let compared = body.lowerBound..<min(body.upperBound, body.lowerBound + Article.comparedBody)
      let record = ArticleRecord(
        article, body: ArticleFileParser.body(bytes, compared), hashing: hashing)
      return .article(record)
    case .skipped(let reason): return .skipped(reason)
    case .broken(let problem): return .problem(problem.problem)
    }
  }

  /// Whether reading on can make a difference: the parser decides about all that is short.
  private func mayBeArticle(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    return bytes[start...].starts(with: "---".utf8)
  }
}

/// What reading one file came to.
enum FileOutcome: Sendable {
  case article(ArticleRecord)
  case skipped(NotAnArticle)
  /// Meant to be an article and broken, or not to be read.
  case problem(Problem)

  /// How it stands in the library. Numbers are never given a second meaning.
  var code: Int64 {
    switch self {
    case .article: FileOutcome.codeOfArticle
    case .problem: 1
    case .skipped(let reason): FileOutcome.code(of: reason)
    }
  }

  static let codeOfArticle: Int64 = 0

  static func reason(_ code: Int64) -> NotAnArticle? {
    NotAnArticle.allCases.first { FileOutcome.code(of: $0) == code }
  }

  private static func code(of reason: NotAnArticle) -> Int64 {
    switch reason {
    case .empty: 2
    case .notText: 3
    case .noFrontMatter: 4
    case .notAMap: 5
    case .taxonomy: 6
    case .noTitle: 7
    case .notAFile: 8
    case .otherFrontMatter: 9
    }
  }
}
