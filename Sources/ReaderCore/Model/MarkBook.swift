import Articles

/// What holds for every article, as far as this window knows: rows, details, related entries and the
/// list itself ask here.
///
/// A listing tells the flags of its articles; what was marked since the window opened, here or
/// elsewhere, is noted, and counts for more than any listing that comes, which may have been read
/// before. Flags are a byte at the place of the article's number, so that a million of them are joined
/// with a mass mark, or counted, within a key.
struct MarkBook: Sendable {
  struct State: Hashable, Sendable {
    var flags: MarkFlags
    /// In the order of their names.
    var labels: [Label] = []
    var lastMarked: Instant?

    /// What holds after a mark.
    mutating func mark(_ name: MarkName) {
      flags = flags.marked(name)
      if let (label, isGiven) = name.label {
        labels.removeAll { $0 == label }
        if isGiven { labels = (labels + [label]).sorted() }
      }
    }
  }

  /// Of larger changes only the flags are kept.
  static let mostAtOnce = 1000
  /// So many mass marks tell when they were made; of older ones rows that are read again do.
  private static let mostMasses = 8
  private static let noted: UInt8 = 0x40
  private static let known: UInt8 = 0x80
  /// Greater numbers, which only a damaged library has, are kept apart.
  private static let mostBytes: Int64 = 1 << 26

  private var bytes: [UInt8] = []
  private var strays: [ArticleID: UInt8] = [:]
  /// Of articles that were marked by themselves: when, and under which key.
  private var singles: [ArticleID: (lastMarked: Instant?, labels: [Label], key: ArticleKey?)] = [:]
  private var byKey: [ArticleKey: State] = [:]
  private var masses: [MassMark] = []

  // MARK: Asking

  func flags(of id: ArticleID) -> MarkFlags { MarkFlags(rawValue: self[id]).intersection(.shown) }

  func isUnread(_ id: ArticleID) -> Bool { self[id] & MarkFlags.read.rawValue == 0 }

  /// `nil` unless it was marked since this window opened.
  func noted(_ id: ArticleID) -> State? {
    guard self[id] & Self.noted != 0 else { return nil }
    return State(flags: flags(of: id), lastMarked: lastMarked(id))
  }

  func state(of row: ArticleRow) -> State {
    let byte = self[row.id]
    if byte & Self.noted != 0 {
      let last = [lastMarked(row.id), row.lastMarked].compactMap { $0 }.max()
      return State(flags: flags(of: row.id), labels: labels(of: row), lastMarked: last)
    }
    if let state = byKey[row.key] { return state }
    let flags = byte & Self.known == 0 ? row.flags.intersection(.shown) : flags(of: row.id)
    return State(flags: flags, labels: row.labels, lastMarked: row.lastMarked)
  }

  /// Those that were read last, and what was marked after that.
  func labels(of row: ArticleRow) -> [Label] {
    guard self[row.id] & Self.noted != 0 else { return byKey[row.key]?.labels ?? row.labels }
    var state = State(flags: [], labels: row.labels, lastMarked: row.lastMarked)
    if let single = singles[row.id],
      single.lastMarked.map({ $0 >= row.lastMarked ?? $0 }) ?? (row.lastMarked == nil)
    {
      state = State(flags: [], labels: single.labels, lastMarked: single.lastMarked)
    }
    for mass in masses where mass.name.label != nil && mass.articles.contains(row.id) {
      let instant = mass.instant(of: row.id)
      if state.lastMarked.map({ instant > $0 }) ?? true { state.mark(mass.name) }
    }
    return state.labels
  }

  func state(of entry: RelatedEntry) -> State {
    switch entry.place {
    case .library(let row): return state(of: row)
    case .nowhere: return State(flags: [])
    case .elsewhere(let marks):
      let loaded = State(marks)
      guard let known = byKey[marks.key] else { return loaded }
      return isLater(loaded, than: known) ? loaded : known
    }
  }

  /// How many of some articles are unread.
  func unreadCount(of ids: [ArticleID]) -> Int {
    bytes.withUnsafeBufferPointer { bytes in
      ids.reduce(0) { count, id in
        let isHere = UInt64(bitPattern: id.rawValue) < UInt64(bytes.count)
        let byte = isHere ? bytes[Int(id.rawValue)] : strays[id] ?? 0
        return count + (byte & MarkFlags.read.rawValue == 0 ? 1 : 0)
      }
    }
  }

  /// Those of some articles that are unread: of a million within two milliseconds.
  func unread(of articles: ArticleSet) -> ArticleSet {
    bytes.withUnsafeBufferPointer { bytes in
      articles.filter(isUnread) { first in
        guard first + 64 <= Int64(bytes.count) else {
          return (0..<64).reduce(0) { isUnread(ArticleID(first + $1)) ? $0 | 1 << $1 : $0 }
        }
        var unread: UInt64 = 0
        for place in 0..<64 {
          let isUnread = bytes[Int(first) &+ place] & MarkFlags.read.rawValue == 0
          unread |= (isUnread ? 1 : 0) &<< UInt64(place)
        }
        return unread
      }
    }
  }

  // MARK: Telling

  /// What a listing says.
  mutating func learn(_ listing: Listing) {
    for (ids, flags) in [
      (listing.ids, listing.flags), (listing.folded, listing.foldedFlags),
    ] {
      let greatest = ids.reduce(Int64(-1)) {
        $1.rawValue < Self.mostBytes ? max($0, $1.rawValue) : $0
      }
      makeRoom(for: greatest)
      var others: [Int] = []
      bytes.withUnsafeMutableBufferPointer { bytes in
        for index in 0..<min(ids.count, flags.count) {
          let place = ids[index].rawValue
          guard UInt64(bitPattern: place) < UInt64(bytes.count) else {
            others.append(index)
            continue
          }
          if bytes[Int(place)] & Self.noted == 0 {
            bytes[Int(place)] = flags[index].rawValue & MarkFlags.shown.rawValue | Self.known
          }
        }
      }
      for index in others where self[ids[index]] & Self.noted == 0 {
        self[ids[index]] = flags[index].intersection(.shown).rawValue | Self.known
      }
    }
  }

  /// What holds now.
  mutating func note(_ state: State, id: ArticleID?, key: ArticleKey?) {
    if let id {
      set(state.flags, of: id)
      singles[id] = (state.lastMarked, state.labels, key)
    }
    if let key { byKey[key] = state }
  }

  /// What was read of a key, unless something later is known.
  mutating func note(_ marks: KeyMarks) {
    let state = State(marks)
    if let known = byKey[marks.key], !isLater(state, than: known) { return }
    byKey[marks.key] = state
  }

  /// What holds now, without when.
  mutating func set(_ flags: MarkFlags, of id: ArticleID) {
    self[id] = flags.intersection(.shown).rawValue | Self.known | Self.noted
  }

  /// Many articles were marked, or are being marked; those that are known to have been marked later
  /// stay as they are.
  mutating func note(_ mass: MassMark) {
    guard let last = mass.articles.last else { return }
    var mass = mass
    for (id, single) in singles where mass.articles.contains(id) {
      if let last = single.lastMarked, last > mass.instant(of: id) {
        mass.remove(id)
      } else {
        var state = State(flags: flags(of: id), labels: single.labels)
        state.mark(mass.name)
        state.lastMarked = mass.instant(of: id)
        note(state, id: id, key: single.key)
      }
    }
    if last.rawValue < Self.mostBytes { makeRoom(for: last.rawValue) }
    let added = MarkFlags().marked(mass.name).rawValue | Self.known | Self.noted
    let kept = MarkFlags.shown.marked(mass.name).rawValue
    var others: [ArticleID] = []
    bytes.withUnsafeMutableBufferPointer { bytes in
      for id in mass.articles {
        guard UInt64(bitPattern: id.rawValue) < UInt64(bytes.count) else {
          others.append(id)
          continue
        }
        bytes[Int(id.rawValue)] = bytes[Int(id.rawValue)] & kept | added
      }
    }
    for id in others { self[id] = self[id] & kept | added }
    masses.append(mass)
    if masses.count > Self.mostMasses { masses.removeFirst() }
  }

  /// Many articles are to be marked: later than what is known of each.
  mutating func noteAhead(_ mass: MassMark) {
    var mass = mass
    for (id, single) in singles where mass.articles.contains(id) {
      mass.insert(id, at: nextInstant(after: single.lastMarked, now: mass.at))
    }
    note(mass)
  }

  /// What was noted did not come to pass.
  mutating func forgetNotes() {
    for index in bytes.indices { bytes[index] &= ~Self.noted }
    strays = strays.mapValues { $0 & ~Self.noted }
    singles = [:]
    byKey = [:]
    masses = []
  }

  // MARK: Keeping

  private subscript(id: ArticleID) -> UInt8 {
    get {
      // One comparison for numbers below zero and beyond the end.
      UInt64(bitPattern: id.rawValue) < UInt64(bytes.count)
        ? bytes[Int(id.rawValue)] : strays.isEmpty ? 0 : strays[id] ?? 0
    }
    set {
      guard 0..<Self.mostBytes ~= id.rawValue else {
        strays[id] = newValue
        return
      }
      makeRoom(for: id.rawValue)
      bytes[Int(id.rawValue)] = newValue
    }
  }

  private mutating func makeRoom(for number: Int64) {
    guard number >= bytes.count else { return }
    let count = Int(number) + 1
    bytes.reserveCapacity(max(count, bytes.count + bytes.count / 2))
    bytes.append(contentsOf: repeatElement(0, count: count - bytes.count))
  }

  private func lastMarked(_ id: ArticleID) -> Instant? {
    let mass = masses.lazy.filter { $0.articles.contains(id) }.map { $0.instant(of: id) }.max()
    return [singles[id]?.lastMarked, mass].compactMap { $0 }.max()
  }

  private func isLater(_ state: State, than other: State) -> Bool {
    guard let last = state.lastMarked else { return false }
    return other.lastMarked.map { last > $0 } ?? true
  }
}

extension MarkBook.State {
  fileprivate init(_ marks: KeyMarks) {
    self.init(
      flags: marks.flags.intersection(.shown), labels: marks.labels, lastMarked: marks.lastMarked)
  }
}

extension MarkFlags {
  /// Those that the window shows; labels show by themselves.
  static let shown: MarkFlags = [.read, .starred]
}
