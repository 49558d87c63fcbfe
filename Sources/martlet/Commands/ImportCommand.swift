import ArgumentParser
import Articles
import FeedParsing
import Foundation
import Networking
import ReaderCore
import Storage

/// `martlet import FILE|-`: feeds from elsewhere, or marks.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract:
      "Take over feeds (OPML, newsboat), marks (state.json, cache.db) or settings (newsboat).",
    discussion: """
      Feeds that are not there yet are appended to the sources file, with folders as tags. Queries \
      of newsboat become views in config.yaml. Nothing that names a program is taken over. A config file of newsboat \
      becomes lines of config.yaml: its keys, macros and the settings that have a twin; what you have \
      said there yourself stays, and the rest is told of. Marks are merged: of every mark the later instant counts. \
      What newsboat's cache says is read counts from the day that it was published, so that what \
      you marked here goes before it.
      """)

  @Argument(help: ArgumentHelp("The file; - reads standard input.", valueName: "file"))
  var file: String

  @Flag(help: "Only print what a config file of newsboat would add to config.yaml.")
  var print = false

  @OptionGroup var state: StateOption

  func run() throws {
    if try isNewsboatCache() { return try takeNewsboatMarks() }
    let bytes = try contents()
    guard !NewsboatCache.isOne(bytes) else {
      throw CommandFailure(.wrongUsage, Wording.cacheFromInput)
    }
    let kind = ImportedKind(bytes)
    guard !print || kind == .newsboatConfig else {
      throw CommandFailure(.wrongUsage, Wording.printsConfig)
    }
    switch kind {
    case .marks: try takeMarks(bytes)
    case .outlines: try take(outlines(bytes))
    case .lines: try takeLines(bytes)
    case .newsboatConfig: try takeConfig(NewsboatConfig(bytes, file: Output.clean(file)))
    }
  }

  private static let limit = 256 << 20
  private static let marksPerStep = 4096

  private func contents() throws -> [UInt8] {
    do {
      let handle =
        file == "-"
        ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(fileURLWithPath: file))
      guard let data = try handle.read(upToCount: Self.limit) else { return [] }
      return Self.decompressed([UInt8](data))
    } catch {
      let reason = (error as NSError).localizedFailureReason ?? error.localizedDescription
      throw CommandFailure(.failed, Wording.notReadable(Output.clean(file), reason))
    }
  }

  /// As it is, if it is not compressed.
  private static func decompressed(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    let decoding = ContentDecoding(announced: "", limit: limit) {
      result.append(contentsOf: $0)
      return .more
    }
    let flow = bytes.withUnsafeBytes { decoding.decode($0) }
    if flow == .goesOn { _ = decoding.finish() }
    return result
  }

  /// Told by its first bytes: such a file is not read as a whole.
  private func isNewsboatCache() throws -> Bool {
    guard file != "-", let handle = FileHandle(forReadingAtPath: file) else { return false }
    return NewsboatCache.isOne(try handle.read(upToCount: 16) ?? Data())
  }

  private func takeNewsboatMarks() throws {
    let cache: NewsboatCache
    do throws(StorageError) {
      cache = try NewsboatCache(path: file, now: SystemClock.now)
    } catch {
      throw CommandFailure(.failed, error.message)
    }
    if cache.withoutAddress > 0 { Output.error(Wording.withoutAddress(cache.withoutAddress)) }
    try record(cache.marks)
  }

  private func takeMarks(_ bytes: [UInt8]) throws {
    let marks: [Mark]
    do throws(StorageError) {
      marks = try MarkStore.marks(ofStateFile: bytes, path: Output.clean(file))
    } catch {
      throw CommandFailure(.failed, error.message)
    }
    try record(marks)
  }

  private func record(_ marks: [Mark]) throws {
    let workspace = try Workspace.open(sources: [], state: state, needsSources: false)
    workspace.tellNotices()
    for start in stride(from: 0, to: marks.count, by: Self.marksPerStep) {
      try workspace.record(Array(marks[start..<min(start + Self.marksPerStep, marks.count)]))
    }
    Output.error(Wording.marksImported(marks.count))
  }

  /// Appends what is not there yet.
  private func take(_ entries: [SourceEntry]) throws {
    let disk = SourcesDisk()
    var added = 0
    try disk.edit { known in
      var seen = Set(known.entries.map(\.identity))
      let new = entries.filter { seen.insert($0.identity).inserted }
      added = new.count
      return new.isEmpty ? nil : known.appending(new)
    }
    Output.error(Wording.imported(added: added, known: entries.count - added, into: disk.path))
  }

  private func outlines(_ bytes: [UInt8]) throws -> [SourceEntry] {
    let document = bytes.withUnsafeBytes { FeedParser.parse($0).document }
    guard case .outline(let list) = document.kind else {
      throw CommandFailure(.failed, Wording.noListOfFeeds(Output.clean(file)))
    }
    for warning in document.warnings {
      let line = warning.line.map { ":\($0)" } ?? ""
      Output.error(Output.clean("\(file)\(line): \(warning.message)"))
    }
    for outline in list.leftOut { Output.error(Output.clean(Wording.leftOut(outline))) }
    return list.feeds.compactMap { feed in
      let entry = SubscriptionList.entry(feed)
      if entry == nil { Output.error(Wording.notImported(Output.clean(feed.url))) }
      return entry
    }
  }

  /// The feeds and folders of a `urls` file of newsboat, or of another sources file, and its queries as
  /// views.
  private func takeLines(_ bytes: [UInt8]) throws {
    let home = ProcessInfo.processInfo.environment["HOME"] ?? ""
    let list = SourcesFile(bytes, home: home, file: file)
    for line in list.brokenLines { Output.error(Output.clean(line.message)) }
    for remark in list.remarksOfImport { Output.error(Output.clean(remark)) }
    let queries = NewsboatQueries(list)
    for remark in queries.remarks { Output.error(Output.clean(remark)) }
    try take(list.entries)
    try take(queries)
  }

  /// Settings that are still at their default, or are not there.
  private func takeConfig(_ config: NewsboatConfig) throws {
    for remark in config.remarks { Output.error(Output.clean(remark)) }
    let entries = config.entries
    if print {
      for line in config.yaml { Output.line(line) }
      // A file of its own: as a comment, so that all of it can be pasted into the settings.
      if let theme = config.theme {
        for line in ["themes/\(NewsboatColors.themeName).yaml:"] + theme.map({ "  " + $0 }) {
          Output.line("# " + line)
        }
      }
      return
    }
    let file = Paths(environment: ProcessInfo.processInfo.environment).settingsFile
    var kept: [NewsboatConfig.Entry] = []
    var added = 0
    do throws(StorageError) {
      (kept, added) = try EditedFile(path: file).edit { bytes in
        var text = String(decoding: bytes, as: UTF8.self)
        var kept: [NewsboatConfig.Entry] = []
        var added = 0
        for entry in entries {
          switch adding(entry, to: text) {
          case .text(let new):
            text = new
            added += 1
          case .same: break
          case .kept: kept.append(entry)
          }
        }
        return (bytes: added > 0 ? Array(text.utf8) : nil, answer: (kept, added))
      }
    } catch {
      throw CommandFailure(.failed, error.message)
    }
    for entry in kept {
      Output.error(Wording.settingKept(entry.name, file))
      for line in entry.lines { Output.line(line) }
    }
    if let theme = config.theme { try take(theme) }
    try take(config.views)
    try take(config.mutes)
    Output.error(
      Wording.settingsImported(
        added, into: file, others: config.remarks.count, of: Output.clean(self.file)))
  }

  /// In the place of a default; the keys also in that of newsboat's own, which they change.
  private func adding(_ entry: NewsboatConfig.Entry, to text: String) -> SettingsText.Outcome {
    let defaults = [Setting(rawValue: entry.name)?.standard ?? ""]
    let all = entry.name == Setting.keys.rawValue ? defaults + ["newsboat"] : defaults
    var outcome = SettingsText.Outcome.kept
    for value in all where outcome == .kept {
      outcome = SettingsText.adding(entry.name, entry.lines, defaults: value, to: text)
    }
    return outcome
  }

  /// A theme that is there already is left as it is.
  private func take(_ theme: [String]) throws {
    let paths = Paths(environment: ProcessInfo.processInfo.environment)
    let file = "\(paths.themes)/\(NewsboatColors.themeName).yaml"
    let new = Array((theme.joined(separator: "\n") + "\n").utf8)
    do throws(StorageError) {
      let isOther = try EditedFile(path: file).edit { bytes in
        (bytes: bytes.isEmpty ? new : nil, answer: !bytes.isEmpty && bytes != new)
      }
      guard isOther else { return }
    } catch {
      throw CommandFailure(.failed, error.message)
    }
    Output.error(Wording.themeKept(Output.clean(file)))
    for line in theme { Output.line(line) }
  }

  private func take(_ rules: [MuteRule]) throws {
    guard !rules.isEmpty else { return }
    let file = Paths(environment: ProcessInfo.processInfo.environment).settingsFile
    try edit(file) { text throws(ViewsEditor.Refusal) in
      var text = text
      for rule in rules { text = try ViewsEditor.adding(rule, to: text, file: file) }
      return text
    }
  }

  private func take(_ queries: NewsboatQueries) throws { try take(queries.views) }

  /// Writes what is no view yet into the settings.
  private func take(_ views: [SavedView]) throws {
    guard !views.isEmpty else { return }
    let environment = ProcessInfo.processInfo.environment
    let paths = Paths(environment: environment)
    let known = try Workspace.settings(paths, environment).views
    let new = views.filter { view in !known.contains { $0.name == view.name } }
    for view in views {
      guard let old = known.first(where: { $0.name == view.name }), old.query != view.query else {
        continue
      }
      Output.error(Output.clean(Wording.otherView(view.name, old.query, imported: view.query)))
    }
    let file = paths.settingsFile
    try edit(file) { text throws(ViewsEditor.Refusal) in
      var text = text
      for view in new { text = try ViewsEditor.adding(view, to: text, file: file) }
      return text
    }
    Output.error(Wording.viewsImported(new.count, known: views.count - new.count, into: file))
  }

  private func edit(
    _ file: String, _ change: (String) throws(ViewsEditor.Refusal) -> String
  ) throws {
    do {
      _ = try EditedFile(path: file).edit { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        let result = Result { try change(text) }
        return (bytes: (try? result.get()).map { Array($0.utf8) }, answer: result)
      }.get()
    } catch let refusal as ViewsEditor.Refusal {
      throw CommandFailure(.failed, refusal.message)
    } catch let error as StorageError {
      throw CommandFailure(.failed, error.message)
    }
  }
}

/// What a file is that is to be imported, by its first bytes.
enum ImportedKind {
  /// OPML, or other XML.
  case outlines
  /// A state file.
  case marks
  /// A source a line.
  case lines
  /// Settings of newsboat.
  case newsboatConfig

  init(_ bytes: [UInt8]) {
    // In UTF-16 every other byte is zero.
    let marks: Set<UInt8> = [0xEF, 0xBB, 0xBF, 0xFE, 0xFF, 0x00, 0x20, 0x09, 0x0A, 0x0D]
    switch bytes.first(where: { !marks.contains($0) }) {
    case UInt8(ascii: "<"): self = .outlines
    case UInt8(ascii: "{"): self = .marks
    default: self = NewsboatConfig.isOne(bytes) ? .newsboatConfig : .lines
    }
  }
}

/// The queries of a `urls` file of newsboat as views: `"query:Name:condition"`.
struct NewsboatQueries {
  private(set) var views: [SavedView] = []
  /// What cannot be said here, and what is said otherwise: file, line, reason and remedy.
  private(set) var remarks: [String] = []

  init(_ file: SourcesFile) {
    for (index, line) in file.lines.enumerated() where line.content == .kept(.query) {
      let place = "\(file.file):\(index + 1)"
      let words: [SourceWord]
      do throws(SourceFault) {
        words = try SourceWord.words(of: line.text)
      } catch {
        remarks.append("\(place): \(Wording.sourceFault(error))")
        continue
      }
      // The name has no colon, the condition may.
      let parts = (words.first?.text ?? "").split(
        separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else {
        remarks.append("\(place): \(Wording.noNewsboatQuery)")
        continue
      }
      let name = SourceEntry.word(String(parts[1]))
      guard !name.isEmpty else {
        remarks.append("\(place): \(Wording.noNewsboatQuery)")
        continue
      }
      do throws(NewsboatFilter.Refusal) {
        let filter = try NewsboatFilter(String(parts[2]))
        for remark in filter.remarks { remarks.append("\(place): \(name): \(remark).") }
        if views.contains(where: { $0.name == name }) {
          remarks.append("\(place): \(Wording.nameTwice(name))")
        } else {
          views.append(SavedView(name: name, query: filter.query))
        }
      } catch {
        remarks.append("\(place): \(Wording.notAView(name, error.message))")
      }
    }
  }
}
