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
  /// Apart from the indexing: an old library may take minutes, and new files are not to wait for it.
  private let words = DispatchQueue(label: "words", qos: .utility)
  /// Not a global queue: once one was used, its library wakes every second to count threads.
  private let others = DispatchQueue(label: "others", qos: .userInitiated)
  private let isEnding = Locked(false)

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

  func loadListing(_ scope: ListScope, request: Int) {
    inbox.answer(
      on: lists,
      { [view = workspace.view] () throws(StorageError) in
        .listed(request: request, scope, try view.listing(scope))
      },
      failure: { .listingUnavailable(request: request, reason: $0.message) })
  }

  func loadSidebar() {
    inbox.answer(on: counts) { [view = workspace.view] () throws(StorageError) in
      .sidebarLoaded(try view.sidebar())
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
      enterWords()
    }
  }

  /// Lets queries find what has come or changed. What is not entered when the window closes is entered
  /// the next time.
  func enterWords() {
    words.async { [library = desk.now.library, isEnding] in
      // It is derived, and whoever asks for words from the shell is told why they cannot be had.
      _ = try? library.indexTexts(isCancelled: { isEnding.withLock { $0 } })
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
