import Articles
import Testing

@testable import FeedParsing

@Suite struct FeedNoteTests {
  @Test func sentencesSayWhatWasDone() {
    #expect(
      FeedNote.strayAmpersand.sentence == "\"&\" stands here for itself; it should be \"&amp;\".")
    #expect(
      FeedNote.wrongEncoding(declared: "utf-8", actual: "koi8-r").sentence
        == "The document says it is utf-8, but it is koi8-r.")
    #expect(
      FeedNote.unreadableDate("spring\u{1B}[2J").sentence
        == "\"spring\" is not a date. The item has none.")
    #expect(FeedNote.page.sentence == "This is a web page and not a feed.")
  }

  @Test func everyRepairIsNotedOnceAndThereIsAnEnd() {
    var notes = FeedNotes()
    for number in 0..<500 {
      notes.add(.strayAmpersand, line: number)
      notes.add(.unreadableDate("\(number)"), line: nil)
    }
    #expect(notes.problems.count == 50)
    #expect(notes.problems.first?.line == 0)
  }
}
