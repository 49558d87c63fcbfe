import Articles
import Glibc

/// Steps read from the journal, one after another.
struct JournalTail {
  /// Where the last whole line ended that was read: what follows may still be being written.
  private(set) var end: JournalPosition
  /// Lines that are no steps, as far as it was read.
  private(set) var damaged = 0
  private let path: Path
  private var file: SharedFile?
  private var lines: LineReader?
  private var long: LongStep?

  /// More than one step can be.
  private static let longest: Int64 = 1 << 30
  /// A longer line is read twice in pieces, first to see that it is as it was written, rather than
  /// held.
  private static let longestHeld = 1 << 18

  /// Of a journal that is not there.
  init(_ path: Path) {
    self.path = path
    end = .start
  }

  /// `position` is where a line begins, in the generation that the journal has now.
  init(_ path: Path, _ file: SharedFile, after position: JournalPosition) {
    self.path = path
    self.file = file
    end = position
    lines = JournalTail.lines(file, from: position.offset)
  }

  private static func lines(_ file: SharedFile, from offset: Int64) -> LineReader {
    LineReader(file, from: offset, longest: longestHeld)
  }

  /// The marks of the next step, or some thousand of them; `nil` after the last one. Damaged lines are
  /// passed over.
  mutating func next() throws(StorageError) -> [StateEntry]? {
    do throws(StateFault) {
      while true {
        if let part = try long?.next() { return part }
        long = nil
        let line: LineReader.Line?
        do throws(StateFault) {
          line = try lines?.next()
        } catch .tooLarge {
          try beginLong()
          continue
        }
        guard let line else { return nil }
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
    } catch {
      throw StorageError(error, path: path)
    }
  }

  private mutating func pass(_ line: ArraySlice<UInt8>, to offset: Int64) {
    end.offset = offset
    end.ending = (end.ending + line.suffix(JournalPosition.endingLength) + [0x0A])
      .suffix(JournalPosition.endingLength)
  }

  /// Looks at a line that is too long to be held, and goes on after it.
  private mutating func beginLong() throws(StateFault) {
    guard let file, let start = lines?.offset else { return }
    let line = try LongLine(file, from: start, longest: Self.longest)
    if line.isIntact { long = LongStep(file, from: start) }
    lines = line.isEnded ? Self.lines(file, from: line.end) : nil
    guard line.isEnded else { return }
    pass(line.ending[...], to: line.end)
    if !line.isIntact { damaged += 1 }
  }
}

/// A line that is looked at in pieces.
private struct LongLine {
  /// Where the next one begins.
  private(set) var end: Int64
  private(set) var isEnded = false
  /// The last bytes of the line, without its end.
  private(set) var ending: [UInt8] = []
  /// Whether it is as it was written.
  private(set) var isIntact = false

  private static let piece = 1 << 18

  init(_ file: SharedFile, from start: Int64, longest: Int64) throws(StateFault) {
    end = start
    var crc = CRC32()
    while !isEnded {
      guard end - start <= longest else { throw .tooLarge }
      guard let piece = file.bytes(from: end, limit: Self.piece) else {
        throw .unreadable(code: errno)
      }
      guard !piece.isEmpty else { break }
      let line = piece.prefix { $0 != 0x0A }
      isEnded = line.count < piece.count
      end += Int64(line.count + (isEnded ? 1 : 0))
      // What the checksum is of ends where the checksum begins, which only the end of the line tells.
      let known = ending + line
      crc.add(known.dropLast(JournalLine.endingLength))
      ending = Array(known.suffix(JournalLine.endingLength))
    }
    isIntact = ending == JournalLine.ending(crc)
  }
}

/// The marks of a line that is as it was written, some at a time.
private struct LongStep {
  private var window: JSONWindow
  private var place = Place.start

  private enum Place {
    case start
    case members(isFirst: Bool)
    case marks(isFirst: Bool)
    case end
  }

  private static let atOnce = 2048

  init(_ file: SharedFile, from offset: Int64) {
    window = JSONWindow(file, from: offset)
  }

  /// `nil` after the last ones. What a program sealed that is no step ends where it is none.
  mutating func next() throws(StateFault) -> [StateEntry]? {
    var entries: [StateEntry] = []
    do throws(StateFault) {
      while entries.count < Self.atOnce, let entry = try nextEntry() { entries.append(entry) }
    } catch .damaged {
      place = .end
    }
    return entries.isEmpty ? nil : entries
  }

  private mutating func nextEntry() throws(StateFault) -> StateEntry? {
    while true {
      switch place {
      case .start:
        try window.expect(UInt8(ascii: "{"))
        place = .members(isFirst: true)
      case .members(let isFirst):
        guard try window.reachesMember(isFirst) else {
          place = .end
          continue
        }
        place = .members(isFirst: false)
        let name = try window.item(beforeColon: true)
        let isMarks = try window.read(name) { (reader) throws(JSONFault) in
          reader.decoded(try reader.string()) == JournalLine.marks
        }
        try window.expect(UInt8(ascii: ":"))
        if isMarks {
          try window.expect(UInt8(ascii: "{"))
          place = .marks(isFirst: true)
        } else {
          _ = try window.item()
        }
      case .marks(let isFirst):
        if try window.reachesMember(isFirst) {
          place = .marks(isFirst: false)
          let entry = try window.item()
          return try window.read(entry, StateEntry.init)
        }
        place = .members(isFirst: false)
      case .end: return nil
      }
    }
  }
}

/// The lines of a file, read in pieces: one is held at a time.
struct LineReader {
  private let file: SharedFile
  private let longest: Int
  private var bytes: [UInt8] = []
  private var position = 0
  /// Where in the file the next line begins.
  private(set) var offset: Int64

  private static let piece = 1 << 16

  init(_ file: SharedFile, from offset: Int64 = 0, longest: Int) {
    self.file = file
    self.offset = offset
    self.longest = longest
  }

  struct Line {
    /// Without its end.
    var bytes: ArraySlice<UInt8>
    /// The last line may lack its end.
    var isEnded: Bool
  }

  /// `nil` at the end. An unfinished line is given, but not passed.
  mutating func next() throws(StateFault) -> Line? {
    var searched = position
    while true {
      if let end = bytes[searched...].firstIndex(of: 0x0A) {
        let line = bytes[position..<end]
        offset += Int64(end + 1 - position)
        position = end + 1
        return Line(bytes: line, isEnded: true)
      }
      guard bytes.count - position <= longest else { throw .tooLarge }
      bytes.removeFirst(position)
      position = 0
      searched = bytes.count
      guard let more = file.bytes(from: offset + Int64(bytes.count), limit: LineReader.piece)
      else { throw .unreadable(code: errno) }
      guard !more.isEmpty else {
        return bytes.isEmpty ? nil : Line(bytes: bytes[...], isEnded: false)
      }
      bytes += more
    }
  }
}
