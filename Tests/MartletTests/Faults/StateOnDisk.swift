import Foundation

/// Addresses, names, instants.
typealias Marks = [String: [String: String]]

/// The files of a state, read by other means than the program's own.
struct StateOnDisk {
  /// Everything that any of the files says.
  private(set) var marks: Marks = [:]
  /// What the state file and the journals say, without what lies beside them and may be read later: a conflict
  /// copy of the last second may still be being written.
  private(set) var settled: Marks = [:]
  /// What `state.json` alone says; `nil` where there is none.
  private(set) var state: Marks?
  /// Steps in the journal.
  private(set) var steps = 0
  /// Files that are not whole under their own name, in words.
  private(set) var halfWritten: [String] = []
  /// Files that a program made on its way and left.
  private(set) var leftovers: [String] = []
  /// Files that were moved out of the way as damaged.
  private(set) var damaged: [String] = []

  /// - Parameter folders: those of the state file, of the journals, of the library.
  init(in folders: [URL]) {
    for file in folders.flatMap(Self.files) {
      let name = file.lastPathComponent
      if name.contains(".damaged-") {
        damaged.append(file.path)
      } else if name == "state.json" || name == "backup.json" {
        let marks = Self.marks(ofState: file)
        if marks == nil { halfWritten.append(file.path) }
        if name == "state.json" {
          state = marks
          Self.merge(marks ?? [:], into: &settled)
        }
        merge(marks ?? [:])
      } else if name.hasPrefix(".") || name.contains(".tmp") || name.contains(".sb-") {
        leftovers.append(file.path)
        merge(Self.marks(ofState: file) ?? [:])
      } else if name.contains(".sync-conflict-") {
        merge(Self.marks(ofState: file) ?? [:])
      } else if name == "journal" {
        readJournal(file)
      }
    }
  }

  static func instants(ofState url: URL) -> Marks? { marks(ofState: url) }

  private mutating func readJournal(_ file: URL) {
    for line in ((try? Data(contentsOf: file)) ?? Data()).split(separator: 0x0A) {
      guard let step = try? JSONSerialization.jsonObject(with: line) as? [String: Any],
        let marks = step["marks"] as? Marks
      else { continue }
      steps += 1
      merge(marks)
      Self.merge(marks, into: &settled)
    }
  }

  private mutating func merge(_ other: Marks) { Self.merge(other, into: &marks) }

  private static func merge(_ other: Marks, into marks: inout Marks) {
    for (address, names) in other {
      marks[address, default: [:]].merge(names) { max($0, $1) }
    }
  }

  private static func marks(ofState file: URL) -> Marks? {
    guard let data = try? Data(contentsOf: file),
      let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
    else { return nil }
    return object["articles"] as? Marks
  }

  private static func files(in folder: URL) -> [URL] {
    let names = FileManager.default.enumerator(atPath: folder.path)?.allObjects ?? []
    return names.compactMap { $0 as? String }.sorted().map(folder.appendingPathComponent)
  }
}
