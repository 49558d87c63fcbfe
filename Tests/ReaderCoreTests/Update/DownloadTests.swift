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
    // Only the disk knows whether the file is there still.
    let id = reader.model.list.ids[0]
    #expect(reader.deeds == [.download(url: Self.url, of: id, mayBePrivate: true)])
    reader.press("h", "Enter")
    #expect(reader.effects.contains(.lookAtFiles(of: id)))
    reader.send(.downloadKnown(nil, url: Self.url, article: address))
    #expect(!screen().contains("downloaded") && !screen().contains("\u{2193}"))
  }

  /// Episodes in every state, and rows without any.
  private static var podcasts: TestLibrary {
    var library = TestLibrary(titles: [
      "The keeper of the last manned lighthouse", "A short one",
      "An episode about how tides were predicted by machines of brass, told by two who built one",
      "Film of the harbour", "No file here", "Of unknown length", "Broken off", "潮の話",
    ])
    let media: [Medium?] = [
      Medium(.sound, seconds: 2534, bytes: 38 << 20),
      Medium(.sound, seconds: 42, bytes: 900 << 10),
      Medium(.sound, seconds: 3903, bytes: 62 << 20),
      Medium(.film, seconds: 600, bytes: 1300 << 20),
      nil, Medium(.sound), Medium(.sound, seconds: 5400),
      Medium(.sound, seconds: 1800, bytes: 20 << 20),
    ]
    for (place, medium) in media.enumerated() { library.details[place].row.medium = medium }
    library.details[1].row.flags = [.played, .read]
    library.details[7].row.flags = [.played]
    return library
  }

  @Test(arguments: [
    ("podcasts", 120, Charset.unicode), ("podcasts-narrow", 44, .unicode),
    ("podcasts-ascii", 100, .ascii),
  ])
  func lengthSizeAndStateStandInTheRow(name: String, columns: Int, charset: Charset) throws {
    var reader = TestReader(
      Self.podcasts, size: Size(columns: columns, rows: 12), charset: charset)
    let rows = reader.model.list.ids.compactMap { reader.model.list.rows[$0] }
    reader.send(
      .downloadKnown(.whole(path: "~/a.mp3"), url: "https://e.org/a", article: rows[0].address),
      .downloadKnown(
        .partly(have: 42, total: 100), url: "https://e.org/b", article: rows[6].address),
      .played(rows[0].address))
    try expectScreen(reader.frame, name)
  }

  @Test func aScreenReaderSaysThemInWords() {
    let reader = TestReader(
      Self.podcasts, size: Size(columns: 120, rows: 12),
      configuration: Configuration(isForScreenReader: true))
    let text = reader.frame.text
    #expect(text.contains("unread, audio 42 min 38 MB: The keeper"))
    #expect(text.contains("read, audio 42 s 900 KB, played: A short one"))
    #expect(text.contains("unread, film 10 min 1.3 GB: Film"))
  }
}
