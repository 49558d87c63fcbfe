import Testing

@testable import Networking

@Suite struct WordingTests {
  private static let everyFailure: [FetchFailure] = [
    .cancelled, .stopped, .notAnAddress("x"), .schemeRefused("ftp"), .privateAddress(host: "h"),
    .nameNotFound(host: "h"), .proxyNameNotFound, .cannotConnect(host: "h", code: 111),
    .proxyFailed(reason: "r"), .timedOut(host: "h"), .tooLarge(limit: 1 << 28),
    .tooLargeCompressed(limit: 1 << 26), .headersTooLarge(limit: 128 << 10), .truncated,
    .badCompression, .certificate(host: "h", reason: "r"),
    .secureConnection(host: "h", reason: "r"),
    .identityFile("r"), .notHTTP(host: "h"), .redirectLoop("https://h/"),
    .tooManyRedirects(limit: 8), .redirectNowhere(status: 301), .noRegularFile("/p"),
    .connectionBroken(reason: "r"), .status(404, host: "h"), .notAFeed("It is a page."),
  ]

  @Test(arguments: everyFailure)
  func everySentenceIsComplete(_ failure: FetchFailure) {
    #expect(failure.message.hasSuffix("."))
    #expect(!failure.message.contains("  "))
  }

  @Test func sentences() {
    #expect(
      FetchFailure.privateAddress(host: "10.0.0.1").message
        == "10.0.0.1 lies on this machine or in a private network, where nothing from outside may "
        + "lead. If you trust it, write its address in your sources.")
    #expect(
      FetchFailure.cannotConnect(host: "a.example", code: 111).message
        == "a.example takes no connection (Connection refused). It may be down, or you are offline."
    )
    #expect(
      FetchFailure.cannotConnect(host: "a.example", code: 0).message
        == "a.example takes no connection. It may be down, or you are offline.")
    #expect(
      FetchFailure.tooLarge(limit: 256 << 20).message
        == "It is larger than 256 MB, the most that is read.")
    #expect(
      FetchFailure.headersTooLarge(limit: 128 << 10).message
        == "The headers of the answer are larger than 128 KB, the most that is read.")
    #expect(
      FetchFailure.status(429, host: "a.example").message
        == "a.example finds that it is asked too often (429). It is left alone for a while.")
    #expect(
      FetchFailure.status(410, host: "a.example").message
        == "a.example says that it is gone for good (410). Remove it, or refresh it by itself.")
    #expect(
      FetchDecision.SkipReason.hostPaused("a.example").message == "a.example asked for a pause.")
    #expect(
      FetchDecision.SkipReason.failing("No.").message == "It failed the last time: No.")
  }

  @Test(arguments: [100, 299, 304, 400, 401, 403, 404, 410, 429, 451, 500, 503, 599, 999, -1])
  func everyStatusHasASentence(_ status: Int) {
    #expect(FetchFailure.status(status, host: "h").message.contains("\(status)"))
  }

  @Test func aLongAddressIsCutInItsSentence() {
    let text = String(repeating: "x", count: 100_000)
    #expect(FetchFailure.notAnAddress(text).message.utf8.count < 400)
  }
}
