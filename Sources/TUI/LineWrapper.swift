/// Lays characters out in lines, one after another.
struct LineWrapper {
  private struct Entry {
    var glyph: Glyph
    var style: Style
    var isBlank: Bool
  }

  private let columns: Int
  private let indent: Int
  private var lines: [StyledText] = []
  /// The line so far.
  private var line: [Entry] = []
  private var width = 0
  /// How much of the line stays when it must be broken, and from where the rest goes on.
  private var lineBreak: (end: Int, next: Int)?

  init(columns: Int, hangingIndent: Int) {
    self.columns = max(1, columns)
    indent = min(max(0, hangingIndent), max(0, self.columns - 2))
  }

  private var room: Int { lines.isEmpty ? columns : columns - indent }

  mutating func add(_ item: GlyphReader.Item, style: Style) {
    guard item.kind != .lineBreak else { return endLine() }
    let glyph = item.glyph.width > room ? Glyph(0x3F) : item.glyph
    let entry = Entry(glyph: glyph, style: style, isBlank: item.kind == .blank)
    if !entry.isBlank { noteBreak(before: entry) }
    line.append(entry)
    width += glyph.width
    while width > room, !entry.isBlank { breakLine() }
  }

  mutating func finish() -> [StyledText] {
    endLine()
    return lines
  }

  /// Remembers that the line may end before the entry, which comes next.
  private mutating func noteBreak(before entry: Entry) {
    guard let last = line.last else { return }
    if last.isBlank {
      let end = line.lastIndex { !$0.isBlank }.map { $0 + 1 } ?? line.count
      lineBreak = (end, line.count)
    } else if entry.glyph.isFirstHalf || last.glyph.isFirstHalf,
      !LinePunctuation.closes(entry.glyph.scalar), !LinePunctuation.opens(last.glyph.scalar)
    {
      lineBreak = (line.count, line.count)
    }
  }

  /// Ends the line at the last place where it may end, or else where it is full.
  private mutating func breakLine() {
    let place = lineBreak ?? (fullCount, fullCount)
    emit(line[..<place.end])
    line.removeFirst(place.next)
    width = line.reduce(0) { $0 + $1.glyph.width }
    lineBreak = nil
  }

  /// How many characters fit in the line; one does always.
  private var fullCount: Int {
    var count = line.count
    var width = width
    while count > 1, width > room {
      count -= 1
      width -= line[count].glyph.width
    }
    return count
  }

  private mutating func endLine() {
    emit(line[...])
    line.removeAll(keepingCapacity: true)
    width = 0
    lineBreak = nil
  }

  /// Adds a line; blanks at its end that have no room go.
  private mutating func emit(_ entries: ArraySlice<Entry>) {
    var text = StyledText()
    if !lines.isEmpty, indent > 0, !entries.isEmpty {
      text.append(String(repeating: " ", count: indent))
    }
    let surplus = max(0, entries.reduce(0) { $0 + $1.glyph.width } - room)
    var rest = entries.dropLast(surplus)
    while let style = rest.first?.style {
      let run = rest.prefix { $0.style == style }
      var scalars = String.UnicodeScalarView()
      for entry in run { entry.glyph.append(to: &scalars) }
      text.append(String(scalars), style)
      rest = rest.dropFirst(run.count)
    }
    lines.append(text)
  }
}
