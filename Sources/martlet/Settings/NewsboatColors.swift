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
