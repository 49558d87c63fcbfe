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
  private(set) var matches: [Match] = []
  /// The one that the person is at.
  var current: Int?

  init(_ pattern: String, in page: Page) {
    self.pattern = pattern
    subject = page.subject
    matches = Self.matches(of: FoldedText(pattern).trimmed, in: page)
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

  /// The first match that begins on a line or below it; from the top again where none does.
  func next(from line: Int) -> Int? {
    guard !matches.isEmpty else { return nil }
    let index = matches.partitioningIndex { $0.parts[0].line >= line }
    return index < matches.count ? index : 0
  }

  private static func matches(of pattern: FoldedText, in page: Page) -> [Match] {
    guard !pattern.isEmpty else { return [] }
    var text = FoldedText()
    // Where each line begins.
    var starts: [Int] = []
    var end = 0
    for line in page.lines {
      starts.append(end)
      // Marks and ages are put into these when they are drawn.
      if line.kind != .kicker, line.kind != .entryFacts {
        for run in line.text.runs {
          text.append(run.text)
          end += run.text.utf8.count
        }
      }
      text.endLine()
    }
    starts.append(end)
    var line = 0
    return text.ranges(of: pattern).map { range in
      while starts[line + 1] <= range.lowerBound { line += 1 }
      var parts: [Match.Part] = []
      var place = line
      while place + 1 < starts.count, starts[place] < range.upperBound {
        let part = range.clamped(to: starts[place]..<starts[place + 1])
        if !part.isEmpty {
          parts.append(
            Match.Part(
              line: place,
              range: part.lowerBound - starts[place]..<part.upperBound - starts[place]))
        }
        place += 1
      }
      return Match(parts: parts)
    }.filter { !$0.parts.isEmpty }
  }
}

extension Array {
  /// The first place for which something holds that holds for all after it, too.
  func partitioningIndex(_ holds: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
