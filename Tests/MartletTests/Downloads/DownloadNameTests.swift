import Articles
import Testing

@testable import martlet

/// Whatever titles and addresses say, a file stays in its folder and is nothing but a file.
@Suite struct DownloadNameTests {
  private func path(
    _ title: String, url: String = "https://e.org/a.mp3", type: String? = nil,
    provider: String = "Tern", pattern: String = DownloadName.usual
  ) -> String {
    DownloadName(
      title: title, provider: provider, published: Instant(iso8601: "2026-11-20T08:00:00Z"),
      url: url, type: type
    ).path(pattern: pattern)
  }

  @Test func wordsAreFilled() {
    #expect(path("Swifts: a talk?") == "Tern - Swifts- a talk-.mp3")
    #expect(path("Swifts", provider: "") == "Swifts.mp3")
    #expect(
      path("A/B", url: "https://e.org/x/Episode%201.OGG?k=v", pattern: "{provider}/{date} {file}")
        == "Tern/2026-11-20 Episode 1.ogg")
    #expect(path("{file} {date}", pattern: "{title}") == "{file} {date}.mp3")
    #expect(path("T", url: "https://e.org/get", type: "audio/mp4; x=y") == "Tern - T.m4a")
    #expect(path("T", url: "https://e.org/run.sh") == "Tern - T")
    #expect(path("T", url: "https://e.org/x.php", type: "audio/mpeg") == "Tern - T.mp3")
  }

  @Test(arguments: [
    ("../../x", "x"), ("..", "file"), (".bashrc", "bashrc"), ("-rf", "rf"), ("", "file"),
    ("a\u{0}b\nc\u{1B}[31m", "a b c [31m"), ("CON", "_CON"), ("nul.txt", "_nul.txt"),
    ("com1 .x", "_com1 .x"), ("Console", "Console"), ("a. . ", "a"), ("\u{202E}gpj", "gpj"),
    ("~/x", "-x"), ("C:\\x", "C--x"), ("a\u{2028}b", "a b"), ("\u{200B}\u{FEFF}", "file"),
  ])
  func namesAreSafe(text: String, name: String) {
    // A separator at the beginning has become a dash, which goes as well.
    #expect(DownloadName.safe(text) == (name == "-x" ? "x" : name))
  }

  @Test func namesAreBounded() {
    for unit in ["a", "é", "彗", "👩‍👩‍👧", "\u{301}"] {
      let name = DownloadName.safe(String(repeating: unit, count: 300))
      #expect((1...180).contains(name.utf8.count), "\(unit)")
      #expect(path(String(repeating: unit, count: 300)).utf8.count < 245)
    }
    #expect(DownloadName.safe("a" + String(repeating: "\u{301}", count: 999)).utf8.count <= 180)
  }

  @Test(arguments: [
    "{title}", "{provider}/{title}", "x {date} {file}", "plain", "a/b/{title}",
  ])
  func patternsAreTaken(text: String) { #expect(DownloadName.isPattern(text)) }

  @Test(arguments: [
    "", "/{title}", "../{title}", "a/../{title}", "a//b", "{title}/", "{name}", "{title", "title}",
    "a\n{title}", "./x",
  ])
  func patternsOutOfTheFolderAreRefused(text: String) { #expect(!DownloadName.isPattern(text)) }
}
