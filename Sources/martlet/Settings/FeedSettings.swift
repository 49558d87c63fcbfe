import FeedParsing
import Networking
import Yams

/// How feeds are asked that want something of their reader: the file `feeds.yaml`, which gives
/// settings to the addresses of feeds and to everything below them.
///
/// A file of its own, because it holds secrets: `config.yaml` may then be shown to anybody.
struct FeedSettings: Equatable, Sendable {
  /// The longest address first.
  private let entries: [FeedSettingsEntry]

  /// Asks every feed alike.
  init() {
    entries = []
  }

  /// - Parameters:
  ///   - file: only named in messages.
  ///   - home: what a leading `~/` stands for.
  init(yaml: String, file: String, home: String) throws(Settings.Failure) {
    guard let root = try Self.root(yaml, file), root.null == nil else {
      entries = []
      return
    }
    guard let mapping = root.mapping else {
      throw .init(message: "\(file): \(Wording.feedSettingsForm)")
    }
    var entries: [FeedSettingsEntry] = []
    for (key, value) in mapping {
      let place = "\(file):\(key.mark?.line ?? 1)"
      guard let address = key.string, FeedLocation.isWeb(address),
        var entry = FeedSettingsEntry(address)
      else {
        throw .init(message: "\(place): \(Wording.noFeedSettingsAddress(key.string ?? ""))")
      }
      guard let settings = value.mapping else {
        throw .init(message: "\(place): \(Wording.feedSettingsForm)")
      }
      for (name, value) in settings {
        try entry.take(name, value, file: file, home: home)
      }
      if let alone = entry.settingWithoutItsOther {
        throw .init(message: "\(place): \(alone.rawValue) is \(alone.expectation).")
      }
      guard !entries.contains(where: { $0.isSame(as: entry) }) else {
        throw .init(message: "\(place): \(Wording.writtenTwice(address))")
      }
      entries.append(entry)
    }
    self.entries = entries.sorted { $0.target.utf8.count > $1.target.utf8.count }
  }

  /// What the person gave a feed: of several entries that of the longest address.
  subscript(address: String) -> FeedSettingsEntry? {
    guard !entries.isEmpty, let address = WebAddress(address) else { return nil }
    return entries.first { $0.covers(address) }
  }

  /// What the person has said of the pages of a site.
  func selectors(for address: String) -> PageSelectors? {
    self[address].map(\.selectors).flatMap { $0.isEmpty ? nil : $0 }
  }

  var hasSelectors: Bool { entries.contains { !$0.selectors.isEmpty } }

  /// Whether there is something in it that others should not read.
  var holdsSecrets: Bool { entries.contains(where: \.holdsSecrets) }

  private static func root(_ yaml: String, _ file: String) throws(Settings.Failure) -> Node? {
    do throws(SettingsYAML.Fault) {
      return try SettingsYAML.root(yaml)
    } catch {
      throw .init(message: error.message(of: file))
    }
  }
}
