/// Which row is selected and which one is the first on the screen.
///
/// A selection that leaves the window brings its row to the middle, so that most moves repaint two
/// rows and not the whole list.
struct Cursor: Hashable, Sendable {
  private(set) var selected = 0
  private(set) var top = 0

  /// Selects the row nearest to `index`, scrolling only if it is not on the screen.
  mutating func select(_ index: Int, count: Int, height: Int) {
    selected = min(max(index, 0), max(count - 1, 0))
    show(count: count, height: height)
  }

  mutating func move(by distance: Int, count: Int, height: Int) {
    let (index, isPast) = selected.addingReportingOverflow(distance)
    select(isPast ? (distance > 0 ? count : 0) : index, count: count, height: height)
  }

  /// Moves the window by `pages` screens (1, -1) and the selection with it.
  mutating func turn(pages: Int, count: Int, height: Int) {
    let rows = max(height, 1)
    top = min(max(top + pages * rows, 0), max(count - rows, 0))
    move(by: pages * rows, count: count, height: height)
  }

  /// Moves the window alone; the selection stays where it is as long as that is on the screen.
  mutating func scroll(by distance: Int, count: Int, height: Int) {
    let rows = max(height, 1)
    top = min(max(top + distance, 0), max(count - rows, 0))
    selected = min(max(selected, top), max(min(top + rows, count) - 1, 0))
  }

  /// The same row on the screen for a list that begins elsewhere: keeps the distance to the top.
  mutating func carry(to index: Int, count: Int, height: Int) {
    top = index - (selected - top)
    select(index, count: count, height: height)
  }

  /// The beginning of the list, as long as the selection is on the screen with it.
  mutating func showBeginning(height: Int) {
    if selected < max(height, 1) { top = 0 }
  }

  private mutating func show(count: Int, height: Int) {
    let rows = max(height, 1)
    if selected < top || selected >= top + rows { top = selected - rows / 2 }
    top = min(max(top, 0), max(count - rows, 0))
  }
}
