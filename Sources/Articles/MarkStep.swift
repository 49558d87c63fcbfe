/// One mark, or one mass mark, as what it can be taken back by.
public struct MarkStep: Hashable, Sendable {
  /// A window's number for a step: the later, the greater. Steps of earlier windows are below zero.
  public struct ID: Hashable, Comparable, Sendable {
    public let rawValue: Int

    public init(_ rawValue: Int) {
      self.rawValue = rawValue
    }

    public static func < (a: ID, b: ID) -> Bool { a.rawValue < b.rawValue }
  }

  public let id: ID
  /// What was marked, at least one.
  public let names: [MarkName]
  /// How many articles it marked; 0 of a step that was too large to be kept.
  public var count: Int

  public init(id: ID, names: [MarkName], count: Int) {
    self.id = id
    self.names = names
    self.count = count
  }
  public init(id: ID, name: MarkName, count: Int) {
    self.init(id: id, names: [name], count: count)
  }
}
