import Articles
import FeedParsing
import GRDB
import Testing

@testable import Storage

/// The beginnings of words: collected, stored step by step, joined, found.
struct WordStartsTests {
  private let scratch = Scratch()

  private static let texts = [
    "A swift swims; swifts SWARM.", "x xy xyz xyzw", "Ärger über émue", "ab12 1 12 123",
    "don't it's",
    " 北京 京大 大 ", "日 ab日c", "\u{F8FF} ok", "a-b c/d", "", "   ", "żółw ñandú", "한 국 어",
  ]

  /// One word after the other, letter by letter.
  private func beginnings(of text: String) -> Set<String> {
    var found: Set<String> = []
    let words = text.unicodeScalars.split { !SearchText.isOfWord($0) }
    for word in words {
      var letters = ""
      for (place, scalar) in word.prefix(SearchText.longestBeginning).enumerated() {
        guard place == 0 || !SearchText.isUnspaced(scalar) else { continue }
        let lower =
          scalar.isASCII ? scalar.properties.lowercaseMapping.unicodeScalars.first! : scalar
        letters.unicodeScalars.append(SearchText.base(of: lower))
        found.insert(letters)
      }
    }
    return found
  }

  @Test func everyBeginningOfEveryWordIsCollected() {
    var collected = CollectedStarts()
    var expected: [String: Set<UInt16>] = [:]
    for number in 0..<600 {
      let text = Self.texts[number % Self.texts.count] + " w\(number)"
      // Those that have changed come before the new ones, and may stand behind them.
      let place = UInt16((number * 6 + 1800) % 3600)
      collected.add(text, at: place)
      for letters in beginnings(of: text) { expected[letters, default: []].insert(place) }
    }
    let bytes = collected.bytes
    var step = StartStep(bytes)
    var found: [(letters: [UInt8], places: WordStarts.Members)] = []
    while let letters = step.letters {
      var members = WordStarts.Members()
      step.take(into: &members)
      found.append((StartLetters.bytes(of: letters), members))
    }
    #expect(found.map { String(decoding: $0.letters, as: UTF8.self) }.count == expected.count)
    for pair in zip(found, found.dropFirst()) {
      #expect(pair.0.letters.lexicographicallyPrecedes(pair.1.letters))
    }
    for (letters, places) in found {
      let letters = String(decoding: letters, as: UTF8.self)
      #expect(places.words == WordStarts.Members(expected[letters] ?? []).words, "\(letters)")
      let looked = bytes.withUnsafeBytes {
        StartStep.members(of: StartLetters.packed(letters), in: $0)
      }
      #expect(looked?.words == places.words, "\(letters)")
    }
    for letters in ["q", "swo", "zzz", "\u{10FFFF}"] {
      #expect(
        bytes.withUnsafeBytes { StartStep.members(of: StartLetters.packed(letters), in: $0) } == nil
      )
    }
  }

  @Test func damagedStepsAreReadAsFarAsTheyGo() {
    var collected = CollectedStarts()
    for (place, text) in Self.texts.enumerated() { collected.add(text, at: UInt16(place)) }
    let bytes = collected.bytes
    for end in stride(from: 0, to: bytes.count, by: 3) {
      var step = StartStep(Array(bytes[..<end]))
      var members = WordStarts.Members()
      var count = 0
      while step.letters != nil {
        step.take(into: &members)
        count += 1
      }
      #expect(count <= end / 10 + 1)
    }
    _ = [UInt8](repeating: 0xFF, count: 40).withUnsafeBytes {
      StartStep.members(of: .max, in: $0)
    }
  }

  /// - Returns: rows of single beginnings, and steps that wait.
  private func stored(_ desk: FeedDesk) throws -> (rows: Int, steps: Int) {
    try desk.library.read { database in
      let rows = try Query(database, "SELECT count(*) FROM \(WordStarts.table)")
        .first { Int($0.integer(0)) }
      let steps = try Query(database, "SELECT count(*) FROM \(WordStarts.steps)")
        .first { Int($0.integer(0)) }
      return (rows ?? 0, steps ?? 0)
    }
  }

  private func count(_ letters: String, _ desk: FeedDesk) throws -> Int {
    try desk.library.read { try WordStarts.articles(beginningWith: letters, $0).count }
  }

  @Test func stepsAreJoinedAfterSomeTime() throws {
    let desk = try FeedDesk(scratch)
    var items: [FeedItem] = []
    for number in 0..<40 {
      items.append(item("N\(number)", id: "\(number)", at: 0, content: "zeal"))
      try desk.store(items, at: 2000 + Int64(number))
      try desk.library.indexTexts()
      #expect(try count("zea", desk) == number + 1)
      #expect(try count("n\(number)", desk) == 1)
      let stored = try stored(desk)
      #expect(stored.steps == (number + 1) % 16)
      #expect((stored.rows > 0) == (number >= 15))
    }
    // One that changes is taken out of everything that was stored of it.
    items[3].contentHTML = "quiet"
    items[39].contentHTML = "quiet"
    try desk.store(items, at: 3000)
    try desk.library.indexTexts()
    #expect(try count("zea", desk) == 38)
    #expect(try count("qui", desk) == 2)
    #expect(try stored(desk).steps == 1)
  }

  @Test func whatIsLeftBehindIsJoinedAsSoonAsTheNextBegins() throws {
    let desk = try FeedDesk(scratch)
    try desk.store((0..<5000).map { item("N\($0)", id: "\($0)", at: 0, content: "zeal") })
    try desk.library.indexTexts()
    let blocks = try desk.library.read { database in
      try Query(database, "SELECT DISTINCT block FROM \(WordStarts.steps)").all { $0.integer(0) }
    }
    #expect(blocks == [1])
    #expect(try count("zea", desk) == 5000)
    #expect(try count("n49", desk) == 111)
  }

  /// A search reads every step there is: where many blocks have a few, they are joined too.
  @Test func stepsOfManyBlocksAreJoined() throws {
    let desk = try FeedDesk(scratch)
    func store(_ blocks: Range<Int64>) throws {
      var starts = WordStarts()
      for block in blocks { starts.add(["zeal"], of: block * WordStarts.block + 7) }
      try desk.library.write { [starts] in try starts.store(replacing: [], $0) }
    }
    try store(0..<60)
    #expect(try stored(desk) == (rows: 0, steps: 60))
    try store(60..<66)
    #expect(try stored(desk) == (rows: 3 * 65, steps: 1))
    #expect(try count("zea", desk) == 66)
    #expect(try count("z", desk) == 66)
  }
}
