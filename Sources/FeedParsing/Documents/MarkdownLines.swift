/// The lines of a text, cut at LF, CR and CRLF.
struct MarkdownLines: Sequence, IteratorProtocol {
  private let text: [UInt8]
  private var start = 0

  init(_ text: [UInt8]) {
    self.text = text
  }

  mutating func next() -> MarkdownLine? {
    guard start < text.count else { return nil }
    let end = text[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? text.count
    let line = text[start..<end]
    let isPair = end + 1 < text.count && text[end] == 0x0D && text[end + 1] == 0x0A
    start = end + (isPair ? 2 : 1)
    return MarkdownLine(MarkdownLine.withoutLeadingTabs(line))
  }
}
