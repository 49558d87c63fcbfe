/// Makes HTML from a feed fit to be kept: no scripts, no event handlers, no addresses that run
/// something, and every relative address absolute.
///
/// Everything else stays byte for byte; where nothing has to change nothing is copied.
struct HTMLRewriter {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var scanner = MarkupScanner()
  /// Lent for the time of the call.
  private let links: UnsafeMutablePointer<LinkBase>
  private var result: [UInt8] = []
  /// Bytes before this are in the result, or left out.
  private var copied = 0
  private var hidden: HTMLElement?
  /// Whether no template ends from here on.
  private var unended = false

  /// - Returns: `nil` if nothing has to change.
  static func rewrite(_ html: [UInt8], links: inout LinkBase) -> [UInt8]? {
    html.withUnsafeBufferPointer { bytes in
      withUnsafeMutablePointer(to: &links) { links in
        var rewriter = HTMLRewriter(bytes, links)
        return rewriter.rewritten()
      }
    }
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>, _ links: UnsafeMutablePointer<LinkBase>) {
    self.bytes = bytes
    self.links = links
  }

  private mutating func rewritten() -> [UInt8]? {
    var hiddenStart = 0
    while let piece = scanner.nextMarkup(in: bytes) {
      switch piece.kind {
      case .text: break
      case .raw: if hidden == nil { escape(piece.range) }
      case .remark: if hidden == nil { rewriteRemark(piece) }
      case .start:
        guard hidden == nil else { continue }
        guard let element = removed(piece.name) else {
          rewriteAttributes(piece)
          continue
        }
        if element == .link || piece.isSelfClosing {
          replace(piece.range, with: [])
        } else if let text = scanner.takeRawText() {
          if element == .script, holdsFormula(piece) {
            rewriteAttributes(piece)
            // Its end is a part of it.
            _ = scanner.nextMarkup(in: bytes)
          } else {
            replace(piece.range.lowerBound..<text.upperBound, with: [])
          }
        } else if MarkupRule.isBare(piece, bytes), !hasEnd(element, after: piece) {
          // Without an end it is a word of the text, unless it says more than its name.
          escape(piece.range.prefix(1))
        } else {
          hidden = element
          hiddenStart = piece.range.lowerBound
        }
      case .end:
        guard let element = removed(piece.name) else { continue }
        if element == hidden {
          replace(hiddenStart..<piece.range.upperBound, with: [])
          hidden = nil
        } else if hidden == nil {
          replace(piece.range, with: [])
        }
      }
    }
    // A script with attributes that never ends: what follows it is left out with it.
    if hidden != nil { replace(hiddenStart..<bytes.count, with: []) }
    guard copied > 0 else { return nil }
    result += bytes[copied...]
    FieldText.trim(&result)
    return result
  }

  /// Whether a script is TeX, as MathJax has it: no program, and the only place where it stands.
  private func holdsFormula(_ piece: MarkupScanner.Piece) -> Bool {
    // The first of several is the one that counts.
    let type = MarkupAttributes(of: piece, in: bytes).first { isNamed($0.name, "type") }
    guard let value = type?.value else { return false }
    return bytes[value].starts(with: "math/tex".utf8)
  }

  /// Comments go, and what only programs read; an instruction that somebody writes about is text.
  private mutating func rewriteRemark(_ piece: MarkupScanner.Piece) {
    let start = bytes[piece.range]
    // What is no end tag is nothing to anybody.
    if start.starts(with: "</".utf8) { return }
    let isGone = piece.isComment ? !piece.isUnendedComment : isForPrograms(piece)
    if isGone {
      replace(piece.range, with: [])
    } else {
      escape(piece.range.prefix(1))
      scanner.reread(piece)
    }
  }

  /// Whether an office program wrote a remark, or it is the first of a page.
  private func isForPrograms(_ remark: MarkupScanner.Piece) -> Bool {
    let start = bytes[remark.range]
    return start.starts(with: "<?xml".utf8) || start.starts(with: "<![".utf8)
      || bytes[..<remark.range.lowerBound].allSatisfy { $0 <= 0x20 }
  }

  /// What is no tag here is none anywhere: in a drawing, no element holds nothing but text.
  private mutating func escape(_ text: Range<Int>) {
    var position = text.lowerBound
    while true {
      position = TextBytes.index(of: UInt8(ascii: "<"), in: bytes, from: position)
      guard position < text.upperBound else { return }
      replace(position..<position + 1, with: "&lt;".utf8)
      position += 1
    }
  }

  /// Whether an element of which nothing is kept ends somewhere.
  private mutating func hasEnd(_ element: HTMLElement, after piece: MarkupScanner.Piece) -> Bool {
    // Of a script it would be known.
    guard element == .template, !unended else { return false }
    var position = piece.range.upperBound
    while true {
      position = TextBytes.index(of: UInt8(ascii: "/"), in: bytes, from: position)
      guard position < bytes.count else { break }
      let name = position + 1..<min(position + 1 + element.rawValue.utf8.count, bytes.count)
      if bytes[position - 1] == UInt8(ascii: "<"), removed(name) == element { return true }
      position += 1
    }
    unended = true
    return false
  }

  private mutating func replace(_ range: Range<Int>, with replacement: some Collection<UInt8>) {
    keep(upTo: range.lowerBound)
    result += replacement
    copied = range.upperBound
  }

  /// Copies what nothing has to change in.
  private mutating func keep(upTo end: Int) {
    if result.isEmpty { result.reserveCapacity(bytes.count + bytes.count / 4) }
    result.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[copied..<end]))
  }

  /// The elements of which nothing is kept; `link` stands for those without content.
  private func removed(_ name: Range<Int>) -> HTMLElement? {
    switch name.count {
    case 4: isNamed(name, "link") || isNamed(name, "meta") ? .link : nil
    case 5: isNamed(name, "style") ? .style : nil
    case 6: isNamed(name, "script") ? .script : nil
    case 8: isNamed(name, "template") ? .template : nil
    default: nil
    }
  }

  private func isNamed(_ name: Range<Int>, _ text: StaticString) -> Bool {
    MarkupScanner.isNamed(name, text, in: bytes)
  }

  // MARK: Attributes

  private mutating func rewriteAttributes(_ piece: MarkupScanner.Piece) {
    guard piece.lengths != 0 else { return }
    for attribute in MarkupAttributes(of: piece, in: bytes) {
      rewrite(attribute.name, attribute.value, upTo: attribute.end)
    }
  }

  private mutating func rewrite(_ name: Range<Int>, _ value: Range<Int>, upTo end: Int) {
    let first = bytes[name.lowerBound] | 0x20
    if first == UInt8(ascii: "o"), name.count > 4,
      bytes[name.lowerBound + 1] | 0x20 == UInt8(ascii: "n")
    {
      return remove(name.lowerBound..<end)
    }
    guard holdsAddress(name), !isAbsolute(value) else { return }
    let raw = UnsafeBufferPointer(rebasing: bytes[value])
    if let prefix = links.pointee.prefix(of: raw) {
      guard !prefix.isEmpty else { return }
      begin(name)
      result += prefix
      result.append(contentsOf: raw)
      result.append(UInt8(ascii: "\""))
      copied = end
      return
    }
    let address =
      CharacterReferences.decode(raw).map { String(decoding: $0, as: UTF8.self) }
      ?? String(decoding: raw, as: UTF8.self)
    if var absolute = links.pointee.resolve(address) {
      begin(name)
      absolute.withUTF8 { LinkBase.append($0, to: &result) }
      result.append(UInt8(ascii: "\""))
      copied = end
    } else if Self.hasScheme(address) {
      remove(name.lowerBound..<end)
    }
  }

  /// Removes an attribute; what follows must not become the value of the one before.
  private mutating func remove(_ attribute: Range<Int>) {
    let isBeforeSign = bytes[attribute.upperBound] == UInt8(ascii: "=")
    replace(attribute, with: isBeforeSign ? "x".utf8 : "".utf8)
  }

  /// Copies up to the value that an attribute begins with.
  private mutating func begin(_ name: Range<Int>) {
    keep(upTo: name.upperBound)
    result.append(UInt8(ascii: "="))
    result.append(UInt8(ascii: "\""))
  }

  private func holdsAddress(_ name: Range<Int>) -> Bool {
    switch name.count {
    case 3: isNamed(name, "src")
    case 4: isNamed(name, "href") || isNamed(name, "cite")
    case 6: isNamed(name, "poster") || isNamed(name, "action") || isNamed(name, "usemap")
    case 8: isNamed(name, "longdesc") || isNamed(name, "codebase")
    case 10:
      isNamed(name, "background") || isNamed(name, "formaction") || isNamed(name, "xlink:href")
    default: false
    }
  }

  /// Whether an address needs no change: http or https, without anything to escape before its end.
  private func isAbsolute(_ value: Range<Int>) -> Bool {
    guard value.count > 8, bytes[value.lowerBound] == UInt8(ascii: "h"),
      bytes[value.lowerBound + 1] == UInt8(ascii: "t")
    else { return false }
    return bytes[value].starts(with: "https://".utf8) || bytes[value].starts(with: "http://".utf8)
  }

  /// Whether something before a colon could name a program to run.
  private static func hasScheme(_ address: String) -> Bool {
    for byte in address.utf8 where byte > 0x20 {
      switch byte {
      case UInt8(ascii: ":"): return true
      case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): return false
      default: break
      }
    }
    return false
  }
}
