import Testing

@testable import Articles

@Suite struct AddressKeyTests {
  @Test func ownKeysAreLeftAsTheyAre() {
    #expect(Address(key: "martlet:file/AbC%zz?utm_a=1")?.text == "martlet:file/AbC%zz?utm_a=1")
    #expect(Address(key: "HTTP://Example.org:80/?utm_a=1")?.text == "http://example.org/")
  }

  @Test(arguments: [
    "martlet:", "martlet:a b", "martlet:\u{E9}", "martlet:a\u{1B}", "martlet", "", "a/b",
    "martlet:" + String(repeating: "a", count: 9000),
  ])
  func whatIsNoKey(text: String) {
    #expect(Address(key: text) == nil)
  }

  @Test func fileKeyIsADigestOfTypeDomainAndTitle() {
    // printf 'profile\0example.org\0Ada' | sha256sum
    let key = Address(fileWithType: "profile", domain: "example.org", title: "Ada")
    #expect(
      key.text == "martlet:file/875f1a14ec32014876535871f2b06c9ed35444b820794df3994d46801c8c6693")
    #expect(key != Address(fileWithType: "profile", domain: "", title: "example.org\0Ada"))
    #expect(Address(key: key.text) == key)
    #expect(key.scheme == "martlet")
  }

  @Test func articlesWithoutAnAddressHaveAFileKey() {
    var article = Article(title: "Ada")
    article.type = "profile"
    article.provider = Provider(domain: "example.org")
    #expect(
      article.address == Address(fileWithType: "profile", domain: "example.org", title: "Ada"))
    article.links = ArticleLinks(
      webURL: "/a", originalURL: "", ampWebURL: "https://Example.org/amp")
    #expect(article.address.text == "https://example.org/amp")
  }

  @Test func addressesAreInOrderOfPreferenceEachOnce() {
    let links = ArticleLinks(
      webURL: "https://example.org/b", originalURL: "https://EXAMPLE.org/b",
      ampWebURL: "https://example.org/amp?fbclid=1", cdnAmpWebURL: "https://cdn.example/a")
    #expect(
      links.addresses.map(\.text) == [
        "https://example.org/b", "https://example.org/amp", "https://cdn.example/a",
      ])
  }

  @Test func orderIsThatOfBytes() throws {
    let upper = try #require(Address(key: "https://example.org/Z"))
    let lower = try #require(Address(key: "https://example.org/a"))
    #expect(upper < lower)
    #expect(lower.scheme == "https")
  }
}
