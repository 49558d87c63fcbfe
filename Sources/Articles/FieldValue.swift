/// The value of a front-matter field that this program gives no meaning to.
///
/// Kept in full, in the order of the file, so that writing the file again loses nothing.
public indirect enum FieldValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case list([FieldValue])
  case map([Field])

  /// A name and its value; a map keeps the order of its fields.
  public struct Field: Hashable, Sendable {
    public let name: String
    public let value: FieldValue

    public init(name: String, value: FieldValue) {
      self.name = name
      self.value = value
    }
  }
}
