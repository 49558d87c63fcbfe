import Articles
import FeedParsing

/// The links of an article in the order of their numbers: those of the body, then what it offers,
/// then players. Related articles have the numbers before.
struct PageLinks {
  let firstNumber: Int
  let all: [Document.Link]

  init(_ detail: ArticleDetail) {
    firstNumber = detail.related.count + 1
    let offered = detail.article.actions.map {
      Document.Link(
        url: $0.url, title: $0.title ?? $0.type ?? "", kind: Self.kind(of: $0.type),
        mediaType: $0.type.flatMap { $0.contains("/") ? $0 : nil })
    }
    let players = detail.article.featuredContent.map(HTMLReader.mediaSources(in:)) ?? []
    // Feeds of links often say "Comments" in their text as well.
    let more = offered.filter { link in
      !detail.body.links.contains { $0.url == link.url && $0.title == link.title }
    }
    // There may be a hundred thousand of the body, which are not copied then.
    all = more.isEmpty && players.isEmpty ? detail.body.links : detail.body.links + more + players
  }

  private static func kind(of type: String?) -> Document.Link.Kind {
    guard let type = type?.lowercased() else { return .page }
    return type.hasPrefix("audio/") ? .audio : type.hasPrefix("video/") ? .video : .page
  }
}
