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
