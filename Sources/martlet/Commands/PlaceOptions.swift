import ArgumentParser

/// Options that every subcommand takes.
struct PlaceOptions: ParsableArguments {
  @Option(
    name: .customLong("source"),
    help: ArgumentHelp(
      "Read this folder or file instead of the sources file. May be repeated.",
      valueName: "source"))
  var sources: [String] = []

  @OptionGroup var state: StateOption
}

/// Where marks are kept.
struct StateOption: ParsableArguments {
  @Option(
    name: .customLong("state"),
    help: ArgumentHelp("Keep read and starred marks in this file.", valueName: "file"))
  var file: String?
}
