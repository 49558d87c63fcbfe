/// A formula of MathML as one line: the TeX it was written in, else TeX of what it is made of.
struct HTMLFormula {
  private struct Part {
    let element: HTMLElement
    var pieces: [String] = []
  }

  private let page: [UInt8]
  private var open: [Part] = [Part(element: .math)]
  private var depth = 0
  /// What a part says that TeX was written in, while it is open.
  private var tex: String?

  /// - Parameter tokenizer: after the tag of the formula.
  /// - Parameter looks: how many tokens may be looked at.
  /// - Returns: `nil` where nothing is in it.
  static func read(_ tag: HTMLTag, from tokenizer: HTMLTokenizer, looks: inout Int) -> String? {
    var formula = HTMLFormula(page: tokenizer.bytes)
    var ahead = tokenizer
    let spoken = tag.value(of: "alttext", in: tokenizer.bytes)
    while looks > 0, let token = ahead.next() {
      looks -= 1
      switch token {
      case .text(let range): formula.add(range)
      case .start(let inner):
        if !inner.isSelfClosing, !inner.element.isVoid { formula.start(inner) }
      case .end(.math): return formula.finish(spoken)
      case .end(.annotation):
        if let tex = formula.tex, !tex.isEmpty { return tex }
        formula.end(.annotation)
      case .end(let element): formula.end(element)
      }
    }
    return spoken
  }

  private init(page: [UInt8]) {
    self.page = page
  }

  private mutating func add(_ range: Range<Int>) {
    let text = page[range].withUnsafeBufferPointer { bytes in
      String(decoding: CharacterReferences.decode(bytes) ?? Array(bytes), as: UTF8.self)
    }
    if let begun = tex {
      tex = begun + text
      return
    }
    guard open[open.count - 1].element != .annotation else { return }
    let words = TextCleaning.clean(text, decodings: 0)
    if !words.isEmpty { open[open.count - 1].pieces.append(words) }
  }

  private mutating func start(_ tag: HTMLTag) {
    guard open.count < 100 else {
      depth += 1
      return
    }
    open.append(Part(element: tag.element))
    let isTeX =
      tag.element == .annotation
      && tag.value(of: "encoding", in: page)?.lowercased() == "application/x-tex"
    tex = isTeX ? "" : nil
  }

  private mutating func end(_ element: HTMLElement) {
    guard depth == 0 else {
      depth -= 1
      return
    }
    guard let place = open.lastIndex(where: { $0.element == element }), place > 0 else { return }
    while open.count > place { close() }
  }

  private mutating func close() {
    tex = nil
    guard let part = open.popLast(), part.element != .annotation, part.element != .annotationXML
    else { return }
    let text = Self.text(of: part)
    if !text.isEmpty || part.element == .mtd { open[open.count - 1].pieces.append(text) }
  }

  private mutating func finish(_ spoken: String?) -> String? {
    if let spoken, !spoken.isEmpty { return spoken }
    while open.count > 1 { close() }
    let text = Self.text(of: open[0])
    return text.isEmpty ? nil : text
  }

  private static func text(of part: Part) -> String {
    let pieces = part.pieces
    func piece(_ place: Int) -> String { place < pieces.count ? pieces[place] : "" }
    switch (part.element, pieces.count) {
    case (.mfrac, 2...): return "\\frac{\(piece(0))}{\(piece(1))}"
    case (.msqrt, 1...): return "\\sqrt{\(pieces.joined())}"
    case (.mroot, 2...): return "\\sqrt[\(piece(1))]{\(piece(0))}"
    case (.msup, 2...), (.mover, 2...): return piece(0) + "^" + braced(piece(1))
    case (.msub, 2...), (.munder, 2...): return piece(0) + "_" + braced(piece(1))
    case (.msubsup, 3...), (.munderover, 3...):
      return piece(0) + "_" + braced(piece(1)) + "^" + braced(piece(2))
    case (.mfenced, _): return "(" + pieces.joined(separator: ", ") + ")"
    case (.mtr, _): return pieces.joined(separator: " & ")
    case (.mtable, _): return pieces.joined(separator: " \\\\ ")
    default: return pieces.joined()
    }
  }

  private static func braced(_ text: String) -> String {
    text.unicodeScalars.count == 1 ? text : "{\(text)}"
  }
}
