/// Changes the model by what happened, and says what is to be done in the world.
///
/// Costs the same for any length of the list, but for messages and actions that concern all of it
/// (a new listing, marking everything, finding the next unread article).
public func update(_ model: inout Model, _ message: Message) -> [Effect] {
  var effects: [Effect]
  switch message {
  case .key(let key): effects = model.press(key)
  case .pasted(let text): effects = model.paste(text)
  case .mouse(let event): effects = model.take(event)
  case .resized(let size):
    model.size = size
    effects = []
  case .woke(let alarm): effects = model.wake(alarm)

  case .firstPage(let scope, let rows, let selected):
    effects = model.takeFirstPage(scope, rows, selected)
  case .listed(let request, let scope, let listing):
    effects = model.take(listing, of: scope, request: request)
  case .listingUnavailable(let request, let reason):
    effects = model.failListing(request, reason)
  case .rowsLoaded(let asked, let rows):
    model.list.rows.insert(rows, asked: asked)
    effects = model.openLoaded() + model.performDeferred()
  case .digestsLoaded(let digests):
    model.list.digests.insert(digests)
    effects = []
  case .detailLoaded(let detail):
    model.take(detail)
    effects = model.performDeferred()
  case .detailUnavailable(let id, let reason):
    model.details.fail(id, reason: reason)
    model.page = nil
    effects = model.performDeferred()
  case .sidebarLoaded(let sidebar):
    model.sidebar.replace(
      sidebar, model.configuration.views, showing: model.list, height: model.layout.sidebarRows)
    effects = model.countSaved()
  case .savedCounted(let view, let unread):
    model.sidebar.count(view, unread: unread)
    effects = []

  default: effects = model.takeNews(message)
  }
  effects += model.settle()
  effects += model.performSteps()
  return effects
}

extension Model {
  /// What happened in the world while the person read.
  fileprivate mutating func takeNews(_ message: Message) -> [Effect] {
    switch message {
    case .indexing(let status): return takeIndexing(status)
    case .textsWaiting(let count): return takeTexts(waiting: count)
    case .libraryChanged(let added, let articles):
      return takeLibraryChange(added: added, articles)
    case .refreshing(let status): take(status)
    case .refreshEnded(let status): return endRefresh(status)
    case .feedsChanged(let added): return takeFeedChange(added)
    case .sourceFound(let request, let finding): take(finding, request: request)
    case .sourceAdded(let title, let articles): return takeAdded(title, articles)
    case .sourceNotAdded(let reason): takeNotAdded(reason)
    case .sourcesChanged(let tags):
      configuration.tags = tags
      return takeLibraryChange(added: 0, [])
    case .faultsLoaded(let sources, let reports): take(reports, of: sources)
    case .fullTextLoaded(let address, let text): take(text, for: address)
    case .fullTextUnavailable(let address, let reason): failFullText(address, reason)
    case .fullTextKept: return [.indexTexts]
    case .fullTextsFetchedAhead:
      details.forget(except: trail.current?.subject.articleID)
      list.rows.outdate()
      let current = trail.current?.subject.articleID
      return [.indexTexts] + (current.map { [.loadDetail($0)] } ?? [])
    case .marksWaiting: owedMarks = owedMarks ?? .waiting
    case .marksNotSaved(let reason):
      owedMarks = .refused
      fail(Wording.marksNotSaved(reason))
    case .marksSaved:
      owedMarks = nil
      isLossSaid = false
      say(Wording.marksSaved)
    case .massMarked(let step, let count, let masses): return finishMass(step, count, masses)
    case .massNotMarked(let step, let reason): return failMass(step, reason)
    case .undone(let step, let outcome): return take(outcome, of: step)
    case .stepsRestored(let steps): return restore(steps)
    case .marksChanged(let changes): return take(changes)
    case .otherMarksChanged: return loadOtherMarks()
    case .marksLoaded(let known): for marks in known { self.marks.note(marks) }
    case .viewSaved(let view, let views):
      configuration.views = views
      return takeSaved(view)
    case .viewNotSaved(let reason): fail(reason)
    case .mutesChanged(let change, let rules):
      configuration.mutes = rules
      return take(change)
    case .mutesNotChanged(let reason): return failMuting(reason)
    case .mutedChanged:
      let isHeld = list.isTouched && !awaitsMuted
      awaitsMuted = false
      return (isHeld ? [] : reloadListing()) + reloadSidebarSoon()
    case .trailRestored(let stops):
      oldTrail = stops.map { stop in
        switch stop {
        case .article(let row): .article(row)
        case .related(let entry): .related(entry)
        }
      }
    case .similarFound(let id, let articles): take(similar: articles, to: id)
    case .lookedUp(let url, let finding): return take(lookedUp: url, finding)
    case .opened(let outcome): report(outcome)
    case .pictureLoaded(let picture, let url, let columns, let form):
      take(picture, of: url, columns: columns, form: form)
    case .picturesShown(let form): showPictures(as: form)
    case .downloading(let status): take(status)
    case .played(let article): downloads.notePlayed(article)
    case .downloadKnown(let mark, let url, let article): take(mark, of: url, in: article)
    case .notDownloaded(let reason): fail(reason)
    case .copied(let outcome): report(outcome)
    case .piped(let outcome), .edited(let outcome): return take(outcome)
    case .articlesFound(let request, let ids): return take(found: ids, request: request)
    case .programPrinted(let run, let text): take(printed: text, run: run)
    case .programEnded(let run, let outcome): return take(outcome, run: run)
    case .saveProposed(let id, let path): takeProposal(path, for: id)
    case .articleSaved(let path): say(Wording.articleSaved(path))
    case .articleNotSaved(let id, let reason, let path): takeNotSaved(id, reason, path)
    case .themesLoaded(let themes, let faults): return take(themes, faults: faults)
    case .themeKept(let name): say(Wording.themeKept(name))
    case .themeNotKept(let reason): fail(reason)
    case .tookOver(let outcome, let lines): return take(imported: outcome, lines)
    case .settingsBroken(let faults): say(faults)
    case .settingsRead(let reading): return take(reading)
    case .groundKnown(let ground): return take(ground)
    case .notice(let text): note(text)
    default: break
    }
    return []
  }

  mutating func say(_ text: String) { message = StatusMessage(text: text) }

  /// Says something that nobody asked for: what went wrong with the last key stays before it.
  private mutating func note(_ text: String) {
    if let message, message.isError {
      fail("\(message.text) · \(text)")
    } else {
      say(text)
    }
  }

  mutating func fail(_ text: String) { message = StatusMessage(text: text, isError: true) }

  private mutating func report(_ outcome: OpenOutcome) {
    message = StatusMessage(text: Wording.sentence(outcome), isError: outcome.isFailure)
  }

  private mutating func report(_ outcome: CopyOutcome) {
    if case .failed(let reason) = outcome {
      fail(Wording.notCopied(reason))
    } else {
      say(Wording.sentence(outcome))
    }
  }
}

extension OpenOutcome {
  fileprivate var isFailure: Bool {
    switch self {
    case .opened, .closed, .noOpener: false
    case .failed, .refused: true
    }
  }
}
