import Glibc

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
