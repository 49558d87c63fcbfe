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
  targets: [
    .executableTarget(name: "generate-library", swiftSettings: strict),
    .executableTarget(name: "measure-state", swiftSettings: strict),
    .target(name: "CPseudoTerminal"),
    .executableTarget(
      name: "measure-keys", dependencies: ["CPseudoTerminal"], swiftSettings: strict),
  ]
)
