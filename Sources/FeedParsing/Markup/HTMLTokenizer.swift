/// The pieces of HTML as the readers of documents want them: elements by what they mean, no remarks.
///
/// libxml2's HTML parser is not used here: end tags that match nothing cost it the square of the depth
/// (21 s for 800 KB of `<b>` and `</i>`), and it knows no name of HTML 5.
struct HTMLTokenizer {
  enum Token {
    /// Character references not yet decoded.
    case text(Range<Int>)
    case start(HTMLTag)
    case end(HTMLElement)
  }

  let bytes: [UInt8]
  private var scanner = MarkupScanner()

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// After the last tag that was read; what stands before it is read then too.
  var position: Int { scanner.position }

  /// The next token; `nil` at the end.
  mutating func next() -> Token? {
    let bytes = bytes
    return bytes.withUnsafeBufferPointer { next(in: $0) }
  }

  private mutating func next(in page: UnsafeBufferPointer<UInt8>) -> Token? {
    while let piece = scanner.next(in: page) {
      switch piece.kind {
      case .text, .raw: return .text(piece.range)
      case .end: return .end(element(of: piece, in: page))
      case .start:
        var tag = HTMLTag(element(of: piece, in: page), piece)
        // `xmp` is to be read.
        if tag.element != .other { tag.rawText = scanner.takeRawText() }
        return .start(tag)
      case .remark: if piece.isUnendedComment { return .text(piece.range) }
      }
    }
    return nil
  }

  private func element(
    of piece: MarkupScanner.Piece, in page: UnsafeBufferPointer<UInt8>
  ) -> HTMLElement {
    HTMLElement(named: UnsafeBufferPointer(rebasing: page[piece.name]))
  }
}
