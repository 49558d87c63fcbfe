extension PageTree {
  /// Whether its name or the heading that it begins with says that it is no part of the article.
  func isAside(_ place: Place) -> Bool {
    let (element, hints) = (self[place].element, self[place].hints)
    switch element {
    case .div, .section, .ol, .ul, .aside: break
    default: return false
    }
    if hints.contains(.comments), !hints.contains(.maybe), !holdsMainHeading(place) { return true }
    guard element == .div || element == .section, let heading = firstHeading(in: place) else {
      return false
    }
    return AsideLabels.contains(text(in: heading))
  }

  private func holdsMainHeading(_ place: Place) -> Bool {
    var inner = following(place, within: place)
    for _ in 0..<2000 where inner >= 0 {
      if !self[inner].isText, self[inner].element == .h1 { return true }
      inner = following(inner, within: place)
    }
    return false
  }

  /// The heading that an element begins with.
  private func firstHeading(in place: Place) -> Place? {
    var inner = self[place].first
    for _ in 0..<6 {
      while inner >= 0, self[inner].isText, self[inner].measure.isBlank { inner = self[inner].next }
      guard inner >= 0, !self[inner].isText else { return nil }
      switch self[inner].element {
      case .h2, .h3, .h4, .h5, .h6: return inner
      case .div, .header, .section: inner = self[inner].first
      default: return nil
      }
    }
    return nil
  }
}

/// Headings over what stands beside an article on many pages: other articles, comments, letters to be
/// sent.
enum AsideLabels {
  /// Whether a heading says such, and nothing else but a number: "Comments (12)", "12 responses".
  static func contains(_ heading: String) -> Bool {
    guard heading.utf8.count < 120 else { return false }
    let words = heading.lowercased().split { !$0.isLetter && $0 != "'" && $0 != "’" }
    guard (1...7).contains(words.count) else { return false }
    return labels.contains(words.joined(separator: " ").replacing("’", with: "'"))
  }

  private static let labels: Set<String> = [
    "comments", "comment", "responses", "response", "replies", "leave a reply", "leave a comment",
    "post a comment", "add a comment", "join the conversation", "related",
    "related articles", "related posts", "related stories", "related news", "related content",
    "related topics", "you may also like", "you might also like", "you may also be interested in",
    "more from this author", "more stories", "more news", "more like this", "read next",
    "read more",
    "recommended", "recommended for you", "recommended articles", "most read",
    "most popular", "popular posts", "recent posts", "trending", "trending now", "latest news",
    "latest stories", "latest posts", "sign up for our newsletter", "newsletter",
    "subscribe to our newsletter", "share this", "share this article",
    "kommentare", "kommentar", "das könnte sie auch interessieren",
    "das könnte dich auch interessieren",
    "mehr zum thema", "ähnliche artikel", "meistgelesen", "auch interessant", "lesen sie auch",
    "commentaires", "à lire aussi", "sur le même sujet", "articles similaires", "les plus lus",
    "comentarios", "te puede interesar", "artículos relacionados", "noticias relacionadas",
    "lo más leído", "comentários", "leia também", "leia mais", "artigos relacionados",
    "commenti", "leggi anche", "articoli correlati", "potrebbe interessarti", "reacties",
    "lees ook",
    "комментарии", "читайте также", "похожие статьи", "关联阅读", "相关阅读", "相关文章", "相关新闻", "评论",
    "推荐阅读", "関連記事", "コメント", "おすすめ記事", "ランキング", "관련 기사", "댓글",
  ]
}

/// How much two texts have in common.
enum TextLikeness {
  /// 1 if every word of the second stands in the first.
  static func of(_ first: String, _ second: String) -> Double {
    let known = Set(words(of: first))
    let words = words(of: second)
    guard !known.isEmpty, !words.isEmpty else { return 0 }
    let missing = words.filter { !known.contains($0) }
    return 1 - Double(length(of: missing)) / Double(length(of: words))
  }

  private static func words(of text: String) -> [Substring] {
    text.prefix(2000).lowercased().split { !($0.isLetter || $0.isNumber || $0 == "_") }.map { $0 }
  }

  private static func length(of words: [Substring]) -> Int {
    words.reduce(0) { $0 + $1.count } + max(0, words.count - 1)
  }
}
