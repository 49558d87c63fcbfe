import Articles
import Dispatch
import ReaderCore
import Storage

/// Does in the background what the model asked for, and answers through the inbox.
///
/// Each queue does one thing after another, so that answers of a kind come in the order of asking:
/// pages are what the person waits for, lists may take as long as they need, and indexing is apart
/// from all of them.
final class EffectRunner: Sendable {
  let desk: OpenWorkspace
  let feeds: FeedRunner
  let finder: SourceFinder
  let marks: MarkRunner
  let fullTexts: FullTextRunner
  let programs: ProgramRunner
  let downloads: DownloadRunner
  let pictures: PictureRunner
  let inbox: Inbox
  private let pages = DispatchQueue(label: "pages", qos: .userInteractive)
  private let lists = DispatchQueue(label: "lists", qos: .userInitiated)
  /// Apart from the lists: a person who opens a view does not wait for the counts of all.
  let counts = DispatchQueue(label: "counts", qos: .utility)
  private let indexing = DispatchQueue(label: "indexing", qos: .utility)
  /// What other processes have stored of folders since; `nil` until these were looked through.
  private let folderArrivals = Locked<Arrivals?>(nil)
  /// Not a global queue: once one was used, its library wakes every second to count threads.
  private let others = DispatchQueue(label: "others", qos: .userInitiated)
  /// Apart from the indexing: an old library may take minutes, and new files are not to wait for it.
  private let texts = DispatchQueue(label: "texts", qos: .utility)
  /// The articles whose sounds and films run in windows of their own.
  let playing = Locked<[Address]>([])
  private let isEnding = Locked(false)
  private let asked = Locked(0)
  private let foldsStories: Locked<Bool>

  init(workspace: Workspace, inbox: Inbox) {
    desk = OpenWorkspace(workspace)
    foldsStories = Locked(workspace.settings.foldsStories)
    self.inbox = inbox
    feeds = FeedRunner(desk, inbox: inbox)
    finder = SourceFinder(desk)
    marks = MarkRunner(desk, inbox: inbox)
    fullTexts = FullTextRunner(desk, inbox: inbox)
    programs = ProgramRunner(desk, inbox: inbox)
    downloads = DownloadRunner(desk, inbox: inbox)
    pictures = PictureRunner(desk, inbox: inbox)
  }

  private var workspace: Workspace { desk.now }

  /// The library as lists show it.
  var listView: LibraryView {
    var view = workspace.view
    view.foldsStories = foldsStories.withLock { $0 }
    return view
  }

  func foldStories(_ isOn: Bool) { foldsStories.withLock { $0 = isOn } }

  func loadRows(_ ids: [ArticleID]) {
    inbox.answer(on: pages) { [view = workspace.view] () throws(StorageError) in
      .rowsLoaded(asked: ids, rows: try view.rows(ids))
    }
  }

  func loadDetail(_ id: ArticleID) {
    inbox.answer(
      on: pages,
      { [view = workspace.view] () throws(StorageError) in
        guard let detail = try view.detail(id) else {
          return .detailUnavailable(id, reason: Wording.articleIsGone)
        }
        return .detailLoaded(detail)
      },
      failure: { .detailUnavailable(id, reason: $0.message) })
    downloads.lookAgain(at: id)
  }

  func loadDigests(_ ids: [ArticleID]) {
    inbox.answer(
      on: counts,
      { [view = workspace.view] () throws(StorageError) in
        .digestsLoaded(try view.digests(of: ids))
      }, failure: { _ in .digestsLoaded([:]) })
  }

  /// The one that was asked for last; those before it are given up.
  ///
  /// What is found is shown as soon as there is a screenful, before all of it is known.
  func loadListing(_ scope: ListScope, request: Int) {
    asked.withLock { $0 = request }
    let isCancelled: @Sendable () -> Bool = { [asked] in asked.withLock { $0 != request } }
    lists.async { [view = listView, inbox] in
      do throws(StorageError) {
        if let rows = try view.quickPage(scope, limit: Self.firstRows, isCancelled: isCancelled) {
          inbox.post(.firstPage(scope, rows: rows, selected: nil))
        }
        let listing = try view.listing(scope, isCancelled: isCancelled)
        inbox.post(.listed(request: request, scope, listing))
      } catch {
        if isCancelled() { return }
        inbox.post(.listingUnavailable(request: request, reason: error.message))
      }
    }
  }

  /// Each article by itself, also where a story has one row.
  func findArticles(_ scope: ListScope, request: Int) {
    inbox.answer(on: counts) { [view = workspace.view] () throws(StorageError) in
      .articlesFound(request: request, try view.listing(scope).ids)
    }
  }

  /// More than fit on any screen.
  private static let firstRows = 200

  func countSaved(_ saved: SavedView, _ scope: ListScope) {
    inbox.answer(on: counts) { [view = workspace.view] () throws(StorageError) in
      .savedCounted(saved, unread: try view.count(scope).unread)
    }
  }

  /// Writes a view into the settings.
  func save(_ saved: SavedView) {
    run { [self] in
      switch editSettings(
        { text, file throws(ViewsEditor.Refusal) in
          try ViewsEditor.adding(saved, to: text, file: file)
        })
      {
      case .success(let settings): .viewSaved(saved, all: settings.views)
      case .failure(let failure): .viewNotSaved(reason: failure.message)
      }
    }
  }

  /// Writes which theme is wanted into the settings.
  func keepTheme(_ name: String?) {
    run { [self] in
      switch editSettings(
        { text, file throws(ViewsEditor.Refusal) in
          try ViewsEditor.setting(.theme, to: name ?? "auto", in: text, file: file)
        })
      {
      case .success: .themeKept(name)
      case .failure(let failure): .themeNotKept(reason: failure.message)
      }
    }
  }

  func loadThemes() {
    run { [workspace] in
      let (themes, faults) = ThemeFile.all(in: workspace.paths.themes)
      return .themesLoaded(themes, faults: faults)
    }
  }

  /// Writes a rule into the settings, or takes it out, and hides what the rules say then.
  func mute(_ rule: MuteRule, isMuted: Bool) {
    counts.async { [self] in
      switch editSettings(
        { text, file throws(ViewsEditor.Refusal) in
          isMuted
            ? try ViewsEditor.adding(rule, to: text, file: file)
            : try ViewsEditor.removing(rule, from: text, file: file)
        })
      {
      case .success(let settings):
        workspace.settleMuted()
        guard isMuted else {
          return inbox.post(.mutesChanged(.unmuted(rule), all: settings.mutes))
        }
        let query = try? QueryArgument.query(rule.query)
        let found = query.flatMap { try? workspace.view.count(.query($0, in: .muted)) }
        inbox.post(
          .mutesChanged(.muted(rule, count: found?.total ?? 0), all: settings.mutes))
      case .failure(let failure): inbox.post(.mutesNotChanged(reason: failure.message))
      }
    }
  }

  /// Changes the settings' file by a few lines.
  /// - Returns: the settings as they are then.
  func editSettings(
    _ change: (_ text: String, _ file: String) throws(ViewsEditor.Refusal) -> String
  ) -> Result<Settings, CommandFailure> {
    let file = workspace.paths.settingsFile
    do {
      _ = try EditedFile(path: file).edit { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        let new = Result { try change(text, file) }
        return (bytes: (try? new.get()).map { Array($0.utf8) }, answer: new)
      }.get()
      let settings = try Workspace.settings(workspace.paths, workspace.environment)
      desk.change { $0.obey(settings, $0.feedSettings) }
      return .success(settings)
    } catch let refusal as ViewsEditor.Refusal {
      return .failure(CommandFailure(.failed, refusal.message))
    } catch let error as StorageError {
      return .failure(CommandFailure(.failed, error.message))
    } catch let failure as CommandFailure {
      return .failure(failure)
    } catch {
      return .failure(CommandFailure(.failed, "\(error)"))
    }
  }

  func loadSidebar() {
    inbox.answer(on: counts) { [self, workspace] () throws(StorageError) in
      // A mark may be what a rule asks for.
      workspace.settleMuted()
      return .sidebarLoaded(try listView.sidebar())
    }
  }

  /// Works out anew which articles are hidden by rules, where that may be others than at the last time.
  /// - Parameter saysAlways: whether somebody waits to be told, also where nothing else is hidden.
  func updateMuted(saysAlways: Bool = false) {
    counts.async { [workspace, inbox] in
      if workspace.settleMuted() || saysAlways { inbox.post(.mutedChanged) }
    }
  }

  /// Enters the words of what is new: one after the other, and gives way to everybody.
  func indexTexts() {
    texts.async { [inbox, isEnding, workspace] in
      let (library, kept) = (workspace.library, workspace.fullTexts.kept)
      do throws(StorageError) {
        try library.noteLostFullTexts(kept)
        var waiting = try library.textsWaiting()
        guard waiting > 0 else { return }
        defer { if workspace.settleMuted() { inbox.post(.mutedChanged) } }
        inbox.post(.textsWaiting(waiting))
        var told = 0
        try library.indexTexts(
          kept: kept,
          progress: { count in
            // Not more often than a person can see it.
            guard count - told >= 2048 else { return }
            waiting = max(waiting - (count - told), 1)
            told = count
            inbox.post(.textsWaiting(waiting))
          }, isCancelled: { isEnding.withLock { $0 } })
        inbox.post(.textsWaiting(isEnding.withLock { $0 } ? waiting : 0))
      } catch {
        inbox.post(.notice(error.message))
      }
    }
  }

  func restoreSteps() {
    run { [marks] in .stepsRestored(marks.restoredSteps()) }
  }

  /// What holds for keys.
  func loadMarks(_ keys: [ArticleKey]) {
    inbox.answer(on: pages) { [store = workspace.marks] () throws(StorageError) in
      .marksLoaded(try store.marks(of: keys))
    }
  }

  func findSimilar(_ row: ArticleRow, text: String) {
    inbox.answer(
      on: counts,
      { [view = workspace.view] () throws(StorageError) in
        .similarFound(row.id, try view.similar(to: row, text: text))
      },
      failure: { _ in .similarFound(row.id, []) })
  }

  /// What is here of the page that a link leads to.
  func lookUp(_ article: RelatedArticle, url: String) {
    inbox.answer(
      on: pages,
      { [workspace] () throws(StorageError) in
        let entry = try workspace.view.entry(for: article)
        if let row = entry.row { return .lookedUp(url: url, .article(row)) }
        let hasText = entry.key.map { workspace.fullTexts.has($0.address) } ?? false
        return .lookedUp(url: url, hasText ? .fullText(entry) : .nothing)
      },
      failure: { _ in .lookedUp(url: url, .nothing) })
  }

  /// Looks for new, changed, moved and removed files.
  func index() {
    indexing.async { [self] in
      var told = 0
      var isFirst = false
      // What another process was quicker to store is no change of this one.
      let workspace = desk.now
      // Feeds tell of theirs themselves.
      let folders = workspace.view.over(workspace.sources.filter { !$0.isFeed }.map(\.id))
      var arrivals = Arrivals(in: folders)
      do throws(StorageError) {
        let summary = try workspace.index(
          progress: { progress in
            isFirst = progress.isFirst
            inbox.post(.indexing(IndexStatus(progress)))
            // Later on, what was removed is not told from what is new before the end.
            if progress.isFirst {
              tell(of: max(progress.added, arrivals.count(in: folders)), &told)
            }
          },
          isCancelled: { [isEnding] in isEnding.withLock { $0 } })
        if !summary.articles.isEmpty { workspace.settleMuted() }
        let shown = (try? workspace.view.unmuted(summary.articles)) ?? summary.articles
        let added = max(summary.added, arrivals.count(in: folders))
        if isFirst { tell(of: added, &told) }
        // What other processes stored meanwhile is counted, what this one did is known by name.
        let others = isFirst ? 0 : added - summary.added
        folderArrivals.withLock { $0 = Arrivals(in: folders) }
        if summary.hasChanges { LibraryNews(path: workspace.paths.news).tell() }
        if others + summary.changed + summary.removed > 0 || !summary.articles.isEmpty {
          inbox.post(.libraryChanged(added: others, articles: shown))
        }
        inbox.post(.indexing(IndexStatus(summary, isFirst: isFirst)))
      } catch {
        inbox.post(.notice(error.message))
      }
      inbox.post(.indexing(nil))
    }
  }

  /// Looks for what another process has stored of folders. What this one stores is told by itself.
  func lookForFolderNews() {
    indexing.async { [self] in
      let workspace = desk.now
      let folders = workspace.view.over(workspace.sources.filter { !$0.isFeed }.map(\.id))
      let added = folderArrivals.withLock { $0?.take(in: folders) } ?? [:]
      if !added.isEmpty { inbox.post(.feedsChanged(added: added)) }
    }
  }

  /// Says how many more articles there are than were told of before.
  private func tell(of added: Int, _ told: inout Int) {
    guard added > told else { return }
    inbox.post(.libraryChanged(added: added - told))
    told = added
  }

  func run(_ work: @escaping @Sendable () -> Message) {
    others.async { [inbox] in inbox.post(work()) }
  }

  /// Stops what is under way; all that has come is stored, and the marks are finished, when this
  /// returns.
  /// - Throws: see ``MarkRunner/finish()``.
  func finish() throws(StorageError) {
    isEnding.withLock { $0 = true }
    feeds.end()
    finder.end()
    fullTexts.end()
    programs.end()
    downloads.end()
    pictures.end()
    indexing.sync {}
    texts.sync {}
    noteWhatStillPlays()
    try marks.finish()
  }
}

extension IndexStatus {
  fileprivate init(_ summary: IndexSummary, isFirst: Bool) {
    self.init(
      filesRead: summary.filesRead, filesSeen: summary.filesSeen, problems: summary.problems,
      isFirst: isFirst)
  }

  fileprivate init(_ progress: IndexProgress) {
    self.init(
      filesRead: progress.filesRead, filesSeen: progress.filesSeen, problems: progress.problems,
      isFirst: progress.isFirst)
  }
}
