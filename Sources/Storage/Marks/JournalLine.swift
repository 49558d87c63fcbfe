import Articles

/// One line of the journal: a step, which holds as a whole or not at all.
///
/// `{"step":"ID","marks":{"ADDRESS":{"NAME":"INSTANT"}},"crc":"XXXXXXXX"}`, addresses in any order,
/// names sorted by bytes. `crc` is the ``CRC32``, in eight lower-case hexadecimal digits, of the bytes of
/// the line before `,"crc":`.
enum JournalLine {
  static let marks = Array("marks".utf8)

  /// The line with its end.
  static func encode(step: String, _ marks: [Mark]) -> [UInt8] {
    var line = start(step)
    for (index, entry) in StateEntry.entries(of: marks).enumerated() {
      if index > 0 { line.append(UInt8(ascii: ",")) }
      entry.append(to: &line, colon: ":")
    }
    line += "}".utf8
    return sealed(line) + [0x0A]
  }

  /// As far as the first mark.
  static func start(_ step: String) -> [UInt8] {
    var line = Array("{\"step\":".utf8)
    JSONText.append(step.utf8, to: &line)
    return line + ",\"marks\":{".utf8
  }

  /// A line, without its end, with the checksum of what stands before that.
  static func sealed(_ content: [UInt8]) -> [UInt8] {
    var crc = CRC32()
    crc.add(content)
    return content + ending(crc)
  }

  /// The marks of a line without its end; `nil` if it is not as it was written.
  static func decode(_ line: ArraySlice<UInt8>) -> [StateEntry]? {
    guard isIntact(line) else { return nil }
    let bytes = Array(line)
    var reader = JSONReader(bytes)
    var entries: [StateEntry] = []
    do throws(JSONFault) {
      try reader.eachMember { (reader, member) throws(JSONFault) in
        guard reader.decoded(member) == marks else {
          try reader.value()
          return
        }
        try reader.eachMember { (reader, address) throws(JSONFault) in
          entries.append(
            StateEntry(
              address: reader.decoded(address), marks: try StateMarks(&reader, of: bytes)))
        }
      }
      try reader.finish()
    } catch {
      return nil
    }
    return entries
  }

  /// Whether a line, without its end, is as it was written.
  static func isIntact(_ line: ArraySlice<UInt8>) -> Bool {
    let content = line.dropLast(endingLength)
    var crc = CRC32()
    crc.add(content)
    return !content.isEmpty && line.dropFirst(content.count).elementsEqual(ending(crc))
  }

  static let endingLength = 18

  /// `,"crc":"XXXXXXXX"}`
  static func ending(_ crc: CRC32) -> [UInt8] { Array(",\"crc\":\"\(crc.text)\"}".utf8) }
}
