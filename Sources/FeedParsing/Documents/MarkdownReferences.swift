/// The link targets that a text defines anywhere, by label: "[label]: address".
struct MarkdownReferences {
  private var addresses: [String: ArraySlice<UInt8>] = [:]

  init(_ lines: MarkdownLines) {
    for line in lines {
      let text = line.bytes.drop { $0 == UInt8(ascii: ">") || $0.isMarkdownBlank }
      guard let definition = Self.definition(in: text) else { continue }
      if addresses[definition.label] == nil { addresses[definition.label] = definition.address }
    }
  }

  func address(labelled label: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard !addresses.isEmpty, label.count <= Self.longestLabel else { return nil }
    return addresses[Self.folded(label)]
  }

  /// Reads a line that defines a target; the label is folded as those of links are.
  static func definition(
    in line: ArraySlice<UInt8>
  ) -> (label: String, address: ArraySlice<UInt8>)? {
    guard line.first == UInt8(ascii: "["),
      let end = line.prefix(longestLabel + 2).firstIndex(of: UInt8(ascii: "]")),
      line[end...].dropFirst().first == UInt8(ascii: ":")
    else { return nil }
    let label = folded(line[line.startIndex + 1..<end])
    guard !label.isEmpty, !label.hasPrefix("^") else { return nil }
    return MarkdownTarget.definition(in: line[(end + 2)...]).map { (label, $0) }
  }

  /// Labels are equal whatever their case and white space.
  private static func folded(_ label: ArraySlice<UInt8>) -> String {
    let words = label.split(whereSeparator: \.isMarkdownBlank)
    return String(decoding: Array(words.joined(separator: [0x20])), as: UTF8.self).lowercased()
  }

  private static let longestLabel = 999
}
