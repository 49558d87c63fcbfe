import BenchmarkSupport

/// What an article is to others that point at it: a function of the seed and its number.
struct Headline {
  let title: String
  let excerpt: String
  /// Seconds before the newest article.
  let age: Int
  let provider: Int
  let address: String
  let slug: String
  let quality: Int

  init(_ number: Int, seed: UInt64) {
    var random = SplitMix(seed: seed &+ UInt64(number) &* 0x9E37_79B9)
    let words = Self.sentence(length: 5 + random.below(7), random: &random)
    slug = words.joined(separator: "-")
    var title = Vocabulary.capitalized(words.joined(separator: " "))
    if random.chance(3) { title = random.pick(Vocabulary.cjk) + " \(number)" }
    var excerpt = Self.paragraph(random: &random)
    if random.chance(17) {
      if random.chance(50) {
        title += random.pick(Vocabulary.entities) + "s"
      } else {
        excerpt += random.pick(Vocabulary.entities) + " more"
      }
    }
    self.title = title
    self.excerpt = excerpt
    age = number * 600 + random.below(600)
    provider = random.chance(79) ? 0 : 1 + random.below(84)
    quality = random.below(200)
    address = "https://\(Vocabulary.providers[provider].domain)/\(slug)-\(number)/"
  }

  private static func sentence(length: Int, random: inout SplitMix) -> [String] {
    (0..<length).map { position in
      switch position % 4 {
      case 1: random.pick(Vocabulary.verbs)
      case 2: random.pick(Vocabulary.links)
      default: random.pick(Vocabulary.words)
      }
    }
  }

  /// About 240 characters.
  private static func paragraph(random: inout SplitMix) -> String {
    let sentences = (0..<2 + random.below(4)).map { _ in
      Vocabulary.capitalized(
        sentence(length: 8 + random.below(6), random: &random).joined(separator: " "))
    }
    return sentences.joined(separator: ". ") + "."
  }
}
