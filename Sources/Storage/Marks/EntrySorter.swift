import Glibc

/// Brings entries into the order of their addresses. Some megabytes are held; what is more waits in
/// temporary files without a name, sorted.
struct EntrySorter {
  private var entries: [StateEntry] = []
  private var weight = 0
  private var runs: [StateSource] = []
  private let folder: Path
  private let heaviest: Int

  /// So many files are open at most.
  private static let mostRuns = 32

  /// - Parameter folder: Where temporary files may be made.
  init(in folder: Path, heaviest: Int = 16 << 20) {
    self.folder = folder
    self.heaviest = heaviest
  }

  mutating func add(_ entry: StateEntry) throws(StateFault) {
    entries.append(entry)
    weight += entry.weight
    guard weight > heaviest else { return }
    runs.append(try stored(StateMerge([held()])))
    entries = []
    weight = 0
    if runs.count == EntrySorter.mostRuns { runs = [try stored(StateMerge(runs))] }
  }

  /// - Throws: `.cannotWrite` where no temporary file can be made.
  mutating func add(_ entries: [StateEntry]) throws(StorageError) {
    do throws(StateFault) {
      for entry in entries { try add(entry) }
    } catch {
      throw StorageError(error, path: folder)
    }
  }

  /// Everything that was added; nothing of no weight.
  func sources() -> [StateSource] { entries.isEmpty ? runs : runs + [held()] }

  private func held() -> StateSource {
    .entries(entries.sorted { Path.order($0.address, $1.address) < 0 }[...])
  }

  private func stored(_ merge: StateMerge) throws(StateFault) -> StateSource {
    let path = folder.appending(".sorting-\(Token.random())")
    guard let file = SharedFile(path, O_RDWR | O_CREAT | O_EXCL) else {
      throw .unwritable(code: errno)
    }
    _ = path.withCString { unlink($0) }
    var merge = merge
    try merge.write { file.write($0) }
    return .file(StateReader(JSONWindow(file)))
  }
}
