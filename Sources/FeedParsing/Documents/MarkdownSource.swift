import Articles

/// A text as md4c is to read it, and what it would cost.
///
/// Says the kind of an alert ("> [!NOTE]"), which md4c does not know, and sets footnotes at the end; one
/// in a quotation ("> [^1]: ibid.") is kept from being the definition of a link, which would not show. Tables are as GitHub
/// has them: one may follow a line of text, needs as many names as rules, and loses no cell of a row
/// with more. NUL is dropped.
struct MarkdownSource {
  private(set) var text: [UInt8] = []
  /// The numbers of the footnotes that the text calls by these names.
  private(set) var noteNumbers: [String: Int] = [:]
  private var notes = MarkdownNotes()
  private var cost = MarkdownCost()
  /// The mark and length of the fence that is open.
  private var fence: (mark: UInt8, count: Int, isQuoted: Bool)?
  private var table: Table?
  /// The line before: where it starts, its cells, and whether text stands right above it.
  private var previous: Line?

  private struct Table {
    /// After its row of rules.
    let rulesEnd: Int
    let columns: Int
    var widest: Int
    let endsInBar: Bool
  }

  private struct Line {
    let start: Int
    let lead: ArraySlice<UInt8>
    let cells: Int?
    let followsText: Bool
  }

  init(_ markdown: String) {
    let bytes = MarkdownMath.escaped(TerminalSequence.removed(from: Array(markdown.utf8)))
    text.reserveCapacity(bytes.count + 64)
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
      read(bytes[start..<end])
      if end < bytes.count { text.append(0x0A) }
      let isPair = end + 1 < bytes.count && bytes[end] == 0x0D && bytes[end + 1] == 0x0A
      start = end + (isPair ? 2 : 1)
    }
    endTable()
    appendNotes()
    cost.finish(size: text.count)
  }

  /// Whether md4c would take more than linear time, or give more than linear output.
  var isCostly: Bool { cost.isHigh }
  /// Whether finding bare addresses alone would.
  var hasCostlyAddresses: Bool { cost.isHighForAddresses }

  private mutating func read(_ line: ArraySlice<UInt8>) {
    let line = line.contains(0) ? ArraySlice(line.filter { $0 != 0 }) : line
    cost.add(line)
    if fence == nil {
      if notes.take(line) {
        endTable()
        previous = nil
        return
      }
      notes.notice(line)
    }
    let lead = line.prefix { $0.isSpaceOrTab || $0 == UInt8(ascii: ">") }
    let content = line[lead.endIndex...]
    let isFenced = isFenced(content, isQuoted: lead.contains(UInt8(ascii: ">")))
    if isFenced || content.isEmpty {
      endTable()
      previous = nil
      text += line
      return
    }
    let isIndented = lead.suffix(4).elementsEqual("    ".utf8) || lead.last == 0x09
    let cells = isIndented ? nil : Self.cells(in: content)
    if cells == nil { endTable() }
    let followsText = previous != nil
    let start = text.count
    if isIndented {
      text += line
    } else if let cells, Self.isRules(content) {
      startTable(line, rules: content, columns: cells)
    } else if content.starts(with: "[!".utf8), lead.contains(UInt8(ascii: ">")),
      let name = Self.alert(in: content)
    {
      text += lead
      text += "**\(name)**\n".utf8
      text += lead
    } else if content.starts(with: "[^".utf8), let colon = Self.footnoteColon(in: content) {
      text += line[..<colon]
      text.append(UInt8(ascii: "\\"))
      text += line[colon...]
    } else {
      text += line
    }
    if let cells, cells > table?.widest ?? cells { table?.widest = cells }
    previous = Line(start: start, lead: lead, cells: cells, followsText: followsText)
  }

  private mutating func appendNotes() {
    let (list, numbers) = notes.list()
    noteNumbers = numbers
    guard !list.isEmpty else { return }
    if let fence {
      text.append(0x0A)
      text += repeatElement(fence.mark, count: fence.count)
    }
    text += list
  }

  // MARK: Tables

  /// Appends a row of rules; one that does not fit the names above it is text.
  private mutating func startTable(
    _ line: ArraySlice<UInt8>, rules: ArraySlice<UInt8>, columns: Int
  ) {
    guard table == nil, let header = previous else {
      text += line
      return
    }
    guard header.cells == columns else {
      text += line[..<rules.startIndex]
      text.append(UInt8(ascii: "\\"))
      text += rules
      return
    }
    if header.followsText { text.insert(contentsOf: header.lead + [0x0A], at: header.start) }
    text += line[..<rules.startIndex]
    appendRules(rules)
    table = Table(
      rulesEnd: text.count, columns: columns, widest: columns,
      endsInBar: rules.last { $0 != 0x20 && $0 != 0x09 } == UInt8(ascii: "|"))
  }

  /// md4c wants three dashes where GitHub is content with one.
  private mutating func appendRules(_ rules: ArraySlice<UInt8>) {
    var dashes = 0
    for byte in rules {
      if byte == UInt8(ascii: "-") { dashes += 1 } else { endRule(&dashes) }
      text.append(byte)
    }
    endRule(&dashes)
  }

  private mutating func endRule(_ dashes: inout Int) {
    if dashes > 0, dashes < 3 { text += repeatElement(UInt8(ascii: "-"), count: 3 - dashes) }
    dashes = 0
  }

  /// Gives the table as many columns as its widest row has cells.
  private mutating func endTable() {
    guard let table else { return }
    self.table = nil
    let missing = min(table.widest, MarkdownCost.widestTable) - table.columns
    guard missing > 0 else { return }
    cost.widen(to: table.columns + missing)
    let more = [UInt8](repeatElement(Array("---|".utf8), count: missing).joined())
    text.insert(
      contentsOf: table.endsInBar ? more : [UInt8(ascii: "|")] + more, at: table.rulesEnd)
  }

  /// How many cells a row has; `nil` for a line without "|".
  private static func cells(in content: ArraySlice<UInt8>) -> Int? {
    var bars = 0
    var isEscaped = false
    var lastIsBar = false
    for byte in content {
      let isBar = byte == UInt8(ascii: "|") && !isEscaped
      if isBar { bars += 1 }
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
      if byte != 0x20, byte != 0x09 { lastIsBar = isBar }
    }
    guard bars > 0 else { return nil }
    let firstIsBar = content.first == UInt8(ascii: "|")
    return max(1, bars + 1 - (firstIsBar ? 1 : 0) - (lastIsBar ? 1 : 0))
  }

  private static func isRules(_ content: ArraySlice<UInt8>) -> Bool {
    content.contains(UInt8(ascii: "-"))
      && content.allSatisfy { "|-: \t".utf8.contains($0) }
  }

  // MARK: Fences, alerts, footnotes

  /// Whether a line belongs to fenced code; its fences do.
  private mutating func isFenced(_ content: ArraySlice<UInt8>, isQuoted: Bool) -> Bool {
    if fence?.isQuoted ?? false, !isQuoted { fence = nil }
    guard let mark = content.first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else {
      return fence != nil
    }
    let rest = content.drop { $0 == mark }
    let count = content.count - rest.count
    if let open = fence {
      if open.mark == mark, count >= open.count, rest.allSatisfy({ $0.isSpaceOrTab }) {
        fence = nil
      }
      return true
    }
    guard count >= 3, mark != UInt8(ascii: "`") || !rest.contains(mark) else { return false }
    fence = (mark, count, isQuoted)
    return true
  }

  /// "Note" for "[!NOTE]" with nothing after it.
  private static func alert(in content: ArraySlice<UInt8>) -> String? {
    guard content.count < 32, let end = content.firstIndex(of: UInt8(ascii: "]")),
      content[end...].dropFirst().allSatisfy({ $0.isSpaceOrTab })
    else { return nil }
    let name = String(decoding: content[..<end].dropFirst(2), as: UTF8.self).uppercased()
    return alerts.first { $0.uppercased() == name }
  }

  private static let alerts = ["Note", "Tip", "Important", "Warning", "Caution"]

  private static func footnoteColon(in content: ArraySlice<UInt8>) -> Int? {
    guard let end = content.prefix(1000).firstIndex(of: UInt8(ascii: "]")) else { return nil }
    let colon = end + 1
    return colon < content.endIndex && content[colon] == UInt8(ascii: ":") ? colon : nil
  }
}

/// What makes md4c slow, or its output long: each grows with the product of two counts.
private struct MarkdownCost {
  private(set) var isHigh = false
  private(set) var isHighForAddresses = false
  private var lines = 0
  private var deepest = 0
  private var widest = 0
  /// Of labels in brackets, each looked up among the definitions.
  private var labels = 0
  private var labelLengths = 0
  private var brackets: [Int] = []
  private var position = 0
  private var longestDefinition = 0
  private var definitionStart: Int?
  private var paragraphStart = 0
  private var addresses = 0
  private var addressCost = 0

  mutating func add(_ line: ArraySlice<UInt8>) {
    lines += 1
    let lead = line.prefix(while: Self.isOfLead)
    deepest = max(deepest, lead.count / 2)
    if lead.count == line.count {
      endParagraph()
    } else if lead.contains(where: { $0 > 0x20 }) {
      endAddresses()
    }
    var columns = 0
    var isDelimiter = true
    var previous: UInt8 = 0
    for (offset, byte) in line[lead.endIndex...].enumerated() {
      switch byte {
      case UInt8(ascii: "|"): columns += 1
      case UInt8(ascii: "-"), UInt8(ascii: ":"), 0x20, 0x09:
        if byte == UInt8(ascii: ":") {
          if previous == UInt8(ascii: "]") {
            endDefinition()
            definitionStart = position + lead.count + offset
          }
          addresses += 1
        }
      default:
        isDelimiter = false
        switch byte {
        case UInt8(ascii: "["): brackets.append(position + lead.count + offset)
        case UInt8(ascii: "]"):
          labels += 1
          if let start = brackets.popLast() {
            labelLengths += position + lead.count + offset - start
          }
        case UInt8(ascii: "@"): addresses += 1
        case UInt8(ascii: ".") where previous | 0x20 == UInt8(ascii: "w"): addresses += 1
        default: break
        }
      }
      previous = byte
    }
    if isDelimiter { widest = max(widest, columns) }
    position += line.count + 1
  }

  /// Tables of more columns are not read as such.
  static let widestTable = 1000

  mutating func widen(to columns: Int) {
    widest = max(widest, columns)
  }

  mutating func finish(size: Int) {
    endParagraph()
    let bound = 2_000_000 + 16 * size
    isHigh =
      deepest > 1000 || widest > Self.widestTable || labelLengths > bound
      || [(deepest, lines), (widest, lines), (longestDefinition, labels)].contains {
        $0.0 * $0.1 > bound
      }
    isHighForAddresses = addressCost > 50_000_000
  }

  private mutating func endParagraph() {
    endDefinition()
    endAddresses()
    brackets.removeAll(keepingCapacity: true)
  }

  private mutating func endDefinition() {
    guard let start = definitionStart else { return }
    longestDefinition = max(longestDefinition, position - start)
    definitionStart = nil
  }

  /// Each address costs md4c the length of the block that it stands in.
  private mutating func endAddresses() {
    addressCost += addresses * (position - paragraphStart)
    addresses = 0
    paragraphStart = position
  }

  /// Blanks and the marks of quotations and lists.
  private static func isOfLead(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x09, UInt8(ascii: ">"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: ")"):
      true
    default: false
    }
  }
}
