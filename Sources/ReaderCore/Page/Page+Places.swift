import TUI

/// Places in the text that stay what they are when its width changes.
///
/// To come back to one, all above it would have to be laid out, which takes a second of ten megabytes. So a page
/// that is far above what the person reads is shown as a *window*, laid out from a little above that place, until
/// the page from its top has come as far between keys.
extension Page {
  /// A block or entry, and how much of it is above.
  struct Place: Hashable, Sendable {
    var block: Int
    var part: Double
  }

  /// How much of a block is above a line.
  struct Anchor: Sendable {
    var line: Int
    var part: Double
  }

  func place(ofLine line: Int) -> Place? {
    let block = (starts.partitioningIndex { $0 > line }) - 1
    guard starts.indices.contains(block) else { return nil }
    let next = anchors.partitioningIndex { $0.line > line }
    var low = Anchor(line: starts[block], part: block == 0 ? skipped.part : 0)
    if next > 0, anchors[next - 1].line >= low.line { low = anchors[next - 1] }
    let end = block + 1 < starts.count ? starts[block + 1] : lines.count
    var high = Anchor(line: end, part: 1)
    if anchors.indices.contains(next), anchors[next].line <= end { high = anchors[next] }
    let share = Double(line - low.line) / Double(max(high.line - low.line, 1))
    return Place(
      block: skipped.block + block, part: low.part + (high.part - low.part) * min(share, 1))
  }

  /// Whether the text there is laid out.
  func has(_ place: Place) -> Bool {
    let block = place.block - skipped.block
    guard block >= 0, block > 0 || place.part >= skipped.part else { return false }
    if work == nil || starts.count > block + 1 { return true }
    guard block < starts.count, let last = anchors.last, last.line >= starts[block] else {
      return false
    }
    return last.part > place.part
  }

  /// Lays out as far as that place.
  mutating func line(of place: Place) -> Int {
    while !has(place), work != nil { extend(bytes: PageWork.slice) }
    let block = place.block - skipped.block
    guard block >= 0 else { return 0 }
    guard starts.indices.contains(block) else { return lines.count }
    let end = block + 1 < starts.count ? starts[block + 1] : lines.count
    let first = anchors.partitioningIndex { $0.line >= starts[block] }
    let past = anchors.partitioningIndex { $0.line > end }
    let own = anchors[first..<max(past, first)]
    let next = own.partitioningIndex { $0.part > place.part }
    let low =
      next > own.startIndex
      ? own[next - 1] : Anchor(line: starts[block], part: block == 0 ? skipped.part : 0)
    let high = next < own.endIndex ? own[next] : Anchor(line: end, part: 1)
    let share = (place.part - low.part) / max(high.part - low.part, .leastNormalMagnitude)
    return low.line + Int((max(share, 0) * Double(high.line - low.line)).nextUp)
  }

  // MARK: Windows

  var isWindow: Bool { !whole.isEmpty }

  /// A page of which more than this stands above the place being read is shown from there.
  static let mostAbove = 4 * PageWork.slice

  /// A page that begins a little above a place, with this one behind it; `nil` where this one is soon there.
  func window(at place: Place, rows: Int) -> Page? {
    guard let work, !has(place), work.bytes(before: place) > Self.mostAbove else { return nil }
    var window = Page(subject: subject, columns: columns)
    window.related = related
    window.links = links
    window.lead = lead
    window.skipped = work.place(above: place, bytes: rows * columns)
    window.work = work.from(window.skipped)
    let line = window.line(of: place)
    window.extend(toLine: line + 2 * rows)
    window.whole = [self]
    return window
  }

  /// Goes on with the page behind a window.
  mutating func extendWhole(bytes: Int) {
    guard var page = whole.popLast() else { return }
    page.extend(bytes: bytes)
    whole = [page]
  }

  /// Becomes the page behind it.
  mutating func leaveWindow() {
    if let page = whole.popLast() { self = page }
  }

  /// Where a target of the window is on the page behind it, which is laid out as far.
  func targetOfWhole(_ target: Int) -> Int? {
    guard let whole = whole.first, skipped.part == 0, whole.starts.indices.contains(skipped.block)
    else { return nil }
    let place = target + whole.targetCount(aboveLine: whole.starts[skipped.block])
    return whole.targets.indices.contains(place) ? place : nil
  }

  /// Where a target of another page of the same text is in this window.
  func targetOfWindow(_ target: Int, of other: Page) -> Int? {
    guard skipped.part == 0, other.starts.indices.contains(skipped.block) else { return nil }
    let place = target - other.targetCount(aboveLine: other.starts[skipped.block])
    return targets.indices.contains(place) ? place : nil
  }

  private func targetCount(aboveLine line: Int) -> Int {
    targets.firstIndex { $0.lines.lowerBound >= line } ?? targets.count
  }

  /// How far a line of a window is in the whole text, from 0 to 1.
  func share(ofLine line: Int) -> Double {
    guard let place = place(ofLine: line), let count = work?.count ?? whole.first?.work?.count
    else { return 1 }
    return min((Double(place.block) + place.part) / Double(max(count, 1)), 1)
  }
}
