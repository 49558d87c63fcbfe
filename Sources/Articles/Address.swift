/// The address of an article in canonical form: ASCII, compared by bytes.
public struct Address: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// ASCII only, so that `String` equality is equality of bytes.
  public let text: String

  /// For text that is known to be canonical.
  init(canonical text: String) {
    self.text = text
  }

  public var description: String { text }

  /// What stands before the first colon: `https`, or `martlet` for an article without an address.
  public var scheme: String {
    String(text.prefix { $0 != ":" })
  }

  public static func < (a: Address, b: Address) -> Bool {
    a.text.utf8.lexicographicallyPrecedes(b.text.utf8)
  }
}
