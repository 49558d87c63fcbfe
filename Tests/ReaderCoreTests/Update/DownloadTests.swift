import Articles
import TUI
import Testing

@testable import ReaderCore

/// `d` and `P`, and what the window says of files.
@Suite struct DownloadTests {
  private static let url = "https://example.org/a.mp3"

  private func reader(_ actions: [ArticleAction]) -> TestReader {
    var library = TestLibrary(titles: ["One", "Two"])
    library.details[0].article.actions = actions
    return TestReader(library, size: Size(columns: 100, rows: 24))
  }

  private static let actions = [
    ArticleAction(url: "https://example.org/p.png", type: "image/png"),
    ArticleAction(url: "https://example.org/x.pdf", type: "application/pdf"),
    ArticleAction(url: url, type: "audio/mpeg", title: "Sound"),
  ]

  @Test func theFirstFileIsDownloadedAndTheSelectedOneBefore() {
    var reader = reader(Self.actions)
    reader.press("Enter", "d")
    let id = reader.model.list.ids[0]
    #expect(
      reader.deeds.last
        == .download(url: "https://example.org/x.pdf", of: id, mayBePrivate: true))
    reader.press("}", "}", "}", "d")
    #expect(reader.deeds == [.download(url: Self.url, of: id, mayBePrivate: true)])
    reader.press("j", "h", "j", "d")
    #expect(reader.deeds.isEmpty && reader.model.message?.text == Wording.nothingToDownload)
  }

  @Test func theFirstSoundIsPlayedAndTheArticleRead() {
    var reader = reader(Self.actions)
    reader.press("P")
    #expect(
      reader.deeds.last
        == .open(
          url: Self.url, address: reader.model.selectedRow?.address, type: "audio/mpeg"))
    reader.press("j", "P")
    #expect(reader.deeds.isEmpty && reader.model.message?.text == Wording.nothingToPlay)
  }

  @Test func whatIsHereStandsInRowAndArticle() throws {
    var reader = reader(Self.actions)
    reader.press("Enter")
    let address = try #require(reader.model.selectedRow?.address)
    func screen() -> String { reader.frame.text }
    reader.send(
      .downloading(DownloadStatus(have: 25, total: 100, waiting: 2)),
      .downloadKnown(.partly(have: 42, total: 100), url: Self.url, article: address))
    #expect(screen().contains("\u{2193}25% +2") && screen().contains("\u{2193}42%"))
    #expect(screen().contains("Sound  partly downloaded: 42%"))
    reader.press("Ctrl-G")
    #expect(reader.deeds == [.stopDownloads])
    reader.send(
      .downloading(nil),
      .downloadKnown(.whole(path: "~/Downloads/a.mp3"), url: Self.url, article: address))
    #expect(screen().contains("Sound  downloaded") && !screen().contains("25%"))
    reader.press("}", "}", "}", "d")
    #expect(reader.deeds.isEmpty)
    #expect(reader.model.message?.text == "downloaded to ~/Downloads/a.mp3 already")
  }
}
