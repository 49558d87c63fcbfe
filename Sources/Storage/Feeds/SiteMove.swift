/// Sites change from `http` to `https`, and stay what they are.
enum SchemeTwin {
  /// The same address under the other of the two; `nil` for what is no address of the web.
  static func of(_ address: String) -> String? {
    for (scheme, other) in [("https://", "http://"), ("http://", "https://")]
    where address.hasPrefix(scheme) {
      return other + address.dropFirst(scheme.count)
    }
    return nil
  }

  /// The address with and without `www.` in front of its host, under both schemes; without itself.
  static func likenesses(of address: String) -> [String] {
    guard let site = Site(address) else { return [] }
    let bare = site.host.hasPrefix("www.") ? String(site.host.dropFirst(4)) : site.host
    return ["https://", "http://"].flatMap { scheme in
      [scheme + bare + site.rest, scheme + "www." + bare + site.rest]
    }.filter { $0 != address }
  }
}

/// An address of the web in its parts.
struct Site {
  /// As `https://example.org:8080`.
  let origin: String
  /// With its port, in lower case.
  let host: String
  /// Path, query and fragment.
  let rest: Substring

  init?(_ address: String) {
    let scheme = address.hasPrefix("https://") ? 8 : address.hasPrefix("http://") ? 7 : 0
    guard scheme > 0 else { return nil }
    let start = address.utf8.index(address.startIndex, offsetBy: scheme)
    let end = address[start...].firstIndex { $0 == "/" || $0 == "?" || $0 == "#" }
    let host = address[start..<(end ?? address.endIndex)]
    guard !host.isEmpty else { return nil }
    self.host = host.lowercased()
    origin = address[..<start] + self.host
    rest = address[(end ?? address.endIndex)...]
  }

  /// The last part of the path that says something; `nil` for a home page.
  var lastName: Substring? {
    let path = rest.prefix { $0 != "?" && $0 != "#" }
    return path.split(separator: "/").last
  }

  /// Whether it names one page of many.
  var isOfOnePage: Bool { lastName != nil || rest.contains("?") }
}

/// That a site lies on another host than before, as the addresses in its feed show.
///
/// The host that most addresses have now stands against hosts that were there and are not any more. A
/// feed of many sites, of which now one writes and now another, looks a little like that: so only a
/// clear move lets an address without its host say what an item is.
struct SiteMove {
  let host: String
  /// Where addresses began before, as `https://old.example`, the most frequent first.
  let former: [String]
  /// Whether most of what was there has left its host for one that is new.
  let isClear: Bool

  private static let mostFormer = 2

  /// - Parameters:
  ///   - before: addresses of items that are stored, `nil` for those without.
  init?(from before: [String?], to now: [String?]) {
    let old = before.compactMap { $0.flatMap(Site.init) }
    let new = now.compactMap { $0.flatMap(Site.init) }
    let hosts = Self.counted(new)
    guard let host = hosts.first, host.count * 2 >= new.count else { return nil }
    let known = Self.counted(old)
    let gone = known.filter { gone in
      gone.count > 1 || known.count == 1
    }.filter { gone in !hosts.contains { $0.host == gone.host } }
    guard let most = gone.first else { return nil }
    let isKnown = known.contains { $0.host == host.host }
    let isMost = most.count * 2 >= old.count
    guard isKnown || isMost else { return nil }
    self.host = host.host
    isClear = !isKnown && isMost
    former = gone.prefix(Self.mostFormer).compactMap { gone in
      old.first { $0.host == gone.host }?.origin
    }
  }

  /// What an address may have been before.
  func formerForms(of address: String) -> [String] {
    guard let site = Site(address), site.host == host else { return [] }
    return former.map { $0 + site.rest }
  }

  private static func counted(_ sites: [Site]) -> [(host: String, count: Int)] {
    var counts: [String: Int] = [:]
    for site in sites { counts[site.host, default: 0] += 1 }
    return counts.map { (host: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.host) < ($0.count, $1.host) }
  }
}
