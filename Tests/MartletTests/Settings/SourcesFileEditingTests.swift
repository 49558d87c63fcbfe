import TestSupport
import Testing

@testable import martlet

@Suite struct SourcesFileEditingTests {
  private func file(_ text: String) -> SourcesFile {
    SourcesFile(Array(text.utf8), home: "/home/ada", file: "sources")
  }

  private func text(_ file: SourcesFile?) -> String? {
    file.map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  @Test(arguments: [
    ("", "https://example.org/f \"two words\" \"~My \\\"own\\\"\"\n"),
    ("/a\n", "/a\nhttps://example.org/f \"two words\" \"~My \\\"own\\\"\"\n"),
    ("/a", "/a\nhttps://example.org/f \"two words\" \"~My \\\"own\\\"\"\n"),
    ("# c\r\n/a", "# c\r\n/a\r\nhttps://example.org/f \"two words\" \"~My \\\"own\\\"\"\r\n"),
    ("\u{FEFF}/a\n", "\u{FEFF}/a\nhttps://example.org/f \"two words\" \"~My \\\"own\\\"\"\n"),
  ])
  func aLineIsAppendedAsTheOthersEnd(before: String, after: String) throws {
    let entry = SourceEntry(
      location: "https://example.org/f", title: "My \"own\"", tags: ["two words"])
    let changed = file(before).appending([entry])
    #expect(text(changed) == after)
    #expect(changed.entries.last == entry)
  }

  @Test func namesCannotBecomeLines() throws {
    let changed = file("/a\n").appending([
      SourceEntry(
        location: "https://example.org/f", title: "x\nexec:rm -rf /\r\u{0}", tags: ["a\nquery:b"])
    ])
    #expect(changed.lines.count == 2)
    #expect(changed.entries.last?.title == "x exec:rm -rf /  ")
    #expect(changed.remarks.isEmpty)
  }

  @Test func everyLineOfAPlaceIsRemovedAndNoOther() throws {
    let before = "# my feeds\n/srv/news a\n\nhttps://Example.org/f\n  /srv/news/ b\r\nexec:x\n/z"
    let changed = file(before).removing(SourceEntry.identity(of: "/srv/news"))
    #expect(text(changed) == "# my feeds\n\nhttps://Example.org/f\nexec:x\n/z")
    let second = changed?.removing(SourceEntry.identity(of: "https://example.org/f"))
    #expect(text(second) == "# my feeds\n\nexec:x\n/z")
    #expect(file(before).removing("/srv") == nil)
  }

  @Test(arguments: [
    ("/a  tag\t\"~Old one\" x \r\n", "New", "/a  tag\t~New x \r\n"),
    ("/a  tag\t~Old x\n", "New \"one\"", "/a  tag\t\"~New \\\"one\\\"\" x\n"),
    ("/a tag  \n", "New", "/a tag ~New  \n"),
    ("/a", "New", "/a ~New"),
    ("/a tag  \"~Old\" x\n", nil, "/a tag x\n"),
    ("/a\n", nil, "/a\n"),
  ])
  func aNameIsChangedWhereItStands(before: String, title: String?, after: String) throws {
    #expect(text(file("#\n" + before).renaming("/a", to: title)) == "#\n" + after)
  }

  /// Lines as people and programs write them, good ones all.
  private static func randomLine(_ random: inout SplitMix) -> String {
    let locations = [
      "/srv/news", "~/feeds", "\"/srv/two words\"", "https://example.org/feed?a=b&c=d",
      "http://Example.org:80/rss", "file:///srv/feed.xml", "\"https://example.org/\\q\"",
    ]
    let words = [
      "tag", "\"two words\"", "\"~Name\"", "~Name", "!", "\"!hidden\"", "\"a \\\" b\"", "日本",
      "\"\"",
    ]
    let blanks = [" ", "  ", "\t", " \t "]
    func one(_ list: [String]) -> String { list[random.next(below: list.count)] }
    switch random.next(below: 8) {
    case 0: return one(["", " ", "\t "])
    case 1: return one(["#", "# a comment \"with a quote", "#~/news"])
    case 2:
      return one(["exec:a \"b", "\"query:x:y = \\\"z\\\"\"", "filter:a:https://b", "gemini://x"])
    default:
      var line = one(["", "", " "]) + one(locations)
      for _ in 0..<random.next(below: 4) { line += one(blanks) + one(words) }
      return line + one(["", "", " "])
    }
  }

  @Test(arguments: 0..<200)
  func whateverIsNotMeantKeepsItsBytes(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let ends = ["\n", "\r\n"]
    let count = random.next(below: 12)
    var before = random.next(below: 4) == 0 ? "\u{FEFF}" : ""
    for index in 0..<count {
      before += Self.randomLine(&random)
      if index < count - 1 || random.next(below: 2) == 0 {
        before += ends[random.next(below: 2)]
      }
    }
    let file = file(before)
    #expect(text(file) == before)
    let lines = file.lines.map(\.bytes)

    let title = ["New", "two words", "a\"b\\c", "/x"][random.next(below: 4)]
    let place = SourceEntry(location: "https://example.org/new", title: title, tags: ["t"])
    let longer = file.appending([place])
    #expect(longer.entries == file.entries + [place])
    #expect(longer.bytes.starts(with: file.bytes))

    guard let target = file.entries.randomElement(using: &random) else { return }
    let shorter = try #require(file.removing(target.identity))
    #expect(shorter.entries == file.entries.filter { $0.identity != target.identity })
    let kept = zip(file.lines, lines).filter { line, _ in
      if case .source(let entry) = line.content { entry.identity != target.identity } else { true }
    }.map(\.1)
    #expect(shorter.lines.map(\.bytes) == kept)

    let renamed = try #require(file.renaming(target.identity, to: title))
    #expect(
      renamed.entries
        == file.entries.map { entry in
          var entry = entry
          if entry.identity == target.identity { entry.title = title }
          return entry
        })
    for (old, new) in zip(file.lines, renamed.lines) {
      if case .source(let entry) = old.content, entry.identity == target.identity { continue }
      #expect(old.bytes == new.bytes)
    }
    let unnamed = try #require(file.renaming(target.identity, to: nil))
    #expect(unnamed.entries.map(\.tags) == file.entries.map(\.tags))
  }
}
