@_spi(ArticleKeys) import Articles
import Articles
import Glibc

/// The steps of windows that were closed, oldest first: `undo` in the local folder of a state.
///
/// A header, `{"format":"martlet-undo","version":1}`, then one ``UndoStep`` a line. The newest
/// hundred of at most 16 MB together are kept.
struct UndoFile {
  let path: Path
  var mostBytes = 16 << 20

  static let mostSteps = 100
  private static let header = Array("{\"format\":\"martlet-undo\",\"version\":1}".utf8)
  /// In milliseconds, for the lock: other windows that are closing.
  private static let patience = 1000

  struct Loaded {
    var steps: [UndoStep] = []
    /// Lines that are no steps.
    var damaged = 0
    /// Whether it is a file of this version, or none.
    var isOurs = true
  }

  /// A missing file has no steps.
  func load() throws(StorageError) -> Loaded {
    guard let file = OpenFile(path, O_RDONLY) else {
      guard errno == ENOENT || errno == ENOTDIR else {
        throw .cannotRead(path: path.display, code: errno)
      }
      return Loaded()
    }
    // Twice what is written: a larger file is none of ours, and its beginning is enough to see that.
    guard let bytes = file.bytes(limit: 2 * mostBytes) else {
      throw .cannotRead(path: path.display, code: errno)
    }
    var loaded = Loaded()
    var lines = bytes.split(separator: 0x0A)[...]
    if let first = lines.first, !first.elementsEqual(Self.header) {
      guard !first.starts(with: Array("{\"format\":\"martlet-undo\"".utf8)) else {
        loaded.isOurs = false
        return loaded
      }
    } else {
      lines = lines.dropFirst()
    }
    for line in lines {
      guard let step = UndoStep(line: line) else {
        loaded.damaged += 1
        continue
      }
      loaded.steps.append(step)
    }
    return loaded
  }

  /// Replaces the steps in one step, under a lock, so that of two windows that close at once both
  /// are heard.
  func change(_ change: ([UndoStep]) -> [UndoStep]) throws(StorageError) {
    try Folders.create(path.parent)
    guard let folder = OpenFile(path.parent, O_RDONLY | O_DIRECTORY) else { throw cannotWrite() }
    // Where there are no locks, the last one to close is heard.
    let lock = try? FileLock(folder.descriptor, milliseconds: Self.patience)
    for unfinished in TemporaryFile.leftBehind(beside: path, now: Clock.nanoseconds) {
      _ = unfinished.withCString { unlink($0) }
    }
    let loaded = try load()
    guard loaded.isOurs else { return }
    let steps = kept(change(loaded.steps))
    guard steps.map(\.line) != loaded.steps.map(\.line) || loaded.damaged > 0 else { return }
    try write(steps)
    _ = consume lock
  }

  /// The newest that there is room for.
  private func kept(_ steps: [UndoStep]) -> [UndoStep] {
    let all = mostBytes - Self.header.count - 1
    var room = all
    var kept: [UndoStep] = []
    for step in steps.reversed().prefix(Self.mostSteps) {
      let step = step.line.count < all ? step : step.emptied
      room -= step.line.count + 1
      guard room >= 0 else { break }
      kept.append(step)
    }
    return kept.reversed()
  }

  private func write(_ steps: [UndoStep]) throws(StorageError) {
    var bytes = Self.header + [0x0A]
    for step in steps { bytes += step.line + [0x0A] }
    guard let file = TemporaryFile(beside: path, mode: 0o600) else { throw cannotWrite() }
    guard file.write(bytes), file.sync(), file.take(path, .plain) else { throw cannotWrite() }
  }

  private func cannotWrite() -> StorageError { .cannotWrite(path: path.display, code: errno) }
}

/// A step as it is kept to be taken back: the line that the journal would have of it, or of many
/// articles which ones and when.
///
/// A hundred thousand marks are nine megabytes as a line, a third of what the values take; a million
/// articles are an eighth of a megabyte as a set. One that is too large to be kept after the window is a
/// line without marks.
struct UndoStep {
  let token: String
  /// At least one.
  let names: [MarkName]
  /// Of articles.
  let count: Int
  /// Without its end; of a mass mark empty.
  let line: [UInt8]
  /// One for each name, if there are many articles.
  let masses: [MassMark]
  /// When its marks were made, each once.
  let instants: Set<Instant>

  init(_ marks: [Mark], token: String = UniqueName.random()) {
    self.init(
      marks, token: token, line: Array(JournalLine.encode(step: token, marks).dropLast()))
  }

  /// - Parameter masses: at least one.
  init(_ masses: [MassMark]) {
    token = UniqueName.random()
    line = []
    names = masses.map(\.name)
    count = Self.articles(of: masses)
    self.masses = masses
    instants = Set(masses.map(\.at))
  }

  /// How many articles marks are about.
  static func articles(of marks: some Collection<Mark>) -> Int {
    guard let name = marks.first?.name, marks.contains(where: { $0.name != name }) else {
      return marks.count
    }
    return Set(marks.lazy.map(\.address)).count
  }

  static func articles(of masses: [MassMark]) -> Int {
    guard masses.count > 1 else { return masses.first?.count ?? 0 }
    return masses.reduce(into: ArticleSet()) { $0.formUnion($1.articles) }.count
  }

  /// `nil` for a line that is not as it was written.
  init?(line: ArraySlice<UInt8>) {
    guard JournalLine.isIntact(line), let (token, marks) = UndoStep.read(Array(line))
    else { return nil }
    self.init(marks, token: token, line: Array(line))
  }

  private init(_ marks: [Mark], token: String, line: [UInt8]) {
    self.token = token
    self.line = line
    var names: [MarkName] = []
    for mark in marks where names.last != mark.name && !names.contains(mark.name) {
      names.append(mark.name)
    }
    self.names = names.isEmpty ? [.read] : names
    count = Self.articles(of: marks)
    masses = []
    instants = Set(marks.lazy.map(\.at))
  }

  /// The same step without what it takes to take it back.
  var emptied: UndoStep { UndoStep([], token: token) }

  /// None of a mass mark.
  var marks: [Mark] { masses.isEmpty ? UndoStep.read(line)?.marks ?? [] : [] }

  private static func read(_ line: [UInt8]) -> (token: String, marks: [Mark])? {
    var reader = JSONReader(line)
    var token = ""
    var marks: [Mark] = []
    do throws(JSONFault) {
      try reader.eachMember { (reader, name) throws(JSONFault) in
        switch reader.decoded(name) {
        case Array("step".utf8):
          token = String(decoding: reader.decoded(try reader.string()), as: UTF8.self)
        case Array("marks".utf8):
          try reader.eachMember { (reader, key) throws(JSONFault) in
            let address = Address(key: String(decoding: reader.decoded(key), as: UTF8.self))
            let facts = try StateMarks(&reader)
            guard let address else { return }
            marks += facts.instants.map {
              Mark(ArticleKey(address), MarkName($0.name), at: $0.instant)
            }
          }
        default: try reader.value()
        }
      }
      try reader.finish()
    } catch {
      return nil
    }
    return (token, marks)
  }
}
