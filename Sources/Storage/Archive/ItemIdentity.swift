import Articles
import FeedParsing

/// By what an item of a feed is known again, as hashes.
struct ItemIdentity {
  /// `nil` without one.
  let guid: Int64?
  /// Of the canonical link; `nil` without one.
  let link: Int64?
  /// Of the title, or of the text where there is none.
  let title: Int64

  init(_ item: FeedItem, link: Address?, hashing: AddressHashing) {
    let linkHash = link.map { hashing($0) }
    self.link = linkHash
    if let id = item.id, !id.isEmpty {
      // Most guids are the link again. One with other characters that count as equal is longer.
      let isLink = id.utf8.count == link?.text.utf8.count && id == link?.text
      guid = isLink ? linkHash : hashing.hash(id)
    } else {
      guid = nil
    }
    let title = item.title.flatMap { $0.isEmpty ? nil : $0 }
    self.title = hashing.hash(title ?? item.contentHTML ?? item.summaryHTML ?? "")
  }

  /// The three as one. They are hashes under a key that nobody outside knows: to mix them is enough,
  /// and as no two sums of 3, 5 and 7 are the same, neither are those of equal texts elsewhere.
  var fingerprint: Int64 { (guid ?? 0) &* 3 &+ (link ?? 0) &* 5 &+ title &* 7 }

  /// By what it was known before its site went from http to https, or back; `nil` where that
  /// makes no difference.
  func twin(_ item: FeedItem, link: Address?, hashing: AddressHashing) -> ItemIdentity? {
    let otherGUID = item.id.flatMap(SecureTwin.of).map { hashing.hash($0) }
    let otherLink = link.flatMap { SecureTwin.of($0.text) }.map { hashing.hash($0) }
    guard otherGUID != nil || otherLink != nil else { return nil }
    return ItemIdentity(guid: otherGUID ?? guid, link: otherLink ?? self.link, title: title)
  }

  init(guid: Int64?, link: Int64?, title: Int64) {
    self.guid = guid
    self.link = link
    self.title = title
  }
}

extension AddressHashing {
  func hash(_ text: String) -> Int64 {
    var text = text
    return text.withUTF8 { Int64(bitPattern: hash(UnsafeRawBufferPointer($0))) }
  }

  func hash(_ bytes: [UInt8]) -> Int64 {
    bytes.withUnsafeBytes { Int64(bitPattern: hash($0)) }
  }
}
