import Articles
import Foundation

/// Articles of which a person said which tell the same story.
struct LabelledStories {
  struct Entry {
    let story: String
    let article: Article
    let text: StoryText
  }

  private(set) var entries: [Entry] = []

  init(_ name: String) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Corpus/stories/\(name).txt")
    for (number, line) in try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
      .enumerated() where !line.hasPrefix("#")
    {
      let fields = line.split(separator: "|", omittingEmptySubsequences: false).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      var article = Article(title: fields[3])
      article.excerpt = fields[4].isEmpty ? nil : fields[4]
      let hours = Int64(fields[1]) ?? 0
      article.published = Instant(milliseconds: 1_795_000_000_000 + hours * 3_600_000)
      article.provider = Provider(name: fields[2])
      let host = fields[2].utf8.map { String($0, radix: 16) }.joined()
      let link =
        fields.count > 5 && !fields[5].isEmpty ? fields[5] : "https://h\(host).example/\(number)"
      article.links.webURL = link
      if fields.count > 6, !fields[6].isEmpty {
        article.related = [RelatedArticle(title: "", links: ArticleLinks(webURL: fields[6]))]
      }
      entries.append(
        Entry(
          story: fields[0] == "-" ? "\(name):\(number)" : fields[0], article: article,
          text: StoryText(article, address: article.address) { "" }))
    }
  }

  /// Of all pairs of articles: how many of those that were joined should be, and how many of those
  /// that should be were.
  struct Judgement {
    var precision: Double
    var recall: Double
    var wrong: [String] = []
    var missed: [String] = []
  }

  func judge(_ stories: [[Int]]) -> Judgement {
    var storyOf = [Int](repeating: 0, count: entries.count)
    for (number, members) in stories.enumerated() {
      for member in members { storyOf[member] = number }
    }
    var (right, judgement) = (0, Judgement(precision: 1, recall: 1))
    for (index, entry) in entries.enumerated() {
      for other in entries.indices.dropFirst(index + 1) {
        let isOne = entry.story == entries[other].story
        let pair = "\(entry.article.title) // \(entries[other].article.title)"
        switch (isOne, storyOf[index] == storyOf[other]) {
        case (true, true): right += 1
        case (true, false): judgement.missed.append(pair)
        case (false, true): judgement.wrong.append(pair)
        case (false, false): break
        }
      }
    }
    judgement.precision = Double(right) / Double(max(right + judgement.wrong.count, 1))
    judgement.recall = Double(right) / Double(max(right + judgement.missed.count, 1))
    return judgement
  }
}
