import ArgumentParser

/// `martlet remove SOURCE`.
struct RemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract:
      "Take a source out of the sources file. Its marks stay, and what has a star or a label.")

  @Argument(
    help: ArgumentHelp(
      "A folder or an address as sources lists it, or its display name.", valueName: "source"))
  var source: String

  func run() throws {
    let disk = SourcesDisk()
    var removed: [String] = []
    try disk.edit { file in
      removed = Self.named(source, in: file).map(\.location)
      guard let first = removed.first else { return nil }
      return file.removing(SourceEntry.identity(of: first))
    }
    guard let first = removed.first else {
      throw Stop(.nothingMatched, Wording.noSuchLine(Output.clean(source), in: disk.path))
    }
    Output.error(Wording.removed(first))
  }

  /// The lines that name the place, or else those that have the name, if it is one place's alone.
  private static func named(_ source: String, in file: SourcesFile) -> [SourceEntry] {
    let identity = SourceEntry.identity(of: SourceArgument.location(source))
    let placed = file.entries.filter { $0.identity == identity }
    guard placed.isEmpty else { return placed }
    let titled = file.entries.filter { $0.title == source }
    return Set(titled.map(\.identity)).count == 1 ? titled : []
  }
}
