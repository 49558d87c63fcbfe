import Articles
import TUI

/// Where the person stopped reading, of the articles read last: neither at the beginning nor at the end.
struct ReadingPlaces: Sendable {
  static let most = 200

  /// The newest at the end.
  private(set) var all: [Session.ReadingPlace]

  init(_ places: [Session.ReadingPlace] = []) {
    all = Array(places.suffix(Self.most))
  }

  subscript(address: Address) -> Page.Place? {
    get {
      all.last { $0.address == address }.map { Page.Place(block: $0.block, part: $0.part) }
    }
    set {
      // Most of the time it is the one that is being read.
      if all.last?.address == address {
        all.removeLast()
      } else {
        all.removeAll { $0.address == address }
      }
      guard let newValue else { return }
      all.append(
        Session.ReadingPlace(address: address, block: newValue.block, part: newValue.part))
      if all.count > Self.most { all.removeFirst() }
    }
  }
}

extension Model {
  /// Enter: the view, the article, the selected link or related article.
  mutating func open() -> [Effect] {
    switch focus {
    case .sidebar:
      return sidebar.selected.map { open($0) } ?? []
    case .list:
      return openSelected(focusing: true)
    case .detail:
      guard let target = selectedTarget else { return [] }
      if target.isOfNote {
        followNote(target)
        return []
      }
      if case .link(let link) = target.kind {
        return follow(link)
      }
      guard let subject = subject(of: target.kind) else { return [] }
      trail.follow(subject)
      return markOpened(subject)
    }
  }

  /// Shows the selected article because the person asked for it.
  mutating func openSelected(focusing: Bool) -> [Effect] {
    guard let row = selectedRow else { return [] }
    let subject = Subject.article(row)
    if subject.isSame(as: trail.current?.subject) {
      trail.current?.isOpened = true
    } else {
      trail.begin(at: subject, isOpened: true)
    }
    if trail.stops.count == 1, oldTrail.count > 1, subject.isSame(as: oldTrail.first) {
      trail.begin(again: [subject] + oldTrail.dropFirst())
      oldTrail = []
    }
    if focusing || layout.detail == nil { focus = .detail }
    return markOpened(subject)
  }

  mutating func openUnread(backwards: Bool) -> [Effect] {
    guard
      let place = list.nextUnread(
        from: list.cursor.selected, backwards: backwards, in: marks)
    else { return [] }
    return open(place: place)
  }

  /// Opens the row below or above, read or not.
  mutating func openNext(backwards: Bool) -> [Effect] {
    open(place: list.cursor.selected + (backwards ? -1 : 1))
  }

  private mutating func open(place: Int) -> [Effect] {
    list.cursor.select(place, count: list.count, height: layout.listRows)
    if selectedRow == nil {
      opensWhenLoaded = list.selectedID
      return []
    }
    return openSelected(focusing: focus == .detail)
  }

  /// Opens the article that was chosen before its row was here.
  mutating func openLoaded() -> [Effect] {
    guard let id = opensWhenLoaded, id != list.selectedID || list.rows[id] != nil else { return [] }
    opensWhenLoaded = nil
    return id == list.selectedID ? openSelected(focusing: focus == .detail) : []
  }

  /// Space: opens what is only previewed, pages down, and at the end goes on to the next unread.
  mutating func readOn() -> [Effect] {
    let isShown =
      focus == .detail || selectedRow.map { Subject.article($0).isSame(as: trail.root) } == true
    guard isShown, layout.detail != nil, trail.current?.isOpened == true else {
      return openSelected(focusing: false)
    }
    if let stop = trail.current, stop.scroll < scrollEnd {
      scroll(to: stop.scroll + max(layout.text.rows - 1, 1))
      return []
    }
    if let reason = refusal(of: .nextUnread) {
      say(reason)
      return []
    }
    return openUnread(backwards: false)
  }

  /// The article a related entry, an item of a collection or a pointing article stands for.
  func subject(of kind: Page.Target.Kind) -> Subject? {
    switch kind {
    case .related(let entry):
      return entry.row.map(Subject.article) ?? .related(entry)
    case .article(let row): return .article(row)
    case .link, .sign, .note: return nil
    }
  }

  mutating func take(_ detail: ArticleDetail) {
    details.insert(detail)
    if trail.current?.subject.articleID == detail.row.id { page = nil }
    if case .info(var info) = overlay, info.subject.articleID == detail.row.id {
      info.page = nil
      overlay = .info(info)
    }
  }
}

extension Model {
  /// `v`: pictures of articles, or none.
  mutating func togglePictures() {
    pictures.areShown.toggle()
    page?.isOutdated = true
    say(pictures.areShown ? Wording.picturesOn : Wording.picturesOff)
  }

  func refusalOfPictures() -> String? {
    configuration.pictures == .impossible ? Wording.noPictures : nil
  }

  /// Asks for the pictures of an article that the person has opened: passing by asks no server.
  mutating func loadPictures() -> [Effect] {
    guard pictures.areShown, configuration.pictures != .impossible, let stop = trail.current,
      stop.isOpened, let page, page.subject.isSame(as: stop.subject), layout.detail != nil
    else { return [] }
    let columns = min(layout.text.columns, Self.widestPicture)
    let rows = min(max(layout.text.rows * 2 / 3, 4), Self.highestPicture)
    let form = pictures.form
    let urls = (page.lead.map { [$0] } ?? []) + page.pictures
    let isNew = columns != pictures.columns
    var effects: [Effect] = []
    for url in urls where (isNew && effects.isEmpty) || pictures.isUnknown(url) {
      pictures.await(url, columns: columns)
      effects.append(.loadPicture(url, columns: columns, rows: rows, form: form))
    }
    return effects
  }

  private static let widestPicture = 80
  private static let highestPicture = 24

  /// The terminal shows pictures in another way than it was thought to.
  mutating func showPictures(as form: PictureForm) {
    if pictures.use(form) { page?.isOutdated = true }
  }

  mutating func take(_ picture: Picture?, of url: String, columns: Int, form: PictureForm) {
    guard pictures.take(picture, of: url, columns: columns, form: form) else { return }
    let shown = page.map { $0.lead == url || $0.pictures.contains(url) } ?? false
    if shown { page?.isOutdated = true }
  }
}
