import ReaderCore

/// The formats of newsboat (`%N`, `%-17T`, `%?T?then&else?`) in pieces.
struct NewsboatFormat {
  enum Piece: Equatable {
    case text(String)
    case field(Character, width: Int?)
  }

  private(set) var pieces: [Piece] = []

  /// Of a condition what holds if it does is taken.
  init(_ text: String) {
    var rest = text[...]
    while let character = rest.popFirst() {
      guard character == "%", let next = rest.first else {
        add(String(character))
        continue
      }
      if next == "%" {
        rest.removeFirst()
        add("%")
      } else if next == "?" {
        let parts = rest.dropFirst().split(
          separator: "?", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else { return }
        let then = parts[1].prefix { $0 != "&" }
        for piece in NewsboatFormat(String(then)).pieces { add(piece) }
        rest = parts[2]
      } else if next == ">" {
        // Fills up with the character that follows.
        rest = rest.dropFirst(2)
        add(" ")
      } else {
        let width = rest.prefix { $0 == "-" || $0.isNumber }
        rest = rest.dropFirst(width.count)
        if let name = rest.popFirst() {
          pieces.append(.field(name, width: Int(width).map { abs($0) }))
        }
      }
    }
  }

  private mutating func add(_ piece: Piece) {
    if case .text(let text) = piece { add(text) } else { pieces.append(piece) }
  }

  private mutating func add(_ text: String) {
    if case .text(let last)? = pieces.last {
      pieces[pieces.count - 1] = .text(last + text)
    } else {
      pieces.append(.text(text))
    }
  }

  /// The text with what has a twin, and the fields that have none.
  private func said(
    _ twins: [Character: String], text: (String) -> String
  ) -> (text: String, dropped: [String]) {
    var result = ""
    var dropped: [String] = []
    for piece in pieces {
      switch piece {
      case .text(let literal): result += text(literal)
      case .field(let name, _):
        if let twin = twins[name] { result += twin } else { dropped.append("%\(name)") }
      }
    }
    return (result, dropped)
  }

  /// As `title_format` has it.
  var title: (text: String, dropped: [String]) {
    let (text, dropped) = said(
      ["N": "{program}", "T": "{view}", "u": "{unread}", "t": "{total}", "F": "{query}"]
    ) { $0.replacing("{", with: "{{") }
    var bare = text[...]
    while let last = bare.last, " -".contains(last) { bare.removeLast() }
    return (String(bare), dropped)
  }

  /// As `columns` has it.
  var columns: (text: String, dropped: [String]) {
    let twins: [Character: ListStyle.Column] = [
      "D": .age, "t": .title, "T": .source, "a": .author,
    ]
    var columns: [ListStyle.Column] = []
    var words: [String] = []
    var dropped: [String] = []
    for case .field(let name, let width) in pieces {
      guard let column = twins[name] else {
        // Marks stand in every row.
        if name != "f" { dropped.append("%\(name)") }
        continue
      }
      guard !columns.contains(column) else { continue }
      columns.append(column)
      let known = width.flatMap { column == .source && (1...60).contains($0) ? $0 : nil }
      words.append(column.rawValue + (known.map { ": \($0)" } ?? ""))
    }
    if !columns.contains(.title) { words.append(ListStyle.Column.title.rawValue) }
    return ("[" + words.joined(separator: ", ") + "]", dropped)
  }

  /// As `download_name` has it, which gives every name its ending itself.
  static func download(_ text: String) -> (text: String, dropped: [String]) {
    let dates = text.replacing("%Y-%m-%d", with: "%F").replacing(".%e", with: "")
    return NewsboatFormat(dates).said(
      [
        "n": "{provider}", "N": "{provider}", "t": "{title}", "u": "{file}", "F": "{date}",
        "e": "",
      ]
    ) { $0.filter { !"{}".contains($0) } }
  }

  /// As `dates` has it; `nil` where it has a field that is not known.
  static func dates(_ text: String) -> String? {
    let short = ["%F": "%Y-%m-%d", "%R": "%H:%M", "%D": "%m/%d/%y", "%h": "%b", "%B": "%b"]
      .reduce(text) { $0.replacing($1.key, with: $1.value) }
    return DateFormat(short) == nil ? nil : short
  }
}

/// The colours of newsboat as a theme: its elements are roles here.
struct NewsboatColors {
  static let themeName = "newsboat"

  private struct Look {
    var foreground: String
    var background: String
    var attributes: [String]

    var text: String { ([foreground, "on", background] + attributes).joined(separator: " ") }
  }

  private var looks: [String: Look] = [:]

  private static let roles: [String: [String]] = [
    "listnormal": ["read"], "listnormal_unread": ["unread_title"], "listfocus": ["selection"],
    "info": ["status_line"], "title": ["title_bar", "title_bar_name"],
    "hint-key": ["hint_key"], "hint-description": ["hint"],
  ]

  /// `color ELEMENT FOREGROUND BACKGROUND ATTRIBUTES`.
  /// - Returns: what of the line is not taken over; `nil` where all is.
  mutating func take(_ words: [String]) -> String? {
    guard words.count >= 3, let foreground = Self.color(words[1]),
      let background = Self.color(words[2])
    else { return Wording.newsboatColor }
    let element = words[0]
    let isKnown =
      Self.roles[element] != nil || ["background", "article", "listfocus_unread"].contains(element)
    guard isKnown else { return Wording.newsboatElement(Output.clean(element)) }
    var look = Look(foreground: foreground, background: background, attributes: [])
    var dropped: [String] = []
    for word in words.dropFirst(3) {
      switch word {
      case "bold", "underline", "reverse", "dim":
        if !look.attributes.contains(word) { look.attributes.append(word) }
      case "standout":
        if !look.attributes.contains("reverse") { look.attributes.append("reverse") }
      default: dropped.append(Output.clean(word))
      }
    }
    looks[element] = look
    if element == "listfocus_unread", looks["listfocus"] != nil { return Wording.newsboatFocus }
    return dropped.isEmpty ? nil : Wording.newsboatAttributes(dropped.joined(separator: ", "))
  }

  private static func color(_ word: String) -> String? {
    let names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white", "default"]
    if names.contains(word) { return word }
    guard word.hasPrefix("color"), let number = UInt8(word.dropFirst(5)) else { return nil }
    return "\(number)"
  }

  /// What cannot be told before all lines are read.
  var remark: String? {
    guard let article = looks["article"], let ground = looks["background"],
      article.background != ground.background
    else { return nil }
    return Wording.newsboatGround
  }

  /// The file of the theme; `nil` where no line has anything for it.
  var theme: [String]? {
    guard !looks.isEmpty else { return nil }
    var roles: [(String, String)] = []
    let ground = looks["background"] ?? looks["article"]
    if let ground {
      let text = looks["article"] ?? ground
      roles.append(
        (
          "text",
          Look(foreground: text.foreground, background: ground.background, attributes: []).text
        ))
    }
    var given = looks
    given["listfocus"] = given["listfocus"] ?? given["listfocus_unread"]
    // Before there was an element of its own, the title looked like the line at the foot.
    given["title"] = given["title"] ?? given["info"]
    for element in Self.roles.keys.sorted() {
      guard let look = given[element], let names = Self.roles[element] else { continue }
      for name in names { roles.append((name, look.text)) }
    }
    let isLight =
      ["white", "7", "15", "231", "255"].contains(ground?.background)
      || ground?.background == "default" && ["black", "0", "16"].contains(ground?.foreground)
    return ["base: \(isLight ? "light" : "dark")", "roles:"]
      + roles.map { "  \($0.0): \($0.1)" }
  }
}
