import Articles
import Foundation
import Testing

@testable import Storage
@testable import martlet

@Suite struct FullTextStoreTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("martlet-texts-" + UUID().uuidString)

  private func address(_ number: Int) -> Address {
    Address(canonicalizing: "https://site.example/\(number)")!
  }

  private func page(_ number: Int, _ text: String = "text") -> FullTextStore.Page {
    FullTextStore.Page(
      address: address(number).text, url: "https://site.example/\(number)?", fetched: 1, title: "T",
      html: "<p>\(text)</p>", text: text)
  }

  private func files() -> [String] {
    (FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String] ?? [])
      .filter { $0.hasSuffix(".json") }
  }

  @Test func whatIsStoredIsFoundByItsAddressAlone() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = FullTextStore(folder: folder.path)
    #expect(store.page(of: address(1)) == nil)
    store.store(page(1), of: address(1))
    store.store(page(2), of: address(2))
    #expect(store.page(of: address(1)) == page(1))
    store.store(page(1, "newer"), of: address(1))
    #expect(store.page(of: address(1))?.text == "newer")
    #expect(files().count == 2)
    #expect(files().allSatisfy { $0.utf8.count == 2 + 1 + 62 + 5 })
  }

  /// Words may be entered while the first page of all is fetched.
  @Test func whatAnIndexWasGivenHoldsForTextsThatComeLater() {
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = FullTextStore(folder: folder.path)
    let kept = store.kept
    #expect(!kept.isAny())
    store.store(page(1), of: address(1))
    #expect(kept.isAny() && kept.has(address(1)) && kept.text(address(1)) == "text")
  }

  @Test func whatCannotBeReadIsNotThere() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = FullTextStore(folder: folder.path)
    store.store(page(1), of: address(1))
    let file = folder.appendingPathComponent(try #require(files().first))
    for text in ["", "{", "{\"version\":2}", "[]"] {
      try Data(text.utf8).write(to: file)
      #expect(store.page(of: address(1)) == nil)
    }
    // A text of another address under the same name is none.
    try JSONEncoder().encode(page(2)).write(to: file)
    #expect(store.page(of: address(1)) == nil)
    store.store(page(1), of: address(1))
    #expect(store.page(of: address(1)) == page(1))
  }

  @Test func theOldestGoWhereThereIsNoRoom() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = FullTextStore(folder: folder.path)
    for number in 1...4 {
      store.store(page(number), of: address(number))
      let hash = SHA256.hexDigest(of: address(number).text.utf8)
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: Double(number - 10) * 86_400)],
        ofItemAtPath: "\(folder.path)/\(hash.prefix(2))/\(hash.dropFirst(2)).json")
    }
    var sweep = store.sweep
    (sweep.mostBytes, sweep.longest) = (.max, 8.5 * 86_400)
    sweep.run()
    #expect(store.page(of: address(1)) == nil && files().count == 3)
    let size = try #require(
      try FileManager.default.attributesOfItem(
        atPath: folder.appendingPathComponent(files()[0]).path)[.size] as? Int)
    (sweep.mostBytes, sweep.longest) = (size, .infinity)
    sweep.run()
    #expect(files().count == 1 && store.page(of: address(4)) != nil)
  }

  @Test func aFolderThatCannotBeWrittenIsNoMatter() {
    let store = FullTextStore(folder: "/proc/no/such/folder")
    store.store(page(1), of: address(1))
    #expect(store.page(of: address(1)) == nil)
  }
}
