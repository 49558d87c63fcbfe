import ArgumentParser
import Articles
import FeedParsing
import ReaderCore
import Storage
import TUI

/// A query as the words of a command line.
struct QueryArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "What to look for: words, or as in is:unread since:monday. See docs/queries.md.",
      valueName: "query"),
    completion: .list(QueryArgument.completions))
  var words: [String] = []

  /// `nil` where nothing was asked.
  func query() throws -> ArticleQuery? {
    words.isEmpty ? nil : try Self.query(words.joined(separator: " "))
  }

  static func query(_ text: String) throws -> ArticleQuery {
    let clock = LocalClock.system
    do {
      return try QueryParser.parse(
        text, now: SystemClock.now, utcOffset: { clock.offset(at: $0) })
    } catch {
      throw CommandFailure(.wrongUsage, pointed(error, in: text))
    }
  }

  /// The mistake, and the query with a mark under where it is.
  static func pointed(_ mistake: QueryMistake, in text: String) -> String {
    let line = String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
    let start = TerminalSequence.removed(from: String(line.prefix(mistake.column - 1)))
    let before = DisplayWidth.columns(of: start)
    return "\(mistake.description)\n  \(line)\n  \(String(repeating: " ", count: before))^"
  }

  /// Every beginning of a condition.
  static let completions: [String] = QueryName.all.flatMap { name -> [String] in
    switch name.kind {
    case .field: [name.text + ":"]
    case .state: QueryState.allCases.map { "is:" + $0.rawValue }
    case .part: QueryPart.allCases.map { "has:" + $0.rawValue }
    case .sort: QuerySort.allCases.map { "sort:" + $0.rawValue }
    case .number, .age: [name.text]
    case .time, .limit: [name.text + ":"]
    }
  }
}

extension Workspace {
  /// The library as its sources are now, with the words of every article entered if a query or a rule
  /// asks for any, and what rules hide worked out.
  /// - Returns: whether every source could be read.
  func bringUpToDate(for query: ArticleQuery?) throws -> Bool {
    try bringUpToDate(entersWords: query?.asksForWords == true)
  }

  /// - Parameter entersWords: whether the words of every article are to be entered.
  func bringUpToDate(entersWords: Bool) throws -> Bool {
    let isComplete = try bringUpToDate()
    let asksForWords =
      entersWords || view.muting?.asksForWords(now: SystemClock.now) == true
    do throws(StorageError) {
      let kept = fullTexts.kept
      if asksForWords { try library.noteLostFullTexts(kept) }
      let waiting = asksForWords ? try library.textsWaiting() : 0
      if waiting > 0 {
        var line = ProgressLine()
        defer { line.clear() }
        try library.indexTexts(
          kept: kept, progress: { line.show(Wording.enteringWords($0, of: waiting)) })
      }
      try view.bringMutedUpToDate(now: SystemClock.now)
    } catch {
      throw CommandFailure(.failed, error.message)
    }
    return isComplete
  }
}

extension ArticleQuery {
  /// Whether the index of words must be complete to answer.
  var asksForWords: Bool { condition.asksForWords || sort == .front }
}
