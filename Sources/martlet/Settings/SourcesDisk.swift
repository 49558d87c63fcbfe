import Foundation
import Storage

/// The sources file as it lies on the disk.
struct SourcesDisk {
  let path: String
  private let home: String

  init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    path = Paths(environment: environment).sourcesFile
    home = environment["HOME"] ?? ""
  }

  /// The file; one without lines where there is none.
  func read() throws -> SourcesFile {
    parsed(try EditedFile(path: path).bytes() ?? [])
  }

  /// Changes the file, as whoever else writes it leaves it.
  /// - Parameter change: asked again if the file changes meanwhile; `nil` leaves it as it is.
  /// - Returns: whether it was changed.
  @discardableResult
  func edit(_ change: (SourcesFile) -> SourcesFile?) throws -> Bool {
    try EditedFile(path: path).edit { bytes in
      let changed = change(parsed(bytes))
      return (bytes: changed?.bytes, answer: changed != nil)
    }
  }

  private func parsed(_ bytes: [UInt8]) -> SourcesFile {
    SourcesFile(bytes, home: home, file: path)
  }
}
