import Articles

/// `&amp;`, `&#39;`, `&#x2019;` and kin in plain text.
enum CharacterReferences {
  /// Replaces every complete reference, those that end with a semicolon or are as old as HTML and end with
  /// no letter, digit or "="; everything else stays, so that "AT&T" and "?a=1&copy=2" are themselves.
  ///
  /// - Parameter isWanted: whether to replace a reference to this character.
  /// - Returns: `nil` if there was none.
  static func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, where isWanted: (Unicode.Scalar) -> Bool = { _ in true }
  ) -> [UInt8]? {
    var result: [UInt8] = []
    var position = bytes.startIndex
    var copied = position
    while let ampersand = bytes[position...].firstIndex(of: UInt8(ascii: "&")) {
      let next = ampersand + 1
      if let (scalar, end) = reference(in: bytes[next...]) ?? unended(in: bytes[next...]),
        isWanted(scalar)
      {
        result += bytes[copied..<ampersand]
        result += String(scalar).utf8
        position = end
        copied = end
      } else {
        position = next
      }
    }
    guard copied != bytes.startIndex else { return nil }
    result += bytes[copied...]
    return result
  }

  /// Decodes what was escaped twice, but only letters and signs beyond ASCII: "&lt;" may be meant, as is a
  /// "&nbsp;" that stands by itself.
  static func mended(_ bytes: [UInt8]) -> [UInt8] {
    bytes.withUnsafeBufferPointer { bytes in
      guard TextBytes.index(of: UInt8(ascii: "&"), in: bytes) < bytes.count else { return nil }
      let named = HTMLTag.holds([" &nbsp; "], bytes)
      return decode(bytes) { !$0.isASCII && !(named && $0 == "\u{A0}") }
    } ?? bytes
  }

  /// What a numeric reference stands for by the rules of HTML: windows-1252 for 128 to 159, and
  /// U+FFFD for zero, surrogates and what lies beyond Unicode.
  static func scalar(numbered code: UInt32) -> Unicode.Scalar {
    if (0x80...0x9F).contains(code) {
      let mapped = windows1252[Int(code - 0x80)]
      return Unicode.Scalar(mapped == 0 ? code : UInt32(mapped)) ?? "\u{FFFD}"
    }
    return code == 0 ? "\u{FFFD}" : Unicode.Scalar(code) ?? "\u{FFFD}"
  }

  /// Reads what follows an ampersand.
  static func reference(
    in bytes: Slice<UnsafeBufferPointer<UInt8>>
  ) -> (scalar: Unicode.Scalar, end: Int)? {
    guard let first = bytes.first else { return nil }
    let isNumber = first == UInt8(ascii: "#")
    let limit = isNumber ? longestNumber : NamedCharacters.longestName
    guard let semicolon = bytes.prefix(limit + 1).firstIndex(of: UInt8(ascii: ";")),
      bytes[..<semicolon].allSatisfy({ $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "#") })
    else { return nil }
    let name = bytes[..<semicolon]
    let scalar =
      isNumber
      ? number(in: name.dropFirst()).map(scalar(numbered:))
      : NamedCharacters.scalar(named: name)
    return scalar.map { ($0, semicolon + 1) }
  }

  /// A reference without its semicolon, as browsers read it too.
  private static func unended(
    in bytes: Slice<UnsafeBufferPointer<UInt8>>
  ) -> (scalar: Unicode.Scalar, end: Int)? {
    let isNumber = bytes.first == UInt8(ascii: "#")
    let name = bytes.dropFirst(isNumber ? 1 : 0).prefix(longestOld).prefix {
      $0.isASCIIAlphanumeric
    }
    let end = name.endIndex
    guard name.count > 1,
      end == bytes.endIndex || !bytes[end].isASCIIAlphanumeric && bytes[end] != UInt8(ascii: "=")
    else { return nil }
    if isNumber { return number(in: name).map { (scalar(numbered: $0), end) } }
    guard let scalar = NamedCharacters.scalar(named: name), scalar.value < 0x100,
      scalar.value >= 0xA0 || ["&", "<", ">", "\""].contains(scalar),
      !later.contains(String(decoding: name, as: UTF8.self))
    else { return nil }
    return (scalar, end)
  }

  /// No name that needs no semicolon is longer.
  private static let longestOld = 8
  /// Names of the same characters that came later.
  private static let later: Set<String> = [
    "Dot", "angst", "circledR", "die", "div", "half", "pm", "strns", "Cedilla",
  ]

  private static func number(in digits: some Collection<UInt8>) -> UInt32? {
    guard let first = digits.first else { return nil }
    let isHexadecimal = first | 0x20 == UInt8(ascii: "x")
    let radix: UInt32 = isHexadecimal ? 16 : 10
    let rest = digits.dropFirst(isHexadecimal ? 1 : 0)
    guard !rest.isEmpty else { return nil }
    var value: UInt32 = 0
    for byte in rest {
      guard let digit = byte.hexadecimalValue.map(UInt32.init), digit < radix else { return nil }
      value = min(value * radix + digit, 0x11_0000)
    }
    return value
  }

  /// "#", "x" and leading zeros included; what is longer is no reference.
  private static let longestNumber = 16

  /// Code points of the bytes 128 to 159; zero where windows-1252 has no character.
  private static let windows1252: [UInt16] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
  ]
}

/// The names that HTML gives to characters: all of HTML 4, and of HTML 5 the letters of Latin
/// Extended-A and the signs met in articles.
enum NamedCharacters {
  /// In bytes; no name in the table is longer.
  static let longestName = 21

  /// The character that `&name;` stands for; names are told apart by case.
  static func scalar(named name: Slice<UnsafeBufferPointer<UInt8>>) -> Unicode.Scalar? {
    guard name.count <= longestName else { return nil }
    var slot = slot(of: name)
    while true {
      let entry = index[slot]
      guard entry.count > 0 else { return nil }
      if entry.count == name.count,
        zip(0..., name).allSatisfy({ table.utf8Start[Int(entry.start) + $0] == $1 })
      {
        return Unicode.Scalar(entry.scalar)
      }
      slot = (slot + 1) & (slotCount - 1)
    }
  }

  /// Where a name stands in the table, and what it means.
  private struct Entry {
    var start: UInt16 = 0
    var count: UInt8 = 0
    var scalar: UInt32 = 0
  }

  private static let slotCount = 2048

  private static func slot(of name: some Sequence<UInt8>) -> Int {
    var hash: UInt32 = 0x811C_9DC5
    for byte in name { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    return Int(hash ^ hash >> 15) & (slotCount - 1)
  }

  /// Made in one walk over the table, without a string: the first reference of a run waits for it.
  private static let index: [Entry] = {
    var result = [Entry](repeating: Entry(), count: slotCount)
    let bytes = UnsafeBufferPointer(start: table.utf8Start, count: table.utf8CodeUnitCount)
    var scalar: UInt32?
    var start = 0
    for end in 0...bytes.count {
      let sign = end < bytes.count ? bytes[end] : UInt8(ascii: "\n")
      guard sign <= UInt8(ascii: ",") || sign == UInt8(ascii: "|") else { continue }
      if start < end {
        if let known = scalar {
          var slot = slot(of: bytes[start..<end])
          while result[slot].count > 0 { slot = (slot + 1) & (slotCount - 1) }
          result[slot] = Entry(start: UInt16(start), count: UInt8(end - start), scalar: known)
          if sign != UInt8(ascii: "|") { scalar = known + 1 }
        } else {
          scalar = UInt32(String(decoding: bytes[start..<end], as: UTF8.self), radix: 16)
        }
      }
      if sign == UInt8(ascii: ",") || sign == UInt8(ascii: "\n") { scalar = nil }
      start = end + 1
    }
    return result
  }()

  /// Runs of consecutive code points, separated by commas or line ends: the first code point in
  /// hexadecimal, then the names of each, joined by "|" where one character has several.
  private static let table: StaticString = """
    0009 Tab NewLine, 0021 excl QUOT|quot num dollar percnt AMP|amp apos lpar rpar ast plus comma
    002E period sol, 003A colon semi LT|lt equals GT|gt quest commat
    005B lbrack|lsqb bsol rbrack|rsqb Hat lowbar grave, 007B lbrace|lcub verbar|vert rbrace|rcub
    00A0 nbsp|NonBreakingSpace iexcl cent pound curren yen brvbar sect uml COPY|copy ordf laquo
    00AC not shy REG|reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo
    00BC frac14 frac12|half frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil
    00C8 Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde
    00D6 Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc
    00E3 atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth
    00F1 ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute
    00FE thorn yuml Amacr amacr Abreve abreve Aogon aogon Cacute cacute Ccirc ccirc Cdot cdot
    010C Ccaron ccaron Dcaron dcaron Dstrok dstrok Emacr emacr
    0116 Edot edot Eogon eogon Ecaron ecaron Gcirc gcirc Gbreve gbreve Gdot gdot Gcedil
    0124 Hcirc hcirc Hstrok hstrok Itilde itilde Imacr imacr
    012E Iogon iogon Idot imath|inodot IJlig ijlig Jcirc jcirc Kcedil kcedil kgreen Lacute
    013A lacute Lcedil lcedil Lcaron lcaron Lmidot lmidot Lstrok lstrok Nacute nacute Ncedil
    0146 ncedil Ncaron ncaron napos ENG eng Omacr omacr
    0150 Odblac odblac OElig oelig Racute racute Rcedil rcedil Rcaron rcaron Sacute sacute Scirc
    015D scirc Scedil scedil Scaron scaron Tcedil tcedil Tcaron tcaron Tstrok tstrok Utilde
    0169 utilde Umacr umacr Ubreve ubreve Uring uring Udblac udblac Uogon uogon Wcirc wcirc
    0176 Ycirc ycirc Yuml Zacute zacute Zdot zdot Zcaron zcaron, 0192 fnof, 02C6 circ caron
    02D8 breve dot ring ogon tilde dblac
    0391 Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho
    03A3 Sigma Tau Upsilon Phi Chi Psi ohm|Omega
    03B1 alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho
    03C2 sigmaf sigma tau upsilon phi chi psi omega, 03D1 thetasym upsih, 03D6 piv
    2002 ensp emsp emsp13 emsp14
    2007 numsp puncsp thinsp hairsp ZeroWidthSpace zwnj zwj lrm rlm dash|hyphen
    2013 ndash mdash horbar, 2018 lsquo|OpenCurlyQuote CloseCurlyQuote|rsquo|rsquor lsquor|sbquo
    201C ldquo|OpenCurlyDoubleQuote CloseCurlyDoubleQuote|rdquo|rdquor bdquo|ldquor
    2020 dagger Dagger bull|bullet, 2025 nldr hellip|mldr, 2030 permil, 2032 prime Prime
    2039 lsaquo rsaquo, 203E oline, 2043 hybull frasl, 205F MediumSpace NoBreak, 20AC euro
    2105 incare, 2111 image, 2116 numero copysr weierp, 211C real, 2122 TRADE|trade, 2127 mho
    2135 alefsym
    2153 frac13 frac23 frac15 frac25 frac35 frac45 frac16 frac56 frac18 frac38 frac58 frac78
    2190 larr|leftarrow uarr|uparrow rarr|rightarrow darr|downarrow harr, 21B5 crarr
    21D0 lArr uArr rArr dArr hArr, 2200 forall, 2202 part exist, 2205 empty, 2207 nabla isin notin
    220B ni, 220F prod, 2211 sum minus, 2217 lowast, 221A radic, 221D prop infin, 2220 ang
    2227 and or cap cup int, 2234 there4, 223C sim|Tilde, 2245 cong, 2248 approx|asymp
    2260 ne equiv nequiv, 2264 le|leq ge|geq, 2282 sub sup nsub, 2286 sube supe, 2295 oplus
    2297 otimes, 22A5 perp, 22C5 sdot, 2308 lceil rceil lfloor rfloor, 2329 lang rang
    25A1 squ|square, 25AA blacksquare|squf, 25B4 utrif utri, 25B8 rtrif rtri, 25BE dtrif dtri
    25C2 ltrif ltri, 25CA loz cir, 2605 bigstar|starf star, 260E phone, 2640 female, 2642 male
    2660 spades, 2663 clubs, 2665 hearts diams, 266A sung, 266D flat natural sharp
    2713 check|checkmark, 2717 cross, 2720 malt
    """
}
