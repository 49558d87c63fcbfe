import TUI

/// What is offered to whoever opens the window for the first time.
public struct FirstRun: Hashable, Sendable {
  /// Files of newsboat that are in their places.
  public var newsboat: [String]
  /// A folder of articles that comes with the program, and a list of feeds.
  public var sample: String?
  public var feeds: String?

  public init(newsboat: [String] = [], sample: String? = nil, feeds: String? = nil) {
    self.newsboat = newsboat
    self.sample = sample
    self.feeds = feeds
  }
}

/// What a first run may begin with.
enum Beginning: Hashable, Sendable {
  case newsboat
  case sample
  case feeds
  case place
  case nothing
}

/// The pages of a first run: keys, theme, something to read. Each is a list to choose from, Escape leaves
/// all of them, and what is chosen is written into the settings a line at a time.
extension Model {
  /// Which page of them is shown.
  enum FirstStep: Sendable {
    case keys, theme, reading
  }

  mutating func beginFirstRun() {
    firstStep = .keys
    let entries = KeyPreset.allCases.map {
      Chooser.Entry(title: $0.rawValue, note: $0.help, choice: .keys($0))
    }
    var chooser = Chooser(
      Wording.firstKeys, entries, selected: .keys(.martlet), height: chooserRows)
    chooser.about = Wording.firstKeysHelp
    overlay = .choose(chooser)
  }

  /// What comes after a choice of the first run.
  mutating func goOnWithFirstRun() -> [Effect] {
    switch firstStep {
    case .keys? where configuration.themes.depth != .none:
      firstStep = .theme
      return chooseTheme()
    case .keys?, .theme?: offerReading()
    case .reading?, nil: firstStep = nil
    }
    return []
  }

  private mutating func offerReading() {
    firstStep = .reading
    let offer = firstRun ?? FirstRun()
    var entries: [Chooser.Entry] = []
    func add(_ title: String, _ note: String, _ beginning: Beginning) {
      entries.append(Chooser.Entry(title: title, note: note, choice: .begin(beginning)))
    }
    if let file = offer.newsboat.first { add(Wording.firstNewsboat, file, .newsboat) }
    if offer.feeds != nil { add(Wording.firstFeeds, Wording.firstFeedsHelp, .feeds) }
    if offer.sample != nil { add(Wording.firstSample, Wording.firstSampleHelp, .sample) }
    add(Wording.firstPlace, Wording.firstPlaceHelp, .place)
    add(Wording.firstNothing, "", .nothing)
    var chooser = Chooser(Wording.firstReading, entries, height: chooserRows)
    chooser.about = Wording.firstReadingHelp
    overlay = .choose(chooser)
  }

  mutating func leaveFirstRun() {
    firstStep = nil
    say(Wording.firstRunLeft(settings: key(of: .editSettings), add: key(of: .addSource)))
  }

  /// The preset holds at once; what is Martlet's own need not be written.
  mutating func keepKeys(_ preset: KeyPreset) -> [Effect] {
    configuration.bindings = preset.bindings
    return (preset == .martlet ? [] : [.keepKeys(preset)]) + goOnWithFirstRun()
  }

  mutating func begin(with beginning: Beginning) -> [Effect] {
    let offer = firstRun ?? FirstRun()
    firstStep = nil
    switch beginning {
    case .newsboat: return takeOver(offer.newsboat)
    case .feeds: return takeOver([offer.feeds].compactMap(\.self))
    case .sample: return offer.sample.map { look(for: $0) } ?? []
    case .place: overlay = .add(AddState())
    case .nothing: leaveFirstRun()
    }
    return []
  }

  private mutating func takeOver(_ files: [String]) -> [Effect] {
    say(Wording.takingOver(files.count))
    return [.takeOver(files)]
  }

  /// What was taken over is asked for news at once. What was not stays on a page of its own until it is
  /// closed: the status line has the refresh to tell of in the next moment.
  mutating func take(imported outcome: CommandOutcome, _ lines: [String]) -> [Effect] {
    if !lines.isEmpty, overlay == nil {
      var report = OutputState(name: Wording.takenOver, run: -1)
      report.isRunning = false
      report.add(lines.joined(separator: "\n"))
      overlay = .output(report)
    }
    guard case .done(let text) = outcome else {
      if case .failed(let reason) = outcome { fail(reason) }
      return []
    }
    let effects = refresh(.everything)
    say(text)
    return effects
  }
}
