import Testing

@testable import martlet

@Suite struct ArgumentPatternTests {
  private func filled(_ words: String..., title: String) -> [String] {
    ArgumentPattern.filled(words) { $0 == "title" ? title : $0 == "text" ? "a\nb\u{0}c\u{7}" : "" }
  }

  @Test func whatAnArticleSaysStaysInItsArgument() {
    #expect(filled("x", "{title}", title: "a; rm -rf ~ \"'$(b)") == ["x", "a; rm -rf ~ \"'$(b)"])
    #expect(filled("x", "--t={title}!", title: "-v") == ["x", "--t=-v!"])
    #expect(filled("x", "{{title}} {title}", title: "T") == ["x", "{title} T"])
    #expect(filled("x", "{\"a\": 1} {} {A} {", title: "T") == ["x", "{\"a\": 1} {} {A} {"])
    #expect(filled("x", "{title}", title: "{url}") == ["x", "{url}"])
  }

  @Test func itIsNeverAnOption() {
    #expect(filled("x", "{title}", title: "--exec=rm") == ["x", " --exec=rm"])
    #expect(filled("x", "{url}{title}", title: "-e") == ["x", " -e"])
    #expect(filled("x", "--", "{title}", title: "-e") == ["x", "--", "-e"])
  }

  @Test func nothingInItCommandsATerminalOrEndsTheArgument() {
    #expect(filled("x", "{title}", title: "a\u{1B}[31m\u{0}b\nc\u{9B}") == ["x", "a [31mb c "])
    #expect(filled("x", "{text}", title: "") == ["x", "a\nbc "])
  }

  @Test func whatIsTooLongIsCut() {
    let long = String(repeating: "é", count: 100_000)
    #expect(filled("x", "{title}", title: long)[1].utf8.count == 100_000)
  }

  @Test func wordsThatAreNoneAreRefused() {
    #expect(ArgumentPattern.fault(in: ["x", "{url}", "{{foo}}"]) == nil)
    #expect(ArgumentPattern.fault(in: []) != nil)
    #expect(ArgumentPattern.fault(in: [""]) != nil)
    #expect(ArgumentPattern.fault(in: ["{url}"]) != nil)
    #expect(ArgumentPattern.fault(in: ["x", "{foo}"])?.contains("{foo}") == true)
  }
}
