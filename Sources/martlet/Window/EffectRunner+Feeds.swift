import Articles
import Dispatch
import ReaderCore
import Storage

extension EffectRunner {
  /// Asks sources for news: looks through the folders among them and fetches the feeds.
  func refresh(_ target: RefreshTarget) {
    let sources = desk.sources(target)
    // Folders need no clock: they are looked through when the window opens, and on demand.
    if target != .due, sources.contains(where: { !$0.isFeed }) { index() }
    feeds.refresh(
      sources.filter(\.isFeed), on: target.occasion,
      changed: { [self] changed in
        if desk.now.settings.marksChangedUnread, !changed.isEmpty { marks.markUnread(changed) }
      },
      ended: { [self] in fullTexts.prefetch() })
  }

  func findSource(_ text: String, offer: String?, request: Int) {
    finder.find(text, offer: offer, request: request) { [inbox] in
      inbox.post(.sourceFound(request: request, $0))
    }
  }

  func addSource(request: Int) {
    finder.add(request: request) { [self] result in
      switch result {
      case .success(let added):
        inbox.post(.sourceAdded(title: added.title, articles: added.articles))
        if added.source.isFeed { feeds.tellNews(isAnyChanged: false) } else { index() }
      case .failure(let stop): inbox.post(.sourceNotAdded(reason: stop.message))
      }
    }
  }

  /// Somebody has changed the sources file: what stands there now is read and shown.
  func followSources() {
    finder.follow { [self] result in
      switch result {
      case .success(let workspace):
        inbox.post(.sourcesChanged(tags: workspace.view.tags))
        if let notice = Wording.brokenLines(workspace.brokenLines) { inbox.post(.notice(notice)) }
        feeds.tellNews(isAnyChanged: false)
        // Of what several sources have, one of those that are left tells.
        index()
      case .failure(let stop): inbox.post(.notice(stop.message))
      }
    }
  }

  func loadFaults(_ sources: [SourceID]?) {
    inbox.answer(on: counts) { [workspace = desk.now] () throws(StorageError) in
      .faultsLoaded(sources, try workspace.reports(sources))
    }
  }
}
