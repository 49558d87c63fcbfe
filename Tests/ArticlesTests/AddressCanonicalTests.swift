import TestSupport
import Testing

@testable import Articles

@Suite struct AddressCanonicalTests {
  @Test(arguments: [
    // Nothing to do.
    ("https://example.org/a/b?x=1&y=2#part", "https://example.org/a/b?x=1&y=2#part"),
    ("https://example.org", "https://example.org"),
    ("https://example.org/", "https://example.org/"),
    ("https://example.org/a/../b//c", "https://example.org/a/../b//c"),
    // Around, scheme, host.
    (" \t\r\nhttps://example.org/a \n", "https://example.org/a"),
    ("HTTPS://Example.ORG/Path?Query#Part", "https://example.org/Path?Query#Part"),
    ("https://example.org./a", "https://example.org./a"),
    ("http://example.org/a", "http://example.org/a"),
    // Ports.
    ("https://example.org:443/a", "https://example.org/a"),
    ("http://example.org:80", "http://example.org"),
    ("http://example.org:443/", "http://example.org:443/"),
    ("https://example.org:0443/", "https://example.org/"),
    ("https://example.org:/a", "https://example.org/a"),
    ("https://example.org:8443/a", "https://example.org:8443/a"),
    ("gemini://example.org:1965/a", "gemini://example.org/a"),
    // User info ends at the last @ of the authority, and only there.
    ("https://name:secret@example.org/a", "https://example.org/a"),
    ("https://a@b@example.org:81/", "https://example.org:81/"),
    ("https://example.org/@name/a@b", "https://example.org/@name/a@b"),
    ("https://example.org?mail=a@b", "https://example.org?mail=a@b"),
    ("https://example.org#@c", "https://example.org#@c"),
    // IPv6.
    ("http://[2001:DB8::1]:80/x", "http://[2001:db8::1]/x"),
    ("http://u@[::ffff:1.2.3.4]:8080", "http://[::ffff:1.2.3.4]:8080"),
    // Illegal bytes, escapes.
    ("https://example.org/a b;c=1,2", "https://example.org/a%20b;c=1,2"),
    ("https://example.org/\u{E9}?q=\u{4F5C}", "https://example.org/%C3%A9?q=%E4%BD%9C"),
    ("https://example.org/e\u{301}", "https://example.org/e%CC%81"),
    ("https://example.org/%c3%a9%2F", "https://example.org/%c3%a9%2F"),
    ("https://example.org/100%", "https://example.org/100%25"),
    ("https://example.org/%4", "https://example.org/%254"),
    ("https://example.org/%zz%%41", "https://example.org/%25zz%25%41"),
    ("https://example.org/%\u{E9}", "https://example.org/%25%C3%A9"),
    (
      #"https://example.org/a\b"<>^`{|}[]"#,
      "https://example.org/a%5Cb%22%3C%3E%5E%60%7B%7C%7D%5B%5D"
    ),
    ("https://example.org/a\u{0}\u{1B}\tb", "https://example.org/a%00%1B%09b"),
    ("https://example.org/!$&'()*+,-._~:@", "https://example.org/!$&'()*+,-._~:@"),
    ("https://example.org/?a=%4&b", "https://example.org/?a=%254&b"),
    // Fragments.
    ("https://example.org/a#", "https://example.org/a"),
    ("https://example.org/a#:~:text=some%20words", "https://example.org/a"),
    ("https://example.org/a#part:~:text=x", "https://example.org/a#part:~:text=x"),
    ("https://example.org/a#b#c", "https://example.org/a#b%23c"),
    ("https://example.org/a#?utm_source=x", "https://example.org/a#?utm_source=x"),
    // Parameters that track.
    ("https://example.org/?utm_source=x", "https://example.org/"),
    ("https://example.org/?utm_source=x#part", "https://example.org/#part"),
    ("https://example.org/?a=1&utm_medium=y&b=2", "https://example.org/?a=1&b=2"),
    ("https://example.org/?utm_=y&b=2&fbclid=1", "https://example.org/?b=2"),
    ("https://example.org/?gclid", "https://example.org/"),
    ("https://example.org/?a=1&_hsenc=2&oly_anon_id=3&ref_src=4", "https://example.org/?a=1"),
    (
      "https://example.org/?UTM_source=x&gclids=1&xgclid=2",
      "https://example.org/?UTM_source=x&gclids=1&xgclid=2"
    ),
    (
      "https://example.org/?id=1&redirect=utm_source=x",
      "https://example.org/?id=1&redirect=utm_source=x"
    ),
    ("https://example.org/?", "https://example.org/?"),
    ("https://example.org/?&", "https://example.org/?&"),
    ("https://example.org/?a?b", "https://example.org/?a?b"),
    ("https://example.org?vero_id=1", "https://example.org"),
    // Names beyond ASCII.
    ("https://B\u{DC}CHER.example/", "https://xn--bcher-kva.example/"),
    ("https://bu\u{308}cher.example/", "https://xn--bcher-kva.example/"),
    ("https://\u{4F8B}\u{5B50}\u{3002}\u{6D4B}\u{8BD5}", "https://xn--fsqu00a.xn--0zwm56d"),
    ("https://\u{FF25}xample.org/", "https://example.org/"),
    ("https://ex\u{AD}am\u{200B}ple.org/", "https://example.org/"),
    (
      "https://\u{43F}\u{440}\u{438}\u{43C}\u{435}\u{440}.\u{440}\u{444}:443/",
      "https://xn--e1afmkfd.xn--p1ai/"
    ),
    ("https://i\u{2764}\u{FE0F}.example", "https://xn--i-7iq.example"),
    // Without a host.
    ("MAILTO:a@example.org?subject=a b", "mailto:a@example.org?subject=a%20b"),
    ("urn:isbn:0451450523", "urn:isbn:0451450523"),
  ])
  func becomesCanonical(text: String, canonical: String) {
    #expect(Address(canonicalizing: text)?.text == canonical)
    #expect(Address(canonicalizing: canonical)?.text == canonical)
  }

  @Test(arguments: [
    "", " ", "/a/b", "//example.org/a", "example.org/a", "www.example.org", "a", ":", "://x",
    "example.org:80/a", "localhost", "C:\\news\\a.md", "c:/news", "1http://example.org",
    "ht tp://example.org", "http", "http:", "http:/", "http://", "http:///a", "https:example.org",
    "http://?a", "http://#a", "http://@/", "http://user@", "http://:80/", "http://./",
    "http://exa mple.org/", "http://ex%61mple.org/", "http://a<b>/", "http://example.org:8x/",
    "http://example.org:65536/", "http://example.org:99999999999999999999999/",
    "http://example.org:-1/", "http://[::1/", "http://::1/", "http://[]/", "http://[1]/",
    "http://[fe80::1%25eth0]/", "http://[::1]x/", "http://[::g]/",
    "http://a\\@example.org/", "http:\\\\example.org\\a", "http://exam\u{FFFD}ple.org/",
    "http://a\u{2028}b.org/", "http://\u{FF0F}/", "http://a\u{2100}b/",
    "javascript:alert(1)", "JavaScript://example.org/%0aalert(1)", "data:text/html,x",
    "vbscript:x", "file:///etc/passwd", "about:blank", "martlet:file/00", "Note: to be written",
    "mailto:", "urn:",
  ])
  func isNoAddress(text: String) {
    #expect(Address(canonicalizing: text)?.text == nil)
  }

  @Test func lengthHasABound() {
    let start = "https://example.org/"
    let longest = start + String(repeating: "a", count: Address.longest - start.utf8.count)
    #expect(Address(canonicalizing: longest)?.text == longest)
    #expect(Address(canonicalizing: longest + "a") == nil)
    #expect(Address(canonicalizing: String(longest.dropLast()) + "\u{E9}") == nil)
    #expect(Address(canonicalizing: start + String(repeating: " x", count: 3000)) == nil)
    #expect(Address(canonicalizing: "https://\(String(repeating: "a", count: 256))/") == nil)
  }

  /// Pieces that have meaning somewhere, in any order: what comes out must be ASCII, stay as it is
  /// when made canonical again, and hold nothing that a terminal or a shell could take amiss.
  @Test func canonicalStaysCanonical() {
    let pieces = [
      "http", "https", ":", "//", "/", "?", "#", "@", "[", "]", "::1", ":80", ":443", "%", "%2",
      "%e9",
      "utm_a=1", "&", "=", "fbclid", ";", "\\", " ", "\u{0}", "\t", "\u{E9}", "\u{4F5C}", "\u{301}",
      "\u{200D}", "\u{3002}", "\u{FF0E}", "\u{130}", "\u{DF}", "\u{1F600}", "EXAMPLE.org", "a",
      "..",
      ":~:text=", "xn--a", "-", "mailto:", "\u{FFFD}", "\u{202E}", "\u{1E9E}", "\u{FDFA}",
    ]
    var generator = SplitMix(seed: 7)
    var accepted = 0
    for round in 0..<20_000 {
      var text = ["", "https://e", "https://e.org/", "https://e.org/?"][round % 4]
      for _ in 0..<Int.random(in: 1...10, using: &generator) {
        text += pieces.randomElement(using: &generator) ?? ""
      }
      guard let address = Address(canonicalizing: text) else { continue }
      accepted += 1
      let isPrintable = address.text.utf8.allSatisfy { 0x21...0x7E ~= $0 }
      #expect(isPrintable, "\(text.debugDescription)")
      #expect(Address(canonicalizing: address.text) == address, "\(text.debugDescription)")
      #expect(Address(key: address.text) == address)
    }
    #expect(accepted > 5_000)
  }
}
