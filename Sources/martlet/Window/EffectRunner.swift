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
  let inbox: Inbox
  private let pages = DispatchQueue(label: "pages", qos: .userInteractive)
  private let lists = DispatchQueue(label: "lists", qos: .userInitiated)
  /// Apart from the lists: a person who opens a view does not wait for the counts of all.
  let counts = DispatchQueue(label: "counts", qos: .utility)
  private let indexing = DispatchQueue(label: "indexing", qos: .utility)
  /// Not a global queue: once one was used, its library wakes every second to count threads.
  private let others = DispatchQueue(label: "others", qos: .userInitiated)
  /// Apart from the indexing: an old library may take minutes, and new files are not to wait for it.
  private let texts = DispatchQueue(label: "texts", qos: .utility)
  private let isEnding = Locked(false)
  private let asked = Locked(0)

  init(workspace: Workspace, inbox: Inbox) {
    desk = OpenWorkspace(workspace)
    self.inbox = inbox
    feeds = FeedRunner(desk, inbox: inbox)
    finder = SourceFinder(desk)
    marks = MarkRunner(desk, inbox: inbox)
    fullTexts = FullTextRunner(desk, inbox: inbox)
  }

  private var workspace: Workspace { desk.now }

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
  }

  /// The one that was asked for last; those before it are given up.
  ///
  /// What is found is shown as soon as there is a screenful, before all of it is known.
  func loadListing(_ scope: ListScope, request: Int) {
    asked.withLock { $0 = request }
    let isCancelled: @Sendable () -> Bool = { [asked] in asked.withLock { $0 != request } }
    lists.async { [view = workspace.view, inbox] in
      do throws(StorageError) {
        if case .query = scope {
          let rows = try view.firstPage(scope, limit: Self.firstRows, isCancelled: isCancelled)
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

  /// More than fit on any screen.
  private static let firstRows = 200

  func countSaved(_ saved: SavedView, _ scope: ListScope) {
    inbox.answer(on: counts) { [view = workspace.view] () throws(StorageError) in
      .savedCounted(saved, unread: try view.count(scope).unread)
    }
  }

  /// Writes a view into the settings.
  func save(_ saved: SavedView) {
    run { [paths = workspace.paths, environment = workspace.environment] in
      do {
        let file = paths.settingsFile
        _ = try EditedFile(path: file).edit { bytes in
          let text = String(decoding: bytes, as: UTF8.self)
          let new = Result { try ViewsEditor.adding(saved, to: text, file: file) }
          return (bytes: (try? new.get()).map { Array($0.utf8) }, answer: new)
        }.get()
        let views = try Workspace.settings(paths, environment).views
        return .viewSaved(saved, all: views)
      } catch let refusal as ViewsEditor.Refusal {
        return .viewNotSaved(reason: refusal.message)
      } catch let error as StorageError {
        return .viewNotSaved(reason: error.message)
      } catch let stop as Stop {
        return .viewNotSaved(reason: stop.message)
      } catch {
        return .viewNotSaved(reason: "\(error)")
      }
    }
  }

  func loadSidebar() {
    inbox.answer(on: counts) { [view = workspace.view] () throws(StorageError) in
      .sidebarLoaded(try view.sidebar())
    }
  }

  /// Enters the words of what is new: one after the other, and gives way to everybody.
  func indexTexts() {
    texts.async { [inbox, isEnding, library = workspace.library] in
      do throws(StorageError) {
        var waiting = try library.textsWaiting()
        guard waiting > 0 else { return }
        inbox.post(.textsWaiting(waiting))
        var told = 0
        try library.indexTexts(
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
        let added = max(summary.added, arrivals.count(in: folders))
        if isFirst { tell(of: added, &told) }
        // What other processes stored meanwhile is counted, what this one did is known by name.
        let others = isFirst ? 0 : added - summary.added
        if others + summary.changed + summary.removed > 0 || !summary.articles.isEmpty {
          inbox.post(.libraryChanged(added: others, articles: summary.articles))
        }
        inbox.post(.indexing(IndexStatus(summary, isFirst: isFirst)))
      } catch {
        inbox.post(.notice(error.message))
      }
      inbox.post(.indexing(nil))
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
    indexing.sync {}
    texts.sync {}
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
