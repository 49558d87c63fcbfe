import Foundation
import Testing

@testable import Networking

@Suite struct FileAddressTests {
  @Test func thePersonMayWriteAFile() async throws {
    let folder = try Scratch()
    let file = try folder.write("my feed.xml", "<rss>file</rss>")
    let url = "file://" + file.replacingOccurrences(of: " ", with: "%20")
    let answer = await Transport(settings()).ask(url)
    #expect(answer.text == "<rss>file</rss>")
    #expect(answer.head?.status == 200)
    #expect(answer.completion?.host == "")
    let empty = try folder.write("empty", "")
    #expect(await Transport(settings()).ask("file://" + empty).status == 200)
  }

  @Test func aDocumentMayNot() async throws {
    let folder = try Scratch()
    let file = try folder.write("feed.xml", "secret")
    let answer = await Transport(settings()).ask(Request("file://" + file, trust: .document))
    #expect(answer.failure == .schemeRefused("file"))
    #expect(answer.body.isEmpty)
  }

  /// Opening a pipe would stop every transfer, and a device may never end.
  @Test func onlyRegularFilesAreRead() async throws {
    let folder = try Scratch()
    mkfifo(folder.path("pipe"), 0o600)
    for path in [folder.path("pipe"), folder.path("missing"), folder.path, "/dev/zero"] {
      let failure = await Transport(settings()).ask("file://" + path).failure
      #expect(failure == .noRegularFile(path))
    }
  }

  @Test func aFileIsAsLargeAsABodyMayBe() async throws {
    let folder = try Scratch()
    let file = try folder.write("large", String(repeating: "x", count: 300_000))
    let transport = Transport(settings { $0.limits.body = 100_000 })
    #expect(await transport.ask("file://" + file).failure == .tooLarge(limit: 100_000))
  }

  /// libcurl cannot rest in the middle of a file.
  @Test(arguments: [100, 300_000])
  func theWholeFileComesToAReaderThatIsBusy(_ count: Int) async throws {
    let folder = try Scratch()
    let text = (0..<count).map { "\($0)\n" }.joined()
    let file = try folder.write("feed", text)
    let transport = Transport(settings())
    let ended = Shared(Answer?.none)
    let meals = Shared(0)
    transport.submit([
      (
        Request("file://" + file, trust: .user),
        { @Sendable in
          Recorder(isHungry: {
            meals.change { $0 += 1 }
            return meals.current % 3 != 1
          }) { answer in ended.change { $0 = answer } }
        }
      )
    ])
    try await waitUntil {
      transport.resume()
      return ended.current != nil
    }
    let answer = try #require(ended.current)
    #expect(answer.failure == nil)
    #expect(answer.pieces.reduce(0, +) == text.utf8.count)
    #expect(answer.text.utf8.elementsEqual(text.utf8.prefix(answer.body.count)))
    #expect(answer.ends == 1)
  }

  @Test func anotherMachinesFileIsNone() async {
    let failure = await Transport(settings()).ask("file://server.example/etc/passwd").failure
    #expect(failure != nil)
  }
}
