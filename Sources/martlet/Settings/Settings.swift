import Articles
import ReaderCore
import Yams

/// The values of the settings.
struct Settings: Equatable {
  var markRead = MarkRead.onOpen
  /// In milliseconds.
  var previewDelay = 120
  var hasColor = true
  var isASCII = false
  /// The name of a theme; `nil` for the one that the terminal's ground wants.
  var theme: String?
  var list = ListStyle()
  var glyphs = GlyphSet.unicode
  /// `nil` for as much as has room.
  var titleFormat: LineFormat?
  var statusFormat: LineFormat?
  var measure = Measure()
  /// `nil`: where the terminal is known to report it.
  var usesMouse: Bool?
  /// Whether a program reads the screen to the person.
  var isForScreenReader = false
  var terminalBrowsers: [String] = []
  /// An absolute path; `nil` for the usual place.
  var stateFile: String?
  /// In minutes; 0 for never by itself.
  var refreshInterval = 60
  /// Where a site's owner can complain, beside the program's own address.
  var contact = ""
  /// Instead of those of the environment.
  var proxy = Proxy.environment
  /// In seconds.
  var fetchTimeout = 120
  var connections = 16
  var connectionsPerHost = 2
  var marksChangedUnread = false
  /// After which feeds' articles go that are read and not starred; `nil` for never.
  var daysToKeep: Int?

  var images = Images.auto

  /// Whether the articles that tell the same story have one row.
  var foldsStories = true

  /// How long the front page is and what is wished for there.
  var frontPage = FrontPage.Wishes()

  /// Which keys do what.
  var keys = KeySettings()

  /// Queries that have a name.
  var views: [SavedView] = []

  /// What is started by itself.
  var hooks = Hooks()

  /// Commands of the person's own.
  var commands: [OwnCommand] = []

  /// Queries that hide what they find, and such that give it a look.
  var mutes: [MuteRule] = []
  var highlights: [HighlightRule] = []
  /// What cannot be understood: place, reason and remedy. The rest holds.
  var faults: [String] = []
  /// Those whose value cannot be understood: they have their default.
  var mistaken: Set<Setting> = []

  /// Whether the whole text of every article that is opened is fetched.
  var fetchesFullText = false
  /// Queries that find the articles for which it is fetched all the same.
  var fullTextQueries: [String] = []

  /// What certain addresses and media are opened with, the first that fits.
  var openers: [Opener] = []
  /// Whether what is opened and copied keeps the parameters that track readers.
  var keepsTracking = false
  /// Where articles are saved; `nil` for the usual place.
  var saveFolder: String?
  /// Where files of articles go; `nil` for the usual place.
  var downloadFolder: String?
  /// What they are called there; `nil` for the usual name.
  var downloadName: String?

  /// How pictures are shown.
  enum Images: String {
    /// As the terminal can, where it has colours and is not at the end of a slow line.
    case auto
    case kitty, sixel, blocks
    /// Another name for `blocks`.
    case symbols
    case off
  }

  enum Proxy: Hashable {
    case environment
    case none
    case address(String)
  }

  struct Failure: Error, Equatable {
    let message: String
  }

  init() {}

  /// - Parameters:
  ///   - file: only named in messages.
  ///   - home: what a leading `~/` stands for.
  ///   - ownKeys: the files of keys beside the settings.
  /// - Throws: what is no YAML, and a mistake in a setting that is better obeyed than left out
  ///   (``Setting/mustHold``), with all other mistakes.
  init(
    yaml: String, file: String, home: String, ownKeys: KeySettings.OwnFile = { _ in nil }
  ) throws(Failure) {
    let root: Node?
    do throws(SettingsYAML.Fault) {
      root = try SettingsYAML.root(yaml)
    } catch {
      throw Failure(message: error.message(of: file))
    }
    guard let root, root.null == nil else { return }
    guard let mapping = root.mapping else {
      throw Failure(message: "\(file): settings are written as \"name: value\", one a line.")
    }
    // What has a key of the person's own must know of all others.
    if let (key, value) = mapping.first(where: { $0.key.string == Setting.keys.rawValue }) {
      keys = KeySettings(value, file: file, line: key.mark?.line ?? 1, ownFile: ownKeys)
    }
    var mustNotStart = false
    for (key, value) in mapping {
      let place = "\(file):\(key.mark?.line ?? 1)"
      guard let setting = Setting(rawValue: key.string ?? "") else {
        let name = key.string ?? ""
        let meant = Setting.meant(by: name)
        faults.append("\(place): \(Wording.noSetting(name, meant: meant))")
        if meant?.mustHold == true { mustNotStart = true }
        continue
      }
      if setting == .keys || setting == .commands { continue }
      if setting == .views {
        takeViews(value, file: file, line: key.mark?.line ?? 1)
        continue
      }
      if [.onNew, .onStart, .onExit, .notify].contains(setting) {
        takeHook(setting, value, file: file, line: key.mark?.line ?? 1)
        continue
      }
      if setting == .mute || setting == .highlight {
        takeRules(setting, value, file: file, line: key.mark?.line ?? 1)
        continue
      }
      if setting == .fullText, let list = value.sequence {
        fullTextQueries = takeQueries(Array(list), of: setting, file: file)
        continue
      }
      if setting == .openers, value.null == nil {
        guard let list = value.sequence else {
          faults.append("\(place): openers is \(setting.expectation).")
          continue
        }
        for entry in list {
          do throws(Failure) {
            openers.append(try Opener(entry, file: file, line: key.mark?.line ?? 1))
          } catch {
            faults.append(error.message)
          }
        }
        continue
      }
      if setting == .titleFormat || setting == .statusFormat, let text = value.string {
        do throws(LineFormat.Mistake) {
          let format = text.isEmpty ? nil : try LineFormat(text)
          if setting == .titleFormat { titleFormat = format } else { statusFormat = format }
          continue
        } catch {
          faults.append("\(place): \(Wording.noFormat(setting, error))")
          mistaken.insert(setting)
          continue
        }
      }
      if !take(setting, value, home: home) {
        faults.append("\(place): \(setting.rawValue) is \(setting.expectation).")
        mistaken.insert(setting)
        if setting.mustHold { mustNotStart = true }
      }
    }
    faults += keys.faults
    if mustNotStart { throw Failure(message: faults.joined(separator: "\n")) }
    // Views have their keys first.
    if let (key, value) = mapping.first(where: { $0.key.string == Setting.commands.rawValue }) {
      takeCommands(value, file: file, line: key.mark?.line ?? 1)
    }
  }

  /// Whether the value could be understood.
  private mutating func take(_ setting: Setting, _ value: Node, home: String) -> Bool {
    switch setting {
    case .markRead:
      guard let value = value.string.flatMap(Self.markRead) else { return false }
      markRead = value
    case .previewDelay:
      return number(value, in: 0...10_000, into: \.previewDelay)
    case .color:
      return choose(value, "never", "auto", into: \.hasColor)
    case .characters:
      return choose(value, "auto", "ascii", into: \.isASCII)
    case .theme:
      guard let name = value.string, ThemeFile.isName(name) else { return false }
      theme = name == "auto" ? nil : name
    case .columns:
      guard let columns = ListStyle.columns(value) else { return false }
      list.columns = columns
    case .rows: return choose(value, "compact", "two_lines", into: \.list.hasTwoLines)
    case .dates:
      guard let text = value.string else { return false }
      if text == "relative" {
        list.dates = .relative
      } else {
        guard let format = DateFormat(text) else { return false }
        list.dates = .format(format)
      }
    case .glyphs:
      guard let set = value.string.flatMap(GlyphSet.init(rawValue:)) else { return false }
      glyphs = set
    case .measure: return number(value, in: 0...1000, into: \.measure.columns)
    case .center: return choose(value, "false", "true", into: \.measure.isCentered)
    case .readerMode: return choose(value, "false", "true", into: \.isForScreenReader)
    case .mouse:
      guard let word = value.string, ["auto", "true", "false"].contains(word) else { return false }
      usesMouse = word == "auto" ? nil : word == "true"
    case .terminalBrowsers:
      guard let list = value.sequence?.map(\.string), !list.contains(nil) else { return false }
      terminalBrowsers = list.compactMap { $0 }
    case .stateFile:
      return place(value, home: home, into: \.stateFile)
    case .refreshInterval:
      return number(value, in: value.int == 0 ? 0...0 : 10...10_080, into: \.refreshInterval)
    case .contact:
      guard let text = value.string, text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
        return false
      }
      contact = text
    case .proxy:
      guard let value = value.string.flatMap(Self.proxy) else { return false }
      proxy = value
    case .fetchTimeout: return number(value, in: 5...3600, into: \.fetchTimeout)
    case .connections: return number(value, in: 1...256, into: \.connections)
    case .connectionsPerHost: return number(value, in: 1...16, into: \.connectionsPerHost)
    case .markChangedUnread: return choose(value, "false", "true", into: \.marksChangedUnread)
    case .fullText: return choose(value, "on_request", "always", into: \.fetchesFullText)
    case .images:
      guard let value = value.string.flatMap(Images.init(rawValue:)) else { return false }
      images = value
    case .stories: return choose(value, "apart", "fold", into: \.foldsStories)
    case .frontPage:
      guard let wishes = Self.frontPage(value) else { return false }
      frontPage = wishes
    case .onNew, .onStart, .onExit, .notify, .titleFormat, .statusFormat: return false
    case .keys, .views, .commands, .mute, .highlight, .openers: return false
    case .keepTracking: return choose(value, "false", "true", into: \.keepsTracking)
    case .saveFolder: return place(value, home: home, into: \.saveFolder)
    case .downloadFolder: return place(value, home: home, into: \.downloadFolder)
    case .downloadName:
      guard let name = value.string, name.isEmpty || DownloadName.isPattern(name) else {
        return false
      }
      downloadName = name.isEmpty ? nil : name
    case .keepArticles:
      guard value.string != "forever" else {
        daysToKeep = nil
        return true
      }
      guard let days = value.string.flatMap(Self.days) else { return false }
      daysToKeep = days
    }
    return true
  }

  private static func frontPage(_ value: Node) -> FrontPage.Wishes? {
    var wishes = FrontPage.Wishes()
    if value.null != nil { return wishes }
    guard let fields = value.mapping else { return nil }
    for (key, value) in fields {
      switch key.string {
      case "size":
        guard let size = value.int, (0...500).contains(size) else { return nil }
        wishes.size = size
      case "topics":
        if value.null != nil { continue }
        guard let topics = value.mapping else { return nil }
        for (name, weight) in topics {
          guard let name = name.string, let weight = weight.float ?? weight.int.map(Double.init),
            abs(weight) <= 3
          else { return nil }
          wishes.topics[name] = weight
        }
      default: return nil
      }
    }
    return wishes
  }

  private mutating func place(
    _ value: Node, home: String, into path: WritableKeyPath<Settings, String?>
  ) -> Bool {
    guard let text = value.string else { return false }
    guard !text.isEmpty else { return true }
    let full = text.hasPrefix("~/") ? home + text.dropFirst() : text
    guard full.hasPrefix("/") else { return false }
    self[keyPath: path] = full
    return true
  }

  private mutating func number(
    _ value: Node, in range: ClosedRange<Int>, into path: WritableKeyPath<Settings, Int>
  ) -> Bool {
    guard let number = value.int, range.contains(number) else { return false }
    self[keyPath: path] = number
    return true
  }

  static func proxy(_ text: String) -> Proxy? {
    switch text {
    case "": .environment
    case "none": Proxy.none
    default:
      ["http", "https", "socks4", "socks4a", "socks5", "socks5h"]
        .contains(FeedLocation.scheme(of: text) ?? "") && text.contains("://")
        ? .address(text) : nil
    }
  }

  private mutating func choose(
    _ value: Node, _ no: String, _ yes: String, into path: WritableKeyPath<Settings, Bool>
  ) -> Bool {
    guard let word = value.string, word == no || word == yes else { return false }
    self[keyPath: path] = word == yes
    return true
  }

  /// A number of days, such as `90d`.
  static func days(_ text: String) -> Int? {
    guard text.hasSuffix("d"), let days = Int(text.dropLast()), (1...36_500).contains(days),
      !text.hasPrefix("+")
    else { return nil }
    return days
  }

  static func markRead(_ text: String) -> MarkRead? {
    switch text {
    case "on_open": return .onOpen
    case "at_end": return .atEnd
    case "manual": return .manual
    default:
      let words = text.split(separator: " ")
      guard words.count == 2, words[0] == "after", words[1].hasSuffix("s"),
        let seconds = Int(words[1].dropLast()), (1...3600).contains(seconds)
      else { return nil }
      return .after(seconds: seconds)
    }
  }
}
