public import Articles
public import TUI

/// Something that happened: a key, or what became of an ``Effect``.
public enum Message: Hashable, Sendable {
  case key(Key)
  /// Text from the clipboard of the terminal.
  case pasted(String)
  case mouse(MouseEvent)
  case resized(Size)
  /// An ``Effect/wake(_:afterMilliseconds:)`` came due.
  case woke(Alarm)

  /// Rows to paint before the listing is known; they may stand anywhere in the view. Ignored once
  /// the listing of the same scope has come.
  case firstPage(ListScope, rows: [ArticleRow], selected: ArticleID?)
  /// The answer to ``Effect/loadListing(_:request:)``. An older request than the last is ignored;
  /// number 0 is the listing that was loaded unasked at the start.
  case listed(request: Int, ListScope, Listing)
  case listingUnavailable(request: Int, reason: String)
  /// The answer to ``Effect/loadRows(_:)``; what was asked for and is not among the rows is gone.
  case rowsLoaded(asked: [ArticleID], rows: [ArticleRow])
  /// The answer to ``Effect/loadDigests(_:)``.
  case digestsLoaded([ArticleID: ArticleDigest])
  case detailLoaded(ArticleDetail)
  case detailUnavailable(ArticleID, reason: String)
  case sidebarLoaded(Sidebar)
  /// The answer to ``Effect/countSaved(_:_:)``.
  case savedCounted(SavedView, unread: Int)
  /// The answer to ``Effect/save(_:)``, with all views as the settings have them now.
  case viewSaved(SavedView, all: [SavedView])
  case viewNotSaved(reason: String)
  /// The answer to ``Effect/mute(_:)`` and ``Effect/unmute(_:)``, with all rules as the settings have
  /// them now.
  case mutesChanged(MuteChange, all: [MuteRule])
  case mutesNotChanged(reason: String)
  /// Other articles than before are hidden by rules.
  case mutedChanged
  case fullTextLoaded(Address, FullText)
  case fullTextUnavailable(Address, reason: String)
  /// Whole texts are kept whose words are not in the index yet.
  case fullTextKept
  /// The same, and rows may want theirs that did not when they were read: a query finds what it asks
  /// for as soon as its words are entered.
  case fullTextsFetchedAhead

  /// How far indexing is; `nil` when it has ended.
  case indexing(IndexStatus?)
  /// How many articles queries do not find yet by their words.
  case textsWaiting(Int)
  /// The library changed: `articles` are new or changed, and `added` more were not there before.
  case libraryChanged(added: Int, articles: Set<ArticleID> = [])

  /// How far an ``Effect/refresh(_:)`` is.
  case refreshing(RefreshStatus)
  /// It is over; `nil` if no feed was concerned.
  case refreshEnded(RefreshStatus?)
  /// Feeds have brought articles, or changed some: how many are new, each counted for one source.
  case feedsChanged(added: [SourceID: Int])

  case sourceFound(request: Int, SourceFinding)
  /// How many articles it has, if that is known already.
  case sourceAdded(title: String, articles: Int?)
  case sourceNotAdded(reason: String)
  /// The sources are others now, by somebody else's hand; with all their tags.
  case sourcesChanged(tags: [SourceTag])
  case faultsLoaded([SourceID]?, [SourceReport])

  /// Marks wait for another process that is writing them.
  case marksWaiting
  /// Marks are not on the disk. Said until ``marksSaved`` takes it back.
  case marksNotSaved(reason: String)
  case marksSaved
  /// A ``Effect/markAll(_:_:at:olderThan:step:)`` is done; `count` articles changed. Which ones is said
  /// here if they are many; the changes of few have come before.
  case massMarked(MarkStep.ID, count: Int, [MassMark] = [])
  case massNotMarked(MarkStep.ID, reason: String)
  /// The answer to ``Effect/undo(_:as:)``, with the number of the step that was made.
  case undone(as: MarkStep.ID, UndoOutcome)
  /// The answer to ``Effect/restoreSteps``, oldest first.
  case stepsRestored([MarkStep])
  /// Marks that another program made, or that this one's index has caught up with.
  case marksChanged([MarkChange])
  /// Marks may have changed of addresses that no article of the library has.
  case otherMarksChanged
  /// The answer to ``Effect/loadMarks(_:)``.
  case marksLoaded([KeyMarks])

  /// The trail of an earlier window.
  case trailRestored([TrailStop])
  case similarFound(ArticleID, [SimilarArticle])
  /// The answer to ``Effect/lookUp(_:url:)``.
  case lookedUp(url: String, LinkFinding)
  case opened(OpenOutcome)
  /// The answer to ``Effect/loadPicture(_:columns:rows:form:)``; `nil` where there is none to be shown.
  case pictureLoaded(Picture?, url: String, columns: Int, form: PictureForm)
  /// How the terminal shows pictures, now that it is known.
  case picturesShown(PictureForm)
  /// How far a file is that is downloaded; `nil` when it is over.
  case downloading(DownloadStatus?)
  /// What is here of a file; `nil` for nothing.
  /// A sound or a film of an article was started.
  case played(Address)
  case downloadKnown(DownloadMark?, url: String, article: Address)
  case notDownloaded(reason: String)
  case copied(CopyOutcome)
  /// The answer to ``Effect/pipe(command:_:_:)``.
  case piped(CommandOutcome)
  /// The answer to ``Effect/findArticles(_:request:)``.
  case articlesFound(request: Int, [ArticleID])
  /// What a program has printed that is shown: text without anything that commands a terminal.
  case programPrinted(run: Int, String)
  /// The answer to ``Effect/runProgram(_:name:_:run:)``, once all of them have ended.
  case programEnded(run: Int, CommandOutcome)
  /// The answer to ``Effect/proposeSave(_:)``; `nil` where nothing of the article can be read.
  case saveProposed(ArticleID, path: String?)
  case articleSaved(path: String)
  /// Why not, and a path that may do better.
  case articleNotSaved(ArticleID, reason: String, path: String)
  /// The answer to ``Effect/edit(_:)``.
  case edited(CommandOutcome)
  /// The answer to ``Effect/loadThemes``; of faults place, reason and remedy.
  case themesLoaded([ThemeRecipe], faults: [String])
  /// The answer to ``Effect/keepTheme(_:)``.
  case themeKept(String?)
  case themeNotKept(reason: String)
  /// The answer to ``Effect/takeOver(_:)``, with what there is to be said of single lines.
  case tookOver(CommandOutcome, lines: [String] = [])
  /// Files of the settings have changed and are read.
  case settingsRead(SettingsReading)
  /// Something was wrong with them at the start.
  case settingsBroken([SettingsReading.Fault])
  /// The terminal says what its ground is.
  case groundKnown(Ground)
  /// A refresh has brought articles that are not hidden: how many, and the title of the last. For the
  /// program around the model, which tells whoever is not looking.
  case arrived(count: Int, title: String)
  /// A sentence for the status line.
  case notice(String)
}

/// What became of the rules that hide.
public enum MuteChange: Hashable, Sendable {
  /// With how many articles it hides.
  case muted(MuteRule, count: Int)
  case unmuted(MuteRule)
}
