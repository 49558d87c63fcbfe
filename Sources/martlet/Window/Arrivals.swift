import Articles
import Storage

/// Counts the articles that are stored from now on, by this process or another.
struct Arrivals {
  private var last: ArticleID?
  private var total = 0

  init(in view: LibraryView) {
    _ = take(in: view)
  }

  /// Those since the last call, by source; none where the library cannot tell.
  mutating func take(in view: LibraryView) -> [SourceID: Int] {
    guard let (counts, last) = try? view.arrivals(after: last) else { return [:] }
    self.last = last
    return counts
  }

  /// How many there are by now.
  mutating func count(in view: LibraryView) -> Int {
    total += take(in: view).values.reduce(0, +)
    return total
  }
}
