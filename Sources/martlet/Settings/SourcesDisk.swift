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
    let bytes = try EditedFile(path: path).bytes() ?? []
    return try taken(Result { () throws(SourcesFile.Failure) in try parsed(bytes) })
  }

  /// Changes the file, as whoever else writes it leaves it.
  /// - Parameter change: asked again if the file changes meanwhile; `nil` leaves it as it is.
  /// - Returns: whether it was changed.
  @discardableResult
  func edit(
    _ change: (SourcesFile) throws(SourcesFile.Failure) -> SourcesFile?
  ) throws -> Bool {
    let outcome: Result<Bool, SourcesFile.Failure> = try EditedFile(path: path).edit { bytes in
      do throws(SourcesFile.Failure) {
        let changed = try change(parsed(bytes))
        return (bytes: changed?.bytes, answer: .success(changed != nil))
      } catch {
        return (bytes: nil, answer: .failure(error))
      }
    }
    return try taken(outcome)
  }

  private func parsed(_ bytes: [UInt8]) throws(SourcesFile.Failure) -> SourcesFile {
    try SourcesFile(bytes, home: home, file: path)
  }

  /// A line that is wrong ends a command as wrong usage.
  private func taken<Value>(_ result: Result<Value, SourcesFile.Failure>) throws -> Value {
    do {
      return try result.get()
    } catch {
      throw Stop(.wrongUsage, error.message)
    }
  }
}
