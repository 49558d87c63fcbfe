/// Where the front matter of a file lies: between a first line `---` and a line `---` or `...`.
struct FrontMatterRegion: Equatable {
  /// The bytes between the two fences.
  let content: Range<Int>
  /// What follows the second fence.
  let body: Range<Int>

  /// The line of the file, counted from 1, on which `content` begins.
  static let firstLine = 2

  enum Search: Equatable {
    case found(FrontMatterRegion)
    case skipped(NotAnArticle)
    case broken(ArticleFileProblem)
  }

  static func find(in bytes: UnsafeRawBufferPointer, isTruncated: Bool) -> Search {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard let contentStart = endOfFence(at: start, in: bytes, isEnd: false) else {
      return withoutFence(UnsafeRawBufferPointer(rebasing: bytes[start...]))
    }
    var lineStart = contentStart
    while lineStart < bytes.count, lineStart - contentStart <= FrontMatterBounds.bytes {
      if let bodyStart = endOfFence(at: lineStart, in: bytes, isEnd: true) {
        return .found(
          FrontMatterRegion(
            content: contentStart..<lineStart, body: bodyStart..<bytes.count))
      }
      lineStart = TextBytes.endOfLine(from: lineStart, in: bytes)
    }
    let isTooLarge = isTruncated || lineStart - contentStart > FrontMatterBounds.bytes
    return .broken(isTooLarge ? .tooLarge : .noEnd)
  }

  /// Where the next line begins, if a fence stands at `start`.
  private static func endOfFence(
    at start: Int, in bytes: UnsafeRawBufferPointer, isEnd: Bool
  ) -> Int? {
    guard start + 3 <= bytes.count else { return nil }
    let mark = bytes[start]
    guard mark == UInt8(ascii: "-") || isEnd && mark == UInt8(ascii: "."),
      bytes[start + 1] == mark, bytes[start + 2] == mark
    else { return nil }
    var position = start + 3
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"): position += 1
      case UInt8(ascii: "\n"): return position + 1
      case UInt8(ascii: "\r"):
        let isPair = position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: "\n")
        return position + (isPair ? 2 : 1)
      default: return nil
      }
    }
    return position
  }

  private static func withoutFence(_ text: UnsafeRawBufferPointer) -> Search {
    let isUTF16 =
      [[0xFF, 0xFE], [0xFE, 0xFF]].contains { text.starts(with: $0) }
      || text.prefix(6).filter { $0 == 0 }.count == 3
    let start = text.prefix(1024)
    if isUTF16 {
      let marks = start.filter { $0 != 0 && $0 < 0xFE }
      return marks.starts(with: "---".utf8) ? .broken(.notUTF8) : .skipped(.notText)
    }
    if text.allSatisfy({ $0 <= 0x20 && $0 >= 0x09 }) {
      return .skipped(.empty)
    }
    if start.contains(0) { return .skipped(.notText) }
    return .skipped(isOther(start) ? .otherFrontMatter : .noFrontMatter)
  }

  /// Whether a text begins as Zola, Hugo, Pelican and Org write theirs.
  private static func isOther(_ start: Slice<UnsafeRawBufferPointer>) -> Bool {
    let lines = start.split(maxSplits: 2, omittingEmptySubsequences: false) { $0 == 0x0A }.map {
      String(decoding: $0, as: UTF8.self).lowercased()
    }
    let first = lines[0].filter { $0 != "\r" }
    if ["+++", ";;;"].contains(first) || first.hasPrefix("#+title:") || first.hasPrefix("---yaml") {
      return true
    }
    // A title alone may begin any text.
    let names = ["date:", "author:", "authors:", "category:", "tags:", "slug:", "status:"]
    return first.hasPrefix("title:") && lines.count > 1 && names.contains { lines[1].hasPrefix($0) }
  }
}
