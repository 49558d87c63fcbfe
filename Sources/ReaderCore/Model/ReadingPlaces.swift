import Articles

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
