import FeedParsing
import Glibc
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

/// What `feeds.yaml` says of the feeds at and below one address.
struct FeedSettingsEntry: Hashable, Sendable {
  private let place: WebAddress
  var headers: [HeaderField] = []
  var user: String?
  var password: String?
  var auth = Credentials.Scheme.automatic
  var netrc = Netrc.usual
  var cookies: String?
  var clientCertificate: String?
  var clientKey: String?
  var clientKeyPassword: String?
  var authorities: String?
  var userAgent: String?
  /// Instead of that of the settings.
  var proxy: Settings.Proxy?
  /// Instead of that of the settings: whether whole texts are fetched unasked.
  var fetchesFullText: Bool?
  /// Where the article stands in the pages.
  var selectors = PageSelectors()

  enum Netrc: Hashable {
    /// `$NETRC`, or `~/.netrc`.
    case usual
    case none
    case file(String)
  }

  /// `nil` for what is no address.
  init?(_ address: String) {
    guard let place = WebAddress(address) else { return nil }
    self.place = place
  }

  /// The path and what follows it.
  var target: Substring { Self.target(of: place) }

  /// Whether both are of one address, however it is written.
  func isSame(as other: Self) -> Bool {
    place.origin == other.place.origin && target == other.target
  }

  /// Whether an address is this one or lies below it, on the same server: a path ends where the
  /// next part begins.
  func covers(_ address: WebAddress) -> Bool {
    guard address.origin == place.origin else { return false }
    let asked = Self.target(of: address)
    guard asked.utf8.starts(with: target.utf8) else { return false }
    let next = asked.utf8.dropFirst(target.utf8.count).first
    return target.hasSuffix("/") || next == nil || next == UInt8(ascii: "/")
      || next == UInt8(ascii: "?")
  }

  var holdsSecrets: Bool {
    let proxyHasUser =
      if case .address(let address)? = proxy { address.contains("@") } else { false }
    return !headers.isEmpty || password != nil || clientKeyPassword != nil || proxyHasUser
  }

  /// A setting that says nothing without another one, which is missing.
  var settingWithoutItsOther: FeedSetting? {
    if user == nil, password != nil { return .password }
    guard clientCertificate == nil else { return nil }
    return clientKey != nil ? .clientKey : clientKeyPassword != nil ? .clientKeyPassword : nil
  }

  private static func target(of address: WebAddress) -> Substring {
    let rest = address.text.drop { $0 != ":" }.dropFirst(3)
    return rest.drop { $0 != "/" }
  }

  // MARK: Reading

  /// - Throws: a sentence with file and line for a name or a value that is not understood.
  mutating func take(
    _ name: Node, _ value: Node, file: String, home: String
  ) throws(Settings.Failure) {
    let place = "\(file):\(name.mark?.line ?? 1)"
    guard let setting = FeedSetting(rawValue: name.string ?? "") else {
      let names = FeedSetting.allCases.map(\.rawValue).joined(separator: ", ")
      throw .init(
        message: "\(place): there is no setting \"\(name.string ?? "")\" of feeds. There are: "
          + "\(names).")
    }
    guard take(setting, value, home: home) else {
      throw .init(message: "\(place): \(setting.rawValue) is \(setting.expectation).")
    }
  }

  /// Whether the value could be understood.
  private mutating func take(_ setting: FeedSetting, _ value: Node, home: String) -> Bool {
    switch setting {
    case .headers: return take(headers: value)
    case .user: return put(Self.line(value), into: \.user)
    case .password: return put(Self.line(value), into: \.password)
    case .clientKeyPassword: return put(Self.line(value), into: \.clientKeyPassword)
    case .userAgent: return put(Self.line(value), into: \.userAgent)
    case .cookies: return put(Self.path(value, home: home), into: \.cookies)
    case .clientCertificate: return put(Self.path(value, home: home), into: \.clientCertificate)
    case .clientKey: return put(Self.path(value, home: home), into: \.clientKey)
    case .authorities: return put(Self.path(value, home: home), into: \.authorities)
    case .proxy: return put(value.string.flatMap(Settings.proxy), into: \.proxy)
    case .fullText:
      return put(
        ["on_request": false, "always": true][value.string ?? ""], into: \.fetchesFullText)
    case .content: return put(Self.selector(value), into: \.selectors.content)
    case .remove: return put(Self.selector(value), into: \.selectors.removed)
    case .auth:
      let schemes: [String: Credentials.Scheme] = [
        "automatic": .automatic, "basic": .basic, "digest": .digest,
      ]
      guard let scheme = schemes[value.string ?? ""] else { return false }
      auth = scheme
    case .netrc:
      switch value.string {
      case "true": netrc = .usual
      case "false": netrc = .none
      default:
        guard let path = Self.path(value, home: home) else { return false }
        netrc = .file(path)
      }
    }
    return true
  }

  /// Those that say how the request itself is to be read.
  private static let framing: Set<String> = [
    "host", "connection", "content-length", "transfer-encoding",
  ]

  private mutating func take(headers value: Node) -> Bool {
    guard let mapping = value.mapping else { return false }
    for (name, value) in mapping {
      guard let name = name.string, let value = value.string,
        let field = HeaderField(name: name, value: value),
        !Self.framing.contains(name.lowercased())
      else { return false }
      headers.append(field)
    }
    return true
  }

  private mutating func put<Value>(
    _ value: Value?, into path: WritableKeyPath<Self, Value?>
  ) -> Bool {
    self[keyPath: path] = value
    return value != nil
  }

  private static func selector(_ value: Node) -> PageSelector? {
    if let list = value.sequence {
      let texts = list.compactMap { $0.scalar?.string }
      return texts.count == list.count ? PageSelector(texts) : nil
    }
    return value.scalar.flatMap { PageSelector($0.string) }
  }

  /// One line of text that is not empty.
  private static func line(_ value: Node) -> String? {
    value.string.flatMap { text in
      !text.isEmpty && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } ? text : nil
    }
  }

  private static func path(_ value: Node, home: String) -> String? {
    guard let path = line(value) else { return nil }
    let full = path.hasPrefix("~/") ? home + path.dropFirst() : path
    return full.hasPrefix("/") ? full : nil
  }
}

/// Every setting of a feed, by its name in `feeds.yaml`.
///
/// `config/feeds.yaml` shows each; a test compares the two.
enum FeedSetting: String, CaseIterable {
  case headers
  case user
  case password
  case auth
  case netrc
  case cookies
  case clientCertificate = "client_certificate"
  case clientKey = "client_key"
  case clientKeyPassword = "client_key_password"
  case authorities
  case userAgent = "user_agent"
  case proxy
  case fullText = "full_text"
  case content
  case remove

  /// What a value must look like; ends the sentence "NAME is …".
  var expectation: String {
    switch self {
    case .headers:
      "a list of header fields, such as {X-Key: \"abc\"}; Host, Connection, Content-Length and "
        + "Transfer-Encoding are not for a person to set"
    case .user: "the name of a user"
    case .password: "a text, and wants a user beside it"
    case .auth: "automatic, basic or digest"
    case .netrc: "true, false, or the path of a file, absolute or beginning with ~/"
    case .cookies, .clientCertificate, .authorities:
      "the path of a file, absolute or beginning with ~/"
    case .clientKey:
      "the path of a file, absolute or beginning with ~/, and wants a client_certificate beside it"
    case .clientKeyPassword: "a text, and wants a client_certificate beside it"
    case .userAgent: "a text on one line"
    case .proxy: Setting.proxy.expectation
    case .fullText: "on_request or always"
    case .content, .remove:
      "a selector such as \"article .story\" or a list of them: names of elements, .class, #id, "
        + "[name=value], a blank for inside, > for right inside, and no more of CSS"
    }
  }
}

/// Files with passwords that others can read.
enum OpenSecrets {
  /// A sentence for each.
  static func notices(_ paths: Paths, _ feeds: FeedSettings) -> [String] {
    guard feeds.holdsSecrets, isOpen(paths.feedSettingsFile) else { return [] }
    return [Wording.openSecrets(paths.feedSettingsFile)]
  }

  private static func isOpen(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & (S_IRWXG | S_IRWXO) & 0o444 != 0
  }
}
