import Foundation
import Testing

/// The map of the code in the README: whoever follows it must find what it names.
@Suite struct MapTests {
  private static let project = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static func map() throws -> Substring {
    let text = try String(
      contentsOf: project.appendingPathComponent("README.md"), encoding: .utf8)
    let start = try #require(text.range(of: "## How the code is laid out"))
    return text[start.upperBound...]
  }

  /// Everything under `Sources`, files by their last names and by their whole paths.
  private static func places() -> Set<String> {
    let sources = project.appendingPathComponent("Sources")
    var places: Set<String> = []
    for case let path as String in FileManager.default.enumerator(atPath: sources.path)! {
      places.formUnion([path, "Sources/\(path)"])
      if path.hasSuffix(".swift") { places.insert((path as NSString).lastPathComponent) }
    }
    return places
  }

  private static func quoted(in text: Substring) -> [String] {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .compactMap { $0.offset.isMultiple(of: 2) ? nil : String($0.element) }
  }

  @Test func everyFileOfTheMapExists() throws {
    let places = Self.places()
    let files = Self.quoted(in: try Self.map()).filter { $0.hasSuffix(".swift") }
    #expect(files.count > 50)
    for file in files { #expect(places.contains(file), "the README's map names \(file)") }
  }

  @Test func everyRoomOfTheMapExists() throws {
    let places = Self.places()
    let rooms = Self.quoted(in: try Self.map()).filter {
      $0.contains("/") && !$0.hasSuffix(".swift") && !$0.contains(" ")
    }
    #expect(rooms.count > 5)
    for room in rooms { #expect(places.contains(room), "the README's map names \(room)") }
  }

  /// A name that two files share would send half of the readers to the wrong one.
  @Test func noNameOfTheMapIsAmbiguous() throws {
    let sources = Self.project.appendingPathComponent("Sources")
    var count: [String: Int] = [:]
    for case let path as String in FileManager.default.enumerator(atPath: sources.path)! {
      count[(path as NSString).lastPathComponent, default: 0] += 1
    }
    // Every target has sentences of its own, and the map says so.
    for file in Self.quoted(in: try Self.map())
    where file.hasSuffix(".swift") && !file.contains("/") && file != "Wording.swift" {
      #expect(count[file] ?? 0 < 2, "\(file)")
    }
  }
}
