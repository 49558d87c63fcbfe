import Articles
import TestSupport
import Testing

@testable import Storage

/// What `git merge` does to a state file that both sides have changed.
struct ConflictMarkersTests {
  private let scratch = Scratch()

  private func conflict(_ ours: [String], _ base: [String], _ theirs: [String]) -> [String] {
    ["<<<<<<< HEAD"] + ours + ["||||||| 1234567"] + base + [
      "=======", theirs.joined(separator: "\n"),
    ]
      + [">>>>>>> other"]
  }

  private func file(_ lines: [String]) -> String {
    (["{", "  \"format\": \"martlet-state\",", "  \"version\": 1,", "  \"articles\": {"] + lines
      + ["  }", "}", ""]).joined(separator: "\n")
  }

  @Test func bothSidesAreMergedAndTheMarkedFileIsKept() throws {
    let marked = file(
      conflict(
        [StateLines.read("a", 1) + ",", StateLines.read("b", 5)], [StateLines.read("a")],
        [StateLines.read("a", 2) + ",", StateLines.read("b", 4) + ",", StateLines.read("c")]))
    scratch.write("data/state.json", marked)
    let desk = try Desk(scratch)
    try desk.marks.indexPending()
    #expect(desk.marks.isWritingDue)
    #expect(scratch.read("data/state.json") == marked)
    #expect(try desk.marks.flags(of: address("https://example.org/c")) == .read)
    #expect(try desk.marks.compact())
    #expect(
      scratch.read("data/state.json")
        == StateLines.file([
          StateLines.read("a", 2), StateLines.read("b", 5), StateLines.read("c"),
        ]))
    let aside = try #require(scratch.names("data").first { $0.contains(".damaged-") })
    #expect(scratch.read("data/\(aside)") == marked)
    #expect(
      desk.marks.notices == [
        "\(scratch["data/state.json"]): both sides of its conflict were merged. With the markers it "
          + "is kept as \(scratch["data/" + aside])."
      ])
  }

  @Test func whatCannotBeUnderstoodIsCounted() throws {
    scratch.write(
      "data/state.json",
      file(conflict([StateLines.read("a"), "    half a line"], [], ["    \"b\": {\"read\":"])))
    let desk = try Desk(scratch)
    try desk.marks.compact(force: true)
    #expect(scratch.read("data/state.json") == StateLines.file([StateLines.read("a")]))
    #expect(desk.marks.notices.first?.hasSuffix("; 2 lines of it could not be understood.") == true)
  }

  @Test func unknownTopLevelValuesAndVersionsAreSeen() throws {
    let head = ["{", "  \"format\": \"martlet-state\","]
    let tail = ["  \"articles\": {", StateLines.read("a"), "  }", "}", ""]
    func text(_ ours: String, _ theirs: String) -> String {
      (head + conflict([ours], [], [theirs]) + tail).joined(separator: "\n")
    }
    let texts = StateTexts()
    #expect(
      try texts.merged(text("  \"version\": 1,\n  \"x\": 1,", "  \"version\": 1,\n  \"x\": 2,"))
        .contains("  \"x\": 2,\n"))
    #expect(try texts.file(text("  \"version\": 1,", "  \"version\": 2,")).newerVersion == "2")
  }

  @Test func markersInOtherFilesAreDamage() {
    let texts = StateTexts()
    for text in [
      "<<<<<<< HEAD\n{}\n", "<<<<<<< HEAD\n{\"format\":\"other\"}\n=======\n", "{\n====\n",
    ] {
      #expect(throws: StateFault.self) { try texts.file(text) }
    }
  }

  /// Whatever lines of two versions git marks as conflicting: the result is what a merge gives.
  @Test(arguments: 0..<60 as Range<UInt64>) func anyConflictIsMerged(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let names = (0..<12).map { "\($0 / 10)\($0 % 10)" }
    let ours = names.filter { _ in random.next(below: 3) > 0 }.map {
      StateLines.read($0, random.next(below: 20))
    }
    let theirs = names.filter { _ in random.next(below: 3) > 0 }.map {
      StateLines.read($0, random.next(below: 20))
    }
    let cut = random.next(below: min(ours.count, theirs.count) + 1)
    // The lines before the cut conflict, those after it as well, in two places.
    let marked =
      conflict(Array(ours[..<cut]), [], Array(theirs[..<cut]))
      + conflict(ours[cut...].map { $0 + "," }, [], theirs[cut...].map { $0 + "," })
    let texts = StateTexts()
    #expect(
      try texts.merged(file(marked))
        == texts.merged(StateLines.file(ours), StateLines.file(theirs)))
  }
}
