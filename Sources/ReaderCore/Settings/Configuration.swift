public import Articles
import TUI

/// What a person may set, resolved and checked.
public struct Configuration: Hashable, Sendable {
  public var bindings: Bindings
  /// What is worn; ``themes`` says which is wanted.
  public var theme: Theme
  public var themes: ThemeBook
  public var list: ListStyle
  /// `nil` where the person has been here before.
  public var firstRun: FirstRun?
  public var glyphs = GlyphSet.unicode
  /// What stands in the title and at the right of the status line; `nil` for as much as has room.
  public var titleFormat: LineFormat?
  public var statusFormat: LineFormat?
  /// What can be set, for who looks for it in the help.
  public var settingNotes: [SettingNote] = []
  public var measure: Measure
  public var usesMouse: Bool
  /// Whether a program reads the screen to the person.
  public var isForScreenReader: Bool
  public var markRead: MarkRead
  /// How long the selection must rest before its article is shown, in milliseconds; 0 is at once.
  public var previewDelay: Int
  public var clock: LocalClock
  /// Minutes between two looks for feeds that are due; 0 for none.
  public var refreshInterval: Int
  /// Whether feeds that are due are fetched as soon as the window is there.
  public var refreshesAtStart: Bool
  /// When the whole text of an article is fetched from its page.
  public var fullText: FullTextWish
  /// Of sources for which the person wants it otherwise.
  public var fullTextOfSources: [SourceID: FullTextWish]
  /// What the person has put sources under.
  public var tags: [SourceTag]
  public var views: [SavedView]
  public var commands: [OwnCommand]
  public var mutes: [MuteRule]
  /// The looks that rules give rows, in the order of the rules.
  public var highlights: [Role]
  /// Whether what is opened and copied keeps the parameters that track readers.
  public var keepsTracking: Bool
  /// Whether the articles that tell the same story have one row.
  public var foldsStories: Bool
  /// Whether pictures can be shown here, and are.
  public var pictures: PictureWish

  public init(
    bindings: Bindings = .standard, theme: Theme = .standard, themes: ThemeBook = ThemeBook(),
    list: ListStyle = ListStyle(), measure: Measure = Measure(), usesMouse: Bool = false,
    isForScreenReader: Bool = false, markRead: MarkRead = .onOpen,
    previewDelay: Int = 120, clock: LocalClock = .utc, refreshInterval: Int = 0,
    refreshesAtStart: Bool = false, fullText: FullTextWish = .onRequest,
    fullTextOfSources: [SourceID: FullTextWish] = [:], tags: [SourceTag] = [],
    views: [SavedView] = [], commands: [OwnCommand] = [],
    mutes: [MuteRule] = [], highlights: [Role] = [],
    keepsTracking: Bool = false, foldsStories: Bool = true,
    pictures: PictureWish = .impossible
  ) {
    self.bindings = bindings
    self.theme = theme
    self.themes = themes
    self.list = list
    self.measure = measure
    self.usesMouse = usesMouse
    self.isForScreenReader = isForScreenReader
    self.markRead = markRead
    self.previewDelay = previewDelay
    self.clock = clock
    self.refreshInterval = refreshInterval
    self.refreshesAtStart = refreshesAtStart
    self.fullText = fullText
    self.fullTextOfSources = fullTextOfSources
    self.tags = tags
    self.views = views
    self.commands = commands
    self.mutes = mutes
    self.highlights = highlights
    self.keepsTracking = keepsTracking
    self.foldsStories = foldsStories
    self.pictures = pictures
  }
}

extension Configuration {
  enum OwnKey: Equatable {
    case view(SavedView)
    case command(OwnCommand)
    case prefix
  }

  /// What a key means for the person's own views and commands.
  func own(at key: Key, after before: Key?) -> OwnKey? {
    let keys = before.map { KeySequence($0, key) } ?? KeySequence(key)
    if let view = views.first(where: { $0.key == keys }) { return .view(view) }
    if let command = commands.first(where: { $0.key == keys }) { return .command(command) }
    guard before == nil,
      views.contains(where: { $0.key?.first == key })
        || commands.contains(where: { $0.key?.first == key })
    else { return nil }
    return .prefix
  }
}

extension Configuration {
  /// What holds for an article: what the person says of its sources, else whether a query finds it,
  /// else what they say of all.
  public func fullTextWish(for row: ArticleRow) -> FullTextWish {
    let wishes = row.sources.compactMap { fullTextOfSources[$0] }
    if wishes.contains(.always) { return .always }
    return wishes.first ?? (row.wantsFullText ? .always : fullText)
  }
}

/// Pictures in the pane.
public enum PictureWish: Hashable, Sendable {
  /// The terminal has no colours or no blocks, or the settings say so.
  case impossible
  /// Until the person asks for them.
  case hidden
  case shown
}

/// When the whole text of an article is fetched from its page.
public enum FullTextWish: Hashable, Sendable {
  case onRequest
  /// As soon as the article is opened.
  case always
}

/// A setting as the help has it.
public struct SettingNote: Hashable, Sendable {
  /// As it stands in the settings.
  public let name: String
  /// One sentence.
  public let summary: String
  /// All that can be looked for.
  public let text: String

  public init(name: String, summary: String, text: String) {
    self.name = name
    self.summary = summary
    self.text = text
  }
}

/// When an opened article becomes read.
public enum MarkRead: Hashable, Sendable {
  case onOpen
  /// After the detail pane has had the focus on it for so many seconds.
  case after(seconds: Int)
  /// When its end is on the screen and the detail pane has the focus.
  case atEnd
  /// Only by the keys that mark.
  case manual
}

/// A query that the person has given a name.
public struct SavedView: Hashable, Sendable {
  public var name: String
  /// As the settings have it: words such as "yesterday" mean another day tomorrow.
  public var query: String
  /// When an article of this view counts as read, where that is not as elsewhere.
  public var markRead: MarkRead?
  /// What goes there.
  public var key: KeySequence?

  public init(
    name: String, query: String, markRead: MarkRead? = nil, key: KeySequence? = nil
  ) {
    self.name = name
    self.query = query
    self.markRead = markRead
    self.key = key
  }

  /// What it asks for now.
  /// - Throws: if it is no query.
  public func scope(now: Instant, clock: LocalClock) throws(QueryMistake) -> ListScope {
    .query(
      try QueryParser.parse(query, now: now, utcOffset: { clock.offset(at: $0) }), in: .all)
  }
}

/// A query by which articles are hidden from every list but one.
public struct MuteRule: Hashable, Sendable {
  public var name: String?
  /// As the settings have it.
  public var query: String

  public init(name: String? = nil, query: String) {
    self.name = name
    self.query = query
  }
}

/// A query by which rows have a look of their own.
public struct HighlightRule: Hashable, Sendable {
  public var name: String?
  public var query: String
  public var role: Role

  public init(name: String? = nil, query: String, role: Role = .highlight) {
    self.name = name
    self.query = query
    self.role = role
  }

  /// What a rule may give rows, by its name in the settings.
  public static let roles: [(name: String, role: Role)] = [
    ("highlight", .highlight), ("alert", .alert), ("quiet", .quiet),
  ]
}

/// Why a query is no rule.
public enum RuleFault: Error, Hashable, Sendable {
  case mistake(QueryMistake)
  /// It holds for every article by itself.
  case ordersOrLimits
  /// What is hidden would follow from what is hidden.
  case asksForMuted
  case empty

  /// - Parameter isMuting: whether the rule hides.
  public static func check(_ query: String, isMuting: Bool) throws(RuleFault) {
    let parsed: ArticleQuery
    do throws(QueryMistake) {
      parsed = try QueryParser.parse(query, now: Instant(milliseconds: 0))
    } catch {
      throw .mistake(error)
    }
    if parsed.sort != nil || parsed.limit != nil { throw .ordersOrLimits }
    if isMuting, parsed.condition.asksForMuted { throw .asksForMuted }
    if parsed == ArticleQuery() { throw .empty }
  }

  public var message: String { Wording.sentence(self) }
}

/// Which signs the window draws beside text.
public enum GlyphSet: String, Hashable, Sendable {
  case unicode
  case ascii
  /// Unicode, with the signs that Nerd Fonts have in the area for private use.
  case nerd
}

/// A line of the window as the person wants it: text with `{names}` of what stands there.
///
/// `{{` is a brace.
public struct LineFormat: Hashable, Sendable {
  /// What a format may name.
  public enum Field: String, Hashable, Sendable, CaseIterable {
    case program, view, query, total, unread, new, place, percent, sort, work
  }

  enum Part: Hashable, Sendable {
    case text(String)
    case field(Field)
  }

  let parts: [Part]

  public struct Mistake: Error, Equatable {
    /// Counted from 1.
    public var column: Int
    /// What is no field; `nil` for a brace that is never closed.
    public var name: String?
  }

  public init(_ text: String) throws(Mistake) {
    var parts: [Part] = []
    var literal = ""
    var rest = Array(text)[...]
    while let character = rest.first {
      guard character == "{" else {
        literal.append(character)
        rest.removeFirst()
        continue
      }
      if rest.dropFirst().first == "{" {
        literal.append("{")
        rest.removeFirst(2)
        continue
      }
      let column = rest.startIndex + 1
      guard let end = rest.firstIndex(of: "}") else { throw Mistake(column: column) }
      let name = String(rest[(rest.startIndex + 1)..<end])
      guard let field = Field(rawValue: name) else { throw Mistake(column: column, name: name) }
      if !literal.isEmpty { parts.append(.text(literal)) }
      literal = ""
      parts.append(.field(field))
      rest = rest[(end + 1)...]
    }
    if !literal.isEmpty { parts.append(.text(literal)) }
    self.parts = parts
  }

  func filled(_ value: (Field) -> String) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .field(let field): value(field)
      }
    }.joined()
  }
}
