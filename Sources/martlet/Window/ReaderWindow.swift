import Articles
import Foundation
import Glibc
import NcursesTerminal
import ReaderCore
import Storage
import TUI

/// The window: shows the frame, waits for keys and messages, feeds them to the model, and has done
/// what the model asks for. Owns the main thread and is the only user of the terminal.
final class ReaderWindow {
  let terminal: TerminalSession
  let signals: SignalPipe
  let inbox = Inbox()
  let watcher: FileWatcher
  var news: SeenFile
  var sourcesFile: SeenFile
  var settingsFiles: SettingsFiles
  let runner: EffectRunner
  let charset: Charset
  private var polls: PollSet
  private var model: Model
  /// Why the theme that is wanted is not shown.
  private let themeFault: String?
  /// The trail of the window before.
  private let lastTrail: [Session.Stop]
  private var frame: Frame
  var deadlines = Deadlines<Wake>()
  /// Marks whose journal line could not be written yet, in order.
  var unsaved: [Mark] = []
  /// Mass marks and undoing that were asked for after those.
  var waiting: [Effect] = []
  /// Whether the model was told that marks are not on the disk.
  var owesMarks = false
  /// Whether the disk did not take them.
  var isRefused = false
  var retryDelay = ReaderWindow.retryDelay
  var isLooking = false
  /// What the terminal's title says.
  var unreadInTitle: Int?
  /// How the program ends, once it is to end.
  var ending: Int32?

  /// The most bytes of marks that the first frame waits for: less than a millisecond.
  private static let readBeforeFirstFrame = 16_384

  enum Wake: Hashable {
    case model(Alarm)
    case retrySaving
    case compaction
    case keepSteps
    case look
    case follow
    case watcher
  }

  /// How many milliseconds a frame may wait for rows it would show: they are usually there within one.
  private static let patience: Int32 = 4
  /// The same for another list, which of a million articles takes some ten.
  private static let patienceWithList: Int32 = 14
  private var isListAsked = false
  /// Whether the terminal has not taken all of the pictures yet.
  private var isSendingPictures = false

  private init(
    _ workspace: Workspace, terminal: TerminalSession, session: Session, firstRun: FirstRun?
  ) {
    self.terminal = terminal
    signals = SignalPipe()
    news = SeenFile(path: workspace.paths.news)
    sourcesFile = SeenFile(path: workspace.paths.sourcesFile)
    settingsFiles = SettingsFiles(workspace.paths)
    watcher = FileWatcher(paths: workspace.watchedPaths, isWanted: workspace.isWatched)
    runner = EffectRunner(workspace: workspace, inbox: inbox)
    polls = PollSet([
      terminal.inputDescriptor, inbox.descriptor, signals.descriptor, watcher.descriptor,
    ])
    charset = workspace.settings.isASCII ? .ascii : terminal.charset
    lastTrail = session.trail
    let (themes, fault) = workspace.themes(for: terminal.colorDepth)
    themeFault = fault
    var configuration = workspace.configuration(
      themes, usesMouse: workspace.settings.usesMouse ?? terminal.reportsMouse)
    configuration.firstRun = firstRun
    model = Model(
      configuration: configuration,
      size: terminal.size,
      charset: charset,
      now: SystemClock.now, session: session)
    frame = Frame(size: terminal.size, charset: charset)
  }

  /// As it is now: settings and sources may be others than at the start.
  var workspace: Workspace { runner.desk.now }

  /// Opens the window and stays in it until the person leaves.
  /// - Returns: the exit status.
  static func open(_ workspace: Workspace, firstRun: FirstRun? = nil) throws -> Int32 {
    let terminal: TerminalSession
    do {
      terminal = try TerminalSession(color: workspace.hasColor ? .automatic : .none)
    } catch {
      throw CommandFailure(.wrongUsage, error.description)
    }
    var session = LastPlace(path: workspace.paths.lastPlace).load() ?? Session()
    if workspace.isNowhere(session.scope) { session.scope = .all }
    return ReaderWindow(workspace, terminal: terminal, session: session, firstRun: firstRun).run()
  }

  private func run() -> Int32 {
    start()
    while ending == nil {
      present()
      wait()
      handleEvents()
    }
    return finish()
  }

  // MARK: The loop's parts

  private func start() {
    // A few marks made since the last time are read now, so that the first frame is right.
    if let bytes = try? workspace.marks.pendingByteCount(), bytes <= Self.readBeforeFirstFrame {
      _ = try? workspace.marks.indexPending()
    }
    let scope = model.scope
    let last = model.session.selected.flatMap { try? workspace.view.article(at: $0) }
    let rows = try? runner.listView.firstPage(scope, around: last, limit: terminal.size.rows)
    for notice in workspace.notices { feed(.notice(notice)) }
    let faults = workspace.told(workspace.settings.faults + [themeFault].compactMap(\.self))
    if !faults.isEmpty { feed(.settingsBroken(faults)) }
    if let notice = Wording.brokenLines(workspace.brokenLines) { feed(.notice(notice)) }
    if let notice = watcher.notice { feed(.notice(notice)) }
    feed(.firstPage(scope, rows: rows ?? [], selected: last))
    present()
    if model.followsGround {
      terminal.modes.formUnion([.focus, .colorScheme])
      terminal.askForGround()
    }
    terminal.modes.insert(.markedPastes)
    useMouse(model.usesMouse)
    terminal.usePictures(workspace.pictureChoice)
    for effect in model.firstEffects { perform(effect) }
    restoreTrail()
    greet()
    runner.marks.index()
    runner.index()
    runner.updateMuted()
    planLook(SystemClock.uptime)
  }

  private func restoreTrail() {
    guard (2...100).contains(lastTrail.count) else { return }
    let stops = lastTrail.compactMap { stop -> TrailStop? in
      if let row = try? workspace.view.row(at: stop.address) { return .article(row) }
      var article = RelatedArticle(title: stop.title)
      article.links.webURL = stop.address.text
      return (try? workspace.view.entry(for: article)).map(TrailStop.related)
    }
    feed(.trailRestored(stops))
  }

  private func present() {
    if model.isAwaitingRows {
      var answers = PollSet([inbox.descriptor])
      answers.wait(timeout: isListAsked ? Self.patienceWithList : Self.patience)
      takeMessages()
    }
    isListAsked = false
    render(model, into: &frame)
    terminal.present(frame)
    isSendingPictures = terminal.sendPictures()
  }

  private func wait() {
    let timeout = deadlines.timeout(now: SystemClock.uptime)
    // A terminal that takes no more is given a moment.
    polls.wait(timeout: isSendingPictures ? 2 : timeout)
  }

  private func handleEvents() {
    while let signal = signals.next() { ending = 128 + signal }
    while ending == nil, let input = terminal.nextInput() {
      switch input {
      case .key(let key): feed(.key(key))
      case .pasted(let text): feed(.pasted(text))
      case .mouse(let event): feed(.mouse(event))
      case .resized(let size): feed(.resized(size))
      case .ground(let isDark): feed(.groundKnown(isDark ? .dark : .light))
      case .pictures(let form): feed(.picturesShown(form))
      case .answer: break
      case .focused(let isFocused): if isFocused, model.followsGround { terminal.askForGround() }
      case .hangup: ending = 128 + SIGHUP
      }
    }
    takeMessages()
    let now = SystemClock.uptime
    if watcher.take(now: now) {
      runner.marks.index()
      if news.isOther || sourcesFile.isOther || settingsFiles.isOther { planToFollow() }
    }
    polls.rest(watcher.descriptor, watcher.isTrying)
    planLook(now)
    for wake in deadlines.due(now: now) {
      switch wake {
      case .model(let alarm): feed(.woke(alarm))
      case .retrySaving: record([])
      case .compaction: runner.marks.compact()
      case .keepSteps: runner.marks.keepSteps(model.undoableSteps)
      case .look: look()
      case .follow: follow()
      // It has been asked already.
      case .watcher: break
      }
    }
  }

  private func takeMessages() {
    for message in inbox.take() { feed(message) }
  }

  private func finish() -> Int32 {
    restoreTitle()
    terminal.close()
    LastPlace(path: workspace.paths.lastPlace).save(model.session)
    do {
      try workspace.marks.recordWaiting(unsaved)
      for effect in waiting { perform(inBackground: effect) }
      try runner.finish()
      // What was on its way is answered now; nothing more is done about it.
      for message in inbox.take() { _ = update(&model, message) }
      try runner.marks.leave(model.undoableSteps)
      HookRunner(workspace: workspace).exit()
    } catch {
      Output.error(Wording.stateNotWritten(error.message))
      for line in Wording.marksGone(unsaved) { Output.plainError(line) }
      return ending.flatMap { $0 == 0 ? nil : $0 } ?? ExitStatus.stateNotWritten.rawValue
    }
    return ending ?? ExitStatus.fine.rawValue
  }

  // MARK: Messages and effects

  func feed(_ message: Message) {
    model.now = SystemClock.now
    tellOutside(message)
    defer { showTitle(unread: model.unreadCount) }
    for effect in update(&model, message) { perform(effect) }
  }

  private func perform(_ effect: Effect) {
    switch effect {
    case .record(let marks, let step):
      runner.marks.keep(marks, as: step)
      record(marks)
    case .markAll, .undo: performAfterSaving(effect)
    case .forget(let steps): runner.marks.forget(steps)
    case .restoreSteps: runner.restoreSteps()
    case .loadListing(let scope, let request):
      isListAsked = true
      runner.loadListing(scope, request: request)
    case .foldStories(let isOn): runner.foldStories(isOn)
    case .loadRows(let ids): runner.loadRows(ids)
    case .loadDigests(let ids): runner.loadDigests(ids)
    case .loadDetail(let id): runner.loadDetail(id)
    case .loadSidebar: runner.loadSidebar()
    case .countSaved(let view, let scope): runner.countSaved(view, scope)
    case .save(let view): runner.save(view)
    case .mute(let rule): runner.mute(rule, isMuted: true)
    case .unmute(let rule): runner.mute(rule, isMuted: false)
    case .loadMarks(let keys): runner.loadMarks(keys)
    case .loadFullText(let address, let url, let anew, let mayBePrivate):
      runner.fullTexts.load(address, url: url, anew: anew, mayBePrivate: mayBePrivate)
    case .stopFullTexts: runner.fullTexts.stop()
    case .open(let url, let article?, let type?): play(url, of: article, type: type)
    case .open(let url, _, let type): open(url, type: type)
    case .loadPicture(let url, let columns, let rows, let form):
      runner.pictures.load(url, columns: columns, rows: rows, form: form)
    case .download(let url, let id, let mayBePrivate):
      runner.downloads.fetch(url, of: id, mayBePrivate: mayBePrivate)
    case .lookAtFiles(let id): runner.downloads.lookAgain(at: id)
    case .pipe(let command, let form, let article): feed(.piped(pipe(command, form, article)))
    case .findArticles(let scope, let request): runner.findArticles(scope, request: request)
    case .runProgram(let program, let name, let articles, let run):
      self.run(program, named: name, articles, run: run)
    case .stopProgram(let run): runner.programs.stop(run: run)
    case .proposeSave(let id): runner.proposeSave(id)
    case .saveArticle(let id, let path): runner.saveArticle(id, as: path)
    case .edit(let id): feed(.edited(edit(id)))
    case .copy(let text): copy(text)
    case .findSimilar(let row, let text): runner.findSimilar(row, text: text)
    case .lookUp(let article, let url): runner.lookUp(article, url: url)
    case .wake(let alarm, let delay):
      deadlines.set(.model(alarm), afterMilliseconds: delay, now: SystemClock.uptime)
    case .cancelWake(let alarm): deadlines.cancel(.model(alarm))
    case .indexTexts: runner.indexTexts()
    case .rescan: runner.index()
    case .refresh(let target): runner.refresh(target)
    case .findSource(let text, let offer, let request):
      runner.findSource(text, offer: offer, request: request)
    case .stopFinding: runner.finder.stopFinding()
    case .addSource(let request): runner.addSource(request: request)
    case .loadFaults(let sources): runner.loadFaults(sources)
    case .stopRefresh: runner.feeds.stop()
    case .loadThemes:
      terminal.askForGround()
      runner.loadThemes()
    case .keepTheme(let name): runner.keepTheme(name)
    case .keepKeys(let preset): runner.keepKeys(preset)
    case .takeOver(let files): runner.takeOver(files)
    case .editSettings:
      feed(.edited(editSettings()))
      followSettings()
    case .forgetStyles: terminal.forgetStyles()
    case .stopDownloads: runner.downloads.stop()
    case .useMouse(let isOn): useMouse(isOn)
    case .redraw: terminal.redraw()
    case .suspend: terminal.stopProcess()
    case .quit: ending = 0
    }
  }

  private func useMouse(_ isOn: Bool) {
    let modes: Set<TerminalMode> = [.buttons, .drags, .numberedPlaces]
    terminal.modes = isOn ? terminal.modes.union(modes) : terminal.modes.subtracting(modes)
  }
}

/// The file that remembers where the person was. Losing it costs nothing but the place.
struct LastPlace {
  let path: String

  func load() -> Session? {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    return try? JSONDecoder().decode(Session.self, from: data)
  }

  /// Best effort: a place that cannot be saved is no reason to disturb the person who quits.
  func save(_ session: Session) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(session) else { return }
    let folder = (path as NSString).deletingLastPathComponent
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    // Always the same name: what a killed process leaves does not pile up.
    let unfinished = path + ".new"
    guard (try? data.write(to: URL(fileURLWithPath: unfinished))) != nil else { return }
    rename(unfinished, path)
  }
}
