import Testing

@testable import martlet

@Suite struct CommandWordsTests {
  @Test(arguments: [
    ("", []), ("  ", []), ("less -R", ["less", "-R"]), ("a 'b c' \"d e\"", ["a", "b c", "d e"]),
    ("a\\ b", ["a b"]), ("''", [""]), ("x'y'z", ["xyz"]), ("\"a\\\"b\\n\"", ["a\"b\\n"]),
    ("rm -rf $HOME; `id` | x > y", ["rm", "-rf", "$HOME;", "`id`", "|", "x", ">", "y"]),
    ("'\\'", ["\\"]),
  ])
  func wordsAreSplitAndNothingIsExpanded(text: String, words: [String]) throws {
    #expect(try CommandWords.split(text) == words)
  }

  @Test(arguments: ["'a", "a \"b", "\"a\\\""]) func anOpenQuoteIsRefused(text: String) {
    #expect(throws: CommandWords.UnclosedQuote.self) { try CommandWords.split(text) }
  }
}
