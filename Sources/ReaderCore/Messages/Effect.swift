public import Articles
public import TUI

/// Something to be done in the world. Said by ``update(_:_:)``, done by the program around it.
public enum Effect: Hashable, Sendable {
  /// Marks of one article, made durable before the next frame is shown; answered only by ``Message/marksNotSaved(reason:)``
  /// where that fails, or by ``Message/marksSaved`` where it was late.
  case record([Mark], step: MarkStep.ID)
  /// One step for many articles, in the background; only for those that were published before
  /// `olderThan`, if that is given. `at` is when the key went down: what was marked since stays.
  case markAll(
    ArticleSet, [MarkName], at: Instant, olderThan: Instant? = nil, step: MarkStep.ID)
  /// Takes back what a step did, after everything that was asked for before; what that writes is a
  /// step again. Answered by ``Message/undone(as:_:)``.
  case undo(MarkStep.ID, as: MarkStep.ID)
  /// Steps that can no longer be asked for.
  case forget([MarkStep.ID])
  /// Asks for the steps of earlier windows; answered by ``Message/stepsRestored(_:)``.
  case restoreSteps

  case loadListing(ListScope, request: Int)
  /// Whether the listings that are asked for from now on have one row for a story.
  case foldStories(Bool)
  case loadRows([ArticleID])
  /// Asks for what only the texts of articles tell of them.
  case loadDigests([ArticleID])
  case loadDetail(ArticleID)
  case loadSidebar
  /// Counts what is unread in one of the person's own views.
  case countSaved(SavedView, ListScope)
  /// Writes a view into the settings, in the place of one of the same name. Answered by
  /// ``Message/viewSaved(_:all:)`` or ``Message/viewNotSaved(reason:)``.
  case save(SavedView)
  /// Writes a rule into the settings, or takes it out of them, and hides what it says. Answered by
  /// ``Message/mutesChanged(_:all:)`` or ``Message/mutesNotChanged(reason:)``.
  case mute(MuteRule)
  case unmute(MuteRule)
  /// Asks what holds for keys that the library lacks.
  case loadMarks([ArticleKey])

  /// `url` is as a file wrote it: the opener checks it. `address` is what the person knows it by,
  /// `type` the media type of what is there, or what is known of it ("audio/*").
  case open(url: String, address: Address?, type: String? = nil)
  /// Gets a picture, no wider and no higher; answered by
  /// ``Message/pictureLoaded(_:url:columns:form:)``.
  case loadPicture(String, columns: Int, rows: Int, form: PictureForm)
  /// Fetches a file that an article comes with into the person's folder, after those that were asked
  /// for before. The file may lie in their own network where its address stands in a file of theirs.
  /// Told by ``Message/downloading(_:)``, ``Message/downloadKnown(_:url:article:)`` and a notice.
  case download(url: String, of: ArticleID, mayBePrivate: Bool)
  /// Ends what is downloaded and drops what waits; what has come of a file stays.
  case stopDownloads
  /// Asks whether the files of an article are here still; answered by
  /// ``Message/downloadKnown(_:url:article:)`` where one is not.
  case lookAtFiles(of: ArticleID)
  /// Gives the terminal to a command, which reads an article on its standard input. Answered by
  /// ``Message/piped(_:)``.
  case pipe(command: String, PipeForm, PrintedArticle)
  /// Asks which articles a scope has; answered by ``Message/articlesFound(request:_:)``.
  case findArticles(ListScope, request: Int)
  /// Runs a program of the person's own for articles, one after another; answered by
  /// ``Message/programEnded(run:_:)``, and before by ``Message/programPrinted(run:_:)`` where what it
  /// prints is shown.
  case runProgram(OwnProgram, name: String, [PrintedArticle], run: Int)
  case stopProgram(run: Int)
  /// Asks where an article would be saved; answered by ``Message/saveProposed(_:path:)``.
  case proposeSave(ArticleID)
  /// Writes an article into a file of its own, never over another; answered by
  /// ``Message/articleSaved(path:)`` or ``Message/articleNotSaved(_:reason:path:)``.
  case saveArticle(ArticleID, path: String)
  /// Gives the terminal to the person's editor, for the article's file or a copy; answered by
  /// ``Message/edited(_:)``.
  case edit(ArticleID)
  case copy(String)
  /// Looks for articles that speak of the same, by the words of `text`; answered by
  /// ``Message/similarFound(_:_:)``.
  case findSimilar(ArticleRow, text: String)
  /// Asks what is here of the page that a link leads to, as if it were a related article; answered by
  /// ``Message/lookedUp(url:_:)``.
  case lookUp(RelatedArticle, url: String)

  /// Asks for the whole text of an article from the page at `url`: as it was fetched before, unless it
  /// is wanted anew. The page may lie in the person's own network where they asked for it and its
  /// address stands in a file of theirs. Answered by ``Message/fullTextLoaded(_:_:)`` or
  /// ``Message/fullTextUnavailable(_:reason:)``.
  case loadFullText(Address, url: String, anew: Bool, mayBePrivate: Bool)
  /// Ends the fetching of the pages that were asked for; nothing is answered then.
  case stopFullTexts

  /// Sends ``Message/woke(_:)`` once; a later wake for the same alarm takes the place of this one.
  case wake(Alarm, afterMilliseconds: Int)
  case cancelWake(Alarm)

  /// Enters the words of what is new, so that queries find it; answered by
  /// ``Message/textsWaiting(_:)`` while it lasts.
  case indexTexts
  /// Looks for new, changed and removed files.
  case rescan
  /// Asks sources for news; one at a time. Answered by ``Message/refreshEnded(_:)`` when all is stored.
  case refresh(RefreshTarget)
  /// Ends the refresh that is under way; what has come stays.
  case stopRefresh
  /// Asks what is at a place that was typed, or at a feed that a page there offers. Answered by
  /// ``Message/sourceFound(request:_:)``.
  case findSource(String, offer: String? = nil, request: Int)
  /// Ends the looking for what was asked last; nothing comes of it.
  case stopFinding
  /// Makes a source of what was found; answered by ``Message/sourceAdded(title:articles:)`` or
  /// ``Message/sourceNotAdded(reason:)``.
  case addSource(request: Int)
  /// Asks how sources fare, `nil` for all; answered by ``Message/faultsLoaded(_:_:)``.
  case loadFaults([SourceID]?)
  /// Asks for the themes of the person's own; answered by ``Message/themesLoaded(_:faults:)``.
  case loadThemes
  /// Writes which theme is wanted into the settings, `nil` for the one that the terminal's ground wants.
  /// Answered by ``Message/themeKept(_:)`` or ``Message/themeNotKept(reason:)``.
  case keepTheme(String?)
  /// Writes which preset of keys is wanted into the settings; answered by a notice, or by
  /// ``Message/themeNotKept(reason:)``.
  case keepKeys(KeyPreset)
  /// Takes over feeds, settings and marks from files, as `martlet import` does; answered by
  /// ``Message/tookOver(_:lines:)``.
  case takeOver([String])
  /// Gives the terminal to the person's editor for the file of the settings, which are read afterwards.
  /// Answered by ``Message/edited(_:)``, and by ``Message/settingsRead(_:)`` where they have changed.
  case editSettings
  /// What is shown next has other colours than what was shown before.
  case forgetStyles
  /// Whether the terminal reports the mouse.
  case useMouse(Bool)
  /// Paints the whole screen anew.
  case redraw
  case suspend
  case quit
}
