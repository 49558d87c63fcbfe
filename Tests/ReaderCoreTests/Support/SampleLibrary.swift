import Articles

extension TestLibrary {
  /// A library that has something of everything a screen can show.
  static let sample: TestLibrary = {
    var library = TestLibrary(titles: [])
    library.add(
      "Harbour bell rings again after forty years", provider: "Quay Gazette",
      topics: ["Towns", "History"], published: now.advanced(byMilliseconds: -5 * 60_000))
    library.add(
      "作者が語る、長い冬と短い夏の物語", provider: "青空新聞", topics: ["Books"], flags: .starred,
      published: now.advanced(byMilliseconds: -3 * 3_600_000))
    library.add(
      "Swifts counted over the old town: a record year, and nobody knows why, though the bakers "
        + "of the lower streets have a theory about crumbs",
      provider: "The Royal Society for Small Birds and Towers", topics: ["Birds", "Towns"],
      flags: .read, published: now.advanced(byMilliseconds: -2 * 86_400_000))
    library.add(
      "👩‍🚀 A day on the lunar farm 🌱", provider: "Orbit", topics: ["Space"],
      published: Instant(year: 2026, month: 3, day: 12, hour: 8, minute: 0, second: 0))
    library.add(
      "مرحبا بالعالم", provider: "صحيفة المدينة", topics: ["Towns"],
      published: Instant(year: 2023, month: 5, day: 15, hour: 18, minute: 38, second: 0))
    for number in 6...30 {
      library.add(
        "Plain story number \(number)", provider: "Example Times", topics: ["News"],
        flags: number % 3 == 0 ? .read : [],
        published: Instant(year: 2022, month: 1, day: number, hour: 0, minute: 0, second: 0))
    }
    library.relate(0, to: 2)
    library.relate(0, to: 4)
    library.relate(0, outside: "How bells are tuned", "https://example.com/bells?part=1")
    library.relate(0, outside: "A story without an address", nil)
    library.relate(2, to: 0)
    library.details[0].article.provider?.authors = ["Ada Wren"]
    library.details[0].article.quality = 47
    library.details[0].article.length = "PT1H3M"
    library.details[0].article.secured = "c2VjcmV0;aXY="
    library.details[0].article.unknown = [
      FieldValue.Field(name: "mood", value: .list([.string("glad"), .integer(3)]))
    ]
    library.details[0].warnings = [Problem(line: 7, message: "\"soon\" is not a date.")]
    library.details[0].article.actions = [
      ArticleAction(url: "https://example.org/bell.ogg", type: "download", title: "Hear the bell")
    ]
    library.details[0].body = bellBody
    return library
  }()

  private static let bellBody = Document(
    blocks: [
      Document.Block(.heading(2), spans: [Document.Span("A sound comes back")]),
      Document.Block(
        .paragraph,
        spans: [
          Document.Span("The bell of the "),
          Document.Span("eastern pier", link: 0),
          Document.Span(" hung silent since the storm. On Sunday it rang "),
          Document.Span("twelve times", emphasis: .strong),
          Document.Span(", and people came out of their houses to "),
          Document.Span("listen", emphasis: .emphasized),
          Document.Span("."),
        ]),
      Document.Block(
        .listItem(marker: "•"), listDepth: 1, spans: [Document.Span("bronze, cast 1871")]),
      Document.Block(
        .listItem(marker: "•"), listDepth: 1,
        spans: [Document.Span("two tonnes and a half, hung on oak that came from an older ship")]),
      Document.Block(
        .listItem(marker: "1."), listDepth: 2, spans: [Document.Span("a list inside a list")]),
      Document.Block(
        .paragraph, quoteDepth: 1,
        spans: [Document.Span("I had forgotten that I knew that sound, said the harbour master.")]),
      Document.Block(
        .code(language: nil),
        spans: [Document.Span("for toll in 1...12 {\n  ring(toll)\n}", emphasis: .code)]),
      Document.Block(.rule),
      Document.Block(
        .paragraph, spans: [Document.Span("[The pier at dawn]", link: 1)]),
    ],
    links: [
      Document.Link(url: "https://example.org/pier", title: "eastern pier"),
      Document.Link(url: "https://example.org/pier.jpg", title: "The pier at dawn", kind: .image),
    ])
}
