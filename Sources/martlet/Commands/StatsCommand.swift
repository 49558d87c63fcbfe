import ArgumentParser
import Articles
@preconcurrency import Glibc
import ReaderCore
import Storage
import TUI

/// `martlet stats [QUERY]`: how many articles there are of every kind.
struct StatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "Count articles by provider, topic, label, source, day and hour.",
    discussion: """
      On a terminal the greatest of each with bars; in a pipe, or with --json, all of them as one JSON \
      object.
      """)

  @OptionGroup var query: QueryArgument

  @Flag(help: "Print one JSON object, also on a terminal.")
  var json = false

  @OptionGroup var place: PlaceOptions

  func run() throws {
    let query = try query.query()
    let workspace = try Workspace.open(sources: place.sources, state: place.state)
    let isComplete = try workspace.bringUpToDate(for: query)
    var statistics = Statistics(clock: .system)
    let titles = try titles(of: workspace)
    try workspace.view.eachRow(query.map { .query($0, in: .all) } ?? .all) { row in
      statistics.count(row, titles: titles)
    }
    if json || isatty(1) == 0 {
      Output.json(statistics.fields)
    } else {
      var size = winsize()
      let isKnown = ioctl(1, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
      let charset = Output.charset
      for line in statistics.chart(columns: isKnown ? Int(size.ws_col) : 80, charset: charset) {
        Output.line(line)
      }
    }
    if !isComplete { throw ExitStatus.someSourcesFailed.code }
    if statistics.all.articles == 0 { throw ExitStatus.nothingMatched.code }
  }

  private func titles(of workspace: Workspace) throws -> [SourceID: String] {
    Dictionary(
      workspace.sources.map { ($0.id, Output.clean($0.title)) }, uniquingKeysWith: { $1 })
  }
}

/// The counts of some articles.
struct Statistics {
  struct Count: Equatable {
    var articles = 0
    var unread = 0

    mutating func add(_ row: ArticleRow) {
      articles += 1
      if !row.flags.contains(.read) { unread += 1 }
    }
  }

  private let clock: LocalClock
  private(set) var all = Count()
  private(set) var starred = 0
  private(set) var providers: [String: Count] = [:]
  private(set) var topics: [String: Count] = [:]
  private(set) var labels: [String: Count] = [:]
  private(set) var sources: [String: Count] = [:]
  /// By date, as `2026-11-20`.
  private(set) var days: [String: Count] = [:]
  private(set) var hours = [Count](repeating: Count(), count: 24)
  private(set) var undated = 0

  init(clock: LocalClock) {
    self.clock = clock
  }

  mutating func count(_ row: ArticleRow, titles: [SourceID: String]) {
    all.add(row)
    if row.flags.contains(.starred) { starred += 1 }
    if !row.provider.isEmpty { providers[row.provider, default: Count()].add(row) }
    for topic in row.topics { topics[topic, default: Count()].add(row) }
    for label in row.labels { labels[label.name, default: Count()].add(row) }
    for source in Set(row.sources.compactMap { titles[$0] }) {
      sources[source, default: Count()].add(row)
    }
    guard let published = row.published else {
      undated += 1
      return
    }
    let date = clock.civil(published)
    days[Self.day(date), default: Count()].add(row)
    if hours.indices.contains(date.hour) { hours[date.hour].add(row) }
  }

  private static func day(_ date: CivilDate) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let year = "\(date.year)"
    let padding = String(repeating: "0", count: max(0, 4 - year.count))
    return "\(padding)\(year)-\(two(date.month))-\(two(date.day))"
  }

  private typealias Entries = [(name: String, count: Count)]

  private static func greatestFirst(_ counts: [String: Count]) -> Entries {
    counts.map { (name: $0.key, count: $0.value) }.sorted {
      $0.count.articles != $1.count.articles
        ? $0.count.articles > $1.count.articles : $0.name < $1.name
    }
  }

  private var newestDays: Entries {
    days.map { (name: $0.key, count: $0.value) }.sorted { $0.name > $1.name }
  }

  // MARK: JSON

  /// The object that is printed.
  var fields: [FieldValue.Field] {
    func list(_ name: String, _ key: String, _ entries: Entries) -> FieldValue.Field {
      .init(
        name: name,
        value: .list(
          entries.map { entry in
            .map([
              .init(name: key, value: .string(entry.name)),
              .init(name: "articles", value: .integer(entry.count.articles)),
              .init(name: "unread", value: .integer(entry.count.unread)),
            ])
          }))
    }
    let hours = self.hours.enumerated().map { hour, count in
      FieldValue.map([
        .init(name: "hour", value: .integer(hour)),
        .init(name: "articles", value: .integer(count.articles)),
        .init(name: "unread", value: .integer(count.unread)),
      ])
    }
    return [
      .init(name: "articles", value: .integer(all.articles)),
      .init(name: "unread", value: .integer(all.unread)),
      .init(name: "starred", value: .integer(starred)),
      .init(name: "undated", value: .integer(undated)),
      list("providers", "name", Self.greatestFirst(providers)),
      list("topics", "name", Self.greatestFirst(topics)),
      list("labels", "name", Self.greatestFirst(labels)),
      list("sources", "name", Self.greatestFirst(sources)),
      list("days", "day", newestDays),
      .init(name: "hours", value: .list(hours)),
    ]
  }

  // MARK: Bars

  private static let mostEntries = 10
  private static let mostDays = 14

  /// Lines of at most so many columns.
  func chart(columns: Int, charset: Charset) -> [String] {
    var lines = [Wording.counted(all.articles, unread: all.unread, starred: starred)]
    func add(_ heading: String, _ entries: Entries, most: Int) {
      guard !entries.isEmpty else { return }
      lines += ["", heading]
      let shown = Array(entries.prefix(most))
      lines += bars(shown, columns: columns, charset)
      if entries.count > most { lines.append("  " + Wording.andOthers(entries.count - most)) }
    }
    add(Wording.byProvider, Self.greatestFirst(providers), most: Self.mostEntries)
    add(Wording.byTopic, Self.greatestFirst(topics), most: Self.mostEntries)
    add(Wording.byLabel, Self.greatestFirst(labels), most: Self.mostEntries)
    add(Wording.bySource, Self.greatestFirst(sources), most: Self.mostEntries)
    add(Wording.byDay, newestDays, most: Self.mostDays)
    if all.articles > undated {
      let hours = self.hours.enumerated().map { hour, count in
        (name: hour < 10 ? "0\(hour)" : "\(hour)", count: count)
      }
      add(Wording.byHour, hours, most: 24)
    }
    return lines
  }

  private func bars(_ entries: Entries, columns: Int, _ charset: Charset) -> [String] {
    let greatest = max(1, entries.map(\.count.articles).max() ?? 1)
    let digits = "\(greatest)".count
    let longest =
      entries.map { DisplayWidth.columns(of: Output.clean($0.name), charset: charset) }
      .max() ?? 0
    let width = min(longest, max(8, columns / 3))
    let room = max(1, columns - width - digits - 5)
    return entries.map { entry in
      let name = Self.fitted(Output.clean(entry.name), width, charset)
      let number = "\(entry.count.articles)"
      let padding = String(repeating: " ", count: digits - min(digits, number.count))
      let share = entry.count.articles * room
      let length = entry.count.articles == 0 ? 0 : max(1, share / greatest)
      let bar = String(repeating: charset == .ascii ? "#" : "█", count: length)
      return "  \(name) \(padding)\(number) \(bar)".trimmingEnd
    }
  }

  private static func fitted(_ text: String, _ width: Int, _ charset: Charset) -> String {
    var result = ""
    var columns = 0
    for character in text {
      let next = DisplayWidth.columns(of: String(character), charset: charset)
      guard columns + next <= width else { break }
      result.append(character)
      columns += next
    }
    return result + String(repeating: " ", count: width - columns)
  }
}

extension String {
  fileprivate var trimmingEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
