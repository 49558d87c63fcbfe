import Storage

extension SourcesFile {
  /// The file as it is on the disk; one without lines where there is none.
  static func read(_ paths: Paths, _ environment: [String: String]) throws -> SourcesFile {
    do {
      return try SourcesFile(
        EditedFile(path: paths.sourcesFile).bytes() ?? [], home: environment["HOME"] ?? "",
        file: paths.sourcesFile)
    } catch let failure as Failure {
      throw Stop(.wrongUsage, failure.message)
    }
  }

  /// Changes the file on the disk, as whoever else writes it leaves it.
  /// - Parameter change: asked again if the file changes meanwhile; `nil` leaves it as it is.
  /// - Returns: whether it was changed.
  @discardableResult
  static func edit(
    _ paths: Paths, _ environment: [String: String],
    _ change: (SourcesFile) throws(Failure) -> SourcesFile?
  ) throws -> Bool {
    let home = environment["HOME"] ?? ""
    let outcome: Result<Bool, Failure> = try EditedFile(path: paths.sourcesFile).edit { bytes in
      do throws(Failure) {
        let file = try SourcesFile(bytes, home: home, file: paths.sourcesFile)
        let changed = try change(file)
        return (bytes: changed?.bytes, answer: .success(changed != nil))
      } catch {
        return (bytes: nil, answer: .failure(error))
      }
    }
    do {
      return try outcome.get()
    } catch {
      throw Stop(.wrongUsage, error.message)
    }
  }
}
