/// Orders recent articles by a sum that can be said in a line, so that each provider has its share.
///
/// The formula and examples of it stand in `docs/front-page.md`; a test compares the two.
public struct FrontPage: Hashable, Sendable {
  /// What the person may set.
  public struct Wishes: Hashable, Sendable {
    /// How many articles it has.
    public var size = 40
    /// By the names of topics: how much more of them is wished, from -3 to 3.
    public var topics: [String: Double] = [:]

    public init() {}
  }

  /// What is known of an article that may stand on it.
  public struct Candidate: Hashable, Sendable {
    public var id: ArticleID
    public var published: Instant
    public var provider: String
    public var quality: Int?
    public var heat: Int?
    public var topics: [String]
    /// How many others tell the same story.
    public var others: Int

    public init(
      id: ArticleID, published: Instant, provider: String = "", quality: Int? = nil,
      heat: Int? = nil, topics: [String] = [], others: Int = 0
    ) {
      self.id = id
      self.published = published
      self.provider = provider
      self.quality = quality
      self.heat = heat
      self.topics = topics
      self.others = others
    }
  }

  /// A part of the sum.
  public enum Part: String, Hashable, Sendable, CaseIterable {
    case freshness, heat, quality, topics, rarity, story, repetition
  }

  /// An article of the page.
  public struct Entry: Hashable, Sendable {
    public var id: ArticleID
    /// Counted from 1.
    public var place: Int
    /// In the order of ``Part``; what adds nothing is left out.
    public var parts: [Points]
    /// What the person is told of each part.
    public var age: Int64
    public var shownBefore: Int
    public var others: Int
    /// How many articles a day its provider has, of those looked at.
    public var perDay: Double

    public struct Points: Hashable, Sendable {
      public var part: Part
      public var points: Int
    }

    public var sum: Int { parts.reduce(0) { $0 + $1.points } }
  }

  public let entries: [Entry]

  /// So many of the newest articles are looked at.
  public static let mostCandidates = 1000

  /// - Parameter candidates: the newest, in any order; none is of the future.
  public init(_ candidates: [Candidate], wishes: Wishes = Wishes(), now: Instant) {
    let rates = Rates(candidates, now: now)
    let weights = Dictionary(
      wishes.topics.map { (Self.folded($0.key), $0.value) }, uniquingKeysWith: { first, _ in first }
    )
    var rest = candidates.map { candidate in
      let perDay = rates.perDay(candidate.provider)
      return (
        candidate: candidate, perDay: perDay,
        points: Self.points(of: candidate, perDay: perDay, weights: weights, now: now)
      )
    }
    // The newest of those that have the same sum.
    rest.sort {
      ($0.candidate.published, $0.candidate.id) > ($1.candidate.published, $1.candidate.id)
    }
    var sums = rest.map { $0.points.reduce(0) { $0 + $1.points } }
    var shown: [String: Int] = [:]
    var entries: [Entry] = []
    var isTaken = [Bool](repeating: false, count: rest.count)
    while entries.count < min(wishes.size, rest.count) {
      var best = -1
      for index in rest.indices where !isTaken[index] && (best < 0 || sums[index] > sums[best]) {
        best = index
      }
      let (candidate, perDay, points) = rest[best]
      let before = shown[candidate.provider] ?? 0
      var parts = points
      if before > 0 {
        parts.append(Entry.Points(part: .repetition, points: -Self.repetition * before))
      }
      entries.append(
        Entry(
          id: candidate.id, place: entries.count + 1, parts: parts,
          age: now.milliseconds - candidate.published.milliseconds, shownBefore: before,
          others: candidate.others, perDay: perDay))
      isTaken[best] = true
      // Nobody is held against those that have no name.
      guard !candidate.provider.isEmpty else { continue }
      shown[candidate.provider] = before + 1
      for index in rest.indices where rest[index].candidate.provider == candidate.provider {
        sums[index] -= Self.repetition
      }
    }
    self.entries = entries
  }

  /// How many articles a day each provider has, from its oldest of those looked at on, but over a week
  /// at least: of one that has begun today, a day would say too much.
  private struct Rates {
    private var counts: [String: Int] = [:]
    private var oldest: [String: Instant] = [:]
    private let now: Instant
    /// In days: less where all that is looked at is younger.
    private let shortest: Double

    init(_ candidates: [Candidate], now: Instant) {
      self.now = now
      for candidate in candidates {
        counts[candidate.provider, default: 0] += 1
        let before = oldest[candidate.provider] ?? candidate.published
        oldest[candidate.provider] = min(before, candidate.published)
      }
      shortest = min(max(Self.days(from: oldest.values.min() ?? now, to: now), 1), 7)
    }

    func perDay(_ provider: String) -> Double {
      let days = Self.days(from: oldest[provider] ?? now, to: now)
      return Double(counts[provider] ?? 1) / max(days, shortest)
    }

    private static func days(from instant: Instant, to now: Instant) -> Double {
      Double(now.milliseconds - instant.milliseconds) / 86_400_000
    }
  }

  // MARK: The sum

  /// What each article of the same provider above it takes.
  static let repetition = 12

  static func points(
    of candidate: Candidate, perDay: Double, weights: [String: Double], now: Instant
  ) -> [Entry.Points] {
    func points(_ part: Part) -> Double {
      switch part {
      case .freshness:
        // Half of it goes with every 12 hours.
        let hours = Double(now.milliseconds - candidate.published.milliseconds) / 3_600_000
        return 40 * power(max(hours, 0) / 12)
      case .heat: return candidate.heat.map { rising(Double($0), half: 20) * 25 } ?? 0
      case .quality: return candidate.quality.map { rising(Double($0), half: 60) * 25 } ?? 0
      case .topics:
        let sum = candidate.topics.reduce(0) { $0 + (weights[folded($1)] ?? 0) }
        return min(max(sum, -3), 3) * 10
      case .rarity:
        // Where nothing else is said of it.
        guard candidate.heat == nil, candidate.quality == nil else { return 0 }
        return 20 / (1 + perDay)
      case .story: return rising(Double(candidate.others), half: 2) * 25
      case .repetition: return 0
      }
    }
    return Part.allCases.compactMap { part in
      let rounded = Int(points(part).rounded())
      return rounded == 0 ? nil : Entry.Points(part: part, points: rounded)
    }
  }

  /// From 0 to 1; a half at `half`.
  private static func rising(_ value: Double, half: Double) -> Double {
    value <= 0 ? 0 : value / (value + half)
  }

  /// 0.5 to the power of a number, by its whole part and a straight line between: no mathematics of
  /// the system, which differ in the last digit.
  private static func power(_ exponent: Double) -> Double {
    guard exponent < 40 else { return 0 }
    let whole = exponent.rounded(.down)
    let high = 1 / Double(1 << Int(whole))
    return high * (1 - (exponent - whole) / 2)
  }

  private static func folded(_ name: String) -> String {
    String(
      String.UnicodeScalarView(FoldedText(name).trimmed.scalars.compactMap(Unicode.Scalar.init)))
  }
}

extension ArticleQuery {
  /// What the front page asks for.
  public static let frontPage: ArticleQuery = {
    var query = ArticleQuery()
    query.sort = .front
    return query
  }()
}

extension ListScope {
  public static let frontPage = ListScope.query(.frontPage, in: .all)
}
