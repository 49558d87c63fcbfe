import Articles
import Testing

@testable import Networking

@Suite struct HTTPDateTests {
  @Test(arguments: [
    "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
    "Sun, 6 Nov 1994 09:49:37 +0100", "06 Nov 1994 08:49:37",
  ])
  func allForms(_ text: String) {
    #expect(HTTPDate.instant(text)?.iso8601 == "1994-11-06T08:49:37Z")
  }

  @Test(arguments: [
    "", "0", "-1", "tomorrow", "Sun, 06 Foo 1994 08:49:37 GMT", "99999999999999999999",
    String(repeating: "1 ", count: 10_000), "Sun, 06 Nov 99999999 08:49:37 GMT",
  ])
  func whatIsNone(_ text: String) {
    #expect(HTTPDate.instant(text) == nil)
  }
}
