import Articles

/// Steps read from the journal, one after another.
struct JournalTail {
  /// Where the last whole line ended that was read: what follows may still be being written.
  private(set) var end: JournalPosition
  /// Lines that are no steps, as far as it was read.
  private(set) var damaged = 0
  private let path: Path
  private var lines: LineReader?

  /// More than one step can be.
  private static let longest = 1 << 30

  /// Of a journal that is not there.
  init(_ path: Path) {
    self.path = path
    end = .start
  }

  /// `position` is where a line begins, in the generation that the journal has now.
  init(_ path: Path, _ file: SharedFile, after position: JournalPosition) {
    self.path = path
    end = position
    lines = LineReader(file, from: position.offset, longest: JournalTail.longest)
  }

  /// The marks of the next step; `nil` after the last one. Damaged lines are passed over.
  mutating func next() throws(StorageError) -> [StateEntry]? {
    do throws(StateFault) {
      while let line = try lines?.next() {
        let step = JournalLine.decode(line.bytes)
        guard line.isEnded, let offset = lines?.offset else {
          // A step whose line lacks nothing but its end counts, but is read again.
          lines = nil
          return step
        }
        pass(line.bytes, to: offset)
        if let step { return step }
        // A second header comes from two that began the journal at once, where there are no locks.
        if !line.bytes.isEmpty, JournalHeader(line.bytes) == nil { damaged += 1 }
      }
      return nil
    } catch {
      throw StorageError(error, path: path)
    }
  }

  private mutating func pass(_ line: ArraySlice<UInt8>, to offset: Int64) {
    end.offset = offset
    end.ending = (end.ending + line.suffix(JournalPosition.endingLength) + [0x0A])
      .suffix(JournalPosition.endingLength)
  }
}
