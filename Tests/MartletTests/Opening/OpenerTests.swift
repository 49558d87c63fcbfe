import Foundation
import Testing

@testable import martlet

@Suite struct OpenerTests {
  private func settings(_ yaml: String) throws -> Settings {
    try Settings(yaml: yaml, file: "config.yaml", home: "/home/ada")
  }

  private func plan(
    _ yaml: String, _ url: String, type: String? = nil, keepsTracking: Bool = false,
    path: String = "/usr/bin:/bin"
  ) throws -> URLOpener.Plan {
    let settings = try settings(yaml)
    #expect(settings.faults == [])
    let opener = URLOpener(
      environment: ["BROWSER": "/bin/false", "PATH": path], openers: settings.openers,
      keepsTracking: keepsTracking)
    return try opener.plan(for: url, type: type)
  }

  private let several = """
    openers:
      - match: ^https://video\\.example/
        command: [env, --title, "a b", "%s"]
      - type: audio/*
        command: true --quiet
        terminal: true
      - match: "\\\\.pdf$"
        type: application/pdf
        command: less
    """

  @Test func theFirstThatFitsIsTaken() throws {
    let video = try plan(several, "https://video.example/1")
    #expect(video.arguments == ["--title", "a b", "https://video.example/1"])
    #expect(video.name == "env" && !video.needsTerminal)
    let audio = try plan(several, "https://a.example/x", type: "Audio/MPEG; codecs=mp3")
    #expect(audio.name == "true" && audio.needsTerminal)
    #expect(audio.arguments == ["--quiet", "https://a.example/x"])
    #expect(try plan(several, "https://a.example/x", type: "audio/*").name == "true")
    #expect(try plan(several, "https://a.example/x.pdf", type: "application/pdf").needsTerminal)
    // Both must fit where both are given.
    #expect(try plan(several, "https://a.example/x.pdf").name == "false")
    // Without mpv in the path.
    let other = try plan(several, "https://a.example/x", type: "video/mp4", path: "/nowhere")
    #expect(other.name == "false")
  }

  @Test func theAddressIsPartOfOneArgumentAndNeverTheProgram() throws {
    let yaml = "openers: [{match: ., command: ['%s', '--a=%s', '%%s']}]"
    #expect(throws: URLOpener.Refusal.noSuchProgram("%s")) {
      try plan(yaml, "https://example.org/a b;$(touch x)")
    }
    let other = "openers: [{match: ., command: \"echo --a=%s 100%%\"}]"
    let arguments = try plan(other, "https://example.org/a b;$(touch x)'").arguments
    #expect(arguments == ["--a=https://example.org/a%20b;$(touch%20x)'", "100%"])
  }

  @Test func anAddressIsNeverCode() throws {
    for command in ["sh -c 'mpv %s'", "[sh, -c]", "ssh host mpv", "[bash, -lc, \"mpv '%s'\"]"] {
      let settings = try settings("openers:\n  - match: x\n    command: \(command)\n")
      #expect(settings.openers == [])
      #expect(settings.faults.first?.contains("would take an address for code") == true)
    }
    #expect(
      try plan("openers:\n  - match: x\n    command: [sh, -c, 'echo \"$1\"', sh]", "https://x.org")
        .arguments.dropLast() == ["-c", "echo \"$1\"", "sh"])
    #expect(
      BrowserCommand.commands(browser: "sh -c %s:w3m", address: "http://a").map(\.program) == [
        "w3m"
      ])
  }

  @Test(arguments: ["file:///etc/passwd", "javascript:alert(1)", "--help"])
  func noOpenerGetsWhatMayNotBeOpened(url: String) {
    #expect(throws: URLOpener.Refusal.self) {
      try plan("openers: [{match: '', command: 'true'}]", url)
    }
  }

  @Test func aProgramThatIsMissingIsSaid() throws {
    #expect(throws: URLOpener.Refusal.noSuchProgram("no-such-player")) {
      try plan("openers: [{match: ., command: no-such-player}]", "https://example.org/")
    }
  }

  @Test func trackingGoesUnlessItIsKept() throws {
    let url = "https://example.org/a?utm_source=x&b=1"
    let yaml = "openers: [{match: ., command: 'true'}]"
    #expect(try plan(yaml, url).arguments == ["https://example.org/a?b=1"])
    #expect(try plan(yaml, url, keepsTracking: true).arguments == [url])
    #expect(try settings("keep_tracking: true").keepsTracking)
  }

  @Test(arguments: [
    ("  - {match: 'a(b', command: x}", "config.yaml:3:15: match: a(b is no regular expression"),
    ("  - match: a(b\n    command: x", "config.yaml:3:13: match: a(b is no regular expression"),
    ("  - {match: a, command: x, sound: loud}", "config.yaml:3:28: an opener has match, type"),
    ("  - {command: x}", "config.yaml:3:5: an opener has match"),
    ("  - {match: a}", "config.yaml:3:5: an opener has match"),
    ("  - {match: a, command: []}", "config.yaml:3:5: an opener has match"),
    ("  - {match: a, command: {b: c}}", "config.yaml:3:25: command is a program"),
    ("  - {match: a, command: \"b 'c\"}", "config.yaml:3:25: the quote ' is not closed"),
    ("  - {type: audio, command: x}", "config.yaml:3:12: type is a media type"),
    ("  - {type: a/*, command: x, terminal: maybe}", "config.yaml:3:39: terminal is true or false"),
    ("  - mpv", "config.yaml:3:5: an opener has match"),
  ])
  func whatIsWrongIsSaidWithItsPlaceAndTheRestWorks(entry: String, sentence: String) throws {
    let settings = try settings(
      """
      color: never
      openers:
      \(entry)
        - {match: b, command: good}
      """)
    #expect(settings.faults.count == 1)
    #expect(settings.faults.first?.hasPrefix(sentence) == true, "\(settings.faults)")
    #expect(settings.openers.map(\.command) == [["good"]])
    #expect(!settings.hasColor)
  }

  @Test func starsInTypesNeverTakeLong() throws {
    let type = String(repeating: "*a", count: 2000)
    let opener = Opener(type: type, command: ["x"])
    #expect(!opener.fits("https://a", type: "audio/" + String(repeating: "a", count: 5000)))
  }
}
