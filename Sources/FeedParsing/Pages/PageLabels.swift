extension PageTree {
  /// Whether its name or the heading that it begins with says that it is no part of the article.
  func isAside(_ place: Place) -> Bool {
    let (element, hints) = (self[place].element, self[place].hints)
    switch element {
    case .div, .section, .ol, .ul, .aside: break
    case .footer: return !isInside(.article, place) && !holdsMainHeading(place)
    case .ampAd, .ampSidebar: return true
    default: return false
    }
    if isNote(place) { return false }
    if element == .aside || hints.contains(.comments) && !hints.contains(.maybe),
      !holdsMainHeading(place)
    {
      return true
    }
    guard element == .div || element == .section, let heading = firstHeading(in: place) else {
      return false
    }
    let words = text(in: heading)
    guard AsideLabels.contains(words) else { return false }
    // What is wrapped with other text is the label of that, not of all that is around it.
    var wrapper = heading
    while self[wrapper].parent != place { wrapper = self[wrapper].parent }
    return wrapper == heading || text(in: wrapper).utf8.count <= words.utf8.count + 60
  }

  /// Whether it is a note or holds notes, whatever the element: Docutils writes them as `aside`.
  func isNote(_ place: Place) -> Bool {
    guard self[place].hints.contains(.kept) else { return false }
    if let role = attribute("role", of: place),
      PageHints.contains("doc-", in: .init(rebasing: page[role]))
    {
      return true
    }
    return attribute("class", of: place).map {
      PageHints.contains("footnote", in: .init(rebasing: page[$0]))
    } ?? false
  }

  /// What the page itself says holds the article: its only `main`, else its only `article`.
  var home: Place? {
    var mains: [Place] = []
    var articles: [Place] = []
    var place = Self.body
    while place >= 0 {
      if !self[place].isText {
        switch self[place].element {
        case .main: mains.append(place)
        case .article: articles.append(place)
        case .div, .section:
          if self[place].hints.contains(.main) { mains.append(place) }
        default: break
        }
      }
      place = following(place, within: Self.body)
    }
    if articles.count == 1, mains.isEmpty || isInside(mains[0], articles[0]) { return articles[0] }
    return mains.count == 1 ? mains[0] : nil
  }

  private func isInside(_ holder: Place, _ place: Place) -> Bool {
    var place = place
    while place >= 0, place != holder { place = self[place].parent }
    return place >= 0
  }

  /// Whether one of two holds the other, as they stand in this tree.
  func touches(_ place: Place, _ other: Place) -> Bool {
    guard Int(place) < nodes.count, place >= 0 else { return true }
    return isInside(place, other) || isInside(other, place)
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
    "subscribe to continue reading", "subscribe to read", "subscribe to keep reading",
    "to continue reading", "log in to continue reading", "already a subscriber",
    "this article is for subscribers", "this post is for subscribers",
    "this post is for paid subscribers", "keep reading with a free trial",
    "similar threads", "similar topics", "who is online", "discussion about this post",
    "member discussion", "ready for more", "up next", "more on this story", "more on this topic",
    "more from the author", "latest articles", "related reading", "related links",
    "related stories",
    "suggested articles", "suggested for you", "editors' picks", "editor's picks",
    "about this poet",
    "weitere artikel", "verwandte artikel", "verwandte themen", "neueste artikel",
    "empfohlene artikel",
    "mehr aus dem ressort", "kommentar schreiben", "schreibe einen kommentar", "jetzt weiterlesen",
    "lire aussi", "à lire également", "articles liés", "articles recommandés",
    "laisser un commentaire",
    "dans la même rubrique", "más noticias", "lee también", "entradas relacionadas",
    "deja un comentario", "deja una respuesta", "veja também", "mais lidas", "deixe um comentário",
    "potrebbe interessarti anche", "lascia un commento", "altri articoli", "lees meer",
    "gerelateerde artikelen", "meer nieuws", "przeczytaj także", "zobacz także", "komentarze",
    "powiązane artykuły", "читать также", "по теме", "материалы по теме", "ilgili haberler",
    "yorumlar", "関連リンク", "関連ニュース", "あわせて読みたい", "人気記事", "最新記事", "おすすめ",
    "인기 기사", "관련 뉴스", "추천 기사", "热门文章", "相关推荐", "猜你喜欢", "延伸閱讀", "相關文章",
    "相關新聞", "推薦閱讀", "留言", "热门推荐", "最新文章", "مواضيع ذات صلة", "مقالات ذات صلة",
    "اقرأ أيضا", "اقرأ أيضًا", "التعليقات", "الأكثر قراءة",
  ]
}

/// Lines in an article that lead away from it: a label and a link, or a button.
enum TeaserLabels {
  /// Of a line that is mostly a link.
  static func begins(_ line: String) -> Bool {
    let line = line.drop { !$0.isLetter && !$0.isNumber }.lowercased()
    return labels.contains { label in
      guard line.hasPrefix(label) else { return false }
      let rest = line.dropFirst(label.count).drop { $0 == " " || $0 == "\u{A0}" }
      return rest.first.map { ":：|»>→–—-".contains($0) } ?? true
    }
  }

  /// What is the whole of a line and of a link.
  static func isButton(_ line: String) -> Bool {
    buttons.contains(line.lowercased().filter { $0.isLetter || $0 == " " }.trimmed)
  }

  private static let labels = [
    "read more", "read also", "also read", "read next", "read this", "see more", "see also",
    "related",
    "related article", "related story", "more", "more on this", "watch", "watch also", "don't miss",
    "must read", "recommended", "you may also like", "click here", "lesen sie auch", "lies auch",
    "mehr zum thema", "auch interessant", "mehr dazu", "siehe auch", "lire aussi", "à lire aussi",
    "à lire", "à lire également", "lire plus", "voir aussi", "lea también", "lee también",
    "leer más", "lee más", "te puede interesar", "mira también", "leia também", "leia mais",
    "veja também", "saiba mais", "leggi anche", "lees ook", "lees meer", "läs också", "læs også",
    "les også", "lue myös", "czytaj także", "zobacz także", "przeczytaj też", "czytaj też",
    "читайте также", "читать также", "смотрите также", "читайте також", "ayrıca bakınız",
    "続きを読む", "関連記事", "あわせて読みたい", "相关阅读", "延伸閱讀", "延伸阅读", "관련 기사",
    "اقرأ أيضا", "اقرأ أيضًا",
  ]

  private static let buttons: Set<String> = [
    "share", "share this", "share this post", "share this article", "tweet", "pin it", "print",
    "email", "email this", "subscribe", "subscribe now", "sign up", "sign up now", "follow us",
    "leave a comment", "refer a friend", "skip advertisement", "jump to recipe", "print recipe",
    "back to top", "top", "read more", "continue reading", "learn more", "reply", "edit",
    "log in or register to post comments", "teilen", "drucken", "weiterlesen", "partager",
    "imprimer", "compartir", "compartilhar", "condividi", "nach oben",
  ]
}

extension String {
  fileprivate var trimmed: String {
    let start = drop { $0 == " " }
    return start.lastIndex { $0 != " " }.map { String(start[...$0]) } ?? ""
  }
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
