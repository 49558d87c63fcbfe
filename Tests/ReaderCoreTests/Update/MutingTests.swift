import Articles
import TUI
import Testing

@testable import ReaderCore

struct MutingTests {
  private let rule = MuteRule(query: "whale")

  private func reader(_ mutes: [MuteRule] = []) -> TestReader {
    TestReader(
      TestLibrary(titles: ["Red fox", "Blue whale", "Red deer", "Grey whale"]),
      size: Size(columns: 120, rows: 24), configuration: Configuration(mutes: mutes))
  }

  private func type(_ text: String, into reader: inout TestReader) {
    for character in text { reader.press(character == " " ? "Space" : String(character)) }
  }

  /// Types a query and asks to mute what it finds.
  private func ask(_ text: String, in reader: inout TestReader) {
    reader.press("F")
    type(text, into: &reader)
    reader.press("Ctrl-X")
  }

  private func mute(_ reader: inout TestReader, _ rule: MuteRule, count: Int = 2) {
    for place in reader.library.details.indices
    where reader.library.details[place].row.title.contains(rule.query) {
      reader.library.details[place].row.isMuted = true
    }
    reader.library.isMuting = true
    reader.send(.mutesChanged(.muted(rule, count: count), all: [rule]))
  }

  @Test func aRuleIsShownBeforeItIsMade() {
    var reader = reader()
    ask("whale", in: &reader)
    #expect(reader.statusLine.contains("Hide 2 articles, 2 unread, from every list but Muted?"))
    #expect(reader.model.list.count == 2)
    #expect(reader.deeds.isEmpty)
    reader.press("Enter")
    #expect(reader.deeds == [.mute(rule)])
    mute(&reader, rule)
    #expect(reader.statusLine.contains("muted 2 articles · u undoes it"))
    #expect(reader.frame.line(0).contains("All articles · 2 articles"))
    #expect(reader.frame.text.contains("Muted"))
  }

  @Test func escapeGoesBackToWhatIsTyped() {
    var reader = reader()
    ask("whale", in: &reader)
    reader.press("Esc")
    #expect(reader.statusLine.contains("/whale"))
    reader.press("Esc")
    #expect(reader.model.list.count == 4)
    #expect(reader.deeds.isEmpty)
  }

  @Test func undoingGoesBackInTheOrderOfWhatWasDone() {
    var reader = reader()
    reader.press("m")
    mute(&reader, rule)
    reader.press("j", "s", "u")
    #expect(reader.deeds.contains { if case .undo = $0 { true } else { false } })
    reader.send(.undone(as: MarkStep.ID(3), .done(count: 1, leftAlone: 0, title: nil)))
    reader.press("u")
    #expect(reader.deeds == [.unmute(rule)])
    reader.send(.mutesChanged(.unmuted(rule), all: []))
    #expect(reader.statusLine.contains("no longer muted: whale · Ctrl-R mutes it again"))
    reader.press("Ctrl-R")
    #expect(reader.deeds == [.mute(rule)])
    reader.send(.mutesChanged(.muted(rule, count: 2), all: [rule]))
    reader.press("u")
    #expect(reader.deeds == [.unmute(rule)])
    reader.send(.mutesChanged(.unmuted(rule), all: []))
    reader.press("u")
    #expect(reader.deeds.contains { if case .undo = $0 { true } else { false } })
  }

  @Test(arguments: [
    ("is:muted", "Take is:muted away"), ("limit:3", "Take sort: and limit: away"),
    ("", "A rule needs words"), ("fox", "these are muted already"),
  ])
  func whatCannotBeARuleSaysWhy(query: String, sentence: String) {
    var reader = reader([MuteRule(query: "fox")])
    ask(query, in: &reader)
    #expect(reader.statusLine.contains(sentence))
    #expect(reader.statusLine.contains("/" + query))
    reader.press("Backspace")
    #expect(!reader.statusLine.contains(sentence))
  }

  @Test func anOrderIsNoPartOfARule() {
    var reader = reader()
    ask("whale sort:title", in: &reader)
    reader.press("Enter")
    #expect(reader.deeds == [.mute(rule)])
  }

  @Test func whatIsMutedCountsForItsOwnViewAlone() {
    var reader = reader()
    mute(&reader, rule)
    reader.press("h", "g", "g", "j", "j", "j", "Enter")
    #expect(reader.frame.line(0).contains("Muted · 2 articles · 2 unread"))
    reader.press("m")
    func count(_ title: String) -> Int? {
      reader.model.sidebar.entries.first { $0.title == title }?.unread
    }
    #expect(count("All articles") == 2)
    #expect(count("Muted") == 1)
  }

  @Test func othersAreListedAnewUnlessSomebodyReads() {
    var reader = reader()
    reader.library.details[1].row.isMuted = true
    reader.send(.mutedChanged)
    #expect(reader.model.list.count == 3)
    reader.press("j")
    reader.library.details[3].row.isMuted = true
    reader.send(.mutedChanged)
    #expect(reader.model.list.count == 3)
    reader.press(".")
    #expect(reader.model.list.count == 2)
  }

  @Test func rulesWrittenIntoTheFileHideAtOnce() {
    var reader = reader()
    reader.press("j")
    reader.library.details[1].row.isMuted = true
    var configuration = reader.model.configuration
    configuration.mutes = [MuteRule(query: "whale")]
    reader.send(.settingsRead(SettingsReading(configuration, isNew: true)))
    #expect(reader.model.list.count == 3)
    // What is worked out later, too, once.
    reader.library.details[2].row.isMuted = true
    reader.send(.mutedChanged)
    #expect(reader.model.list.count == 2)
    reader.library.details[3].row.isMuted = true
    reader.send(.mutedChanged)
    #expect(reader.model.list.count == 2)
  }

  @Test func aNarrowWindowAsksWithFewWords() {
    var reader = TestReader(
      TestLibrary(titles: ["Red fox", "Blue whale"]), size: Size(columns: 40, rows: 12))
    ask("whale", in: &reader)
    #expect(reader.statusLine.contains("Hide 1 article?"))
  }

  @Test func undoingWaitsForTheRule() {
    var reader = reader()
    ask("whale", in: &reader)
    reader.press("Enter")
    #expect(reader.statusLine.contains("working out what your rules hide"))
    reader.press("u", "u")
    #expect(reader.deeds.isEmpty)
    mute(&reader, rule)
    #expect(reader.deeds == [.unmute(rule)])
    reader.send(.mutesChanged(.unmuted(rule), all: []))
    #expect(reader.deeds.isEmpty)
    #expect(reader.model.muteHistory.undoable.isEmpty)
  }

  @Test func whileWordsAreReadNobodyKnowsHowMany() {
    var reader = reader()
    reader.send(.textsWaiting(7))
    ask("whale", in: &reader)
    #expect(reader.statusLine.contains("Hide what this finds from every list but Muted?"))
  }

  @Test func aFailureIsSaid() {
    var reader = reader()
    reader.send(.mutesNotChanged(reason: "The disk is full."))
    #expect(reader.statusLine.contains("The disk is full."))
    mute(&reader, rule)
    reader.press("u")
    #expect(reader.deeds == [.unmute(rule)])
    reader.send(.mutesNotChanged(reason: "The disk is full."))
    reader.press("u")
    #expect(reader.deeds == [.unmute(rule)])
  }

  @Test func rulesGiveRowsALook() throws {
    var library = TestLibrary(titles: ["Red fox", "Blue whale", "Red deer"])
    library.details[1].row.highlight = 1
    library.details[2].row.highlight = 7
    let frame = TestReader(
      library, size: Size(columns: 80, rows: 24),
      configuration: Configuration(highlights: [.quiet, .alert])
    ).frame
    func style(of title: String) throws -> Style {
      for row in 0..<24 {
        let line = frame.line(row)
        guard let found = line.firstRange(of: title) else { continue }
        let column = line.distance(from: line.startIndex, to: found.lowerBound)
        return frame[column: column, row: row].style
      }
      throw RuleFault.empty
    }
    #expect(try style(of: "Blue whale") == Theme.standard[.alert].adding(.bold))
    #expect(try style(of: "Red deer") == Theme.standard[.unreadTitle])
  }
}
