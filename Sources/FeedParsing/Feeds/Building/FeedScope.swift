/// Where an element stands in a feed.
enum FeedRole {
  /// Outside of everything, or in what has no meaning of its own.
  case transparent
  case channel
  case item
  /// A person of a feed or an item: name, address and e-mail follow as elements.
  case person
  /// A file of a foreign server that is described inside.
  case medium
  /// The picture of a feed or an item.
  case image
  /// Where an item was taken from: only its authors are read.
  case source
  /// The content of an element that is read as one value.
  case captured
  /// Nothing in here is read.
  case skipped
}

/// What an element changes for those inside: `xml:base` and `xml:lang`.
struct FeedScope {
  let base: String?
  let language: String?
}

/// A person as its elements come in.
struct FeedPerson {
  var name: String?
  var email: String?
  var address: String?
  let rank: UInt8

  /// Of one that Atom describes. In a feed of any dialect that person has written every item that
  /// names nobody (RFC 4287, 4.2.1).
  static let atomRank: UInt8 = 8

  var author: FeedAuthor { FeedAuthor(name: name, email: email, url: address) }
}
