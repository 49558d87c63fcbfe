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
