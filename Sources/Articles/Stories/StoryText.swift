/// What of an article decides whether it tells the same story as another one: some 100 bytes.
public struct StoryText: Hashable, Sendable {
  /// Milliseconds; without a date only an address joins.
  var published: Int64?
  /// Of the provider's name and of its domain; 0 where there is none.
  var provider: UInt32 = 0
  var host: UInt32 = 0
  /// The words of title and excerpt, as ``StoryWords`` reads them.
  var title: [UInt16] = []
  var excerpt: [UInt16] = []
  var numbers: [StoryNumber] = []
  /// Of every word of the title, in order.
  var titleHash: UInt32 = 0
  /// How many words the title is worth, in quarters.
  var titleWeight: UInt8 = 0
  /// Of what the last part of the address is called, if that is several words.
  var slug: UInt32 = 0
  /// Of its addresses, as ``StoryAddress`` compares them.
  var addresses: [UInt32] = []
  /// Of its related articles.
  var related: [UInt32] = []

  public var publishedMilliseconds: Int64? { published }

  /// How much it says, in words.
  public var length: Int { title.count + excerpt.count }

  static let longestTitle = 24
  static let longestExcerpt = 64
  private static let mostRelated = 8

  /// - Parameter body: the beginning of the text, asked for only where there is no excerpt.
  public init(_ article: Article, address: Address, body: () -> String) {
    published = article.published?.milliseconds
    let name = FoldedText.scalars(of: article.provider?.name ?? "")
    let addresses = [address].filter { !$0.isOwn } + article.links.addresses
    let places = addresses.compactMap { StoryAddress($0.text) }
    let domain = article.provider?.domain.map { StoryAddress.host(of: $0) }
    provider = name.isEmpty ? 0 : Self.short(StoryHash.of(name))
    host = domain.map { Self.short($0) } ?? places.first?.host ?? 0
    let title = StoryWords(
      Self.withoutProvider(FoldedText.scalars(of: article.title), name),
      most: Self.longestTitle)
    self.title = title.words
    numbers = title.numbers
    titleHash = Self.short(StoryHash.stirred(title.hash))
    titleWeight = UInt8(min(title.weight * 4, 255))
    var text = article.excerpt ?? ""
    if text.utf8.count < 24 { text = body() }
    let begin = String(decoding: text.utf8.prefix(1200), as: UTF8.self)
    excerpt = StoryWords(FoldedText.scalars(of: begin), most: Self.longestExcerpt).words
    slug = places.lazy.map(\.slug).first { $0 != 0 } ?? 0
    for place in places where place.whole != 0 && !self.addresses.contains(place.whole) {
      self.addresses.append(place.whole)
    }
    for entry in article.related.prefix(Self.mostRelated) {
      guard let address = entry.links.addresses.first, let place = StoryAddress(address.text),
        place.whole != 0, !related.contains(place.whole)
      else { continue }
      related.append(place.whole)
    }
  }

  /// "Swifts return | The Belfry" and "The Belfry: Swifts return" are the title with a name.
  private static func withoutProvider(_ title: [UInt32], _ name: [UInt32]) -> [UInt32] {
    guard !name.isEmpty, title.count > name.count + 3 else { return title }
    let signs: Set<UInt32> = [0x7C, 0x2D, 0x3A, 0xB7, 0x20, 0x2022]
    if title.suffix(name.count) == name[...] {
      let rest = title.dropLast(name.count)
      let end = rest.lastIndex { !signs.contains($0) }.map { $0 + 1 } ?? 0
      if end < rest.count - 1, end > 0 { return Array(rest[..<end]) }
    }
    if title.prefix(name.count) == name[...] {
      let rest = title.dropFirst(name.count)
      if let start = rest.firstIndex(where: { !signs.contains($0) }), start > name.count + 1 {
        return Array(rest[start...])
      }
    }
    return title
  }

  static func short(_ hash: UInt64) -> UInt32 { max(UInt32(truncatingIfNeeded: hash >> 16), 1) }

  // MARK: Finding others

  /// Under what others are looked for that may tell the same story: they share at least one of these
  /// with it, as a rule. At most ``mostKeys``.
  public var keys: [UInt32] {
    var keys = addresses.prefix(2).map { Self.key($0, 1) }
    if slug != 0 { keys.append(Self.key(slug, 2)) }
    if title.count >= 2 {
      keys.append(
        Self.key(
          Self.short(
            title.sorted().reduce(StoryHash.start) {
              StoryHash.mix($0, UInt32($1))
            }), 3))
    }
    keys += Self.least(4, of: pairs).map { Self.key($0, 4) }
    keys += Self.least(5, of: StoryProfile.shingles(title, excerpt)).map { Self.key($0, 5) }
    return keys.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  public static let mostKeys = 13

  /// Of related articles: looked for, but not found under.
  public var relatedKeys: [UInt32] { related.map { Self.key($0, 1) } }

  private static func key(_ value: UInt32, _ kind: UInt64) -> UInt32 {
    short(StoryHash.stirred(UInt64(value) | kind << 32))
  }

  /// Any two words of the title.
  private var pairs: [UInt32] {
    var pairs: [UInt32] = []
    let words = title.prefix(10)
    pairs.reserveCapacity(45)
    for (index, word) in words.enumerated() {
      for other in words[(index + 1)...] where word != other {
        let pair = UInt64(min(word, other)) << 16 | UInt64(max(word, other))
        pairs.append(UInt32(truncatingIfNeeded: StoryHash.stirred(pair)))
      }
    }
    return pairs
  }

  private static func least(_ count: Int, of values: [UInt32]) -> [UInt32] {
    var least: [UInt32] = []
    for value in values {
      if least.count == count, value >= least[count - 1] { continue }
      if least.contains(value) { continue }
      let place = least.firstIndex { $0 > value } ?? least.count
      least.insert(value, at: place)
      if least.count > count { least.removeLast() }
    }
    return least
  }
}

extension StoryText {
  // MARK: Bytes

  private static let version: UInt8 = 1

  /// As it is stored.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = [
      Self.version, titleWeight, UInt8(title.count), UInt8(excerpt.count), UInt8(numbers.count),
      UInt8(min(addresses.count, 8)), UInt8(related.count), published == nil ? 0 : 1,
    ]
    func add(_ value: some FixedWidthInteger) {
      withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }
    add(published ?? 0)
    for value in [provider, host, titleHash, slug] { add(value) }
    for word in title { add(word) }
    for word in excerpt { add(word) }
    for number in numbers {
      add(number.kind.rawValue)
      add(number.value)
    }
    for address in addresses.prefix(8) { add(address) }
    for address in related { add(address) }
    return bytes
  }

  /// `nil` for what was not stored by this version.
  public init?(bytes: UnsafeRawBufferPointer) {
    guard bytes.count >= 32, bytes[0] == Self.version else { return nil }
    let counts = (1..<8).map { Int(bytes[$0]) }
    let size = 32 + 2 * (counts[1] + counts[2]) + 3 * counts[3] + 4 * (counts[4] + counts[5])
    guard bytes.count == size else { return nil }
    var offset = 8
    func next<Value: FixedWidthInteger>(_ type: Value.Type) -> Value {
      defer { offset += MemoryLayout<Value>.size }
      return Value(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: type))
    }
    let published = next(Int64.self)
    self.published = counts[6] == 0 ? nil : published
    titleWeight = UInt8(counts[0])
    provider = next(UInt32.self)
    host = next(UInt32.self)
    titleHash = next(UInt32.self)
    slug = next(UInt32.self)
    title = (0..<counts[1]).map { _ in next(UInt16.self) }
    excerpt = (0..<counts[2]).map { _ in next(UInt16.self) }
    for _ in 0..<counts[3] {
      let kind = StoryNumber.Kind(rawValue: next(UInt8.self))
      numbers.append(StoryNumber(kind: kind ?? .amount, value: next(UInt16.self)))
    }
    addresses = (0..<counts[4]).map { _ in next(UInt32.self) }
    related = (0..<counts[5]).map { _ in next(UInt32.self) }
  }
}

/// An address as far as it says which text it leads to: without scheme, `www.`, `m.`, `amp`, the last
/// slash and what trackers add.
struct StoryAddress {
  /// 0 where the address is that of a whole site.
  var whole: UInt32
  var host: UInt32
  /// 0 where the last part of the path is no title.
  var slug: UInt32

  init?(_ text: String) {
    var text = text
    let read = text.withUTF8 { Self.read($0) }
    guard let read else { return nil }
    self = read
  }

  private init(whole: UInt32, host: UInt32, slug: UInt32) {
    self.whole = whole
    self.host = host
    self.slug = slug
  }

  private static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> StoryAddress? {
    guard
      let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
      colon + 2 < bytes.count, bytes[colon + 1] == 0x2F, bytes[colon + 2] == 0x2F
    else { return nil }
    let start = colon + 3
    let end = bytes[start...].firstIndex { $0 == 0x2F || $0 == 0x3F || $0 == 0x23 } ?? bytes.count
    let host = host(bytes[start..<end])
    var whole = host
    var slug: UInt32 = 0
    var longest = 0
    var place = end
    while place < bytes.count, bytes[place] == 0x2F {
      place += 1
      let next =
        bytes[place...].firstIndex { $0 == 0x2F || $0 == 0x3F || $0 == 0x23 } ?? bytes.count
      let part = place..<next
      place = next
      let isLast = next == bytes.count || bytes[next] != 0x2F || next + 1 == bytes.count
      let kept = isLast ? withoutEnding(bytes, part) : part
      if kept.isEmpty || equals(bytes, kept, "amp") { continue }
      whole = StoryHash.mix(whole, 0x2F)
      var words = 1
      for byte in bytes[kept] {
        whole = StoryHash.mix(whole, UInt32(byte))
        if byte == 0x2D || byte == 0x5F { words += 1 }
      }
      if kept.count > longest {
        longest = kept.count
        slug = words >= 4 ? StoryText.short(StoryHash.of(bytes[kept])) : 0
      }
    }
    var queries: UInt64 = 0
    if place < bytes.count, bytes[place] == 0x3F {
      let end = bytes[place...].firstIndex(of: 0x23) ?? bytes.count
      for parameter in bytes[(place + 1)..<end].split(separator: 0x26)
      where !isTracking(parameter) {
        // Whatever their order.
        queries &+= StoryHash.of(parameter)
      }
    }
    let isWhole = longest > 0 || queries != 0
    return StoryAddress(
      whole: isWhole ? StoryText.short(StoryHash.stirred(whole &+ queries)) : 0,
      host: StoryText.short(StoryHash.stirred(host)), slug: slug)
  }

  private static func equals(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ text: StaticString
  ) -> Bool {
    range.count == text.utf8CodeUnitCount
      && range.indices.allSatisfy { bytes[$0] == text.utf8Start[$0 - range.lowerBound] }
  }

  private static let endings: [StaticString] = [
    ".amp.html", ".html", ".htm", ".amp", ".php", ".aspx",
  ]
  private static let indexes: [StaticString] = [
    "index.html", "index.htm", "index.php", "amp.html",
  ]

  private static func withoutEnding(
    _ bytes: UnsafeBufferPointer<UInt8>, _ part: Range<Int>
  ) -> Range<Int> {
    guard bytes[part].contains(0x2E) || part.count == 3 else { return part }
    if indexes.contains(where: { equals(bytes, part, $0) }) {
      return part.lowerBound..<part.lowerBound
    }
    for ending in endings where part.count > ending.utf8CodeUnitCount {
      let start = part.upperBound - ending.utf8CodeUnitCount
      if equals(bytes, start..<part.upperBound, ending) { return part.lowerBound..<start }
    }
    return part
  }

  static func host(of domain: String) -> UInt64 {
    var domain = domain
    return domain.withUTF8 { StoryHash.stirred(host($0[...])) }
  }

  /// Not stirred yet.
  private static func host(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> UInt64 {
    var bytes = bytes
    for start: StaticString in ["www.", "m.", "amp.", "mobile."] {
      let count = start.utf8CodeUnitCount
      if bytes.count > count,
        (0..<count).allSatisfy({
          bytes[bytes.startIndex + $0] | 0x20 == start.utf8Start[$0] | 0x20
        })
      {
        bytes = bytes.dropFirst(count)
      }
    }
    var hash = StoryHash.start
    for byte in bytes {
      hash = StoryHash.mix(hash, UInt32(byte.asciiLowercased))
    }
    return hash
  }

  private static func isTracking(_ parameter: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let name = parameter.prefix { $0 != UInt8(ascii: "=") }
    return name.starts(with: "utm_".utf8)
      || tracking.contains { $0.utf8.elementsEqual(name) }
  }

  private static let tracking = [
    "amp", "outputType", "ref", "source", "src", "cmp", "cmpid", "ito", "partner", "feed", "rss",
    "fbclid", "gclid", "via", "share", "smid", "mod", "ncid", "xtor", "at_medium", "at_campaign",
  ]
}

/// Puts articles together into stories, one after the other: what the library does with a table, in
/// memory.
///
/// An article joins the story of every article that it matches, if it contradicts none of that story:
/// what is numbered otherwise, or came more than 72 hours before its first.
public struct StoryGroups: Sendable {
  public private(set) var stories: [[Int]] = []
  private var profiles: [StoryProfile] = []
  private var storyOf: [Int] = []
  private var byKey: [UInt32: [Int]] = [:]

  /// Of more candidates under one key none is looked at: such a key says nothing.
  public static let mostAlike = 48
  /// A story has no more articles.
  public static let mostMembers = 64

  public init() {}

  /// - Returns: the number of the article.
  @discardableResult
  public mutating func add(_ text: StoryText) -> Int {
    let id = profiles.count
    let profile = StoryProfile(text)
    var candidates: Set<Int> = []
    for key in text.keys + text.relatedKeys {
      guard let others = byKey[key], others.count <= Self.mostAlike else { continue }
      candidates.formUnion(others)
    }
    let matched = candidates.filter { StoryRules.reason(profile, profiles[$0]) != nil }
    profiles.append(profile)
    storyOf.append(stories.count)
    stories.append([id])
    for key in text.keys { byKey[key, default: []].append(id) }
    for story in Set(matched.map { storyOf[$0] }).sorted() {
      let members = stories[storyOf[id]] + stories[story]
      guard members.count <= Self.mostMembers,
        StoryRules.agree(members.map { profiles[$0].text })
      else { continue }
      for member in stories[storyOf[id]] { storyOf[member] = story }
      stories[stories.count - 1] = []
      stories[story] = members
    }
    return id
  }
}
