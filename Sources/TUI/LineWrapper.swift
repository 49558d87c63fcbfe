/// Lays characters out in lines, one after another, which end where ``LineBreaks`` says.
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
  /// How much of the line stays when it must be broken, from where the rest goes on, and whether a soft hyphen
  /// is shown then.
  private var lineBreak: (end: Int, next: Int, isHyphen: Bool)?

  /// What ``StyledText/wrapped(to:hangingIndent:breaksAnywhere:charset:)`` promises, for any text.
  static func lines(
    of text: StyledText, columns: Int, hangingIndent: Int, breaksAnywhere: Bool = false,
    charset: Charset
  ) -> [StyledText] {
    var wrapper = LineWrapper(
      columns: columns, hangingIndent: hangingIndent, breaksAnywhere: breaksAnywhere)
    text.bytes.withUnsafeBufferPointer { bytes in
      let breaks = breaksAnywhere ? nil : LineBreaks(bytes)
      for run in text.runs {
        var reader = GlyphReader(
          UnsafeBufferPointer(rebasing: bytes[run.range]), charset: charset)
        while let item = reader.next() {
          let place = reader.start.flatMap { breaks?[run.range.lowerBound + $0] } ?? .none
          wrapper.add(item, style: run.style, tag: run.tag, place)
        }
      }
    }
    wrapper.endLine()
    return wrapper.lines
  }

  private init(columns: Int, hangingIndent: Int, breaksAnywhere: Bool) {
    self.columns = max(1, columns)
    self.breaksAnywhere = breaksAnywhere
    indent = min(max(0, hangingIndent), max(0, self.columns - 2))
  }

  private var room: Int { lines.isEmpty ? columns : columns - indent }

  private mutating func add(
    _ item: GlyphReader.Item, style: Style, tag: Int, _ place: LineBreaks.Place
  ) {
    guard item.kind != .lineBreak else { return endLine() }
    let glyph = item.glyph.width > room ? Glyph(0x3F) : item.glyph
    let isBlank = item.kind == .blank && !breaksAnywhere
    let entry = Entry(glyph: glyph, style: style, tag: tag, isBlank: isBlank)
    if !isBlank, place != .none { noteBreak(place) }
    line.append(entry)
    width += glyph.width
    while width > room, !entry.isBlank { breakLine() }
  }

  /// Remembers that the line may end before what comes next.
  private mutating func noteBreak(_ place: LineBreaks.Place) {
    guard let last = line.last else { return }
    if last.isBlank {
      let end = line.lastIndex { !$0.isBlank }.map { $0 + 1 } ?? line.count
      lineBreak = (end, line.count, false)
    } else if place == .allowed || width < room {
      lineBreak = (line.count, line.count, place == .hyphen)
    }
  }

  /// Ends the line at the last place where it may end, or else where it is full.
  private mutating func breakLine() {
    let place = lineBreak ?? (fullCount, fullCount, false)
    if place.isHyphen, var hyphen = line[..<place.end].last {
      hyphen.glyph = Glyph(0x2D)
      emit(line[..<place.end] + [hyphen])
    } else {
      emit(line[..<place.end])
    }
    line.removeFirst(place.next)
    // What had to be cut at a blank does not go on with it.
    if lineBreak == nil { line.removeFirst(line.prefix(while: \.isBlank).count) }
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
