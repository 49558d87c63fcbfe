// What is said of repairs in feeds.

extension FeedNote {
  /// One sentence for a person.
  var sentence: String {
    switch self {
    case .strayAmpersand: "\"&\" stands here for itself; it should be \"&amp;\"."
    case .strayBracket: "\"<\" stands here for itself; it should be \"&lt;\"."
    case .strayEndTag: "An end tag here closes nothing. It was left out."
    case .unclosed: "An element ends here before one inside it. The inner one was ended too."
    case .tooDeep: "Elements stand more than 300 deep in each other here. They were read as one."
    case .truncated: "The document ends in the middle. What is there was read."
    case .externalEntity: "The document wants to include something from outside. It was left out."
    case .entitiesGrow: "The entities of the document grow beyond all bounds. They were cut."
    case .controls: "Control characters were left out."
    case .invalidBytes(let name): "Some bytes are not \(name). They were replaced."
    case .wrongEncoding(let declared, let actual):
      "The document says it is \(declared), but it is \(actual)."
    case .guessedEncoding(let name): "The document is \(name) without saying so."
    case .unknownEncoding(let name): "The encoding \"\(shortened(name))\" is not known."
    case .textTooLong: "A text is longer than 8 MB. Its end was cut."
    case .lineTooLong: "A title or another line is longer than 8 KB. Its end was cut."
    case .escapedTwice: "The HTML of a text was escaped twice. It was read as HTML."
    case .untypedHTML:
      "A text does not say that it is HTML, but one element holds all of it. It was read as HTML."
    case .notBase64: "A text is said to be in Base64, but is not. It was read as it stands."
    case .unreadableDate(let text): "\"\(shortened(text))\" is not a date. The item has none."
    case .unknownZone(let name):
      "The time zone \"\(shortened(name))\" is not known. Its times were read as UTC."
    case .refusedLink(let text): "\"\(shortened(text))\" is not an address that may be opened."
    case .stranger(let stranger): stranger.sentence
    case .page: "This is a web page and not a feed."
    }
  }
}

extension Stranger {
  /// What it is and what to do, for a person.
  public var sentence: String {
    switch self {
    case .sitemap:
      "This is a sitemap, a list of pages for search engines, and no feed. Look for the feed's "
        + "address on the site."
    case .robotCheck:
      "This is a page that checks whether a robot asks, and no feed. Open the site in a browser, or "
        + "ask its owner to let readers of feeds through."
    case .cutOff: "The document ends before its first element does. It was cut off: fetch it again."
    case .xml(let root):
      "This is XML that begins with <\(shortened(root))>, and no feed. Look for the feed's address "
        + "on the site."
    case .json(let names):
      "This is JSON"
        + (names.isEmpty
          ? "" : " with the fields " + names.map { "\"\(shortened($0))\"" }.joined(separator: ", "))
        + ", and no feed: a JSON feed has a \"version\" and \"items\"."
    case .jsonList: "This is a list in JSON, and no feed: a JSON feed is an object with \"items\"."
    }
  }
}
