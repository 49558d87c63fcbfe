import Testing

@testable import Storage

struct PathTests {
  @Test(arguments: [
    ("/a/b", "/a", "b"), ("/a", "/", "a"), ("a", "", "a"), ("/", "/", ""), ("", "", ""),
  ])
  func partsOfAPath(path: String, parent: String, last: String) {
    #expect(Path(path).parent == Path(parent))
    #expect(Path(path).lastComponent == Array(last.utf8))
  }

  @Test func appendingJoinsWithOneSlash() {
    #expect(Path("/a").appending("b") == Path("/a/b"))
    #expect(Path("/").appending("b") == Path("/b"))
    #expect(Path("").appending("b") == Path("b"))
    #expect(Path("/a").appending("") == Path("/a"))
    #expect(Path("/a//").withoutTrailingSlashes == Path("/a"))
    #expect(Path("//").withoutTrailingSlashes == Path("/"))
  }

  @Test func aFolderHoldsWhatLiesInItAndNotWhatOnlyBeginsAlike() {
    #expect(Path("a/b").isWithin(Path("a")))
    #expect(Path("a").isWithin(Path("a")))
    #expect(Path("a").isWithin(Path("")))
    #expect(!Path("ab").isWithin(Path("a")))
    #expect(!Path("a").isWithin(Path("a/b")))
  }

  @Test func bytesThatAreNotUTF8AreShownAndKept() {
    let path = Path(bytes: [0x61, 0xFF])
    #expect(path.display == "a\u{FFFD}")
    #expect(path.withCString { $0[1] } == CChar(bitPattern: 0xFF))
  }

  @Test func orderIsThatOfBytes() {
    #expect(Path("B") < Path("a"))
    #expect(Path("a") < Path("ab"))
    #expect(Path("z") < Path("é"))
    #expect(!(Path("a") < Path("a")))
  }
}
