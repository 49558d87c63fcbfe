/// The name in "Name <mail>", "mail (Name)" and what else feeds write.
enum PersonText {
  /// The name, or the address of who has none; `nil` for nothing.
  static func shown(_ text: String) -> String? {
    let text = TextCleaning.clean(text)
    guard text.utf8.contains(UInt8(ascii: "@")), text.utf8.count < 1000 else {
      return text.isEmpty ? nil : text
    }
    let separators: Set<Character> = [" ", "<", ">", "(", ")", "[", "]", ",", "\"", ":"]
    let words = text.split { separators.contains($0) }
    guard let email = words.first(where: { $0.contains("@") }) else { return text }
    var rest = text
    rest.replaceSubrange(email.startIndex..<email.endIndex, with: "\u{0}")
    if let mailto = rest.firstRange(of: "mailto:\u{0}") {
      rest.replaceSubrange(mailto, with: "\u{0}")
    }
    let marks: Set<Character> = ["<", ">", "(", ")", "[", "]", "\"", ",", "\u{0}"]
    let name = TextCleaning.clean(String(rest.map { marks.contains($0) ? " " : $0 }))
    return name.isEmpty ? String(email) : name
  }
}
