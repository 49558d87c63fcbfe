import FeedParsing
import Networking

/// Finds the feed that a person means by an address: that of the feed, or of a page that has one.
struct FeedFinder {
  let probe: FeedProbe

  enum Finding {
    case feed(FeedProbe.Found)
    /// A page offers several.
    case several([FeedDiscovery.Link])
    case failed(String)
  }

  /// Asks for the address once, and for a feed that a page leads to once.
  ///
  /// - Parameter addresses: what the person may mean. The second is asked where the first has no
  ///   server that understands it.
  func find(_ addresses: [String]) -> Finding {
    guard let address = addresses.first else { return .failed(Wording.noFeed) }
    var answer = probe.ask(address, trust: .user)
    if case .unreached = answer, addresses.count > 1 {
      answer = probe.ask(addresses[1], trust: .user)
    }
    switch answer {
    case .feed(let found): return .feed(found)
    case .failed(let reason), .unreached(let reason): return .failed(reason)
    case .page(let page, let place):
      let offers = page.links.filter { FeedLocation.isWeb($0.url) }
      guard offers.count <= 1 else { return .several(offers) }
      guard let only = offers.first else { return likely(at: place, besides: addresses) }
      switch ask(only.url, besides: addresses) {
      case .feed(let found): return .feed(found)
      case .page: return .failed(Wording.pageWithoutFeed)
      case .failed(let reason), .unreached(let reason):
        return .failed("\(only.url): \(reason)")
      }
    }
  }

  /// Asks for what stood in a page. Only on the server that the person wrote may that be in a
  /// private network.
  func ask(_ address: String, besides written: [String]) -> FeedProbe.Answer {
    let origin = WebAddress(address)?.origin
    let isHome = written.contains { WebAddress($0)?.origin == origin }
    return probe.ask(address, trust: isHome ? .user : .document)
  }

  /// One of several that a page offers.
  func feed(at address: String, besides written: [String]) throws(Stop) -> FeedProbe.Found {
    switch ask(address, besides: written) {
    case .feed(let found): return found
    case .page: throw Stop(.failed, "\(Output.clean(address)): \(Wording.noFeed)")
    case .failed(let reason), .unreached(let reason):
      throw Stop(.failed, "\(Output.clean(address)): \(reason)")
    }
  }

  /// Looks where sites usually have the feed that their page does not name.
  private func likely(at page: String, besides written: [String]) -> Finding {
    for address in FeedDiscovery.likelyAddresses(of: page) {
      if case .feed(let found) = ask(address, besides: written) { return .feed(found) }
    }
    return .failed(Wording.pageWithoutFeed)
  }
}
