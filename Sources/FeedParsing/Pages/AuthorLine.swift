/// The line that names who wrote an article, as pages show it.
enum AuthorLine {
  /// Whether it tells of somebody, and so is text: "Ivy Vine is the editor."
  static func isSentence(_ line: String) -> Bool {
    let words = line.lowercased().split { !$0.isLetter && $0 != "'" && $0 != "’" }
    guard words.count >= 4 else { return false }
    return words.dropFirst().prefix(6).contains { verbs.contains(String($0)) }
  }

  private static let verbs: Set<String> = [
    "is", "was", "are", "has", "writes", "covers", "lives", "works", "teaches", "ist", "war",
    "lebt", "schreibt", "arbeitet", "est", "écrit", "vit", "es", "escribe", "vive", "è", "scrive",
    "é",
    "escreve",
  ]

  /// Forums put a sign between the name and the time: "by Ada » Mon Jun 01, 2026 10:00 am".
  static func withoutDate(_ line: String) -> String {
    guard let sign = line.firstRange(of: " » ") else { return line }
    let name = line[..<sign.lowerBound]
    return line[sign.upperBound...].contains(where: \.isNumber) && !name.isEmpty
      ? String(name) : line
  }
}

extension ArticleFinder {
  /// Whether it names the author and nothing else; it is told then and no part of the text.
  mutating func takesByline(
    _ place: Place, _ hints: PageHints, _ measures: SubtreeMeasures
  ) -> Bool {
    guard wantsByline, byline == nil, hints.contains(.byline) || hints.contains(.author),
      (1..<100).contains(measures[place].text.length),
      !isPlaceOfNews(place, measures)
    else { return false }
    var text = tree.text(in: place)
    guard !AuthorLine.isSentence(text) else { return false }
    guard Self.trimmed(text).utf16.count < 100 else { return false }
    var inner = tree.following(place, within: place)
    while inner >= 0 {
      if let property = tree.attribute("itemprop", of: inner),
        PageHints.contains("name", in: .init(rebasing: tree.page[property]))
      {
        text = tree.text(in: inner)
        break
      }
      inner = tree.following(inner, within: place)
    }
    byline = AuthorLine.withoutDate(TextCleaning.clean(text))
    return true
  }

  /// "LONDON, May 5" before the first words of a report: named like an author's line, but a part of it.
  private func isPlaceOfNews(_ place: Place, _ measures: SubtreeMeasures) -> Bool {
    guard tree.isMidSentence(place, measures), let names = tree.attribute("class", of: place)
    else { return false }
    return PageHints.contains("dateline", in: .init(rebasing: tree.page[names]))
  }

  private static func trimmed(_ text: String) -> Substring {
    let start = text.drop { $0.isWhitespace }
    return start.lastIndex { !$0.isWhitespace }.map { start[...$0] } ?? ""
  }
}
