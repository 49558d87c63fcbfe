import Articles
import Testing

@testable import ReaderCore

@Suite struct CommandTests {
  private func parse(_ line: String, own: [String] = ["bookmark"]) -> Result<
    Command?, CommandMistake
  > {
    do throws(CommandMistake) {
      return .success(try Command.parse(line, own: own))
    } catch {
      return .failure(error)
    }
  }

  @Test(arguments: [
    ("quit", Command.action(.quit)), (":quit", .action(.quit)), ("  q ", .action(.quit)),
    ("toggle-star", .action(.toggleStar)), ("TOGGLE-STAR", .action(.toggleStar)),
    ("toggle-sta", .action(.toggleStar)), ("sort heat", .sort(.heat)),
    ("sort", .action(.chooseSort)),
    ("sort HEA  ", .sort(.heat)), ("view robotics", .view("robotics")),
    ("view  All articles", .view("All articles")), ("open 3", .open(link: 3)),
    ("open", .action(.open)), ("mark-read age>7d", .markRead("age>7d")),
    ("find comet -tail", .find("comet -tail")), ("query is:unread", .query("is:unread")),
    ("label swift \"to read\" -later", .label(LabelLine("swift \"to read\" -later")!)),
    ("pipe less -R", .pipe("less -R")), ("theme nord", .theme("nord")),
    ("save ~/a b.md", .save("~/a b.md")),
    ("add https://example.org", .add("https://example.org")), ("help link", .help("link")),
    ("bookmark", .own("bookmark")), ("bookm", .own("bookmark")),
  ])
  func linesAreRead(line: String, command: Command) {
    #expect(parse(line) == .success(command))
  }

  @Test(arguments: ["", "   ", ":", " : "])
  func blankLinesAskForNothing(line: String) {
    #expect(parse(line) == .success(nil))
  }

  @Test(arguments: [
    ("srot heat", 0..<4, "sort?"), ("sort hot", 5..<8, "newest"), ("open x", 5..<6, "number"),
    ("open 0", 5..<6, "number"), ("mark-read", 0..<9, "age>7d"), ("toggle 1", 0..<6, "may be"),
    ("quit now", 5..<8, "nothing follows quit"), ("undo twice", 5..<10, "nothing follows"),
    ("mark-read is:red", 10..<16, "red"), ("  fly away", 2..<5, "fly"),
    ("bookmark it", 9..<11, "nothing follows"), ("query (a", 6..<8, ""),
  ])
  func mistakesPointAtTheWord(line: String, word: Range<Int>, part: String) {
    guard case .failure(let mistake) = parse(line) else {
      Issue.record("\(line): no mistake")
      return
    }
    #expect(
      mistake.word.lowerBound >= word.lowerBound && mistake.word.upperBound == word.upperBound)
    #expect(mistake.message.contains(part), "\(mistake.message)")
  }

  @Test func everyActionIsACommandAndNoNameIsTwice() {
    for action in Action.allCases where CommandWord(rawValue: action.id) == nil {
      #expect(parse(action.id, own: []) == .success(.action(action)))
    }
    let names = Command.names(own: ["sort", "mine"])
    #expect(Set(names).count == names.count)
    #expect(names.starts(with: ["sort", "mine"]))
  }

  @Test func anythingTypedIsReadWithoutHarm() {
    let pieces = [":", "sort", " ", "\u{301}", "label", "\"", "(", "漢"]
    for first in pieces {
      for second in pieces {
        for third in pieces {
          let line = first + second + third
          if case .failure(let mistake) = parse(line) {
            #expect(mistake.word.upperBound <= line.count, "\(line)")
          }
          _ = Command.help(for: line, own: [])
        }
      }
    }
  }
}
