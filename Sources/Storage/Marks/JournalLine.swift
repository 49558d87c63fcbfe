import Articles

/// One line of the journal: a step, which holds as a whole or not at all.
///
/// `{"step":"ID","marks":{"ADDRESS":{"NAME":"INSTANT"}},"crc":"XXXXXXXX"}`, addresses and names
/// sorted by bytes. `crc` is the ``CRC32``, in eight lower-case hexadecimal digits, of the bytes of
/// the line before `,"crc":`.
enum JournalLine {
  /// The line with its end.
  static func encode(step: String, _ marks: [Mark]) -> [UInt8] {
    var byAddress: [Address: [(name: [UInt8], value: StateValue)]] = [:]
    for mark in marks {
      byAddress[mark.address, default: []].append((Array(mark.name.text.utf8), .instant(mark.at)))
    }
    var line = Array("{\"step\":".utf8)
    JSONText.append(step.utf8, to: &line)
    line += ",\"marks\":{".utf8
    for (index, address) in byAddress.keys.sorted().enumerated() {
      if index > 0 { line.append(UInt8(ascii: ",")) }
      JSONText.append(address.text.utf8, to: &line)
      line.append(UInt8(ascii: ":"))
      StateMarks(byAddress[address] ?? []).append(to: &line)
    }
    line += "}".utf8
    line += ",\"crc\":\"\(hexadecimal(CRC32.checksum(line)))\"}\n".utf8
    return line
  }

  /// Whether a line, without its end, is as it was written.
  static func isIntact(_ line: ArraySlice<UInt8>) -> Bool {
    // ,"crc":"XXXXXXXX"}
    let content = line.dropLast(18)
    return !content.isEmpty
      && line.dropFirst(content.count)
        .elementsEqual(",\"crc\":\"\(hexadecimal(CRC32.checksum(content)))\"}".utf8)
  }

  private static func hexadecimal(_ number: UInt32) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
