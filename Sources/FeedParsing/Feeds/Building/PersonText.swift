/// The name in "Name <mail>", "mail (Name)" and what else feeds write.
enum PersonText {
  /// `nil` for nothing.
  static func author(_ text: String) -> FeedAuthor? {
    let text = TextCleaning.clean(text, decodings: 0)
    guard text.utf8.contains(UInt8(ascii: "@")), text.utf8.count < 1000 else {
      if text.isEmpty { return nil }
      let isAddress = LinkResolver.isOfWeb(text) && text.utf8.contains(UInt8(ascii: "/"))
      return isAddress && !text.utf8.contains(0x20)
        ? FeedAuthor(url: text) : FeedAuthor(name: text)
    }
    let separators: Set<Character> = [" ", "<", ">", "(", ")", "[", "]", ",", "\"", ":"]
    let words = text.split { separators.contains($0) }
    guard let email = words.first(where: { $0.contains("@") && $0.first != "@" }) else {
      return FeedAuthor(name: text)
    }
    var rest = text
    rest.replaceSubrange(email.startIndex..<email.endIndex, with: "\u{0}")
    if let mailto = rest.firstRange(of: "mailto:\u{0}") {
      rest.replaceSubrange(mailto, with: "\u{0}")
    }
    let marks: Set<Character> = ["<", ">", "(", ")", "[", "]", "\"", ",", "\u{0}"]
    let name = TextCleaning.clean(
      String(rest.map { marks.contains($0) ? " " : $0 }), decodings: 0)
    return FeedAuthor(name: name.isEmpty ? nil : name, email: String(email))
  }
}
