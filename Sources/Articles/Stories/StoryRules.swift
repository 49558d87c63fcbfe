/// Why two articles are one story.
public enum StoryReason: Int, Hashable, Sendable, CaseIterable {
  case address = 1
  case title = 2
  case text = 3
  case related = 4
}

/// An article of a story, and why it was joined.
public struct StoryMember: Hashable, Sendable {
  public var row: ArticleRow
  public var reason: StoryReason
  /// The title of the article that it was found to be the same as, if that is shown.
  public var other: String?

  public init(row: ArticleRow, reason: StoryReason, other: String? = nil) {
    self.row = row
    self.reason = reason
    self.other = other
  }
}

/// A story text made ready to be compared with others.
public struct StoryProfile: Sendable {
  public let text: StoryText
  /// Each once, sorted.
  let title: [UInt16]
  let excerpt: [UInt16]
  /// Of title and excerpt.
  let words: [UInt16]
  /// Two words that stand one after the other in the excerpt; of an article without one in the title.
  let shingles: [UInt32]
  let titleShingles: [UInt32]

  public init(_ text: StoryText) {
    self.text = text
    title = Self.unique(text.title)
    excerpt = Self.unique(text.excerpt)
    words = Self.unique(text.title + text.excerpt)
    shingles = Self.unique(Self.shingles([], text.excerpt))
    titleShingles = Self.unique(Self.shingles(text.title, []))
  }

  static func shingles(_ title: [UInt16], _ excerpt: [UInt16]) -> [UInt32] {
    var shingles: [UInt32] = []
    shingles.reserveCapacity(title.count + excerpt.count)
    for words in [title, excerpt] {
      for (a, b) in zip(words, words.dropFirst()) {
        shingles.append(
          UInt32(truncatingIfNeeded: StoryHash.stirred(UInt64(a) << 16 | UInt64(b))))
      }
    }
    return shingles
  }

  private static func unique<Value: Comparable>(_ values: [Value]) -> [Value] {
    var sorted = values.sorted()
    var end = 0
    for value in sorted where end == 0 || sorted[end - 1] != value {
      sorted[end] = value
      end += 1
    }
    sorted.removeLast(sorted.count - end)
    return sorted
  }
}

/// Whether two articles tell the same story: few rules, each of which can be said in a sentence.
///
/// - Nothing joins what was published more than 72 hours apart, or what counts differently: Part 3 and
///   Part 4, 1.2.3 and 1.2.4.
/// - The same address in other clothes joins.
/// - One provider tells a story once: two articles of the same provider must be the same text, and
///   not come at the pace of a day.
/// - Of different providers the same title joins if it says enough, a similar one if the texts agree,
///   and the same text under any title.
/// - Titles that differ in nothing but a number, a day or one name are a series unless the texts agree.
/// - That one article names the other as related, or both name the same, makes less agreement enough.
public enum StoryRules {
  /// In milliseconds.
  public static let window: Int64 = 72 * 3_600_000

  /// How two texts agree.
  struct Agreement {
    /// Words of the titles that are in both, of those in either.
    var title: Double
    var sharedTitle: Double
    /// Pairs of words that stand together in both excerpts, of those of the shorter one.
    var text: Double
    var sharedPairs: Int
    /// Words of the excerpts that are in both, without those of the titles, of the shorter.
    var words: Double
    var sharedWords: Int
    /// Whether the titles are the same but for one word of each.
    var isPattern: Bool
    /// How much of each title stands in the other article; the less of both.
    var crossed: Double
    var hasExcerpts: Bool
    /// Whether one title has all words of the other.
    var isTitleWithin: Bool
  }

  public static func reason(_ a: StoryProfile, _ b: StoryProfile) -> StoryReason? {
    let (x, y) = (a.text, b.text)
    let distance: Int64?
    if let first = x.published, let second = y.published {
      let (difference, isTooLarge) = first.subtractingReportingOverflow(second)
      guard !isTooLarge, difference.magnitude <= window.magnitude else { return nil }
      distance = Int64(difference.magnitude)
    } else {
      distance = nil
    }
    guard !countDifferently(x.numbers, y.numbers) else { return nil }
    let agreement = agreement(a, b)
    if x.addresses.contains(where: y.addresses.contains), !isSeries(x, y, agreement) {
      return .address
    }
    guard let distance else { return nil }
    let isSame = x.provider != 0 && x.provider == y.provider || x.host != 0 && x.host == y.host
    return isSame
      ? ofOneProvider(x, y, agreement, distance) : ofTwoProviders(x, y, agreement)
  }

  private static func ofOneProvider(
    _ a: StoryText, _ b: StoryText, _ agreement: Agreement, _ distance: Int64
  ) -> StoryReason? {
    guard Set(a.numbers) == Set(b.numbers) else { return nil }
    let hour: Int64 = 3_600_000
    // A day, or some days: what comes so regularly is another one of its kind.
    let isDaily = distance > 20 * hour && (distance + 2 * hour) % (24 * hour) < 4 * hour
    let sameSlug = a.slug != 0 && a.slug == b.slug
    let isSameTitle = a.titleHash == b.titleHash && !a.title.isEmpty
    if isSameTitle {
      if !agreement.hasExcerpts { return distance < 6 * hour || sameSlug ? .title : nil }
      if agreement.text >= 0.8, agreement.sharedPairs >= 3 {
        return !isDaily || sameSlug ? .title : nil
      }
      return agreement.text >= 0.5 && agreement.sharedPairs >= 6 && distance < 20 * hour
        ? .title : nil
    }
    // Put right: one title holds the other. Two that each say something of their own are a pattern.
    let isPutRight = agreement.isTitleWithin && agreement.sharedTitle >= 2 || sameSlug
    return isPutRight && agreement.sharedPairs >= 6 && agreement.text >= 0.8 && !isDaily
      ? .text : nil
  }

  private static func ofTwoProviders(_ a: StoryText, _ b: StoryText, _ agreement: Agreement)
    -> StoryReason?
  {
    if isSeries(a, b, agreement) { return nil }
    let weight = Double(min(a.titleWeight, b.titleWeight)) / 4
    let isRelated =
      a.related.contains(where: b.addresses.contains)
      || b.related.contains(where: a.addresses.contains)
      || a.related.filter(b.related.contains).count >= 2
    let isSupported = isRelated || a.slug != 0 && a.slug == b.slug
    let reason: StoryReason = isRelated ? .related : .text
    if a.titleHash == b.titleHash || agreement.title == 1 {
      let isSaid = agreement.hasExcerpts ? agreement.words >= 0.1 || agreement.text > 0 : true
      if weight >= 5 || weight >= 3.5 && isSaid { return .title }
      if weight >= 1.5, isSupported || agreement.text >= 0.25 && agreement.sharedPairs >= 2 {
        return .title
      }
      return agreement.text >= 0.5 && agreement.sharedPairs >= 5 ? .text : nil
    }
    let ease = isSupported ? 0.6 : 1
    let pairs = Double(agreement.sharedPairs)
    // The same text under any title.
    if agreement.text >= 0.5 * ease, pairs >= 7 * ease { return reason }
    if agreement.text >= 0.3 * ease, pairs >= 5 * ease, agreement.title >= 0.2 * ease {
      return reason
    }
    // Fares of the tram here, of the bus there.
    if agreement.isPattern, agreement.hasExcerpts, pairs < 3, agreement.sharedWords < 4 {
      return nil
    }
    // Two of a kind: 6.1 here, 5.2 there.
    if differ(a.numbers, b.numbers, [.amount, .last]), agreement.text < 0.25 { return nil }
    if agreement.title >= 0.7 * ease, agreement.sharedTitle >= 3.5 * ease {
      if !agreement.hasExcerpts || agreement.words >= 0.15 * ease || agreement.text >= 0.1 {
        return reason
      }
    }
    if agreement.title >= 0.4 * ease, agreement.sharedTitle >= 2.5 * ease, agreement.hasExcerpts,
      agreement.text >= 0.12 * ease && agreement.sharedPairs >= 2 || agreement.words >= 0.3 * ease
    {
      return reason
    }
    if agreement.crossed >= 0.6 * ease, agreement.sharedTitle >= 2 * ease,
      agreement.words >= 0.3 * ease
    {
      return reason
    }
    return nil
  }

  // MARK: Series

  /// Whether both are numbered, and otherwise.
  private static func countDifferently(_ a: [StoryNumber], _ b: [StoryNumber]) -> Bool {
    differ(a, b, [.version, .counted])
  }

  private static func differ(
    _ a: [StoryNumber], _ b: [StoryNumber], _ kinds: [StoryNumber.Kind]
  ) -> Bool {
    if a.isEmpty || b.isEmpty { return false }
    return kinds.contains { kind in
      let (x, y) = (a.filter { $0.kind == kind }, b.filter { $0.kind == kind })
      return !x.isEmpty && !y.isEmpty && !x.contains(where: y.contains)
    }
  }

  /// Whether the titles are made after one pattern, and what differs tells them apart.
  private static func isSeries(_ a: StoryText, _ b: StoryText, _ agreement: Agreement) -> Bool {
    guard agreement.title >= 0.5 else { return false }
    if differ(a.numbers, b.numbers, [.year, .month, .day, .weekday, .mixed]) {
      return agreement.text < 0.6 || agreement.sharedPairs < 6
    }
    if differ(a.numbers, b.numbers, [.last]) { return agreement.text < 0.5 }
    if differ(a.numbers, b.numbers, [.amount]) {
      return agreement.title >= 0.8 && agreement.text < 0.25
    }
    return false
  }

  // MARK: Agreement

  static func agreement(_ a: StoryProfile, _ b: StoryProfile) -> Agreement {
    let shared = common(a.title, b.title)
    let either = a.title.count + b.title.count - shared
    let pairs = common(a.shingles, b.shingles)
    let fewestPairs = min(a.shingles.count, b.shingles.count)
    let titles = (a.title + b.title)
    let both = commonValues(a.excerpt, b.excerpt).filter { !titles.contains($0) }.count
    let fewest = min(
      a.excerpt.count { !titles.contains($0) }, b.excerpt.count { !titles.contains($0) })
    let first = a.title.isEmpty ? 0 : Double(common(a.title, b.words)) / Double(a.title.count)
    let second = b.title.isEmpty ? 0 : Double(common(b.title, a.words)) / Double(b.title.count)
    let weight =
      min(
        Double(a.text.titleWeight) / Double(max(a.text.title.count, 1)),
        Double(b.text.titleWeight) / Double(max(b.text.title.count, 1))) / 4
    return Agreement(
      title: either == 0 ? 0 : Double(shared) / Double(either),
      sharedTitle: Double(shared) * weight,
      text: fewestPairs < 3 ? 0 : Double(pairs) / Double(fewestPairs), sharedPairs: pairs,
      words: fewest < 4 || both < 3 ? 0 : Double(both) / Double(fewest), sharedWords: both,
      isPattern: shared >= 2 && a.title.count == shared + 1 && b.title.count == shared + 1,
      crossed: min(first, second), hasExcerpts: min(a.excerpt.count, b.excerpt.count) >= 4,
      isTitleWithin: shared > 0 && shared == min(a.title.count, b.title.count))
  }

  private static func common<Value: Comparable>(_ a: [Value], _ b: [Value]) -> Int {
    var (i, j, count) = (0, 0, 0)
    while i < a.count, j < b.count {
      if a[i] == b[j] {
        count += 1
        i += 1
        j += 1
      } else if a[i] < b[j] {
        i += 1
      } else {
        j += 1
      }
    }
    return count
  }

  private static func commonValues(_ a: [UInt16], _ b: [UInt16]) -> [UInt16] {
    a.filter(b.contains)
  }
}

extension StoryRules {
  /// Whether articles can be one story: none is numbered otherwise than another one, and none came
  /// more than 72 hours before another one.
  public static func agree(_ texts: [StoryText]) -> Bool {
    let dates = texts.compactMap(\.published)
    if let first = dates.min(), let last = dates.max() {
      let (span, isTooLarge) = last.subtractingReportingOverflow(first)
      if isTooLarge || span > window { return false }
    }
    for (index, text) in texts.enumerated() where !text.numbers.isEmpty {
      for other in texts[(index + 1)...] where countDifferently(text.numbers, other.numbers) {
        return false
      }
    }
    return true
  }
}
