import Foundation

/// The built program with a home of its own, driven as a shell would drive it.
final class Program {
  struct Result {
    let status: Int32
    let output: String
    let errors: String

    var lines: [String] { output.split(separator: "\n").map(String.init) }
  }

  static let executable = URL(fileURLWithPath: CommandLine.arguments[0])
    .deletingLastPathComponent().appendingPathComponent("martlet").path

  /// The folder that is this program's home; removed with it.
  let home: URL

  init() throws {
    home = FileManager.default.temporaryDirectory
      .appendingPathComponent("martlet-tests-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: home)
  }

  /// Nothing of the machine's own settings reaches the program.
  var environment: [String: String] {
    [
      "HOME": home.path, "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "LC_ALL": "C.UTF-8", "TZ": "UTC",
    ]
  }

  func run(
    _ arguments: String..., input: String = "", environment extra: [String: String] = [:]
  ) throws -> Result {
    try run(arguments: arguments, input: input, environment: extra)
  }

  func run(
    arguments: [String], input: String = "", environment extra: [String: String] = [:]
  ) throws -> Result {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.executable)
    process.arguments = arguments
    process.environment = environment.merging(extra) { $1 }
    process.currentDirectoryURL = home
    // Files, not pipes: a child that outlives the program must not keep the test waiting.
    let files = ["in", "out", "err"].map {
      home.appendingPathComponent(".\($0)-\(UUID().uuidString)")
    }
    try Data(input.utf8).write(to: files[0])
    for file in files[1...] { try Data().write(to: file) }
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus,
      output: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: files[2]), as: UTF8.self))
  }

  /// Writes a file below the home folder, making its folders.
  @discardableResult
  func write(_ text: String, to path: String) throws -> String {
    let url = home.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
    return url.path
  }

  func text(of path: String) throws -> String {
    String(decoding: try Data(contentsOf: home.appendingPathComponent(path)), as: UTF8.self)
  }

  /// Three articles, the first pointing at the second and outside; returns the folder.
  func writeLibrary() throws -> String {
    try write(
      """
      ---
      title: "Swifts return to the bell tower"
      excerpt: "Forty pairs &amp; more were counted this spring."
      publishedDateTime: 2026-11-20T08:00:00Z
      webUrl: "https://example.org/swifts?utm_source=feed"
      ampWebUrl: "https://example.org/swifts/amp"
      type: article
      quality: 61
      provider:
        name: The Belfry
        domain: example.org
      topics:
        - Birds
      related:
        - title: "How a nest is built"
          webUrl: "https://example.org/nest"
          type: article
        - title: "Towers of the north"
          webUrl: "https://example.com/towers"
          type: article
      ---
      A *short* body.
      """, to: "news/a.md")
    try write(
      """
      ---
      title: 作者が書いた巣の話
      publishedDateTime: 2026-11-19T08:00:00+02:00
      webUrl: https://example.org/nest
      published: false
      ---
      """, to: "news/b.md")
    try write(
      """
      ---
      name: Ada of the tower
      type: profile
      ---
      """, to: "news/people/ada.md")
    return home.appendingPathComponent("news").path
  }
}
