import Articles
import Testing

@testable import Storage

struct SourcesTests {
  private let scratch = Scratch()

  @Test func aPathHasOneIDForGood() throws {
    let specs = ["/a", "/b/", "/a/"].map { SourceSpec(location: $0) }
    let ids: [SourceID]
    do {
      let library = try Library(path: scratch["library.sqlite"])
      let sources = try library.attach(specs, now: instant(0))
      #expect(sources.map(\.location) == ["/a", "/b"])
      #expect(sources.map(\.title) == ["a", "b"])
      ids = sources.map(\.id)
    }
    let library = try Library(path: scratch["library.sqlite"])
    #expect(try library.attach(specs, now: instant(1)).map(\.id) == ids)
    #expect(try library.attach(specs.reversed(), now: instant(2)).map(\.id) == ids)
  }

  @Test func theTitleIsThePersons() throws {
    let library = try Library.inMemory()
    let named = SourceSpec(location: "/a", title: "Mine")
    #expect(try library.attach([named], now: instant(0)).map(\.title) == ["Mine"])
    let passing = SourceSpec(location: "/a", isTemporary: true)
    #expect(try library.attach([passing], now: instant(1)).map(\.title) == ["Mine"])
    #expect(try library.attach([passing], now: instant(1)).map(\.isTemporary) == [false])
    let plain = SourceSpec(location: "/a")
    #expect(try library.attach([plain], now: instant(2)).map(\.title) == ["a"])
  }

  @Test func composedAndDecomposedNamesAreDifferentFolders() throws {
    let library = try Library.inMemory()
    let specs = ["/\u{E9}", "/e\u{301}"].map { SourceSpec(location: $0) }
    #expect(try library.attach(specs, now: instant(0)).count == 2)
  }
}
