import Articles

/// RSS written as JSON, element by element: `{"rss": {"channel": {"item": [{"title": …}]}}}`.
enum RSSInJSON {
  /// The same as XML, for the one builder to read.
  static func xml(_ rss: FieldValue) -> [UInt8] {
    var result: [UInt8] = []
    write("rss", rss, to: &result)
    return result
  }

  private static func write(_ name: String, _ value: FieldValue, to result: inout [UInt8]) {
    guard isName(name) else { return }
    switch value {
    case .null: break
    case .list(let values):
      for value in values { write(name, value, to: &result) }
    case .map(let fields):
      let isAttributes = leaves.contains(name.lowercased())
      result += "<\(name)".utf8
      for field in fields {
        guard let attribute = attribute(field.name, isAttributes), isName(attribute),
          let text = text(field.value)
        else { continue }
        result += " \(attribute)=\"".utf8
        escape(text, to: &result)
        result.append(UInt8(ascii: "\""))
      }
      result.append(UInt8(ascii: ">"))
      for field in fields {
        if texts.contains(field.name) {
          if let text = text(field.value) { escape(text, to: &result) }
        } else if attribute(field.name, isAttributes) == nil || text(field.value) == nil {
          write(field.name, field.value, to: &result)
        }
      }
      result += "</\(name)>".utf8
    case .bool, .integer, .number, .string:
      result += "<\(name)>".utf8
      if let text = text(value) { escape(text, to: &result) }
      result += "</\(name)>".utf8
    }
  }

  private static let texts: Set<String> = ["#value", "#text", "$t", "_", "__text"]
  private static let leaves: Set<String> = [
    "guid", "enclosure", "category", "source", "cloud", "atom:link", "media:content",
    "media:thumbnail", "itunes:image", "rss",
  ]

  /// The name of the attribute that a field stands for, if it does.
  private static func attribute(_ name: String, _ isAttributes: Bool) -> String? {
    if texts.contains(name) || name == "channel" { return nil }
    if let first = name.first, "@-_".contains(first) { return String(name.dropFirst()) }
    return isAttributes ? name : nil
  }

  private static func text(_ value: FieldValue) -> String? {
    if case .bool(let value) = value { return value ? "true" : "false" }
    return JSONFields.text(value)
  }

  private static func escape(_ text: String, to result: inout [UInt8]) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): result += "&amp;".utf8
      case UInt8(ascii: "<"): result += "&lt;".utf8
      case UInt8(ascii: "\""): result += "&quot;".utf8
      default: result.append(byte)
      }
    }
  }

  private static func isName(_ name: String) -> Bool {
    guard let first = name.utf8.first, (0x61...0x7A).contains(first | 0x20) else { return false }
    return name.utf8.count < 100
      && name.utf8.allSatisfy {
        (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == 0x3A || $0 == 0x2D
          || $0 == 0x5F
      }
  }
}
