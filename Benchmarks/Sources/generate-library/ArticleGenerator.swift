import BenchmarkSupport

/// Writes articles as files; the same for the same seed, count and number.
struct ArticleGenerator {
  let seed: UInt64
  let count: Int

  /// Appends the file of an article and returns its name.
  func write(_ number: Int, to file: inout [UInt8]) -> String {
    let headline = Headline(number, seed: seed)
    var random = SplitMix(seed: seed ^ (UInt64(number) &* 0xBF58_476D_1CE4_E5B9))
    let date = Timestamp.text(age: headline.age)
    // One file in five hundred tells a story that another file tells too.
    let isRepeated = number > 0 && random.below(500) == 0
    let address = isRepeated ? Headline(number - 1, seed: seed).address : headline.address
    let hasOriginal = random.chance(60)
    file += "---\ncategory: news\n".utf8
    file += "title: \"\(headline.title)\"\nexcerpt: \"\(headline.excerpt)\"\n".utf8
    file += "publishedDateTime: \(date)\n".utf8
    if hasOriginal { file += "originalUrl: \"\(address)\"\n".utf8 }
    file += "webUrl: \"\(address)\"\n".utf8
    if random.chance(30) { file += "ampWebUrl: \"\(address)amp/\"\n".utf8 }
    file += "type: article\n".utf8
    if random.chance(95) { file += "quality: \(headline.quality)\n".utf8 }
    file += "heat: \(random.chance(30) ? -1 : random.below(900))\n".utf8
    file += "published: \(!random.chance(36))\n".utf8
    appendProvider(headline.provider, random: &random, to: &file)
    file += "\ntopics:\n".utf8
    for _ in 0...random.below(2) { file += "  - \(random.pick(Vocabulary.topics))\n".utf8 }
    if random.chance(70) {
      file += "\nimages:\n".utf8
      appendImage(number, random: &random, indent: "  ", to: &file)
    }
    appendRelated(random: &random, to: &file)
    appendSecured(random: &random, to: &file)
    file += "---\n".utf8
    return "\(date.prefix(10))-\(headline.slug.prefix(60))-\(number).md"
  }

  private func appendProvider(_ provider: Int, random: inout SplitMix, to file: inout [UInt8]) {
    let (name, domain) = Vocabulary.providers[provider]
    file += "\nprovider:\n  name: \(name)\n  domain: \(domain)\n  images:\n".utf8
    file += "    - url: \"https://pictures.example/organizations/\(domain)-50x50.jpg\"\n".utf8
    file += "      width: 50\n      height: 50\n".utf8
    if random.chance(40) {
      file += "  authors:\n    - name: \(random.pick(Vocabulary.names)) \(provider)\n".utf8
    }
  }

  private func appendImage(
    _ number: Int, random: inout SplitMix, indent: String, to file: inout [UInt8]
  ) {
    let width = 600 + random.below(1400)
    file += "\(indent)- url: \"https://pictures.example/\(number)-\(width).jpg?w=\(width)\"\n".utf8
    file += "\(indent)  width: \(width)\n\(indent)  height: \(width * 9 / 16)\n".utf8
    file += "\(indent)  isCached: true\n".utf8
  }

  /// None to five; most point at articles of this library.
  private func appendRelated(random: inout SplitMix, to file: inout [UInt8]) {
    let related = random.below(6)
    guard related > 0 else { return }
    file += "\nrelated:\n".utf8
    for _ in 0..<related {
      let number = random.below(random.chance(60) ? count : count + 10_000)
      let headline = Headline(number, seed: seed)
      let (name, domain) = Vocabulary.providers[headline.provider]
      file += "  - title: \"\(headline.title)\"\n    excerpt: \"\(headline.excerpt)\"\n".utf8
      file += "    publishedDateTime: \(Timestamp.text(age: headline.age))\n".utf8
      file += "    webUrl: \"\(headline.address)\"\n    type: article\n".utf8
      file += "    provider:\n      name: \(name)\n      domain: \(domain)\n".utf8
      file += "    quality: \(headline.quality)\n".utf8
      if random.chance(40) {
        file += "    images:\n".utf8
        appendImage(number, random: &random, indent: "      ", to: &file)
      }
    }
  }

  /// Base64 of noise, as long as the payloads of real files.
  private func appendSecured(random: inout SplitMix, to file: inout [UInt8]) {
    file += "\nsecured: \"".utf8
    for _ in 0..<(80 + random.below(12)) {
      var bits = random.next()
      for _ in 0..<8 {
        file.append(Self.alphabet[Int(bits & 63)])
        bits >>= 6
      }
    }
    file += "==;bWFydGxldC1zYW1wbGUtMDE=\"\n".utf8
  }

  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
}
