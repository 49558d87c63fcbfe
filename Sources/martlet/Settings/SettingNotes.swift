import ReaderCore

extension SettingPage {
  /// Each setting with the first sentence of what is told of it, for the help of the window.
  static let notes: [SettingNote] = all.flatMap { page in
    let text = page.text.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: " ")
    let end = [". ", ": "].compactMap { text.firstRange(of: $0)?.lowerBound }.min()
    let sentence = String(text[..<(end ?? text.endIndex)])
    let summary = sentence.last == "." ? String(sentence.dropLast()) : sentence
    return page.settings.map { SettingNote(name: $0.rawValue, summary: summary, text: text) }
  }
}
