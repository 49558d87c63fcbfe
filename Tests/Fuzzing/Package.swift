// swift-tools-version: 6.2
import PackageDescription

// A package of its own: libFuzzer instruments everything that is linked with it.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "fuzz",
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(name: "CIDN", path: "Library/CIDN"),
    .target(
      name: "Articles", dependencies: ["CIDN"], path: "Library/Articles", swiftSettings: strict),
    .systemLibrary(name: "CText", path: "Library/CText"),
    .systemLibrary(name: "CMarkdown", path: "Library/CMarkdown"),
    .target(
      name: "FeedParsing", dependencies: ["Articles", "CText", "CMarkdown", "Yams"],
      path: "Library/FeedParsing", swiftSettings: strict),
    .target(
      name: "Storage",
      dependencies: [
        "Articles", "FeedParsing", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      path: "Library/Storage", swiftSettings: strict),
    .executableTarget(
      name: "QueryFuzz", dependencies: ["Articles"], path: "QueryFuzz", swiftSettings: strict),
    .executableTarget(
      name: "StateFuzz", dependencies: ["Storage", "Articles"], path: "StateFuzz",
      swiftSettings: strict),
  ]
    + ["FrontMatterFuzz", "FeedFuzz", "DateFuzz", "HTMLFuzz", "PageFuzz"].map { name in
      .executableTarget(
        name: name, dependencies: ["FeedParsing", "Articles"], path: name, swiftSettings: strict)
    }
)
