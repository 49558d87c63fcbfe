@_spi(ArticleKeys) public import Articles

extension MarkStore {
  /// The marks of any state file, to be recorded here: then of every mark the later instant counts.
  ///
  /// What is no address or no instant is left out.
  /// - Parameter path: only named in errors.
  /// - Throws: `.notState` for anything but a whole state file, `.newerState`.
  public static func marks(
    ofStateFile bytes: [UInt8], path: String
  ) throws(StorageError) -> [Mark] {
    var reader = StateReader(JSONWindow(bytes))
    var marks: [Mark] = []
    do throws(StateFault) {
      while let entry = try reader.next() {
        let key = String(decoding: entry.address, as: UTF8.self)
        guard let address = Address(key: key) else { continue }
        marks += entry.marks.instants.map {
          Mark(ArticleKey(address), MarkName($0.name), at: $0.instant)
        }
      }
    } catch {
      throw StorageError(error, path: Path(path))
    }
    if let version = reader.newerVersion {
      throw .newerState(path: path, version: version, supported: StateReader.version)
    }
    return marks
  }
}
