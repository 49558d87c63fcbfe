import Articles
import Glibc
import Synchronization

/// The file to which marks are appended before they are shown.
///
/// Never renamed: appended to under a lock on itself, and cut in place when what it holds stands in
/// the state file.
///
/// Where the file system has no locks, a step is still one `write` at the end of the file, which
/// processes of one machine cannot tear. But what must not happen between two system calls is left
/// out there: a step that was taken in part stays as a damaged line, and the journal is never cut.
final class Journal: Sendable {
  let path: Path
  private let opened: Mutex<Opened>
  private let isDirty = Atomic(false)
  private let flock: FileLock.Call
  private let isUnlocked = Atomic(false)

  /// How many milliseconds a key may wait for another process.
  private static let patience = 20
  /// And for another thread, which may be at a mass mark.
  private static let patienceWithThreads = 4
  /// More than can be appended while the state file is written.
  private static let longestRest = 1 << 30

  init(_ path: Path, flock: @escaping FileLock.Call = FileLock.system) {
    self.path = path
    self.flock = flock
    opened = Mutex(Opened())
  }

  private struct Opened: ~Copyable {
    var file: OpenFile?
    /// Lines of a journal that somebody removed, until they stand in the one that takes its place.
    var removed: [UInt8] = []
  }

  /// Whether the file system was found to have no locks.
  var isWithoutLocks: Bool { isUnlocked.load(ordering: .relaxed) }

  /// Appends one step with one `write`; when this returns, a killed process loses nothing.
  ///
  /// - Parameter end: Where the journal must end: what was written since might matter to the step.
  /// - Returns: Whether it was appended; `false` if the journal does not end there.
  /// - Throws: `.busy` if the lock cannot be had within 20 ms; `.cannotWrite` if not all of it was
  ///   taken: then none of it stays. `.newerState` for a journal of a newer program.
  @discardableResult
  func append(step: String, _ marks: [Mark], onlyAt end: JournalPosition? = nil)
    throws(StorageError) -> Bool
  {
    let line = JournalLine.encode(step: step, marks)
    return try withFile { file throws(StorageError) in
      try append(line, to: file, onlyAt: end)
    }
  }

  /// Appends a sealed line, in pieces if it is long, under one lock. A process that is killed in the
  /// midst of it leaves an unfinished line, which is no step.
  /// - Returns: Where the journal ends now; `nil` if it did not end at `end`.
  /// - Throws: As ``append(step:_:onlyAt:)``; then none of it stays.
  func append(_ draft: StepDraft, onlyAt end: JournalPosition) throws(StorageError)
    -> JournalPosition?
  {
    try withFile { file throws(StorageError) in
      guard try append(draft.bytes, after: draft.file, draft.stored, to: file, onlyAt: end)
      else { return nil }
      // Where there are no locks, somebody else's line may follow: then it is read again.
      guard !isWithoutLocks, let size = FileFacts(of: file.descriptor)?.size else { return end }
      return position(file, at: size)
    }
  }

  /// Whether marks can be appended: makes the file if it is not there, and tries the lock.
  func prepare() throws(StorageError) {
    try withFile { file throws(StorageError) in
      do throws(StorageError) {
        _ = try lock(file, milliseconds: 0)
      } catch .busy {
        // Then there are locks.
      }
    }
  }

  /// Makes what was appended survive a power cut. Does not keep others from appending.
  func sync() throws(StorageError) {
    guard isDirty.exchange(false, ordering: .relaxed) else { return }
    guard let file = OpenFile(path, O_WRONLY), fdatasync(file.descriptor) == 0 else {
      let code = errno
      isDirty.store(true, ordering: .relaxed)
      throw .cannotWrite(path: path.display, code: code)
    }
  }

  /// Where the journal ends and which generation it is, without reading it.
  func position() -> JournalPosition {
    guard let file = OpenFile(path, O_RDONLY), let facts = FileFacts(of: file.descriptor) else {
      return .start
    }
    return position(file, at: facts.size)
  }

  /// What was appended after `position`; everything, if the journal was cut since.
  func read(after position: JournalPosition) throws(StorageError) -> JournalTail {
    guard let file = OpenFile(path, O_RDONLY) else {
      guard errno == ENOENT || errno == ENOTDIR else {
        throw .cannotRead(path: path.display, code: errno)
      }
      return JournalTail(path)
    }
    let continues = position.offset > 0 && self.position(file, at: position.offset) == position
    var start = continues ? position : .start
    start.generation = header(file)?.generation ?? ""
    return JournalTail(path, SharedFile(file), after: start)
  }

  /// Cuts the journal in place, if no further line ends after `position`; `nil` if one does, or
  /// where there are no locks, and then it stays as it is. An unfinished line goes: its writer was
  /// killed or is told so.
  func cut(at position: JournalPosition) throws(StorageError) -> JournalPosition? {
    guard let file = OpenFile(path, O_RDWR | O_CREAT) else { throw cannotWrite() }
    let lock = try lock(file, milliseconds: 50 * Journal.patience)
    guard !isWithoutLocks,
      let rest = file.bytes(from: position.offset, limit: Journal.longestRest),
      !rest.contains(0x0A),
      header(file)?.generation ?? "" == position.generation
    else { return nil }
    let next = JournalHeader.encode(generation: UniqueName.random())
    // Not synced: what a power cut brings back stands in the state file, too.
    guard ftruncate(file.descriptor, 0) == 0,
      next.withUnsafeBytes({ file.write($0) }) == next.count
    else { throw cannotWrite() }
    _ = consume lock
    return self.position(file, at: Int64(next.count))
  }

  /// - Parameter stored: So many bytes of another file come first.
  private func append(
    _ lines: [UInt8], after other: SharedFile? = nil, _ stored: Int64 = 0,
    to file: borrowing OpenFile, onlyAt end: JournalPosition? = nil
  ) throws(StorageError) -> Bool {
    let lock = try lock(file, milliseconds: Journal.patience)
    guard let size = FileFacts(of: file.descriptor)?.size else { throw cannotWrite() }
    if let end, !ends(file, at: end) { return false }
    var bytes: [UInt8] = []
    if size == 0 {
      bytes = JournalHeader.encode(generation: UniqueName.random())
    } else {
      if let version = header(file)?.newerVersion {
        throw .newerState(path: path.display, version: version, supported: JournalHeader.version)
      }
      if file.bytes(from: size - 1, limit: 1) != [0x0A] { bytes = [0x0A] }
    }
    var isTaken = true
    // Without locks only one `write` keeps the lines of others out of this one.
    let piece = isWithoutLocks ? Int.max : Journal.piece
    var offset: Int64 = 0
    while isTaken, let other, offset < stored {
      let limit = Int(clamping: min(Int64(clamping: piece), stored - offset))
      guard let part = other.bytes(from: offset, limit: limit), !part.isEmpty else {
        isTaken = false
        break
      }
      bytes += part
      offset += Int64(part.count)
      if !isWithoutLocks { isTaken = take(&bytes, file) }
    }
    if isTaken {
      bytes += lines
      isTaken = take(&bytes, file)
    }
    guard isTaken else {
      let code = errno
      if !isWithoutLocks { ftruncate(file.descriptor, off_t(size)) }
      throw .cannotWrite(path: path.display, code: code)
    }
    isDirty.store(true, ordering: .relaxed)
    _ = consume lock
    return true
  }

  private static let piece = 1 << 20

  private func take(_ bytes: inout [UInt8], _ file: borrowing OpenFile) -> Bool {
    let written = bytes.withUnsafeBytes { file.write($0) }
    defer { bytes.removeAll(keepingCapacity: true) }
    return written == bytes.count
  }

  /// `nil` where there are no locks.
  private func lock(
    _ file: borrowing OpenFile, milliseconds: Int
  ) throws(StorageError) -> FileLock? {
    do throws(FileLock.Refusal) {
      let lock = try FileLock(file.descriptor, milliseconds: milliseconds, call: flock)
      isUnlocked.store(false, ordering: .relaxed)
      return lock
    } catch {
      switch error {
      case .busy: throw .busy(path: path.display)
      case .unsupported:
        isUnlocked.store(true, ordering: .relaxed)
        return nil
      }
    }
  }

  /// The open file. If somebody has removed it, a new one that begins with its lines: they are read
  /// from the descriptor, which outlives the name.
  private func withFile<Result>(
    _ body: (borrowing OpenFile) throws(StorageError) -> Result
  ) throws(StorageError) -> Result {
    var waited = 0
    while true {
      if let result = try withFileIfFree(body) { return result }
      guard waited < Journal.patienceWithThreads else { throw .busy(path: path.display) }
      usleep(1000)
      waited += 1
    }
  }

  /// `nil` while another thread is at it.
  private func withFileIfFree<Result>(
    _ body: (borrowing OpenFile) throws(StorageError) -> Result
  ) throws(StorageError) -> Result? {
    try opened.withLockIfAvailable { opened throws(StorageError) in
      if let file = opened.file.take() {
        if isHere(file) { opened.file = consume file } else { opened.removed += lines(of: file) }
      }
      if opened.file == nil {
        try Folders.create(path.parent)
        opened.file = OpenFile(path, O_RDWR | O_CREAT | O_APPEND)
      }
      guard let file = opened.file.take() else { throw cannotWrite() }
      do throws(StorageError) {
        if !opened.removed.isEmpty {
          _ = try append(opened.removed, to: file)
          opened.removed = []
        }
        let result = try body(file)
        opened.file = consume file
        return result
      } catch {
        opened.file = consume file
        throw error
      }
    }
  }

  private func isHere(_ file: borrowing OpenFile) -> Bool {
    guard let opened = FileFacts(of: file.descriptor) else { return false }
    guard let there = FileFacts(at: path) else { return errno != ENOENT && errno != ENOTDIR }
    return opened.inode == there.inode && opened.device == there.device
  }

  /// All lines but the header, the last one ended.
  private func lines(of file: borrowing OpenFile) -> [UInt8] {
    var lines = file.bytes(limit: Journal.longestRest) ?? []
    if let end = lines.firstIndex(of: 0x0A), JournalHeader(lines[..<end]) != nil {
      lines.removeSubrange(...end)
    }
    if let last = lines.last, last != 0x0A { lines.append(0x0A) }
    return lines
  }

  /// Whether nothing but an unfinished line follows.
  private func ends(_ file: borrowing OpenFile, at end: JournalPosition) -> Bool {
    position(file, at: end.offset) == end
      && file.bytes(from: end.offset, limit: Journal.longestRest)?.contains(0x0A) == false
  }

  private func position(_ file: borrowing OpenFile, at offset: Int64) -> JournalPosition {
    let length = min(offset, Int64(JournalPosition.endingLength))
    return JournalPosition(
      generation: header(file)?.generation ?? "", offset: offset,
      ending: file.bytes(from: offset - length, limit: Int(length)) ?? [])
  }

  private func header(_ file: borrowing OpenFile) -> JournalHeader? {
    let start = file.bytes(limit: JournalHeader.longest) ?? []
    return start.firstIndex(of: 0x0A).flatMap { JournalHeader(start[..<$0]) }
  }

  private func cannotWrite() -> StorageError { .cannotWrite(path: path.display, code: errno) }
}

/// The first line of the journal:
/// `{"format":"martlet-journal","version":1,"generation":"ID"}`.
///
/// The generation changes when the journal is cut, so that an offset into it is never mistaken.
struct JournalHeader: Hashable {
  let generation: String
  /// The version as written, where it is not the one that this program writes.
  let newerVersion: String?

  static let version = 1
  /// More than any header takes.
  static let longest = 4096

  /// The line with its end.
  static func encode(generation: String) -> [UInt8] {
    Array(
      "{\"format\":\"martlet-journal\",\"version\":\(version),\"generation\":\"\(generation)\"}\n"
        .utf8)
  }

  /// `nil` for a line that is no header.
  init?(_ line: ArraySlice<UInt8>) {
    let bytes = Array(line)
    var reader = JSONReader(bytes)
    var values: [[UInt8]: [UInt8]] = [:]
    do throws(JSONFault) {
      try reader.eachMember { (reader, name) throws(JSONFault) in
        values[reader.decoded(name)] = try reader.canonical()
      }
    } catch {
      return nil
    }
    func value(_ name: String) -> String {
      String(decoding: values[Array(name.utf8)] ?? [], as: UTF8.self)
    }
    guard value("format") == "\"martlet-journal\"" else { return nil }
    generation = String(value("generation").dropFirst().dropLast())
    let version = value("version")
    newerVersion = version == "\(JournalHeader.version)" ? nil : version
  }
}

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
