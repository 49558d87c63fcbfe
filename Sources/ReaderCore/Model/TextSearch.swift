import Articles
import TUI

/// What is looked for in the article of the detail pane, and where it stands on its page.
struct TextSearch: Sendable {
  /// A place that was found, which may go over the ends of lines. In sixteen bytes: a letter stands in a
  /// long page a million times.
  struct Match: Hashable, Sendable {
    private let firstLine: Int32
    private let start: Int32
    private let endLine: Int32
    private let lastEnd: Int32

    /// - Parameter start: where it begins in the first line, in bytes of the UTF-8 of the line's text; `end`
    ///   the same of the last one.
    init(line: Int, start: Int, lastLine: Int, end: Int) {
      firstLine = Int32(clamping: line)
      self.start = Int32(clamping: start)
      endLine = Int32(clamping: lastLine)
      lastEnd = Int32(clamping: end)
    }

    var line: Int { Int(firstLine) }
    var lastLine: Int { Int(endLine) }
    var end: Int { Int(lastEnd) }

    /// What of a line belongs to it; one that it goes over is all of it.
    func range(on line: Int) -> Range<Int>? {
      guard line >= self.line, line <= lastLine else { return nil }
      let end = line == lastLine ? end : Int(Int32.max)
      return (line == self.line ? Int(start) : 0)..<end
    }
  }

  let pattern: String
  let subject: Subject
  /// What was found below the origin, and above it, each in the order of the page.
  private var below: [Match] = []
  private var above: [Match] = []
  /// The one that the person is at.
  var current: Int?
  /// Whether the whole page has been looked through.
  private(set) var isDone = false

  private let folded: FoldedText
  /// Where the person was: the page is looked through from there to its end, then from its top.
  private let origin: Int
  /// The next line that is looked at, and whether it is above the origin.
  private var next: Int
  private var isAbove = false

  init(_ pattern: String, in page: Page, from line: Int) {
    self.pattern = pattern
    subject = page.subject
    folded = FoldedText(pattern).trimmed
    origin = min(max(line, 0), page.lines.count)
    next = origin
    isDone = folded.isEmpty
  }

  var count: Int { above.count + below.count }

  /// The matches in the order of the page.
  subscript(index: Int) -> Match {
    index < above.count ? above[index] : below[index - above.count]
  }

  /// Looks through what comes next, some bytes of text: a page may be long, and is laid out in slices
  /// itself.
  mutating func goOn(_ page: Page, bytes: Int) {
    var left = bytes
    while left > 0, !isDone {
      let end = isAbove ? origin : page.lines.count - (page.work == nil ? 0 : Self.margin)
      if next < end {
        left -= lookThrough(page, upTo: end, bytes: left)
      } else if isAbove {
        isDone = true
      } else if page.work == nil {
        (isAbove, next) = (true, 0)
      } else {
        return
      }
    }
    if current == nil, count > 0 { current = below.isEmpty ? 0 : above.count }
  }

  /// The parts on a line, each with whether it belongs to the one that the person is at.
  func parts(on line: Int) -> [(range: Range<Int>, isCurrent: Bool)] {
    let first = (0..<count).partitioningIndex { self[$0].lastLine >= line }
    return (first..<count).lazy.map { (range: self[$0].range(on: line), isCurrent: $0 == current) }
      .prefix { $0.range != nil }.map { ($0.range ?? 0..<0, $0.isCurrent) }
  }

  /// So many lines at the end of a page that grows are left for later: a match may go on below them.
  private static let margin = 16

  /// - Returns: how many bytes of text the lines have.
  private mutating func lookThrough(_ page: Page, upTo end: Int, bytes: Int) -> Int {
    var text = FoldedText()
    // Where each line begins; less than what was looked through where a match goes on in it.
    var starts: [Int] = []
    var length = 0
    var line = next
    /// The end of the last match: what it has begun is its own.
    let before = isAbove ? above.last : below.last
    func append(_ text: inout FoldedText) {
      let current = page.lines[line]
      var taken = 0
      if let before, before.lastLine >= line {
        taken = before.lastLine > line ? .max : before.end
      }
      // Marks and ages are put into these when they are drawn.
      let isShown = current.kind != .kicker && current.kind != .entryFacts
      let whole = isShown ? current.text.text : ""
      taken = min(taken, whole.utf8.count)
      starts.append(length - taken)
      text.append(taken == 0 ? whole : String(decoding: whole.utf8.dropFirst(taken), as: UTF8.self))
      length += whole.utf8.count - taken
      text.endLine()
      line += 1
    }
    while line < end, length < bytes { append(&text) }
    let stop = line
    let size = length
    // What begins here may end below.
    while line < min(stop + Self.margin, page.lines.count), length < size + 4 * pattern.utf8.count {
      append(&text)
    }
    starts.append(length)
    var found: [Match] = []
    var place = 0
    for range in text.ranges(of: folded) {
      guard range.lowerBound < size else { break }
      while starts[place + 1] <= range.lowerBound { place += 1 }
      var last = place
      while last + 2 < starts.count, starts[last + 1] < range.upperBound { last += 1 }
      found.append(
        Match(
          line: next + place, start: range.lowerBound - starts[place],
          lastLine: next + last, end: range.upperBound - starts[last]))
    }
    if isAbove {
      if let current, current >= above.count { self.current = current + found.count }
      above += found
    } else {
      below += found
    }
    next = stop
    return max(size, 1)
  }
}

extension RandomAccessCollection where Index == Int {
  /// The first place for which something holds that holds for all after it, too.
  func partitioningIndex(_ holds: (Element) -> Bool) -> Int {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
