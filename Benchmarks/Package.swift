// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "martlet", path: "..")],
  targets: [
    .target(name: "BenchmarkSupport", swiftSettings: strict),
    .executableTarget(
      name: "generate-library", dependencies: ["BenchmarkSupport"], swiftSettings: strict),
    .executableTarget(
      name: "measure-state", dependencies: ["BenchmarkSupport"], swiftSettings: strict),
    .executableTarget(
      name: "measure-feeds", dependencies: ["BenchmarkSupport"], swiftSettings: strict),
    .executableTarget(
      name: "parse-feed", dependencies: [.product(name: "FeedParsing", package: "martlet")],
      swiftSettings: strict),
    .executableTarget(
      name: "extract-pages", dependencies: [.product(name: "FeedParsing", package: "martlet")],
      swiftSettings: strict),
    .executableTarget(
      name: "lay-out-page",
      dependencies: [
        .product(name: "FeedParsing", package: "martlet"),
        .product(name: "ReaderCore", package: "martlet"),
      ],
      swiftSettings: strict),
    .target(name: "CPseudoTerminal"),
    .executableTarget(
      name: "measure-keys", dependencies: ["CPseudoTerminal"], swiftSettings: strict),
  ]
)
