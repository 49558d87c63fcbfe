/// The elements that matter for the shape of a page or for finding the article in it.
enum PageElement: String, CaseIterable {
  case ampImage = "amp-img"
  case ampAd = "amp-ad"
  case ampSidebar = "amp-sidebar"
  case clipboardCopy = "clipboard-copy"
  case a, abbr, acronym, address, applet, area, article, aside, audio, b, base, bdi, bdo, big
  case blockquote, body, br, button, canvas, caption, center, cite, code, col, colgroup, data
  case datalist, dd, del, desc, details, dfn, dialog, dir, div, dl, dt, em, embed, fieldset
  case figcaption, figure, font, footer, foreignobject, form, frame, frameset, h1, h2, h3, h4, h5
  case h6, head, header, hgroup, hr, html, i, iframe, image, img, input, ins, kbd, label, legend, li
  case link, listing, main, map, mark, marquee, math, menu, meta, meter, nav, nobr, noembed
  case noframes, noscript, object, ol, optgroup, option, output, p, param, picture, plaintext, pre
  case progress, q, rb, rp, rt, rtc, ruby, s, samp, script, search, section, select, slot, small
  case source, span, strike, strong, style, sub, summary, sup, svg, table, tbody, td, template
  case textarea, tfoot, th, thead, time, title, tr, track, tt, u, ul, `var`, video, wbr, xmp
  case other = ""

  /// By the bytes of a tag's name, upper or lower case.
  init(named name: Slice<UnsafeBufferPointer<UInt8>>) {
    guard name.count <= Self.longestName, let key = Self.key(name) else {
      self = .other
      return
    }
    self = Self.names.element(key)
  }

  /// Has no content and no end tag.
  var isVoid: Bool {
    switch self {
    case .area, .base, .br, .col, .embed, .frame, .hr, .img, .image, .input, .link, .meta, .param,
      .source, .track, .wbr:
      true
    default: false
    }
  }

  /// Its start ends a paragraph.
  var closesParagraph: Bool {
    switch self {
    case .address, .article, .aside, .blockquote, .center, .dd, .details, .dialog, .dir, .div, .dl,
      .dt, .fieldset, .figcaption, .figure, .footer, .form, .h1, .h2, .h3, .h4, .h5, .h6, .header,
      .hgroup, .hr, .li, .listing, .main, .menu, .nav, .ol, .p, .plaintext, .pre, .search, .section,
      .summary, .table, .ul, .xmp:
      true
    default: false
    }
  }

  /// Opened again where a block that began inside it goes on after it.
  var isFormatting: Bool {
    switch self {
    case .a, .b, .big, .code, .em, .font, .i, .nobr, .s, .small, .strike, .strong, .tt, .u: true
    default: false
    }
  }

  /// A misplaced end tag does not reach beyond it.
  var isSpecial: Bool {
    switch self {
    case .address, .applet, .article, .aside, .blockquote, .body, .button, .caption, .center,
      .colgroup, .dd, .details, .dir, .div, .dl, .dt, .fieldset, .figcaption, .figure, .footer,
      .form, .h1, .h2, .h3, .h4, .h5, .h6, .head, .header, .hgroup, .html, .li, .listing, .main,
      .marquee, .menu, .nav, .noscript, .object, .ol, .p, .plaintext, .pre, .search, .section,
      .select, .summary, .table, .tbody, .td, .template, .tfoot, .th, .thead, .tr, .ul, .xmp:
      true
    default: false
    }
  }

  /// What stands outside is not seen from inside.
  var isScope: Bool {
    switch self {
    case .applet, .caption, .html, .table, .td, .th, .marquee, .object, .template, .foreignobject:
      true
    default: false
    }
  }

  /// Closed by the end of what is around it.
  var isImplied: Bool {
    switch self {
    case .dd, .dt, .li, .optgroup, .option, .p, .rb, .rp, .rt, .rtc: true
    default: false
    }
  }

  var isHeading: Bool {
    switch self {
    case .h1, .h2, .h3, .h4, .h5, .h6: true
    default: false
    }
  }

  var isCell: Bool { self == .td || self == .th }

  var isTableSection: Bool { self == .tbody || self == .thead || self == .tfoot }

  /// Holds rows and cells, no text of its own.
  var isTableFrame: Bool { self == .table || self == .tr || isTableSection }

  var isForeign: Bool { self == .svg || self == .math }

  /// Text before, inside and after it stands in different blocks.
  var isBlock: Bool {
    closesParagraph || isTableFrame || isCell || self == .caption || self == .legend
      || self == .body || self == .figcaption || self == .br || self == .option
  }

  // MARK: What it says about the text in it

  /// A part of running text.
  var isPhrasing: Bool {
    switch self {
    case .abbr, .ampImage, .audio, .b, .bdo, .br, .button, .cite, .code, .data, .datalist, .dfn,
      .em, .embed,
      .font, .i, .img, .input, .kbd, .label, .mark, .math, .meter, .noscript, .object, .output,
      .progress, .q, .ruby, .samp, .script, .select, .small, .span, .strong, .sub, .sup, .textarea,
      .time, .var, .wbr:
      true
    default: false
    }
  }

  /// What a `div` that is more than a paragraph holds.
  var makesBlock: Bool {
    switch self {
    case .blockquote, .dl, .div, .img, .ol, .p, .pre, .table, .ul: true
    default: false
    }
  }

  /// Usually holds text of an article, and is weighed by it.
  var isWeighed: Bool {
    switch self {
    case .section, .h2, .h3, .h4, .h5, .h6, .p, .td, .pre, .dd, .figcaption: true
    default: false
    }
  }

  /// How likely it holds an article, whatever stands in it.
  var score: Double {
    switch self {
    case .div: 5
    case .pre, .td, .blockquote: 3
    case .address, .ol, .ul, .dl, .dd, .dt, .li, .form: -3
    case .h1, .h2, .h3, .h4, .h5, .h6, .th: -5
    default: 0
    }
  }

  // MARK: Names

  /// The name as a number: eight letters a word and the length, since longer names differ early.
  private static func key(_ name: Slice<UnsafeBufferPointer<UInt8>>) -> UInt64? {
    var key: UInt64 = 0
    for byte in name.prefix(7) {
      guard byte > 0x2F || byte == UInt8(ascii: "-"), byte < 0x7B else { return nil }
      key = key << 8 | UInt64(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
    }
    return key << 8 | UInt64(name.count)
  }

  private static let longestName = allCases.reduce(0) { max($0, $1.rawValue.utf8.count) }
  private static let names = Names()

  /// A hash table that is never full and never changes.
  private struct Names {
    private var keys = [UInt64](repeating: 0, count: 1024)
    private var elements = [PageElement](repeating: .other, count: 1024)

    init() {
      for element in PageElement.allCases where element != .other {
        let name = Array(element.rawValue.utf8)
        guard let key = name.withUnsafeBufferPointer({ PageElement.key($0[...]) }) else { continue }
        var slot = Self.slot(key)
        while keys[slot] != 0 { slot = (slot + 1) & 1023 }
        keys[slot] = key
        elements[slot] = element
      }
    }

    func element(_ key: UInt64) -> PageElement {
      var slot = Self.slot(key)
      while keys[slot] != key {
        if keys[slot] == 0 { return .other }
        slot = (slot + 1) & 1023
      }
      return elements[slot]
    }

    private static func slot(_ key: UInt64) -> Int {
      Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 54)
    }
  }
}
