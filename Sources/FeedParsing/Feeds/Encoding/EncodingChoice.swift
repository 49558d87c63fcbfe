/// How the bytes of a document are to be read, and who says so.
struct EncodingChoice: Equatable {
  enum Source {
    case mark, server, declaration, pattern, guess
  }

  /// As `EncodingName` has it.
  var name: String
  var source: Source
  /// Bytes at the beginning that are no text.
  var skipped = 0
  /// What the document or the server says, where a wider encoding is read in its place.
  var narrow: String?

  /// Decides by the first bytes of a document (RFC 7303; XML 1.0, appendix F): a byte order mark, the
  /// server, the declaration, and then what the bytes look like.
  static func of(_ head: UnsafeRawBufferPointer, contentType: String?) -> (
    EncodingChoice, FeedNote?
  ) {
    if let marked = byMark(head) { return (marked, nil) }
    let pattern = byPattern(head)
    let fromServer = contentType.flatMap(charset)
    let fromDocument = pattern == nil ? declaration(head) : nil
    var note: FeedNote?
    for (label, source) in [(fromServer, Source.server), (fromDocument, Source.declaration)] {
      guard let label else { continue }
      guard let name = EncodingName.canonical(label) else {
        note = note ?? .unknownEncoding(label)
        continue
      }
      // What names 16 bits over bytes that are 8 cannot be, nor the other way round.
      let isWide = name.hasPrefix("utf-16") || name.hasPrefix("utf-32")
      if isWide, pattern == nil, fromDocument != nil || head.first == UInt8(ascii: "<") {
        note = note ?? .wrongEncoding(declared: name, actual: "utf-8")
        continue
      }
      if let pattern, !isWide || name == "utf-16" || name == "utf-32" { return (pattern, note) }
      return (
        EncodingChoice(name: name, source: source, narrow: EncodingName.narrow(label)), note
      )
    }
    if let pattern { return (pattern, note) }
    return (EncodingChoice(name: "utf-8", source: .guess), note)
  }

  private static func byMark(_ head: UnsafeRawBufferPointer) -> EncodingChoice? {
    if head.starts(with: [0xEF, 0xBB, 0xBF]) {
      return .init(name: "utf-8", source: .mark, skipped: 3)
    }
    if head.starts(with: [0xFF, 0xFE, 0, 0]) {
      return .init(name: "utf-32le", source: .mark, skipped: 4)
    }
    if head.starts(with: [0, 0, 0xFE, 0xFF]) {
      return .init(name: "utf-32be", source: .mark, skipped: 4)
    }
    if head.starts(with: [0xFF, 0xFE]) {
      return .init(name: "utf-16le", source: .mark, skipped: 2)
    }
    if head.starts(with: [0xFE, 0xFF]) {
      return .init(name: "utf-16be", source: .mark, skipped: 2)
    }
    return nil
  }

  /// "<?" or "<r" in wide characters, or in EBCDIC.
  private static func byPattern(_ head: UnsafeRawBufferPointer) -> EncodingChoice? {
    guard head.count >= 4 else { return nil }
    switch (head[0], head[1], head[2], head[3]) {
    case (0, 0, 0, 0x3C): return .init(name: "utf-32be", source: .pattern)
    case (0x3C, 0, 0, 0): return .init(name: "utf-32le", source: .pattern)
    case (0, 0x3C, 0, 1...): return .init(name: "utf-16be", source: .pattern)
    case (0x3C, 0, 1..., 0): return .init(name: "utf-16le", source: .pattern)
    case (0x4C, 0x6F, 0xA7, 0x94):
      let declared = ebcdicDeclaration(head)
      return .init(name: declared ?? "cp037", source: .pattern)
    default: return nil
    }
  }

  /// All EBCDIC pages agree on the characters of a declaration.
  private static func ebcdicDeclaration(_ head: UnsafeRawBufferPointer) -> String? {
    guard let decoder = IconvDecoder("cp037") else { return nil }
    var text: [UInt8] = []
    decoder.decode(UnsafeRawBufferPointer(rebasing: head.prefix(200)), isLast: true, into: &text)
    return text.withUnsafeBytes { declaration($0) }.flatMap(EncodingName.canonical)
  }

  /// The `charset` of a media type.
  static func charset(_ contentType: String) -> String? {
    let lowercased = contentType.lowercased()
    guard let range = lowercased.firstRange(of: "charset") else { return nil }
    let rest = lowercased[range.upperBound...].drop { $0 == " " }
    guard rest.first == "=" else { return nil }
    let value = rest.dropFirst().drop { $0 == " " || $0 == "\"" || $0 == "'" }
    let name = value.prefix { $0 != ";" && $0 != "\"" && $0 != "'" && $0 != " " && $0 != "," }
    return name.isEmpty ? nil : String(name)
  }

  /// The encoding in the XML declaration, wherever it stands in the first bytes; in a page, the one
  /// of its `meta`.
  static func declaration(_ head: UnsafeRawBufferPointer) -> String? {
    let text = String(decoding: head.prefix(1024), as: UTF8.self)
    if let start = text.firstRange(of: "<?xml"),
      let end = text[start.upperBound...].firstRange(of: ">"),
      let label = value(of: "encoding", in: text[start.upperBound..<end.lowerBound])
    {
      return label
    }
    let lowercased = text.lowercased()
    guard lowercased.contains("<html") || lowercased.contains("<meta") else { return nil }
    return value(of: "charset", in: lowercased[...])
  }

  private static func value(of name: String, in text: Substring) -> String? {
    guard let range = text.firstRange(of: name) else { return nil }
    let rest = text[range.upperBound...].drop { $0 == " " || $0 == "=" || $0 == "\t" || $0 == "\n" }
    let value = rest.drop { $0 == "\"" || $0 == "'" }
    let name = value.prefix {
      $0 != "\"" && $0 != "'" && $0 != " " && $0 != ">" && $0 != ";" && $0 != "?"
    }
    return name.isEmpty ? nil : String(name)
  }
}
