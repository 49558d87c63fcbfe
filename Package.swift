// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "martlet",
  products: [
    .executable(name: "martlet", targets: ["martlet"]),
    // For the benchmarks alone.
    .library(name: "FeedParsing", targets: ["Articles", "FeedParsing"]),
    .library(name: "ReaderCore", targets: ["ReaderCore", "TUI"]),
    // For the tests alone: they start the program with it, no target links it.
    .library(name: "FaultShim", type: .dynamic, targets: ["FaultShim"]),
  ],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
  ],
  targets: [
    .systemLibrary(name: "CNcurses"),
    .target(name: "CTerminal"),
    .target(
      name: "CUnicodeData",
      cSettings: [.define("MARTLET_STATIC_FOUNDATION", .when(configuration: .release))]),
    .systemLibrary(name: "CText"),
    .systemLibrary(name: "CMarkdown"),
    .systemLibrary(name: "CIDN"),
    .target(name: "Articles", dependencies: ["CIDN"], swiftSettings: strict),
    .target(
      name: "FeedParsing", dependencies: ["Articles", "CText", "CMarkdown", "Yams"],
      swiftSettings: strict),
    .target(name: "TUI", swiftSettings: strict),
    .target(
      name: "ReaderCore", dependencies: ["Articles", "FeedParsing", "TUI"], swiftSettings: strict),
    .target(
      name: "Storage", dependencies: ["Articles", "FeedParsing", grdb, sqlite],
      swiftSettings: strict),
    .systemLibrary(name: "CCurl"),
    .systemLibrary(name: "CCompression"),
    .target(
      name: "Networking", dependencies: ["Articles", "CCurl", "CCompression"],
      swiftSettings: strict),
    .target(
      name: "NcursesTerminal", dependencies: ["TUI", "CNcurses", "CTerminal"],
      swiftSettings: strict),
    .systemLibrary(name: "CImages", pkgConfig: "chafa"),
    .systemLibrary(name: "CMemory"),
    .executableTarget(
      name: "martlet",
      dependencies: [
        "Articles", "FeedParsing", "ReaderCore", "Storage", "Networking", "NcursesTerminal", "TUI",
        "CImages", "CMemory", "CUnicodeData", "Yams", argumentParser,
      ],
      swiftSettings: strict),
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(
      name: "ArticlesTests", dependencies: ["Articles", "TestSupport"], exclude: ["Corpus"],
      swiftSettings: strict),
    .testTarget(
      name: "FeedParsingTests", dependencies: ["FeedParsing", "Articles", "TestSupport"],
      exclude: ["Corpus"],
      swiftSettings: strict),
    .testTarget(
      name: "TUITests", dependencies: ["TUI", "TestSupport"], exclude: ["Unicode"],
      swiftSettings: strict),
    .testTarget(
      name: "ReaderCoreTests", dependencies: ["ReaderCore", "Articles", "TUI"],
      exclude: ["Documents", "Screens"], swiftSettings: strict),
    .testTarget(
      name: "StorageTests",
      dependencies: ["Storage", "Articles", "FeedParsing", "TestSupport", grdb],
      exclude: ["Corpus"],
      swiftSettings: strict),
    .testTarget(
      name: "NetworkingTests",
      dependencies: [
        "Networking", "Articles", "CCompression", "TestSupport", "FlyingFox",
        .product(name: "FlyingSocks", package: "FlyingFox"),
      ], swiftSettings: strict),
    .testTarget(
      name: "NcursesTerminalTests",
      dependencies: ["NcursesTerminal", "TUI", "TerminalProbe", "TestSupport"],
      swiftSettings: strict),
    .executableTarget(
      name: "TerminalProbe", dependencies: ["NcursesTerminal", "TUI"], path: "Tests/TerminalProbe",
      swiftSettings: strict),
    .target(name: "FaultShim", path: "Tests/FaultShim"),
    .testTarget(
      name: "MartletTests",
      dependencies: [
        "martlet", "ReaderCore", "Articles", "FeedParsing", "Networking", "TUI", "TestSupport",
        grdb,
      ],
      exclude: ["Feeds/Fixtures"],
      swiftSettings: strict),
  ]
)
