import Articles
import TUI

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
