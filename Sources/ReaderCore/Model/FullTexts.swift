import Articles

/// The whole texts that were fetched last, and which of them stand in place of what a feed or file says.
struct FullTexts: Sendable {
  static let capacity = 8

  private var texts: [(address: Address, text: FullText)] = []
  private var shown: Set<Address> = []
  private var awaited: Set<Address> = []
  /// Where the page could not be had, or the person does without: not asked for again unasked.
  private var settled: Set<Address> = []

  /// What stands in place of an article's own text.
  subscript(address: Address) -> FullText? {
    shown.contains(address) ? texts.last { $0.address == address }?.text : nil
  }

  func isAwaited(_ address: Address) -> Bool { awaited.contains(address) }

  var isFetching: Bool { !awaited.isEmpty }

  func isShown(_ address: Address) -> Bool { self[address] != nil }

  /// Whether nothing is known of it and nothing was asked for.
  func isUnknown(_ address: Address) -> Bool {
    !awaited.contains(address) && !settled.contains(address) && self[address] == nil
  }

  /// Shows what is here already; says no if it has to be asked for.
  mutating func show(_ address: Address) -> Bool {
    guard texts.contains(where: { $0.address == address }) else { return false }
    shown.insert(address)
    return true
  }

  mutating func hide(_ address: Address) {
    shown.remove(address)
    settled.insert(address)
  }

  mutating func await(_ address: Address) {
    awaited.insert(address)
  }

  mutating func insert(_ text: FullText, for address: Address) {
    awaited.remove(address)
    texts.removeAll { $0.address == address }
    texts.append((address, text))
    if texts.count > Self.capacity { texts.removeFirst() }
    shown.insert(address)
  }

  mutating func stopFetching() {
    settled.formUnion(awaited)
    awaited = []
  }

  mutating func fail(_ address: Address) {
    awaited.remove(address)
    settled.insert(address)
  }
}
