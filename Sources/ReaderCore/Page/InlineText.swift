import Articles
import TUI

/// The spans of a block as styled text, taken in pieces. Links carry their numbers in brackets: "text[6]",
/// "[image 7: a bell]"; links and the signs of footnotes are targets of the page, by the tags of their runs.
struct InlineText: Sendable {
  private let spans: [Document.Span]
  private let links: [Document.Link]
  private let firstNumber: Int
  /// The footnotes that signs may lead to.
  private let notes: Set<Int>
  private let builder: PageBuilder
  private var place = 0
  /// What of a span is ready, and how many bytes of it are taken.
  private var ready = StyledText()
  private var taken = 0
  /// The bytes of the spans before `place`, and of all.
  private var passed = 0
  private let total: Int
  /// The target of the link that goes on.
  private var link: (number: Int, tag: Int)?

  init(
    block: Document.Block, links: [Document.Link], firstNumber: Int, notes: Set<Int>,
    builder: PageBuilder
  ) {
    spans = block.spans
    total = block.bytes
    self.links = links
    self.firstNumber = firstNumber
    self.notes = notes
    self.builder = builder
  }

  var isAtEnd: Bool { taken == ready.bytes.count && place == spans.count }

  /// Appends what comes next, at least so many bytes if there are.
  /// - Returns: how many there were.
  mutating func take(
    _ bytes: Int, role: Role, in page: inout Page, to text: inout StyledText
  ) -> Int {
    var count = 0
    while count < bytes {
      if taken == ready.bytes.count {
        guard place < spans.count else { break }
        let span = spans[place]
        if span.text.utf8.count <= bytes - count {
          // As most are.
          let before = text.bytes.count
          append(place, of: spans.indices, role, tagging: &page, to: &text)
          count += text.bytes.count - before
          passed += span.text.utf8.count
          place += 1
          continue
        }
        var next = StyledText()
        append(place, of: spans.indices, role, tagging: &page, to: &next)
        (ready, taken, place) = (next, 0, place + 1)
        passed += span.text.utf8.count
        continue
      }
      var end = min(taken + bytes - count, ready.bytes.count)
      // No character is cut.
      while end < ready.bytes.count, ready.bytes[end] & 0xC0 == 0x80 { end += 1 }
      text.append(ready.part(taken..<end))
      count += end - taken
      taken = end
    }
    return count
  }

  /// How much of the spans is left, in bytes, and how many runs that makes at the most.
  var left: (bytes: Int, runs: Int) {
    (
      max(total - passed, 0) + ready.bytes.count - taken,
      2 * (spans.count - place) + ready.runs.count
    )
  }

  /// How much was taken.
  var share: Double {
    let left = ready.bytes.count - taken
    return Double(max(passed - left, 0)) / Double(max(total, 1))
  }

  /// Begins with a later word.
  mutating func skip(_ share: Double, role: Role) {
    let wanted = Int(share * Double(total))
    while place < spans.count, passed + spans[place].text.utf8.count <= wanted {
      passed += spans[place].text.utf8.count
      place += 1
    }
    guard place < spans.count, spans[place].link == nil, spans[place].note == nil else { return }
    let span = spans[place]
    let text = span.text
    let from = text.utf8.index(text.startIndex, offsetBy: wanted - passed)
    guard from > text.startIndex, let blank = text.utf8[from...].firstIndex(of: 0x20) else {
      return
    }
    ready = StyledText(text, style: style(of: span, role: role))
    taken = text.utf8.distance(from: text.startIndex, to: blank) + 1
    place += 1
    passed += text.utf8.count
  }

  /// All of some spans.
  mutating func text(of range: Range<Int>, role: Role, in page: inout Page) -> StyledText {
    let range = range.clamped(to: spans.indices)
    var text = StyledText()
    link = nil
    for place in range { append(place, of: range, role, tagging: &page, to: &text) }
    return text
  }

  private mutating func append(
    _ place: Int, of range: Range<Int>, _ role: Role, tagging page: inout Page,
    to text: inout StyledText
  ) {
    let span = spans[place]
    let style = style(of: span, role: role)
    guard let number = span.link, links.indices.contains(number) else {
      var tag = 0
      if let note = span.note, notes.contains(note) {
        tag = page.addTarget(.sign(note: note), number: nil)
      }
      return text.append(span.text, style, tag: tag)
    }
    let previous = place > range.lowerBound ? spans[place - 1].link : nil
    let next = place + 1 < range.upperBound ? spans[place + 1].link : nil
    let tag: Int
    if let link, link.number == number, previous == number {
      tag = link.tag
    } else {
      tag = page.addTarget(.link(links[number]), number: firstNumber + number)
      link = (number, tag)
    }
    if number != previous, number != next, let label = bracketed(span.text) {
      append(links[number], label, number: firstNumber + number, style, tag: tag, to: &text)
    } else {
      text.append(span.text, style, tag: tag)
      if number != next {
        text.append("[\(firstNumber + number)]", builder.theme[.count], tag: tag)
      }
    }
  }

  /// "[image 3: a bell · 800×600]", "[video 4: a film · play.example]", "[5: a bell]" in a link.
  private func append(
    _ link: Document.Link, _ label: String, number: Int, _ style: Style, tag: Int,
    to text: inout StyledText
  ) {
    let count = builder.theme[.count]
    let kind = Wording.kind(of: link)
    text.append(kind.isEmpty ? "[\(number)" : "[\(kind) \(number)", count, tag: tag)
    if label != kind, label != Wording.embeddedPage {
      text.append(": ", count, tag: tag)
      text.append(label, style, tag: tag)
    }
    let facts = Wording.facts(of: link)
    text.append(
      facts.isEmpty ? "]" : Wording.dot(builder.charset) + facts + "]", count, tag: tag)
  }

  /// What stands in the brackets of an image or a player.
  private func bracketed(_ text: String) -> String? {
    guard text.utf8.count > 2, text.utf8.first == UInt8(ascii: "["),
      text.utf8.last == UInt8(ascii: "]")
    else { return nil }
    return String(text.dropFirst().dropLast())
  }

  private func style(of span: Document.Span, role: Role) -> Style {
    let theme = builder.theme
    if span.note != nil { return theme[.noteSign] }
    var style = theme[role]
    if span.emphasis.contains(.code) { style = theme[.code] }
    if span.link != nil { style = theme[.link] }
    if span.emphasis.contains(.strong) { style = style.adding(theme[.strong].attributes) }
    if span.emphasis.contains(.emphasized) {
      style = style.adding(theme[.emphasized].attributes)
    }
    if span.emphasis.contains(.inserted) { style = style.adding(.underline) }
    return style
  }
}
