import Testing

@testable import FeedParsing

@Suite struct YamsFrontMatterReaderTests {
  private func problem(_ text: String) -> ArticleFileProblem? {
    do throws(ArticleFileProblem) {
      _ = try YamsFrontMatterReader.read(text, firstLine: 2)
      return nil
    } catch {
      return error
    }
  }

  private func value(_ text: String) throws -> String {
    guard let frontMatter = try YamsFrontMatterReader.read(text, firstLine: 2) else { return "-" }
    return describe(frontMatter, 0)
  }

  private func describe(_ values: FrontMatter, _ node: Int) -> String {
    switch values.kind(of: node) {
    case .plain: values.text(of: node)
    case .quoted: "\"\(values.text(of: node))\""
    case .list:
      "[" + values.children(of: node).map { describe(values, $0) }.joined(separator: ",") + "]"
    case .map:
      "{"
        + values.fields(of: node).map {
          values.text(of: $0.name) + ":" + describe(values, $0.value)
        }.joined(separator: ",") + "}"
    }
  }

  @Test(arguments: [
    ("a: [1, \"2\", {b: c}]", "{a:[1,\"2\",{b:c}]}"),
    ("a: >\n  b\n  c\n", "{a:\"b c\n\"}"),
    ("a: |-\n  b\n  c\n", "{a:\"b\nc\"}"),
    ("a: b\n  c", "{a:b c}"),
    ("a: !!str 1\nb: !!int 2\nc: !x 3", "{a:\"1\",b:2,c:3}"),
    ("a: &x [1]\nb: *x\nc: *x", "{a:[1],b:[1],c:[1]}"),
    ("a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  b: 3", "{a:{b:1,c:2},d:{b:3,c:2}}"),
    ("<<: [{a: 1}, {a: 2, b: 3}]\nc: 4", "{c:4,a:1,b:3}"),
    ("\"<<\": {a: 1}", "{<<:{a:1}}"),
    ("1: a\n~: b\n\"c d\": e", "{1:a,~:b,c d:e}"),
    ("\u{FEFF}a: 1", "{a:1}"),
    ("a: 1\rb: 2\r", "{a:1,b:2}"),
  ])
  func readsWhatTheFastReaderLeaves(text: String, expected: String) throws {
    #expect(try value(text) == expected)
  }

  @Test(arguments: ["", "# only a comment\n", "just words", "- a\n- b\n", "\"a\"", "~", "[a]"])
  func topLevelIsNoMap(text: String) throws {
    #expect(try value(text) == "-")
  }

  @Test(arguments: [
    ("a: 1\nb: \"c\nd: 2\n", 3), ("a: 1\nb\nc: 2\n", 3), ("a: 1\nb: c: d\n", 3),
    ("a: [1\nb: 2\n", 3), ("a: 1\n\tb: 2\n", 3),
    ("a:\n  b: 1\n c: 2\n", 4), ("a: *b\n", 2), ("a: @b\n", 2), ("a: 1\n--- \nb: 2\n", 3),
    ("a: \"\\q\"", 2), ("a: \"\\ud800\"", 2),
  ])
  func syntaxErrorsNameTheLineOfTheFile(text: String, line: Int) {
    guard case .invalidYAML(let reason, line) = problem(text) else {
      Issue.record("\(String(describing: problem(text)))")
      return
    }
    #expect(!reason.isEmpty)
  }

  @Test func duplicatesNameTheLineOfTheFile() {
    #expect(problem("a: 1\nb: 2\nc: 3\nb: 4\n") == .duplicateField(name: "b", line: 3))
    #expect(problem("x:\n  - a: 1\n    \"a\": 2\n") == .duplicateField(name: "a", line: 3))
    #expect(problem("1: a\n\"1\": b\n") == .duplicateField(name: "1", line: 2))
  }

  // MARK: Bombs

  @Test func aliasesMayNotStandForMoreNodesThanAllowed() {
    var bomb = "a0: &a0 [x, x]\n"
    for level in 1...40 {
      let one = "*a\(level - 1)"
      bomb += "a\(level): &a\(level) [\([one, one, one].joined(separator: ", "))]\n"
    }
    #expect(problem(bomb) == .tooManyNodes)
  }

  @Test func aliasesMayNotRepeatLongTexts() {
    let text = String(repeating: "x", count: 100_000)
    let aliases = String(repeating: "  - *a\n", count: 60)
    #expect(problem("a: &a \"\(text)\"\nb:\n\(aliases)") == .tooManyNodes)
  }

  /// Yams would walk all that the alias stands for, to find duplicates.
  @Test(arguments: [
    "*a5 : 1", "*a5: 1", "? *a5\n: 1", "? [*a5]\n: 1", "- ? - *a5\n  : 1", "{? *a5 : 1}",
    "[*a5]: 1",
    "{b: *a5} : 1", "- [*a5]: 1", "[ *a5 : 1 ]", "?\n  *a5\n: 1", "? b\n: *a5", "{b,? *a5 : 1}",
  ])
  func aliasesInNamesAreRefusedUnread(name: String) {
    var bomb = "a0: &a0 [x, x]\n"
    for level in 1...40 {
      bomb += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n"
    }
    guard case .fieldNameIsNoText(let line) = problem(bomb + name) else {
      Issue.record("\(String(describing: problem(bomb + name)))")
      return
    }
    #expect(line >= 43)
  }

  @Test(arguments: [
    "a: &x 1\nb: *x\nc: \"[News]: what? a * b\"\nd: \"why, ?\"", "a: \"*x, &x\"",
    "a: \"? *b : &c\"",
    "a: &x 1\nb: \"*y\"\n? c\n: 1",
  ])
  func aliasesElsewhereAreFine(text: String) {
    #expect(problem(text) == nil)
  }

  @Test func namesMustBeText() {
    #expect(problem("a: 1\n[b]: 2\n") == .fieldNameIsNoText(line: 2))
    #expect(problem("a: 1\n{b: c}: 2\n") == .fieldNameIsNoText(line: 2))
  }

  @Test(arguments: [65, 900, 10_000, 500_000])
  func deepNestingIsRefused(depth: Int) {
    let texts = [
      "a: " + String(repeating: "[", count: depth) + String(repeating: "]", count: depth),
      "a: " + String(repeating: "{b: ", count: depth) + String(repeating: "}", count: depth),
      "a:\n" + String(repeating: "- ", count: depth) + "b",
    ]
    for text in texts {
      guard case .tooDeep = problem(text) else {
        Issue.record("\(text.prefix(20)): \(String(describing: problem(text)))")
        continue
      }
    }
    #expect(problem("a: " + String(repeating: "[", count: depth)) != nil)
    #expect(problem(String(repeating: "? ", count: depth) + "b") != nil)
  }

  @Test func nestingAtTheBoundIsRead() throws {
    let depth = FrontMatterBounds.depth - 1
    let brackets = { (bracket: String) in String(repeating: bracket, count: depth) }
    #expect(try value("a: \(brackets("["))\(brackets("]"))").hasPrefix("{a:[["))
    #expect(problem("a: [\(brackets("["))\(brackets("]"))]") == .tooDeep(line: 2))
  }

  @Test func nodesHaveABound() throws {
    let entries = { (count: Int) in "a: [" + String(repeating: "b,", count: count) + "]" }
    #expect(problem(entries(FrontMatterBounds.nodes - 3)) == nil)
    #expect(problem(entries(FrontMatterBounds.nodes - 2)) == .tooManyNodes)
  }

  @Test func aMegabyteInOneScalarIsRead() throws {
    let text = String(repeating: "x ", count: 500_000)
    #expect(problem("a: \"\(text)\\q\"") != nil)
    #expect(try value("? a\n: '\(text)'").utf8.count == text.utf8.count + 6)
  }
}
