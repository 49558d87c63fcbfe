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
