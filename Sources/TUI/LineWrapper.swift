/// Lays characters out in lines, one after another.
struct LineWrapper {
  private struct Entry {
    var glyph: Glyph
    var style: Style
    var tag: Int
    var isBlank: Bool
  }

  private let columns: Int
  private let indent: Int
  private let breaksAnywhere: Bool
  private var lines: [StyledText] = []
  /// The line so far.
  private var line: [Entry] = []
  private var width = 0
  /// How much of the line stays when it must be broken, and from where the rest goes on.
  private var lineBreak: (end: Int, next: Int)?

  init(columns: Int, hangingIndent: Int, breaksAnywhere: Bool = false) {
    self.columns = max(1, columns)
    self.breaksAnywhere = breaksAnywhere
    indent = min(max(0, hangingIndent), max(0, self.columns - 2))
  }

  private var room: Int { lines.isEmpty ? columns : columns - indent }

  mutating func add(_ item: GlyphReader.Item, style: Style, tag: Int = 0) {
    guard item.kind != .lineBreak else { return endLine() }
    let glyph = item.glyph.width > room ? Glyph(0x3F) : item.glyph
    let isBlank = item.kind == .blank && !breaksAnywhere
    let entry = Entry(glyph: glyph, style: style, tag: tag, isBlank: isBlank)
    if !entry.isBlank, !breaksAnywhere { noteBreak(before: entry) }
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
    while let first = rest.first {
      let run = rest.prefix { $0.style == first.style && $0.tag == first.tag }
      var bytes: [UInt8] = []
      for entry in run { entry.glyph.append(to: &bytes) }
      text.append(String(decoding: bytes, as: UTF8.self), first.style, tag: first.tag)
      rest = rest.dropFirst(run.count)
    }
    lines.append(text)
  }
}

/// Punctuation of East Asian text that may not stand at one end of a line.
enum LinePunctuation {
  /// Whether it may not begin a line.
  static func closes(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x3001...0x3003, 0x3005, 0x3009, 0x300B, 0x300D, 0x300F, 0x3011, 0x3015, 0x3017, 0x3019,
      0x301B, 0x301F, 0x30FB...0x30FE, 0xFF01, 0xFF09, 0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F,
      0xFF3D, 0xFF5D, 0xFF60, 0x2019, 0x201D, 0x2026:
      true
    case 0x21, 0x25, 0x29, 0x2C, 0x2E, 0x3A, 0x3B, 0x3F, 0x5D, 0x7D: true
    default: false
    }
  }

  /// Whether it may not end a line.
  static func opens(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x3008, 0x300A, 0x300C, 0x300E, 0x3010, 0x3014, 0x3016, 0x3018, 0x301A, 0x301D, 0xFF08,
      0xFF3B, 0xFF5B, 0xFF5F, 0x2018, 0x201C:
      true
    case 0x28, 0x5B, 0x7B: true
    default: false
    }
  }
}
