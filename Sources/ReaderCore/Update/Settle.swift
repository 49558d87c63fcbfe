import Articles
import TUI

extension Model {
  /// Brings everything that follows from the rest up to date: layout, page, what is to be loaded,
  /// wake-ups. Done once after each message.
  mutating func settle() -> [Effect] {
    var effects: [Effect] = []
    layOutWindow()
    effects += loadRows()
    effects += loadDigests()
    effects += follow()
    effects += loadDetail()
    effects += fetchFullTextUnasked()
    layOutPage()
    goToPlace()
    effects += layOutRest()
    effects += loadPictures()
    effects += findSimilar()
    layOutInfo()
    layOutFaults()
    layOutOutput()
    effects += watchReading()
    effects += watchAges()
    return effects
  }

  private mutating func layOutWindow() {
    if focus == .detail && trail.current == nil { focus = .list }
    let new = WindowLayout(
      size: size, arrangement: shownArrangement, focus: focus,
      rowHeight: configuration.list.height, measure: configuration.measure)
    guard new != layout else { return }
    layout = new
    list.cursor.select(list.cursor.selected, count: list.count, height: layout.listRows)
    sidebar.select(sidebar.cursor.selected, height: layout.sidebarRows)
  }

  /// Who is read the screen to has one pane at a time.
  private var shownArrangement: Arrangement {
    guard configuration.isForScreenReader else { return arrangement }
    return Arrangement(wide: .single, medium: .single)
  }

  /// The rows on the screen first and by themselves: the person waits for these alone.
  private mutating func loadRows() -> [Effect] {
    guard list.count > 0 else { return [] }
    let missing = list.rows.missing(around: visibleRows, in: list.ids)
    guard !missing.isEmpty else { return [] }
    let visible = Set(list.ids[visibleRows])
    let parts = [missing.filter(visible.contains), missing.filter { !visible.contains($0) }]
    return parts.filter { !$0.isEmpty }.map(Effect.loadRows)
  }

  /// What only the text of an article tells, of the rows on the screen: rows do not wait for it.
  private mutating func loadDigests() -> [Effect] {
    guard configuration.list.needsDigests, list.count > 0, layout.list != nil else { return [] }
    let missing = list.digests.missing(list.ids[visibleRows].filter { list.rows[$0] != nil })
    return missing.isEmpty ? [] : [.loadDigests(missing)]
  }

  /// The detail pane follows the list's selection once that has rested; the very first at once.
  private mutating func follow() -> [Effect] {
    if focus != .detail, list.count == 0, !list.isLoading {
      trail = Trail()
      retirePage()
    }
    guard focus != .detail, layout.detail != nil, let row = selectedRow else {
      return cancelPreview()
    }
    let subject = Subject.article(row)
    guard !subject.isSame(as: trail.root) else { return cancelPreview() }
    if trail.current == nil || configuration.previewDelay <= 0 {
      trail.begin(at: subject, isOpened: false)
      return cancelPreview()
    }
    guard alarms.preview != row.id else { return [] }
    alarms.preview = row.id
    return [.wake(.preview, afterMilliseconds: configuration.previewDelay)]
  }

  private mutating func cancelPreview() -> [Effect] {
    guard alarms.preview != nil else { return [] }
    alarms.preview = nil
    return [.cancelWake(.preview)]
  }

  /// Only what is on the screen is read from its file.
  private mutating func loadDetail() -> [Effect] {
    var effects: [Effect] = []
    if layout.detail != nil, let id = trail.current?.subject.articleID, details.needs(id) {
      effects.append(.loadDetail(id))
    }
    if case .info(let info) = overlay, let id = info.subject.articleID, details.needs(id) {
      effects.append(.loadDetail(id))
    }
    if let action = deferred.first, let id = missingArticle(for: action), details.needs(id) {
      effects.append(.loadDetail(id))
    }
    return effects
  }

  private mutating func layOutPage() {
    guard layout.detail != nil, let stop = trail.current else { return }
    let columns = layout.text.columns
    if let page, page.columns == columns, !page.isOutdated, page.subject.isSame(as: stop.subject) {
      return
    }
    let old = page.flatMap { $0.subject.isSame(as: stop.subject) ? $0 : nil }
    guard let builder = pageBuilder else { return }
    retirePage()
    page = builder.page(
      for: stop.subject, detail: currentDetail,
      failure: stop.subject.articleID.flatMap { details.reason($0) },
      fullText: stop.subject.address.flatMap { fullTexts[$0] })
    // The same place in the text, after a change of width.
    let place = old?.place(ofLine: stop.scroll)
    page?.extend(
      toLine: place == nil ? stop.scroll + 2 * layout.text.rows : 2 * layout.text.rows)
    // Most articles are done with that.
    page?.extend(bytes: PageWork.slice)
    if let place, let window = page?.window(at: place, rows: layout.text.rows) {
      page = window
      trail.current?.target = old.flatMap { old in
        stop.target.flatMap { (old.isWindow ? nil : window.targetOfWindow($0, of: old)) }
      }
    }
    let line = place.flatMap { page?.line(of: $0) } ?? stop.scroll
    searchPageAgain(from: line)
    scroll(to: line)
  }

  /// Sees a page off that is shown no more.
  private mutating func retirePage() {
    if let page, page.isLong { spentPages.append(page) }
    page = nil
  }

  private mutating func freeSpentPages() {
    guard var page = spentPages.popLast() else { return }
    if let whole = page.whole.popLast() { spentPages.append(whole) }
    if page.dropEnd() { spentPages.append(page) }
  }

  /// The page from its top takes the place of a window, as soon as it reaches as far.
  mutating func layOutMore() {
    freeSpentPages()
    guard page?.isWindow == true else {
      page?.extend(bytes: PageWork.slice)
      return
    }
    page?.extendWhole(bytes: PageWork.slice)
    guard var stop = trail.current, let window = page, let whole = window.whole.first else {
      return
    }
    let last = stop.scroll + layout.text.rows
    guard let place = window.place(ofLine: stop.scroll),
      window.place(ofLine: min(last, max(window.lines.count - 1, 0))).map(whole.has) ?? true
    else { return }
    stop.target = stop.target.flatMap(window.targetOfWhole)
    page?.leaveWindow()
    trail.current = stop
    let line = page?.line(of: place) ?? 0
    scroll(to: line)
    searchPageAgain(from: line)
  }

  /// An article that was begun and is opened again goes on where the person stopped.
  private mutating func goToPlace() {
    guard let stop = trail.current, stop.isOpened, !stop.isPlaced,
      let address = stop.subject.address,
      page?.subject.isSame(as: stop.subject) == true,
      stop.subject.articleID == nil || currentDetail != nil
    else { return }
    trail.current?.isPlaced = true
    guard stop.scroll == 0, let place = places[address] else { return }
    if let window = page?.window(at: place, rows: layout.text.rows) { page = window }
    guard let line = page?.line(of: place), line > 0 || page?.isWindow == true else { return }
    scroll(to: line)
    if message == nil || message?.isError == false { say(Wording.leftOff(key(of: .first))) }
  }

  /// What lays out the page of the detail pane, where there is one.
  var pageBuilder: PageBuilder? {
    guard layout.detail != nil else { return nil }
    return PageBuilder(
      columns: layout.text.columns, charset: charset, theme: configuration.theme,
      clock: configuration.clock, pictures: pictures.here, downloads: downloads.marks)
  }

  /// What is not on the screen is laid out, and looked through, in slices between keys.
  private mutating func layOutRest() -> [Effect] {
    let isSearching =
      textSearch.map { !$0.isDone && page?.subject.isSame(as: $0.subject) == true } ?? false
    let isUnfinished = page?.work != nil || page?.isWindow == true
    guard isUnfinished || isSearching || !spentPages.isEmpty, !alarms.isLayingOut else { return [] }
    alarms.isLayingOut = true
    return [.wake(.layOut, afterMilliseconds: 0)]
  }

  private mutating func layOutInfo() {
    guard case .info(var info) = overlay else { return }
    let columns = max(size.columns - 3, 1)
    if let page = info.page, page.columns == columns { return }
    let builder = InfoBuilder(
      columns: columns, charset: charset, theme: configuration.theme, clock: configuration.clock)
    info.page = builder.page(
      for: info.subject, detail: info.subject.articleID.flatMap { details[$0] },
      state: markState(of: info.subject), link: info.link)
    info.scroll = min(info.scroll, max((info.page?.lines.count ?? 0) - overlayRows, 0))
    overlay = .info(info)
  }
}
