import Articles
import Glibc

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
    JSONWriter.append(step, to: &line)
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
              address: reader.decoded(address), marks: try StateMarks(&reader)))
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

/// A line of the journal that is written before the journal takes it: a mass mark of a million articles
/// has 120 MB, for which nobody who holds the journal's lock should have to wait, and which no memory
/// should have to hold.
///
/// What is more than a piece waits in a temporary file without a name.
struct StepDraft {
  let step: String
  private(set) var count = 0
  /// How many bytes wait in the file.
  private(set) var stored: Int64 = 0
  private(set) var file: SharedFile?
  /// What follows them.
  private(set) var bytes: [UInt8]
  private let folder: Path
  private var crc = CRC32()
  private var last: (name: MarkName, instant: Instant, json: [UInt8])?

  static let piece = 1 << 18

  init(in folder: Path) {
    step = UniqueName.random()
    self.folder = folder
    bytes = JournalLine.start(step)
  }

  /// - Parameter address: an address in canonical form; not twice.
  mutating func add(
    _ address: UnsafeRawBufferPointer, _ name: MarkName, at instant: Instant
  ) throws(StorageError) {
    if last?.name != name || last?.instant != instant {
      var json: [UInt8] = [UInt8(ascii: ":")]
      StateMarks([(Array(name.text.utf8), .instant(instant))]).append(to: &json)
      last = (name, instant, json)
    }
    if count > 0 { bytes.append(UInt8(ascii: ",")) }
    JSONWriter.append(address.bindMemory(to: UInt8.self), to: &bytes)
    if let json = last?.json { bytes += json }
    count += 1
    if bytes.count >= Self.piece { try store() }
  }

  /// Ends the line.
  mutating func seal() {
    bytes.append(UInt8(ascii: "}"))
    crc.add(bytes)
    bytes += JournalLine.ending(crc) + [0x0A]
  }

  /// Whether a text stands in JSON as it is.
  static func isPlain(_ text: UnsafeRawBufferPointer) -> Bool {
    text.allSatisfy {
      0x20...0x7E ~= $0 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
  }

  private mutating func store() throws(StorageError) {
    crc.add(bytes)
    if file == nil {
      let path = folder.appending(".step-\(UniqueName.random())")
      file = SharedFile(path, O_RDWR | O_CREAT | O_EXCL)
      guard file != nil else { throw .cannotWrite(path: path.display, code: errno) }
      _ = path.withCString { unlink($0) }
    }
    guard file?.write(bytes) == true else {
      throw .cannotWrite(path: folder.display, code: errno)
    }
    stored += Int64(bytes.count)
    bytes.removeAll(keepingCapacity: true)
  }
}
