/// What a file is that is to be imported, by its first bytes.
enum ImportedKind {
  /// OPML, or other XML.
  case outlines
  /// A state file.
  case marks
  /// A source a line.
  case lines
  /// Settings of newsboat.
  case newsboatConfig

  init(_ bytes: [UInt8]) {
    // In UTF-16 every other byte is zero.
    let marks: Set<UInt8> = [0xEF, 0xBB, 0xBF, 0xFE, 0xFF, 0x00, 0x20, 0x09, 0x0A, 0x0D]
    switch bytes.first(where: { !marks.contains($0) }) {
    case UInt8(ascii: "<"): self = .outlines
    case UInt8(ascii: "{"): self = .marks
    default: self = NewsboatConfig.isOne(bytes) ? .newsboatConfig : .lines
    }
  }
}
