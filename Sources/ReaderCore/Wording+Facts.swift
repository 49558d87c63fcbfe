import Articles
import TUI

/// Numbers, dates and what is said of an article.
extension Wording {
  static let inLibrary = "in the library"
  static let notInLibrary = "Not in the library."
  static let wholeText = "Whole text of its page"
  static let fetchingPage = "fetching the page\u{2026}"
  static let pageStopped = "the page is no longer fetched"
  static let stillFetchingPage = "the page is still being fetched"

  static func ownText(key: String?) -> String {
    "its own text" + (key.map { "; \($0) shows the whole text again" } ?? "")
  }

  static func noFullText(_ reason: String) -> String { "no whole text: \(reason)" }

  static let openNumbered = "Open that link or related article in the browser"

  static func moreSources(_ count: Int) -> String {
    "\(counted(count, "more source")) not shown; martlet sources lists all."
  }

  static func moreFiles(_ count: Int) -> String {
    "\(counted(count, "more file")) not shown; martlet check names all."
  }

  static func warnings(_ count: Int) -> String {
    "\(counted(count, "problem")) in the file; i shows \(count == 1 ? "it" : "them")"
  }

  static func warning(_ problem: Problem) -> String {
    problem.line.map { "line \($0): \(problem.message)" } ?? problem.message
  }

  static func quality(_ value: Int) -> String { "quality \(value)" }
  static func price(_ text: String) -> String { "price \(text)" }

  static func ratings(_ ratings: Article.Ratings) -> String {
    let count = ratings.count.map { counted($0, "rating") }
    let average = ratings.average.map { "\(Double(whole($0 * 10)) / 10) of 5" }
    return [average, count].compactMap(\.self).joined(separator: ", ")
  }

  /// The nearest whole number; 0 for what is none.
  private static func whole(_ value: Double) -> Int {
    value.isFinite ? Int(max(min(value.rounded(), 1e15), -1e15)) : 0
  }

  static func bytes(_ count: Int) -> String { counted(count, "byte") }

  static func securedLength(_ count: Int) -> String { "\(counted(count, "character")), opaque" }

  /// "PT1H3M" as "1 h 3 min"; anything else as it is.
  static func length(_ text: String) -> String {
    guard text.hasPrefix("PT") else { return text }
    var parts: [String] = []
    var digits = ""
    for scalar in text.unicodeScalars.dropFirst(2) {
      switch scalar {
      case "0"..."9": digits.unicodeScalars.append(scalar)
      case "H": parts.append(digits + " h")
      case "M": parts.append(digits + " min")
      case "S": parts.append(digits + " s")
      default: return text
      }
      if !("0"..."9").contains(scalar) {
        guard !digits.isEmpty else { return text }
        digits = ""
      }
    }
    return digits.isEmpty && !parts.isEmpty ? parts.joined(separator: " ") : text
  }

  /// 1 to 12; "?" for what is no month.
  static func month(_ number: Int) -> String {
    let names = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    return names.indices.contains(number - 1) ? names[number - 1] : "?"
  }

  static func counted(_ count: Int, _ noun: String) -> String {
    "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
  }

  /// With commas between thousands.
  static func grouped(_ number: Int) -> String {
    guard number.magnitude >= 1000 else { return "\(number)" }
    let group = String(number.magnitude % 1000)
    return grouped(number / 1000) + "," + String(repeating: "0", count: 3 - group.utf8.count)
      + group
  }

  // MARK: Glyphs in sentences and pages, with their ASCII twins

  static func dot(_ charset: Charset) -> String { charset == .ascii ? " - " : " \u{00B7} " }
  /// What a link leads to, where that is no page.
  static func kind(of link: Document.Link) -> String {
    switch link.kind {
    case .page: ""
    case .image: "image"
    case .audio: "audio"
    case .video: "video"
    case .media: EmbeddedPage(at: link.url)?.rawValue ?? embeddedPage
    }
  }

  static let embeddedPage = "embedded page"

  /// What else is known of an image or a player: its size, the host that it comes from.
  static func facts(of link: Document.Link) -> String {
    if let size = link.size { return "\(size.width)\u{D7}\(size.height)" }
    guard link.kind.isPlayer, let start = link.url.firstRange(of: "://")?.upperBound else {
      return ""
    }
    let host = link.url[start...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    return String(host.hasPrefix("www.") ? host.dropFirst(4) : host)
  }

  static func quoteBar(_ charset: Charset) -> String { charset == .ascii ? "> " : "\u{2502} " }
  /// Before what did not fit in a line of code.
  static func continuation(_ charset: Charset) -> String { charset == .ascii ? "\\ " : "\u{21AA} " }
  static func cellBar(_ charset: Charset) -> String { charset == .ascii ? " | " : " \u{2502} " }
  static func cellCrossing(_ charset: Charset) -> String {
    charset == .ascii ? "-+-" : "\u{2500}\u{253C}\u{2500}"
  }
  static func ruleGlyph(_ charset: Charset) -> String { charset == .ascii ? "-" : "\u{2500}" }
}
