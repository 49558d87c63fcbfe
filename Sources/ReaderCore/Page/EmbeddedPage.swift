/// What an embedded page shows, as far as its address tells: by the words in its host and path, which say so
/// for players of any site ("player.example.org", "/embed/video/7", "maps.example.net").
enum EmbeddedPage: String, CaseIterable {
  case video, audio, map, post, form, chart, slides, code

  init?(at url: String) {
    let address = url.prefix { $0 != "?" && $0 != "#" }.lowercased()
    guard let start = address.firstRange(of: "://")?.upperBound else { return nil }
    let parts = address[start...].split(separator: "/", maxSplits: 4)
    guard let host = parts.first else { return nil }
    // The name of the site says more than where on it the page lies.
    for part in [host.split(separator: ".").dropLast().joined(separator: "-")[...]]
      + parts.dropFirst()
    {
      for word in part.split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
        if let kind = Self.named[word] ?? Self.ending(word) {
          self = kind
          return
        }
      }
    }
    return nil
  }

  private static func ending(_ word: Substring) -> EmbeddedPage? {
    if word.hasSuffix("tube") || word.hasSuffix("video") { return .video }
    if word.hasSuffix("podcast") || word.hasSuffix("podcasts") { return .audio }
    return word.hasSuffix("maps") ? .map : nil
  }

  private static let words: [EmbeddedPage: [Substring]] = [
    .video: [
      "video", "videos", "player", "film", "films", "youtube", "youtu", "vimeo", "dailymotion",
      "twitch", "peertube", "wistia",
      "brightcove", "jwplayer", "jwplatform", "vidyard", "rutube", "bilibili", "odysee", "rumble",
      "tiktok", "movie", "tv", "streamable", "vine", "ted", "nicovideo",
    ],
    .audio: [
      "audio", "sound", "soundcloud", "spotify", "bandcamp", "mixcloud", "deezer", "podcast",
      "podcasts", "radio", "audioboom", "libsyn", "buzzsprout", "simplecast", "megaphone", "acast",
      "anchor", "podigee", "song", "track", "album",
    ],
    .map: ["map", "maps", "openstreetmap", "mapbox", "umap", "arcgis"],
    .post: [
      "twitter", "tweet", "instagram", "facebook", "bsky", "threads", "reddit", "mastodon",
      "tumblr",
      "post", "status",
    ],
    .form: ["form", "forms", "typeform", "survey", "surveymonkey", "poll", "quiz"],
    .chart: ["chart", "charts", "datawrapper", "dwcdn", "flourish", "infogram", "graph", "plotly"],
    .slides: ["slides", "slideshare", "speakerdeck", "presentation"],
    .code: ["codepen", "jsfiddle", "codesandbox", "gist", "replit", "stackblitz"],
  ]

  private static let named: [Substring: EmbeddedPage] = Dictionary(
    words.flatMap { kind, words in words.map { ($0, kind) } }, uniquingKeysWith: { one, _ in one })
}
