import Articles

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
    Array(head.prefix(1024)).withUnsafeBufferPointer { text in
      if let start = TextBytes.end(of: "<?xml", in: text),
        let end = TextBytes.end(of: ">", in: text, from: start),
        let label = value(of: "encoding", in: UnsafeBufferPointer(rebasing: text[start..<end]))
      {
        return label
      }
      return text.map(\.asciiLowercased).withUnsafeBufferPointer { text in
        let isPage = TextBytes.end(of: "<html", in: text) ?? TextBytes.end(of: "<meta", in: text)
        return isPage == nil ? nil : value(of: "charset", in: text)
      }
    }
  }

  private static func value(
    of name: StaticString, in text: UnsafeBufferPointer<UInt8>
  ) -> String? {
    guard let end = TextBytes.end(of: name, in: text) else { return nil }
    let value = text[end...].drop { " =\t\n".utf8.contains($0) }.drop { "\"'".utf8.contains($0) }
      .prefix { !"\"' >;?".utf8.contains($0) }
    return value.isEmpty ? nil : String(decoding: value, as: UTF8.self)
  }
}

/// Names of character encodings, as feeds and servers write them.
enum EncodingName {
  /// The name by which it is decoded here; `nil` for none that is known.
  ///
  /// As browsers do, the Latin encodings that lack typographic quotes are read as the Windows ones
  /// that have them: feeds mean these.
  static func canonical(_ name: String) -> String? {
    let key = name.lowercased().filter { $0 != " " && $0 != "\"" && $0 != "'" }
    guard !key.isEmpty, key.utf8.count < 64, key.utf8.allSatisfy(isNameByte) else { return nil }
    let plain = key.filter { $0 != "-" && $0 != "_" }
    if let alias = aliases[plain] { return alias }
    if plain.hasPrefix("windows12") || plain.hasPrefix("cp125") {
      return "windows-" + plain.suffix(4)
    }
    let isKnown = [key, plain, key.replacing("_", with: "-")].first { IconvDecoder.knows($0) }
    return isKnown
  }

  /// The name by which people know an encoding.
  static func shown(_ name: String) -> String {
    switch name {
    case "cp932": "shift_jis"
    case "cp949": "euc-kr"
    case "big5-hkscs": "big5"
    default: name
    }
  }

  /// The encoding that a label names, where a wider one is read in its place; `nil` for all others.
  static func narrow(_ label: String) -> String? {
    let plain = label.lowercased().filter { $0.isLetter || $0.isNumber }
    return switch plain {
    case "usascii", "ascii", "iso646us": "us-ascii"
    case "iso88591", "latin1", "l1", "isolatin1", "csisolatin1": "iso-8859-1"
    case "iso88599", "latin5": "iso-8859-9"
    default: nil
    }
  }

  /// Whether bytes may be of one of these narrow encodings: none of ASCII is high, and those of Latin
  /// have no characters from 80 to 9F.
  static func isNarrow(_ bytes: UnsafeRawBufferPointer, _ name: String) -> Bool {
    let highest: UInt8 = name == "us-ascii" ? 0xFF : 0x9F
    return bytes.allSatisfy { $0 < 0x80 || $0 > highest }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: ":"):
      true
    default: false
    }
  }

  /// By the name without dashes.
  private static let aliases: [String: String] = [
    "utf8": "utf-8", "unicode11utf8": "utf-8", "xunicode20utf8": "utf-8", "utf8mb4": "utf-8",
    "usascii": "windows-1252", "ascii": "windows-1252", "iso646us": "windows-1252",
    "iso88591": "windows-1252", "latin1": "windows-1252", "l1": "windows-1252",
    "ansi": "windows-1252", "msansi": "windows-1252", "xansi": "windows-1252",
    "xcp1252": "windows-1252", "isolatin1": "windows-1252", "csisolatin1": "windows-1252",
    "iso88599": "windows-1254", "latin5": "windows-1254",
    "iso885911": "windows-874", "tis620": "windows-874", "windows874": "windows-874",
    "xcp1250": "windows-1250", "xcp1251": "windows-1251",
    "gb2312": "gb18030", "gbk": "gb18030", "xgbk": "gb18030", "euccn": "gb18030",
    "gb231280": "gb18030", "csgb2312": "gb18030", "cp936": "gb18030",
    "big5": "big5-hkscs", "cnbig5": "big5-hkscs", "xxbig5": "big5-hkscs",
    "shiftjis": "cp932", "xsjis": "cp932", "sjis": "cp932", "mskanji": "cp932",
    "windows31j": "cp932", "csshiftjis": "cp932",
    "euckr": "cp949", "ksc56011987": "cp949", "ksc5601": "cp949", "ksx1001": "cp949",
    "windows949": "cp949", "korean": "cp949",
    "xeucjp": "euc-jp", "eucjp": "euc-jp", "ujis": "euc-jp",
    "utf16": "utf-16", "u16": "utf-16", "ucs2": "utf-16", "iso10646ucs2": "utf-16",
    "csunicode": "utf-16", "utf16le": "utf-16le", "utf16be": "utf-16be",
    "unicode": "utf-16", "utf32": "utf-32", "u32": "utf-32", "ucs4": "utf-32",
    "iso10646ucs4": "utf-32", "csucs4": "utf-32", "utf32le": "utf-32le", "utf32be": "utf-32be",
    "macintosh": "macintosh", "mac": "macintosh", "xmacroman": "macintosh",
    "macroman": "macintosh", "csmacintosh": "macintosh",
    "maccyrillic": "mac-cyrillic", "xmaccyrillic": "mac-cyrillic", "maclatin2": "mac-centraleurope",
    "maccentraleurope": "mac-centraleurope", "koi8": "koi8-r", "xkoi8r": "koi8-r",
    "macicelandic": "mac-is", "xmacicelandic": "mac-is", "maciceland": "mac-is",
    "csibm861": "cp861", "mscyrl": "windows-1251", "msee": "windows-1250",
    "msgreek": "windows-1253",
    "msturk": "windows-1254", "mshebr": "windows-1255", "msarab": "windows-1256",
    "winbaltrim": "windows-1257", "dbcs": "windows-1252", "cpis": "cp861",
    "tcvn": "tcvn5712-1", "tcvn5712": "tcvn5712-1", "tcvn57121": "tcvn5712-1",
    "csibm037": "cp037", "ebcdiccpus": "cp037", "ebcdiccpca": "cp037", "ebcdiccpwt": "cp037",
    "ebcdiccpnl": "cp037", "csibm500": "cp500", "ebcdiccpbe": "cp500", "ebcdiccpch": "cp500",
    "iso88598i": "iso-8859-8", "iso88598e": "iso-8859-8",
  ]
}
