import Articles
import Storage

/// Counts the articles that are stored from now on, by this process or another.
struct Arrivals {
  private let view: LibraryView
  private var last: ArticleID?
  private var total = 0

  init(in view: LibraryView) {
    self.view = view
    _ = count()
  }

  /// How many there are by now; as many as before where the library cannot tell.
  mutating func count() -> Int {
    guard let (count, last) = try? view.arrivals(after: last) else { return total }
    self.last = last
    total += count
    return total
  }
}
