public import Articles

/// Where the person was, to be there again next time.
public struct Session: Hashable, Sendable {
  /// Without what it was narrowed to: the next time, nothing is to be hidden by it.
  public var scope: ListScope
  /// The name of the view of the person's own, if it was one.
  public var view: String?
  public var selected: Address?
  public var arrangement: Arrangement
  public var sidebar: SidebarStyle
  /// What lists were narrowed to, the last at the end.
  public var queries: [String]
  /// What was looked for in articles, the last at the end.
  public var textSearches: [String]
  /// What articles were piped to, the last at the end.
  public var commands: [String]
  /// What was typed after ":", the last at the end.
  public var lines: [String]
  /// Where the person stopped reading, the last at the end.
  public var places: [ReadingPlace]
  /// The trail of related articles, from the article of the list on.
  public var trail: [Stop]

  public init(
    scope: ListScope = .all, view: String? = nil, selected: Address? = nil,
    arrangement: Arrangement = Arrangement(), sidebar: SidebarStyle = SidebarStyle(),
    queries: [String] = [], textSearches: [String] = [],
    commands: [String] = [], lines: [String] = [], places: [ReadingPlace] = [], trail: [Stop] = []
  ) {
    self.scope = scope
    self.view = view
    self.queries = queries
    self.selected = selected
    self.arrangement = arrangement
    self.sidebar = sidebar
    self.textSearches = textSearches
    self.commands = commands
    self.lines = lines
    self.places = places
    self.trail = trail
  }

  /// A block of an article's page, counted from 0, and how far in it, from 0 to 1.
  public struct ReadingPlace: Hashable, Sendable {
    public var address: Address
    public var block: Int
    public var part: Double

    public init(address: Address, block: Int, part: Double) {
      self.address = address
      self.block = block
      self.part = part
    }
  }

  public struct Stop: Hashable, Sendable {
    public var address: Address
    public var title: String

    public init(address: Address, title: String) {
      self.address = address
      self.title = title
    }
  }
}

/// What is written by hand or by another version costs no more than itself.
extension Session.ReadingPlace: Codable {
  private enum CodingKeys: String, CodingKey {
    case address, block, part
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let text = try values.decode(String.self, forKey: .address)
    guard let address = Address(key: text) else {
      throw DecodingError.dataCorruptedError(
        forKey: .address, in: values, debugDescription: "no address")
    }
    self.address = address
    block = max(try values.decode(Int.self, forKey: .block), 0)
    let part = try values.decode(Double.self, forKey: .part)
    self.part = part.isFinite ? min(max(part, 0), 1) : 0
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(address.text, forKey: .address)
    try values.encode(block, forKey: .block)
    try values.encode((part * 1000).rounded() / 1000, forKey: .part)
  }
}

extension Session.Stop: Codable {
  private enum CodingKeys: String, CodingKey {
    case address, title
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let text = try values.decode(String.self, forKey: .address)
    guard let address = Address(key: text) else {
      throw DecodingError.dataCorruptedError(
        forKey: .address, in: values, debugDescription: "no address")
    }
    self.address = address
    title = try values.decode(String.self, forKey: .title)
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(address.text, forKey: .address)
    try values.encode(title, forKey: .title)
  }
}

/// `{"scope":"topic:Birds","selected":"https://…","arrangement":{…}}`.
extension Session: Codable {
  private enum CodingKeys: String, CodingKey {
    case scope, view, selected, arrangement, sidebar, queries, textSearches, commands, lines,
      places, trail
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    scope = ListScope(sessionText: try values.decode(String.self, forKey: .scope)) ?? .all
    selected = try values.decodeIfPresent(String.self, forKey: .selected).flatMap(
      Address.init(key:))
    arrangement = try values.decode(Arrangement.self, forKey: .arrangement)
    sidebar = try values.decodeIfPresent(SidebarStyle.self, forKey: .sidebar) ?? SidebarStyle()
    view = try values.decodeIfPresent(String.self, forKey: .view)
    queries = try values.decodeIfPresent([String].self, forKey: .queries) ?? []
    textSearches = try values.decodeIfPresent([String].self, forKey: .textSearches) ?? []
    commands = try values.decodeIfPresent([String].self, forKey: .commands) ?? []
    lines = try values.decodeIfPresent([String].self, forKey: .lines) ?? []
    places = (try? values.decodeIfPresent([ReadingPlace].self, forKey: .places)) ?? []
    trail = (try? values.decodeIfPresent([Stop].self, forKey: .trail)) ?? []
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(scope.sessionText, forKey: .scope)
    try values.encodeIfPresent(selected?.text, forKey: .selected)
    try values.encode(arrangement, forKey: .arrangement)
    if sidebar != SidebarStyle() { try values.encode(sidebar, forKey: .sidebar) }
    try values.encodeIfPresent(view, forKey: .view)
    if !queries.isEmpty { try values.encode(queries, forKey: .queries) }
    if !textSearches.isEmpty { try values.encode(textSearches, forKey: .textSearches) }
    if !commands.isEmpty { try values.encode(commands, forKey: .commands) }
    if !lines.isEmpty { try values.encode(lines, forKey: .lines) }
    if !places.isEmpty { try values.encode(places, forKey: .places) }
    if !trail.isEmpty { try values.encode(trail, forKey: .trail) }
  }
}

extension ListScope {
  fileprivate var sessionText: String {
    if self == .frontPage { return "front" }
    return switch kept {
    case .all: "all"
    case .unread: "unread"
    case .starred: "starred"
    case .muted: "muted"
    case .label(let name): "label:" + name
    case .tag(let name): "tag:" + name
    case .topic(let name): "topic:" + name
    case .provider(let name): "provider:" + name
    case .source(let id): "source:\(id.rawValue)"
    }
  }

  fileprivate init?(sessionText text: String) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts.count == 2 ? String(parts[1]) : nil
    switch (parts[0], name) {
    case ("all", nil): self = .all
    case ("front", nil): self = .frontPage
    case ("unread", nil): self = .unread
    case ("starred", nil): self = .starred
    case ("muted", nil): self = .muted
    case ("label", let name?): self = .label(name)
    case ("tag", let name?): self = .tag(name)
    case ("topic", let name?): self = .topic(name)
    case ("provider", let name?): self = .provider(name)
    case ("source", let name?):
      guard let id = Int64(name) else { return nil }
      self = .source(SourceID(id))
    default: return nil
    }
  }
}

/// A group of the sidebar that can be folded.
public enum SidebarGroup: String, Hashable, Codable, Sendable, CaseIterable {
  case saved, labels, tags, topics, providers, sources
}

/// How a person likes the sidebar: kept over restarts.
public struct SidebarStyle: Hashable, Sendable {
  /// The order of the lines of each group.
  public enum Order: String, Hashable, Codable, Sendable, CaseIterable {
    /// Views and sources as the person's files have them, topics with most articles first.
    case given
    case count
    case name
  }

  public var folded: Set<SidebarGroup>
  public var order: Order

  public init(folded: Set<SidebarGroup> = [], order: Order = .given) {
    self.folded = folded
    self.order = order
  }
}

/// `{"folded":["topics"],"order":"count"}`; what a later program writes there is left out.
extension SidebarStyle: Codable {
  private enum CodingKeys: String, CodingKey {
    case folded, order
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let names = try values.decodeIfPresent([String].self, forKey: .folded) ?? []
    folded = Set(names.compactMap(SidebarGroup.init))
    order = try values.decodeIfPresent(String.self, forKey: .order).flatMap(Order.init) ?? .given
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(folded.map(\.rawValue).sorted(), forKey: .folded)
    try values.encode(order.rawValue, forKey: .order)
  }
}
