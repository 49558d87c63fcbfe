import Articles

/// What the marks of one article, over its address and aliases, amount to.
///
/// A fact holds when its latest instant is later than that of its opposite; at a tie it does not.
struct MarkFacts: Hashable {
  private var read: Int64?
  private var unread: Int64?
  private var starred: Int64?
  private var unstarred: Int64?
  private var split: Int64?
  private var unsplit: Int64?
  private(set) var last: Int64?

  mutating func add(_ name: String, at instant: Int64) {
    switch name {
    case MarkName.read.text: read = later(read, instant)
    case MarkName.unread.text: unread = later(unread, instant)
    case MarkName.starred.text: starred = later(starred, instant)
    case MarkName.unstarred.text: unstarred = later(unstarred, instant)
    case MarkName.split.text: split = later(split, instant)
    case MarkName.unsplit.text: unsplit = later(unsplit, instant)
    default: break
    }
    last = later(last, instant)
  }

  var flags: MarkFlags {
    var flags: MarkFlags = []
    if holds(read, against: unread) { flags.insert(.read) }
    if holds(starred, against: unstarred) { flags.insert(.starred) }
    if holds(split, against: unsplit) { flags.insert(.split) }
    return flags
  }

  private func later(_ known: Int64?, _ instant: Int64) -> Int64 {
    max(known ?? instant, instant)
  }

  private func holds(_ fact: Int64?, against opposite: Int64?) -> Bool {
    guard let fact else { return false }
    return opposite.map { fact > $0 } ?? true
  }
}
