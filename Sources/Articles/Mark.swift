/// A fact about an article that a person stated at an instant.
public struct Mark: Hashable, Sendable {
  public let key: ArticleKey
  public let name: MarkName
  public let at: Instant

  public var address: Address { key.address }

  public init(_ key: ArticleKey, _ name: MarkName, at: Instant) {
    self.key = key
    self.name = name
    self.at = at
  }
}

/// The name of a mark as it stands in the state file: `read`, `unread`, `starred`, `unstarred`,
/// `label:NAME`, `unlabel:NAME`, and whatever a later version writes.
public struct MarkName: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let text: String

  public init(_ text: String) {
    self.text = text
  }

  public static let read = MarkName("read")
  public static let unread = MarkName("unread")
  public static let starred = MarkName("starred")
  public static let unstarred = MarkName("unstarred")
  /// Stands for itself in every list, whatever other articles tell of the same.
  public static let split = MarkName("split")
  public static let unsplit = MarkName("unsplit")

  /// A film or a sound of it was played, or is on a disk of the person's.
  public static let played = MarkName("played")
  public static let unplayed = MarkName("unplayed")
  public static let downloaded = MarkName("downloaded")
  public static let undownloaded = MarkName("undownloaded")

  public var description: String { text }

  /// The name that takes it back: of two such, the one with the later instant holds.
  public var opposite: MarkName {
    MarkName(text.hasPrefix("un") ? String(text.dropFirst(2)) : "un" + text)
  }

  /// By UTF-8 bytes, the order of the state file.
  public static func < (a: MarkName, b: MarkName) -> Bool {
    a.text.utf8.lexicographicallyPrecedes(b.text.utf8)
  }
}

/// What holds for one article now.
public struct MarkFlags: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  public static let read = MarkFlags(rawValue: 1)
  public static let starred = MarkFlags(rawValue: 2)
  public static let split = MarkFlags(rawValue: 4)
  /// It has a label of the person's own.
  public static let labelled = MarkFlags(rawValue: 8)
  public static let played = MarkFlags(rawValue: 16)
  public static let downloaded = MarkFlags(rawValue: 32)

  /// What the person has put a star or a label on stays when its feed or source goes.
  public static let keeping: MarkFlags = [.starred, .labelled]

  /// Whether a mark of this name would change nothing. Says nothing of labels.
  public func holds(_ name: MarkName) -> Bool { self == marked(name) }

  /// What holds after a mark; names that are no flags change nothing.
  public func marked(_ name: MarkName) -> MarkFlags {
    switch name {
    case .read: union(.read)
    case .unread: subtracting(.read)
    case .starred: union(.starred)
    case .unstarred: subtracting(.starred)
    case .split: union(.split)
    case .unsplit: subtracting(.split)
    case .played: union(.played)
    case .unplayed: subtracting(.played)
    case .downloaded: union(.downloaded)
    case .undownloaded: subtracting(.downloaded)
    default: self
    }
  }
}

/// What marks are written under: the address that an article is known by, never one of its aliases.
///
/// Only `Storage` makes one, of what the library says; of an address that the library lacks, the
/// address in canonical form. So there is one way from an address to a mark, and it leads through
/// the library.
public struct ArticleKey: Hashable, Comparable, Sendable {
  public let address: Address

  /// For an address that the library says is a key, or that stands in a file of marks.
  @_spi(ArticleKeys)
  public init(_ address: Address) {
    self.address = address
  }

  public static func < (a: ArticleKey, b: ArticleKey) -> Bool { a.address < b.address }
}

/// What holds for a key, whether or not an article of the library has it.
public struct KeyMarks: Hashable, Sendable {
  public var key: ArticleKey
  public var flags: MarkFlags
  /// In the order of their names.
  public var labels: [Label]
  public var lastMarked: Instant?

  public init(
    key: ArticleKey, flags: MarkFlags = [], labels: [Label] = [], lastMarked: Instant? = nil
  ) {
    self.key = key
    self.flags = flags
    self.labels = labels
    self.lastMarked = lastMarked
  }
}

/// What holds for an article now, after marks of it changed here or elsewhere.
public struct MarkChange: Hashable, Sendable {
  public var id: ArticleID
  public var key: ArticleKey
  public var flags: MarkFlags
  /// In the order of their names.
  public var labels: [Label]
  public var lastMarked: Instant?

  public init(
    id: ArticleID, key: ArticleKey, flags: MarkFlags, labels: [Label] = [], lastMarked: Instant?
  ) {
    self.id = id
    self.key = key
    self.flags = flags
    self.labels = labels
    self.lastMarked = lastMarked
  }
}

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
