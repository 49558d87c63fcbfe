import Testing

@testable import NcursesTerminal

@Suite struct TerminfoTests {
  @Test(arguments: [
    ("", ""), ("\u{1B}[0m", "\u{1B}[0m"), ("\u{1B}[m$<5>", "\u{1B}[m"), ("a$<10*/>b", "ab"),
    ("$<1>$<2>", ""), ("a<b>$", "a<b>$"), ("$<5", "$<5"),
  ])
  func dropsDelays(text: String, bytes: String) {
    #expect(Terminfo.withoutDelays(text.utf8) == Array(bytes.utf8))
  }
}
