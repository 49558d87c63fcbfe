/// Steps read from the journal.
struct JournalTail {
  /// The marks of all steps.
  private(set) var marks = StateFile()
  /// Where the last whole line ends: what follows may still be being written.
  private(set) var end = JournalPosition.start
  /// Lines that are no steps.
  private(set) var damaged = 0

  init() {}

  /// `bytes` begin where a line begins, at `position`.
  init(_ bytes: [UInt8], from position: JournalPosition, generation: String) {
    var steps: [Range<Int>] = []
    var start = 0
    while let newline = bytes[start...].firstIndex(of: 0x0A) {
      let line = bytes[start..<newline]
      if JournalLine.isIntact(line) {
        steps.append(start..<newline)
      } else if !line.isEmpty, JournalHeader(line) == nil {
        // A second header comes from two that began the journal at once, where there are no locks.
        damaged += 1
      }
      start = newline + 1
    }
    // A step whose line lacks nothing but its end counts, but is read again.
    if JournalLine.isIntact(bytes[start...]) { steps.append(start..<bytes.count) }
    marks = StateFile(steps: steps, of: bytes)
    end = JournalPosition(
      generation: generation, offset: position.offset + Int64(start),
      ending: (position.ending + bytes[..<start].suffix(JournalPosition.endingLength))
        .suffix(JournalPosition.endingLength))
  }
}
