public import Articles
public import TUI

/// An article as the detail pane shows it, as lines of plain text without trailing blanks, in UTF-8, each with
/// its end; its own marks, which change, are no part of it.
///
/// Drawn through a frame like everything else, so that nothing in it can command a terminal.
/// - Parameter columns: no line is wider, but for an address, which is kept whole.
/// - Parameter fullText: what stands in place of the article's own text.
public func detailText(
  _ detail: ArticleDetail, fullText: FullText? = nil, columns: Int, clock: LocalClock, now: Instant,
  charset: Charset
) -> [UInt8] {
  let builder = PageBuilder(
    columns: columns, charset: charset, theme: .monochrome, clock: clock, wrapsCode: true)
  let page = builder.page(for: .article(detail.row), detail: detail, fullText: fullText)
  return text(
    of: page, labels: detail.row.labels, columns: columns, clock: clock, now: now, charset: charset)
}

/// A related article that the library lacks, in the same way.
public func detailText(
  _ entry: RelatedEntry, fullText: FullText?, columns: Int, clock: LocalClock, now: Instant,
  charset: Charset
) -> [UInt8] {
  let builder = PageBuilder(
    columns: columns, charset: charset, theme: .monochrome, clock: clock, wrapsCode: true)
  let page = builder.page(for: .related(entry), detail: nil, fullText: fullText)
  return text(of: page, columns: columns, clock: clock, now: now, charset: charset)
}

/// The whole text of a page, laid out in the same way.
/// - Parameter url: where the page is, if that is known.
public func detailText(
  _ fullText: FullText, at url: String?, columns: Int, clock: LocalClock, now: Instant,
  charset: Charset
) -> [UInt8] {
  let builder = PageBuilder(
    columns: columns, charset: charset, theme: .monochrome, clock: clock, wrapsCode: true)
  let page = builder.page(of: fullText, at: url)
  return text(of: page, columns: columns, clock: clock, now: now, charset: charset)
}

private func text(
  of page: Page, labels: [Label] = [], columns: Int, clock: LocalClock, now: Instant,
  charset: Charset
) -> [UInt8] {
  var page = page
  let glyphs = Glyphs(charset)
  var usual = Frame(size: Size(columns: columns, rows: 1), charset: charset)
  var result: [UInt8] = []
  // What stands around the text and its indents mostly take less than half of it; to grow takes more.
  result.reserveCapacity((page.work?.bytes ?? 0) * 3 / 2)
  // Nobody says who made it.
  var isNameless = page.lines.first.map { $0.kind == .kicker && $0.text.isEmpty } ?? false
  // Slice after slice, so that no line is held twice.
  var kept = 0
  repeat {
    page.extend(bytes: PageWork.slice)
    for place in page.lines.indices.dropFirst(kept) {
      guard !isNameless else {
        isNameless = false
        continue
      }
      // As most lines are; not copied first.
      if page.lines[place].kind == .text, page.lines[place].text.isPlain(charset: charset) {
        result.append(line: page.lines[place].text.bytes)
        continue
      }
      let line = page.lines[place]
      let target = line.target.map { page.targets[$0] }
      let margin = margin(of: line, target, glyphs)
      var text = line.text.text
      if line.kind == .entryFacts, let published = target?.published {
        let age = Age.label(published, at: now, clock: clock)
        text = text.isEmpty ? age : age + glyphs.dot + text
      }
      if line.kind == .kicker, !labels.isEmpty {
        text += (text.isEmpty ? "" : " ") + Wording.labels(labels)
      }
      let shown = margin + text
      let width = DisplayWidth.columns(of: shown, charset: charset)
      if width > columns, line.kind == .kicker || line.kind == .entryFacts {
        for line in StyledText(text).wrapped(to: columns - margin.utf8.count, charset: charset) {
          result.append(line: drawn(margin + line.text, in: &usual).utf8)
        }
      } else if width > columns {
        var wide = Frame(size: Size(columns: width, rows: 1), charset: charset)
        result.append(line: drawn(shown, in: &wide).utf8)
      } else {
        result.append(line: drawn(shown, in: &usual).utf8)
      }
    }
    kept = page.dropLines()
  } while page.work != nil
  return result
}

extension [UInt8] {
  /// Appends a line without the blanks at its end.
  fileprivate mutating func append(line: some BidirectionalCollection<UInt8>) {
    append(contentsOf: line)
    while last == 0x20 { removeLast() }
    append(0x0A)
  }
}

/// The text as a frame shows it.
private func drawn(_ text: String, in frame: inout Frame) -> String {
  if DisplayWidth.plainColumns(of: text, charset: frame.charset) != nil { return text }
  frame.clear()
  frame.draw(text, at: Point(column: 0, row: 0), width: frame.size.columns)
  return frame.line(0)
}

/// What stands before the text of a line: number and mark of an entry.
private func margin(of line: Page.Line, _ target: Page.Target?, _ glyphs: Glyphs) -> String {
  switch line.kind {
  case .text, .code, .kicker, .picture: return ""
  case .entryMore, .entryFacts, .entryText: return String(repeating: " ", count: Page.entryIndent)
  case .entry:
    let number = target?.number.map(String.init) ?? ""
    return String(repeating: " ", count: max(3 - number.count, 0)) + number + " "
      + (target?.isUnread == true ? glyphs.unread : " ") + " "
  }
}

extension Page.Target {
  fileprivate var isUnread: Bool {
    switch kind {
    case .related(let entry): !entry.flags.contains(.read)
    case .article(let row): !row.flags.contains(.read)
    case .link, .sign, .note: false
    }
  }
}
