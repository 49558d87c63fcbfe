import ReaderCore

extension SettingPage {
  /// Each setting with what is told of it, for the help of the window.
  static let notes: [SettingNote] = all.flatMap { page in
    page.settings.map { SettingNote(name: $0.rawValue, summary: page.summary, text: page.text) }
  }

  /// The first sentence, as much of it as two lines or three can hold.
  private var summary: String {
    let lines = text.split(separator: "\n")
    var sentence = ""
    for line in lines {
      sentence += (sentence.isEmpty ? "" : " ") + line.drop { $0 == " " }
      if let end = sentence.firstRange(of: ". ") {
        sentence = String(sentence[..<end.lowerBound])
        break
      }
      // What follows are its choices, a line each.
      if sentence.last == ":" || sentence.last == "." { break }
    }
    while sentence.last == ":" || sentence.last == "." { sentence.removeLast() }
    guard sentence.count > Self.longest else { return sentence }
    let start = sentence.prefix(Self.longest)
    let end = start.lastIndex { $0 == "," || $0 == ";" } ?? start.endIndex
    return start[..<end] + " \u{2026}"
  }

  private static let longest = 140
}
