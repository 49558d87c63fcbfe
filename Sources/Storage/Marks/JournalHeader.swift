/// The first line of the journal:
/// `{"format":"martlet-journal","version":1,"generation":"ID"}`.
///
/// The generation changes when the journal is cut, so that an offset into it is never mistaken.
struct JournalHeader: Hashable {
  let generation: String
  /// The version as written, where it is not the one that this program writes.
  let newerVersion: String?

  static let version = 1
  /// More than any header takes.
  static let longest = 4096

  /// The line with its end.
  static func encode(generation: String) -> [UInt8] {
    Array(
      "{\"format\":\"martlet-journal\",\"version\":\(version),\"generation\":\"\(generation)\"}\n"
        .utf8)
  }

  /// `nil` for a line that is no header.
  init?(_ line: ArraySlice<UInt8>) {
    let bytes = Array(line)
    var reader = JSONReader(bytes)
    var values: [[UInt8]: [UInt8]] = [:]
    do throws(JSONFault) {
      try reader.eachMember { (reader, name) throws(JSONFault) in
        values[reader.decoded(name)] = try JSONText.canonical(&reader, of: bytes)
      }
    } catch {
      return nil
    }
    func value(_ name: String) -> String {
      String(decoding: values[Array(name.utf8)] ?? [], as: UTF8.self)
    }
    guard value("format") == "\"martlet-journal\"" else { return nil }
    generation = String(value("generation").dropFirst().dropLast())
    let version = value("version")
    newerVersion = version == "\(JournalHeader.version)" ? nil : version
  }
}
