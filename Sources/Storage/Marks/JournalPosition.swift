/// A place in the journal: how far into which generation of it.
struct JournalPosition: Hashable {
  var generation = ""
  var offset: Int64 = 0
  /// The bytes before it. A power cut can take away the end of a journal, and other lines can take
  /// its place: then these differ.
  var ending: [UInt8] = []

  static let start = JournalPosition()
  /// Enough to hold the checksum of a line.
  static let endingLength = 16
}
