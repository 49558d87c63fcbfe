public import Articles

extension MarkStore {
  /// The marks of any state file, to be recorded here: then of every mark the later instant counts.
  ///
  /// What is no address or no instant is left out.
  /// - Parameter path: only named in errors.
  /// - Throws: `.notState` for anything but a whole state file, `.newerState`.
  public static func marks(
    ofStateFile bytes: [UInt8], path: String
  ) throws(StorageError) -> [Mark] {
    let file: StateFile
    do throws(StateFile.Fault) {
      file = try StateFile(bytes)
    } catch {
      throw .notState(path: path)
    }
    if let version = file.newerVersion {
      throw .newerState(path: path, version: version, supported: StateFile.version)
    }
    var marks: [Mark] = []
    for entry in file.entries {
      let key = String(decoding: file.address(of: entry), as: UTF8.self)
      guard let address = Address(key: key) else { continue }
      marks += file.marks(of: entry).instants.map {
        Mark(address, MarkName($0.name), at: $0.instant)
      }
    }
    return marks
  }
}
