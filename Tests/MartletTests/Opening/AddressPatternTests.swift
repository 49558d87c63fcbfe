import Testing

@testable import martlet

@Suite struct AddressPatternTests {
  private func matches(_ pattern: String, _ address: String) throws -> Bool {
    try AddressPattern(pattern).matches(address)
  }

  @Test(arguments: [
    ("example", "https://example.org/"), ("^https://", "https://a"), ("\\.mp3$", "https://a/b.mp3"),
    ("^https?://(www\\.)?(youtube\\.com/watch|youtu\\.be/)", "https://youtu.be/x"),
    ("(?i)EXAMPLE", "https://example.org"), ("[a-c]{2,3}x", "https://abx"), ("a.c", "https://abc"),
    ("\\d{3}", "https://a/123"), ("[^/]+\\.pdf", "https://a/b.pdf"), ("x*", ""),
    ("\\bvideo\\b", "a/video/b"),
    ("a|b|", "c"), ("[]a]", "]"), ("[\\w-]+\\.org", "my-site.org"), ("(?:ab)+?c", "ababc"),
    ("{", "a{b"),
    ("a{,2}", "a{,2}"), ("(a*)*$", "aaa"),
  ])
  func whatFits(pattern: String, address: String) throws {
    #expect(try matches(pattern, address))
  }

  @Test(arguments: [
    ("^example", "https://example.org/"), ("\\.mp3$", "https://a/b.mp3?x"),
    ("\\bvid\\b", "a/video"),
    ("[^a]", "aaa"), ("a{3}", "aa"), ("EXAMPLE", "https://example.org"), ("(ab)+c", "abac"),
    ("^$", "a"),
  ])
  func whatDoesNot(pattern: String, address: String) throws {
    #expect(try !matches(pattern, address))
  }

  /// What takes engines that go back longer than the world stands: in one pass here.
  @Test(arguments: [
    "(a+)+$", "^(a|a)*$", "(a*)*b$", "(.*.*.*.*.*)*x$", "([a-z]+)*\\d$", "(a?){30}a{30}$",
  ])
  func whatNeverEndsElsewhereEndsHere(pattern: String) throws {
    let address = String(repeating: "a", count: 8191) + "!"
    #expect(try !matches(pattern, address))
  }

  @Test(arguments: [
    ("(a", 0, "no partner"), ("a)", 1, "no partner"), ("[a", 0, "no partner"),
    ("*a", 0, "nothing to repeat"),
    ("a**", 2, "nothing to repeat"), ("(a)\\1", 3, "refer back"), ("(?=a)", 0, "look around"),
    ("a\\", 1, "ends in a backslash"), ("[z-a]", 1, "smaller"), ("a{3,2}", 1, "count"),
    ("a{1000}{1000}", 7, "nothing to repeat"), ("((a{100}){100}){100}", 0, "1000 states"),
    ("bücher", 1, "ASCII"), ("\\q", 0, "leave the backslash out"),
  ])
  func whatCannotBeDoneIsSaidWithItsPlace(pattern: String, place: Int, reason: String) {
    do {
      _ = try AddressPattern(pattern)
      Issue.record("\(pattern) was taken")
    } catch {
      #expect(error.place == place, "\(pattern)")
      #expect(error.reason.contains(reason), "\(error.reason)")
    }
  }

  @Test func anyDepthOfBracketsIsAnswered() {
    let deep = String(repeating: "(", count: 100_000)
    #expect(throws: AddressPattern.Mistake.self) { try AddressPattern(deep) }
  }
}
