import Testing

@testable import NcursesTerminal

@Suite struct WordingTests {
  @Test(arguments: [
    (
      TerminalError.inputIsNoTerminal,
      "standard input is not a terminal: the window needs one to read keys from."
    ),
    (
      .outputIsNoTerminal, "standard output is not a terminal: the window needs one to draw on."
    ),
    (
      .unnamedTerminal,
      "TERM is not set: set it to the name of your terminal, for example TERM=xterm-256color."
    ),
    (
      .dumbTerminal("dumb"),
      """
      the terminal "dumb" (TERM) cannot draw a window: use one that can, for example \
      TERM=xterm-256color.
      """
    ),
    (
      .unknownTerminal("foo"),
      """
      the terminal "foo" (TERM) is not known here: install its terminfo entry (on Debian: \
      ncurses-term) or set TERM=xterm-256color.
      """
    ),
  ])
  func saysWhatIsWrongAndWhatToDo(error: TerminalError, sentence: String) {
    #expect(error.description == sentence)
  }

  @Test func namesCannotCommandTheTerminal() {
    let sentence = TerminalError.unknownTerminal("\u{1B}[31m\n漢").description
    #expect(sentence.hasPrefix("the terminal \"?[31m??\" (TERM)"))
  }
}
