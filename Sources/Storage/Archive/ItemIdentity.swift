import Articles
import FeedParsing

/// By what an item of a feed is known again, as hashes.
struct ItemIdentity: Hashable {
  /// `nil` without one.
  let guid: Int64?
  /// Of the canonical link; `nil` without one.
  let link: Int64?
  /// Of the title, or of the text where there is none.
  let title: Int64

  init(_ item: FeedItem, link: Address?, hashing: AddressHashing) {
    guid = item.id.flatMap { $0.isEmpty ? nil : hashing.hash($0) }
    self.link = link.map { hashing($0) }
    let title = item.title.flatMap { $0.isEmpty ? nil : $0 }
    self.title = hashing.hash(title ?? item.contentHTML ?? item.summaryHTML ?? "")
  }

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
