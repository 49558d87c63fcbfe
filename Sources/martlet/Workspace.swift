import ArgumentParser
import Articles
import Foundation
import NcursesTerminal
import ReaderCore
import Storage

/// What the window and every command stand on: settings, sources, library and marks.
struct Workspace: Sendable {
  let environment: [String: String]
  let paths: Paths
  private(set) var settings: Settings
  private(set) var feedSettings: FeedSettings
  let library: Library
  private(set) var sources: [Source]
  let marks: MarkStore
  private(set) var view: LibraryView
  /// Whether the sources are those of the sources file.
  let isListed: Bool
  /// What went wrong without stopping the program, beside the faults of the settings.
  let notices: [String]
  /// Lines of the sources file that cannot be read: sources that failed.
  private(set) var brokenLines: [SourcesFile.BrokenLine]

  /// - Parameters:
  ///   - sources: folders and files of this run; empty means those of the sources file.
  ///   - needsSources: whether having none is an error.
  ///   - startsEmpty: whether the person is there to add the first.
  ///   - patience: how many milliseconds a write waits for those of other processes.
  static func open(
    sources named: [String], state: StateOption, needsSources: Bool = true,
    startsEmpty: Bool = false, patience: Int = Library.patience
  ) throws -> Workspace {
    let environment = ProcessInfo.processInfo.environment
    let paths = Paths(environment: environment)
    let settings = try settings(paths, environment)
    let feedSettings = try feedSettings(paths, environment)
    let specs = named.isEmpty ? try listed(paths, environment) : try given(named)
    var notices = specs.notices + OpenSecrets.notices(paths, feedSettings)
    guard !specs.sources.isEmpty || !specs.broken.isEmpty || !needsSources || startsEmpty else {
      throw CommandFailure(.wrongUsage, Wording.nothingToRead(sourcesFile: paths.sourcesFile))
    }

    let statePath = state.file.map(Paths.absolute) ?? settings.stateFile ?? paths.stateFile
    func stand(on library: Library) throws(StorageError) -> Workspace {
      let marks = try MarkStore(statePath: statePath, localFolder: paths.state, library: library)
      let sources = try library.attach(specs.sources, now: SystemClock.now)
      var view = library.view(sources: [], state: marks.stateID, keepsStarred: named.isEmpty)
        .over(sources)
      view.muting = Muting(
        rules: settings.mutes.map(\.query),
        utcOffset: { SystemClock.utcOffset(atSeconds: $0.milliseconds / 1000) })
      view.obey(settings)
      return Workspace(
        environment: environment, paths: paths, settings: settings, feedSettings: feedSettings,
        library: library,
        sources: sources, marks: marks,
        view: view,
        isListed: named.isEmpty, notices: notices + library.notices,
        brokenLines: specs.broken)
    }
    do {
      return try stand(
        on: Library.open(
          path: paths.library, privateFolder: paths.cache, patience: patience))
    } catch .newerLibrary(let path, let version, let supported) {
      let error = StorageError.newerLibrary(path: path, version: version, supported: supported)
      throw CommandFailure(.failed, error.message)
    } catch .busy where !needsSources {
      // A mark needs the journal alone.
    } catch {
      // Then everything is read anew in this run, and nothing is lost.
      notices.append(Wording.withoutLibrary(error.message))
    }
    do {
      return try stand(on: Library.inMemory())
    } catch {
      throw CommandFailure(.failed, error.message)
    }
  }

  var opener: URLOpener {
    URLOpener(
      environment: environment, terminalBrowsers: settings.terminalBrowsers,
      openers: settings.openers, keepsTracking: settings.keepsTracking)
  }

  /// `NO_COLOR` counts as soon as it is set to anything (no-color.org).
  var hasColor: Bool { settings.hasColor && environment["NO_COLOR", default: ""].isEmpty }

  /// What the window's model is told.
  func configuration(_ themes: ThemeBook, usesMouse: Bool = false) -> Configuration {
    var configuration = Configuration(
      bindings: settings.keys.bindings,
      theme: themes.theme(themes.wish) ?? .standard, themes: themes, list: settings.list,
      measure: settings.measure, usesMouse: usesMouse,
      isForScreenReader: settings.isForScreenReader,
      markRead: settings.markRead,
      previewDelay: settings.previewDelay, clock: .system,
      refreshInterval: settings.refreshInterval,
      refreshesAtStart: settings.refreshInterval > 0
        || sources.contains { $0.isFeed && $0.isTemporary },
      fullText: settings.fetchesFullText ? .always : .onRequest,
      fullTextOfSources: Dictionary(
        uniqueKeysWithValues: sources.compactMap { source in
          fetchesFullText(of: source).map { (source.id, $0 ? .always : .onRequest) }
        }),
      tags: view.tags, views: settings.views, commands: settings.commands, mutes: settings.mutes,
      highlights: settings.highlights.map(\.role), keepsTracking: settings.keepsTracking,
      foldsStories: settings.foldsStories, pictures: pictures(hasColor: hasColor))
    configuration.glyphs = settings.glyphs
    configuration.titleFormat = settings.titleFormat
    configuration.statusFormat = settings.statusFormat
    configuration.settingNotes = SettingPage.notes
    return configuration
  }

  /// Pictures are sent over SSH only where somebody says so.
  private func pictures(hasColor: Bool) -> PictureWish {
    let isFar = environment["SSH_CONNECTION"] != nil || environment["SSH_TTY"] != nil
    switch settings.images {
    case _ where !hasColor || settings.isASCII: return .impossible
    case .off: return .impossible
    case .kitty, .sixel, .blocks, .symbols: return .shown
    case .auto: return isFar ? .hidden : .shown
    }
  }

  /// How the terminal is to show them.
  var pictureChoice: PictureChoice {
    guard pictures(hasColor: hasColor) != .impossible else { return .blocks }
    return switch settings.images {
    case .auto: .automatic
    case .kitty: .kitty
    case .sixel: .sixel
    case .blocks, .symbols, .off: .blocks
    }
  }

  /// Lets a source join this run.
  mutating func add(_ source: Source) {
    sources.removeAll { $0.id == source.id }
    sources.append(source)
    view = view.over(sources)
  }

  /// What the settings are now. The file of marks and the library stay those of the start.
  mutating func obey(_ settings: Settings, _ feeds: FeedSettings) {
    self.settings = settings
    feedSettings = feeds
    view.muting?.rules = settings.mutes.map(\.query)
    view.obey(settings)
  }

  /// Takes the sources from their file again, where they are from there.
  mutating func readSources() throws {
    guard isListed else { return }
    let specs = try Self.listed(paths, environment)
    // Somebody is at work on a line: what it named does not go meanwhile.
    let isInWork = specs.broken.count > brokenLines.count
    brokenLines = specs.broken
    let places = specs.sources.map(\.place)
    if isInWork, sources.contains(where: { !places.contains($0.place) }) { return }
    sources = try library.attach(specs.sources, now: SystemClock.now)
    view = view.over(sources)
  }

  /// The files that other processes write while a window is open. A folder that is not there would
  /// have to be looked for again and again.
  var watchedPaths: [String] {
    let isThere = FileManager.default.fileExists(atPath: paths.configuration)
    return marks.watchedPaths + [paths.news] + (isListed && isThere ? [paths.sourcesFile] : [])
      + (isThere ? SettingsFiles(paths).watchedPaths : [])
  }

  /// Whether another file in their folders is to be noticed, too.
  func isWatched(_ path: String) -> Bool {
    marks.isConflictCopy(path) || SettingsFiles.mayBeOne(path, paths)
  }

  var clipboard: Clipboard { Clipboard(environment: environment) }

  /// Brings the library up to date with the folders.
  @discardableResult
  func index(
    progress: (IndexProgress) -> Void = { _ in },
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(StorageError) -> IndexSummary {
    try Indexer(library: library).index(sources, progress: progress, isCancelled: isCancelled)
  }

  /// So many articles are entered into the index of words before anybody is told of them.
  private static let fewTexts = 2048

  /// Works out which of the articles that have come are hidden by rules: they are no news.
  /// - Returns: whether other articles than before are hidden.
  @discardableResult
  func settleMuted() -> Bool {
    guard let muting = view.muting, !muting.rules.isEmpty else {
      return (try? view.bringMutedUpToDate(now: SystemClock.now)) ?? false
    }
    if muting.asksForWords(now: SystemClock.now), let waiting = try? library.textsWaiting(),
      (1...Self.fewTexts).contains(waiting)
    {
      _ = try? library.indexTexts(kept: fullTexts.kept)
    }
    return (try? view.bringMutedUpToDate(now: SystemClock.now)) ?? false
  }

  /// Whether a view of the last time is none of these sources.
  func isNowhere(_ scope: ListScope) -> Bool {
    switch scope.kept {
    case .all, .unread, .starred: false
    case .muted: settings.mutes.isEmpty
    case .label, .tag, .topic, .provider, .source:
      (try? view.firstPage(scope, around: nil, limit: 1).isEmpty) ?? true
    }
  }

  // MARK: Parts of opening

  /// What the settings file says; the defaults if there is none.
  static func settings(_ paths: Paths, _ environment: [String: String]) throws -> Settings {
    guard let text = try text(of: paths.settingsFile) else { return Settings() }
    do {
      return try Settings(
        yaml: text, file: paths.settingsFile, home: environment["HOME"] ?? "",
        ownKeys: paths.ownKeys)
    } catch {
      throw CommandFailure(.wrongUsage, error.message)
    }
  }

  /// What the person gives single feeds; nothing if there is no such file.
  static func feedSettings(
    _ paths: Paths, _ environment: [String: String]
  ) throws -> FeedSettings {
    let file = paths.feedSettingsFile
    guard let text = try text(of: file) else { return FeedSettings() }
    do {
      return try FeedSettings(yaml: text, file: file, home: environment["HOME"] ?? "")
    } catch {
      throw CommandFailure(.wrongUsage, error.message)
    }
  }

  /// What is to be read, and what of the sources file cannot be.
  private struct Specs {
    var sources: [SourceSpec]
    var broken: [SourcesFile.BrokenLine] = []
    var notices: [String] = []
  }

  private static func listed(_ paths: Paths, _ environment: [String: String]) throws -> Specs {
    let file = try SourcesDisk(environment: environment).read()
    return Specs(
      sources: file.entries.map(SourceSpec.init), broken: file.brokenLines, notices: file.doubts)
  }

  private static func given(_ names: [String]) throws -> Specs {
    let specs = try names.map { name in
      let location = SourceArgument.location(name)
      if FeedLocation.isFeed(location) { return SourceSpec(feed: location, isTemporary: true) }
      guard FileManager.default.fileExists(atPath: location) else {
        throw CommandFailure(.wrongUsage, Wording.noSuchSource(name))
      }
      return SourceSpec(location: location, isTemporary: true)
    }
    return Specs(sources: specs)
  }

  /// The text of a file of the user's own; `nil` if there is none.
  private static func text(of path: String) throws -> String? {
    let bytes: [UInt8]?
    do throws(StorageError) {
      bytes = try EditedFile(path: path).bytes()
    } catch .cannotRead(_, code: ENOTDIR) {
      bytes = nil
    } catch {
      throw CommandFailure(.wrongUsage, error.message)
    }
    guard let bytes else { return nil }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw CommandFailure(.wrongUsage, Wording.notUTF8(path))
    }
    return text
  }
}

extension LibraryView {
  /// What of the settings lists follow from, but for what is hidden.
  fileprivate mutating func obey(_ settings: Settings) {
    let utcOffset: @Sendable (Instant) -> Int = {
      SystemClock.utcOffset(atSeconds: $0.milliseconds / 1000)
    }
    frontPageWishes = settings.frontPage
    highlighting = Highlighting(
      rules: settings.highlights.map(\.query), now: { SystemClock.now }, utcOffset: utcOffset)
    wholeTexts = Highlighting(
      rules: settings.fullTextQueries, now: { SystemClock.now }, utcOffset: utcOffset)
  }
}
