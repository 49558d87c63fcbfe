import Articles
import TUI

/// What is looked for in the article of the detail pane, and where it stands on its page.
struct TextSearch: Sendable {
  /// A place that was found; one that goes over the end of a line has a part in each.
  struct Match: Hashable, Sendable {
    struct Part: Hashable, Sendable {
      var line: Int
      /// In bytes of the UTF-8 of the line's text.
      var range: Range<Int>
    }

    var parts: [Part]
  }

  let pattern: String
  let subject: Subject
  /// In the order of the page.
  private(set) var matches: [Match] = []
  /// The one that the person is at.
  var current: Int?
  /// Whether the whole page has been looked through.
  private(set) var isDone = false

  private let folded: FoldedText
  /// Where the person was: the page is looked through from there to its end, then from its top.
  private let origin: Int
  /// The next line that is looked at.
  private var next: Int
  /// Whether that is above the origin, and how many matches stand there.
  private var isAbove = false
  private var above = 0

  init(_ pattern: String, in page: Page, from line: Int) {
    self.pattern = pattern
    subject = page.subject
    folded = FoldedText(pattern).trimmed
    origin = min(max(line, 0), page.lines.count)
    next = origin
    isDone = folded.isEmpty
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
    if current == nil, !matches.isEmpty { current = above < matches.count ? above : 0 }
  }

  /// The parts on a line, each with whether it belongs to the one that the person is at.
  func parts(on line: Int) -> [(range: Range<Int>, isCurrent: Bool)] {
    // They stand in the order of the page.
    let first = matches.partitioningIndex { ($0.parts.last?.line ?? 0) >= line }
    var found: [(range: Range<Int>, isCurrent: Bool)] = []
    for index in first..<matches.count {
      guard matches[index].parts[0].line <= line else { break }
      for part in matches[index].parts where part.line == line {
        found.append((part.range, index == current))
      }
    }
    return found
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
    let before = matches[..<(isAbove ? above : matches.count)].last?.parts.last
    func append(_ text: inout FoldedText) {
      let current = page.lines[line]
      var taken = 0
      if let before, before.line >= line {
        taken = before.line > line ? .max : before.range.upperBound
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
      var parts: [Match.Part] = []
      var part = place
      while part + 1 < starts.count, starts[part] < range.upperBound {
        let inside = range.clamped(to: starts[part]..<starts[part + 1])
        if !inside.isEmpty {
          parts.append(
            Match.Part(
              line: next + part,
              range: inside.lowerBound - starts[part]..<inside.upperBound - starts[part]))
        }
        part += 1
      }
      if !parts.isEmpty { found.append(Match(parts: parts)) }
    }
    if isAbove {
      matches.insert(contentsOf: found, at: above)
      if let current, current >= above { self.current = current + found.count }
      above += found.count
    } else {
      matches += found
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
