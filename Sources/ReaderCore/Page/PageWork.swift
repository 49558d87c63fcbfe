import Articles
import TUI

/// What of a page is not laid out yet. A page is laid out as far as the screen needs it, the rest in
/// slices between keys: an article of any length opens at once and ends where it ends.
struct PageWork: Sendable {
  /// What comes, in this order.
  enum Part: Sendable {
    case body(Document)
    case section(String, count: Int)
    case related([RelatedEntry])
    case rows([ArticleRow])
    case similar([SimilarArticle])
    case links([Document.Link])
  }

  /// So much text is laid out between two keys: a few milliseconds.
  static let slice = 48 << 10

  private let builder: PageBuilder
  private let firstLink: Int
  /// All there is, also what is done.
  private var all: [Part]
  private var parts: ArraySlice<Part>
  /// How much of the first part is done.
  private var place = 0
  private var open: OpenBlock?
  private var previous: Document.Kind?
  /// The marker before in the outermost list.
  private var marker: String?
  /// How much of the next block is left out.
  private var skipped = 0.0
  /// The footnotes that signs of the body may lead to; looked up with the first sign.
  private var notes: Set<Int>?

  init(_ parts: [Part], firstLink: Int, _ builder: PageBuilder) {
    self.builder = builder
    self.firstLink = firstLink
    all = parts
    self.parts = parts[...]
  }

  mutating func append(_ more: [Part]) {
    all += more
    parts += more
  }

  var isDone: Bool { parts.isEmpty }

  /// Lays out what comes next, until the page has so many lines, or so many bytes of text were worked
  /// through.
  mutating func goOn(_ page: inout Page, toLine line: Int, bytes: Int) {
    var left = bytes
    while page.lines.count < line, left > 0, let part = parts.first {
      let start = page.lines.count
      left -= 64
      if case .body(let document) = part, place < document.blocks.count {
        left -= layOut(document, in: &page)
      } else if !addNext(of: part, to: &page) {
        parts.removeFirst()
        place = 0
      }
      left -= 64 * (page.lines.count - start)
    }
  }

  /// - Returns: whether there was anything left of the part.
  private mutating func addNext(of part: Part, to page: inout Page) -> Bool {
    switch part {
    case .body: return false
    case .section(let title, let count):
      guard place == 0, count > 0 else { return false }
      page.starts.append(page.lines.count)
      builder.addSection(title, of: count, to: &page)
    case .related(let entries):
      guard place < entries.count else { return false }
      page.starts.append(page.lines.count)
      builder.add(entries[place], number: place + 1, to: &page)
    case .rows(let rows):
      guard place < rows.count else { return false }
      page.starts.append(page.lines.count)
      builder.add(rows[place], to: &page)
    case .similar(let articles):
      guard place < articles.count else { return false }
      page.starts.append(page.lines.count)
      builder.add(articles[place], to: &page)
    case .links(let links):
      guard place < links.count else { return false }
      page.starts.append(page.lines.count)
      builder.add(links[place], number: firstLink + place, to: &page)
    }
    place += 1
    return true
  }

  /// Goes on with the body.
  /// - Returns: how many bytes of its text were worked through.
  private mutating func layOut(_ document: Document, in page: inout Page) -> Int {
    if case .none = open {
      let block = document.blocks[place]
      if !isTight(block) { builder.addBlank(to: &page) }
      previous = block.kind
      page.starts.append(page.lines.count)
      if notes == nil, block.spans.indices.contains(where: { block.spans[$0].note != nil }) {
        notes = Set(document.blocks.compactMap(\.note))
      }
      if let note = block.note {
        let line = page.lines.count
        page.targets.append(
          Page.Target(kind: .note(note), number: nil, lines: line..<line + 1))
      }
      let inline = InlineText(
        block: block, links: document.links, firstNumber: firstLink, notes: notes ?? [],
        builder: builder)
      open = OpenBlock(block, inline, builder)
      if skipped > 0 { open?.skip(skipped) }
      skipped = 0
    }
    let bytes = open?.goOn(&page) ?? 0
    if open?.isDone == false, let share = open?.share {
      page.anchors.append(Page.Anchor(line: page.lines.count, part: share))
    } else {
      open = nil
      builder.addPictures(of: document.blocks[place], document.links, to: &page)
      place += 1
    }
    return bytes
  }

  // MARK: Places

  /// How many blocks and entries there are.
  var count: Int { all.reduce(0) { $0 + $1.count } }

  /// The work from a place on.
  func from(_ place: Page.Place) -> PageWork {
    var work = PageWork(all, firstLink: firstLink, builder)
    var left = place.block
    while let part = work.parts.first, left >= part.count {
      left -= part.count
      work.parts.removeFirst()
    }
    work.place = left
    work.skipped = place.part
    if case .body(let document)? = work.parts.first, left > 0 {
      work.previous = document.blocks[left - 1].kind
    }
    return work
  }

  /// How many lines, targets and beginnings of blocks a page of so many columns will have, roughly.
  func expectedCounts(columns: Int) -> (lines: Int, targets: Int, starts: Int) {
    let count = count
    var (lines, targets) = (2 * count + bytes / max(columns - 8, 1), count)
    for case .body(let document) in all {
      targets += document.links.count
      for case .table(let table) in document.blocks.lazy.map(\.kind) {
        lines += table.cells.last?.row ?? 0
      }
    }
    return (lines, targets, count)
  }

  /// Roughly how much text there is.
  var bytes: Int { bytes(before: Page.Place(block: count, part: 0)) }

  /// Roughly how much text stands above a place.
  func bytes(before place: Page.Place) -> Int {
    var left = place.block
    var bytes = 0
    for part in all where left > 0 {
      if case .body(let document) = part {
        for block in 0..<min(left, document.blocks.count) {
          bytes += 16 + document.blocks[block].bytes
        }
      } else {
        bytes += 64 * min(left, part.count)
      }
      left -= part.count
    }
    return bytes + Int(Double(self.bytes(of: place.block)) * place.part)
  }

  /// A place so many bytes above another one.
  func place(above place: Page.Place, bytes: Int) -> Page.Place {
    let own = self.bytes(of: place.block)
    let inside = Int(Double(own) * place.part)
    if inside > bytes, own > 4 * bytes {
      return Page.Place(block: place.block, part: Double(inside - bytes) / Double(own))
    }
    var block = place.block
    var left = bytes - inside
    while block > 0, left > 0 {
      block -= 1
      left -= self.bytes(of: block)
    }
    // The end of a long block is enough.
    let last = self.bytes(of: block)
    return Page.Place(
      block: block, part: left < -4 * bytes ? Double(-left) / Double(max(last, 1)) : 0)
  }

  private func bytes(of block: Int) -> Int {
    guard case .body(let document)? = all.first, document.blocks.indices.contains(block) else {
      return 64
    }
    return 16 + document.blocks[block].bytes
  }

  /// Items of a list stand close together, and what is defined by what it means; two lists do not.
  private mutating func isTight(_ block: Document.Block) -> Bool {
    var goesOn = true
    if case .listItem(let next?) = block.kind, block.listDepth <= 1 {
      if let marker { goesOn = Self.goesOn(next, after: marker) }
      marker = next
    } else if block.listDepth == 0 {
      marker = nil
    }
    switch (block.kind, previous) {
    case (.listItem, .listItem): return goesOn
    case (.listItem, .term), (.term, .term): return true
    default: return false
    }
  }

  /// Whether a marker may be that of the next item of the same list.
  private static func goesOn(_ next: String, after marker: String) -> Bool {
    guard next.hasSuffix("."), marker.hasSuffix(".") else {
      return next.hasSuffix(".") == marker.hasSuffix(".")
    }
    switch next {
    case "1.": return marker == "0." || marker == "2."
    case "a.", "A.": return marker == "b." || marker == "B."
    default: return (Int(next.dropLast()) == nil) == (Int(marker.dropLast()) == nil)
    }
  }
}

extension PageWork.Part {
  /// How many blocks or entries it has.
  fileprivate var count: Int {
    switch self {
    case .body(let document): document.blocks.count
    case .section(_, let count): min(count, 1)
    case .related(let entries): entries.count
    case .rows(let rows): rows.count
    case .similar(let articles): articles.count
    case .links(let links): links.count
    }
  }
}
