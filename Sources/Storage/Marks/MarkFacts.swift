import Articles

/// What the marks of one article, over its address and aliases, amount to.
///
/// A fact holds when its latest instant is later than that of its opposite; at a tie it does not.
struct MarkFacts {
  private var read = Fact()
  private var starred = Fact()
  private var split = Fact()
  private var played = Fact()
  private var downloaded = Fact()
  /// Each with its least spelling by bytes.
  private var labelled: [String: (label: Label, fact: Fact)] = [:]
  private(set) var last: Int64?

  private struct Fact: Hashable {
    private var stated: Int64?
    private var revoked: Int64?

    mutating func add(_ instant: Int64, isRevoked: Bool) {
      if isRevoked {
        revoked = max(revoked ?? instant, instant)
      } else {
        stated = max(stated ?? instant, instant)
      }
    }

    var holds: Bool {
      guard let stated else { return false }
      return revoked.map { stated > $0 } ?? true
    }
  }

  mutating func add(_ name: String, at instant: Int64) {
    switch name {
    case MarkName.read.text: read.add(instant, isRevoked: false)
    case MarkName.unread.text: read.add(instant, isRevoked: true)
    case MarkName.starred.text: starred.add(instant, isRevoked: false)
    case MarkName.unstarred.text: starred.add(instant, isRevoked: true)
    case MarkName.split.text: split.add(instant, isRevoked: false)
    case MarkName.unsplit.text: split.add(instant, isRevoked: true)
    case MarkName.played.text: played.add(instant, isRevoked: false)
    case MarkName.unplayed.text: played.add(instant, isRevoked: true)
    case MarkName.downloaded.text: downloaded.add(instant, isRevoked: false)
    case MarkName.undownloaded.text: downloaded.add(instant, isRevoked: true)
    default:
      if let (label, isGiven) = MarkName(name).label { add(label, isGiven, instant) }
    }
    last = max(last ?? instant, instant)
  }

  private mutating func add(_ label: Label, _ isGiven: Bool, _ instant: Int64) {
    var known = labelled[label.folded] ?? (label, Fact())
    known.fact.add(instant, isRevoked: !isGiven)
    if label.name.utf8.lexicographicallyPrecedes(known.label.name.utf8) { known.label = label }
    labelled[label.folded] = known
  }

  var flags: MarkFlags {
    var flags: MarkFlags = []
    if read.holds { flags.insert(.read) }
    if starred.holds { flags.insert(.starred) }
    if split.holds { flags.insert(.split) }
    if played.holds { flags.insert(.played) }
    if downloaded.holds { flags.insert(.downloaded) }
    if labelled.contains(where: { $0.value.fact.holds }) { flags.insert(.labelled) }
    return flags
  }

  /// In the order of their names.
  var labels: [Label] {
    labelled.values.filter(\.fact.holds).map(\.label).sorted()
  }
}
