import Testing

@testable import Articles

/// Hosts beyond ASCII. What is written here is part of keys: where a line must change, so must
/// `Address.rules`.
@Suite struct InternationalHostTests {
  private func host(of name: String) -> String? {
    Address(canonicalizing: "https://\(name)/").map { String($0.text.dropFirst(8).dropLast()) }
  }

  @Test(arguments: [
    // What UTS 46 and its four letters that deviate are known by; not transitional.
    ("fa\u{DF}.de", "xn--fa-hia.de"),
    ("\u{3B2}\u{3CC}\u{3BB}\u{3BF}\u{3C2}.com", "xn--nxasmm1c.com"),
    ("\u{646}\u{627}\u{645}\u{647}\u{200C}\u{627}\u{6CC}.com", "xn--mgba3gch31f060k.com"),
    ("\u{DC1}\u{DCA}\u{200D}\u{DBB}\u{DD3}.com", "xn--10cl1a0b660p.com"),
    ("B\u{FC}cher.example", "xn--bcher-kva.example"),
    ("BU\u{308}CHER.Example", "xn--bcher-kva.example"),
    ("STRA\u{1E9E}E.de", "xn--strae-oqa.de"),
    ("\u{FF42}\u{FF55}\u{308}\u{FF4E}.\u{FF44}\u{FF45}", "xn--bn-xka.de"),
    ("\u{FF45}xample\u{FF0E}org", "example.org"),
    ("\u{FF11}\u{FF12}\u{FF17}.0.0.1", "127.0.0.1"),
    ("\u{4F8B}\u{5B50}\u{3002}\u{6D4B}\u{8BD5}", "xn--fsqu00a.xn--0zwm56d"),
    ("\u{4F8B}\u{5B50}\u{FF61}\u{6D4B}\u{8BD5}", "xn--fsqu00a.xn--0zwm56d"),
    ("ex\u{AD}am\u{200B}ple\u{2060}.org", "example.org"),
    ("\u{1D4B7}\u{FC}.de", "xn--b-eha.de"),
    ("\u{FB01}\u{FC}.de", "xn--fi-yka.de"),
    ("\u{2460}.example", "1.example"),
    ("l\u{B7}l.cat", "xn--ll-0ea.cat"),
    ("\u{30A2}\u{30FB}\u{30A4}.jp", "xn--ccke4x.jp"),
    ("\u{1FB3}.gr", "xn--mxaq.gr"),
    ("\u{13A0}.example", "xn--58d.example"),
    ("\u{AB70}.example", "xn--58d.example"),
    ("i\u{307}.example", "xn--i-9bb.example"),
    ("\u{130}.example", "xn--i-9bb.example"),
    // Symbols, as browsers take them and IDNA 2008 does not.
    ("\u{2615}.us", "xn--53h.us"),
    ("I\u{2764}\u{FE0F}.ws", "xn--i-7iq.ws"),
    ("\u{1F600}\u{1F600}.ws", "xn--e28ha.ws"),
    ("a\u{2122}\u{2764}.ws", "xn--atm-6r6a.ws"),
    // Hyphens and `_` wherever they stand, dots at the end, empty labels.
    ("-\u{FC}.de", "xn----eha.de"),
    ("\u{FC}-.de", "xn----dha.de"),
    ("b\u{FC}--x.de", "xn--b--x-0ra.de"),
    ("r3---sn-a.b\u{FC}", "r3---sn-a.xn--b-eha"),
    ("b\u{FC}_a.de", "xn--b_a-hoa.de"),
    ("_a.b\u{FC}", "_a.xn--b-eha"),
    ("b\u{FC}.", "xn--b-eha."),
    ("b\u{FC}..de", "xn--b-eha..de"),
    (".b\u{FC}", ".xn--b-eha"),
    // Nowhere in the network, but an article may be known by it: directions, joiners, marks.
    ("\u{5D0}a.de", "xn--a-zhc.de"),
    ("\u{1F468}\u{200D}\u{1F469}.ws", "xn--1ugz855pea.ws"),
    ("a\u{200D}b.de", "xn--ab-m1t.de"),
    ("\u{301}a.de", "xn--a-wbb.de"),
    ("\u{202E}\u{FC}.de", "xn--tda.de"),
  ])
  func isMapped(name: String, ascii: String) {
    #expect(host(of: name) == ascii)
    #expect(host(of: ascii) == ascii)
    #expect(host(of: ascii.uppercased()) == ascii)
  }

  /// What is encoded already stays, if this rule would encode it so, or not at all.
  @Test(arguments: [
    "xn--bcher-kva.example", "xn--fa-hia.de", "xn--53h.us", "a.xn--bcher-kva", "xn--nxasmm1c.com",
    "xn--", "xn--.de", "xn--a", "xn--a.de", "xn--a-.de", "xn---", "xn--99999999999.de",
    "xn--\u{5F}",
    "xn--0.pt", "xn--zz-zzzzzzzzzzzz", "axn--b", "a--b.de", "--", "xn-", "xn--a-xn--b",
    // Letters of full width: in a browser nothing, here not the name without them.
    "xn--7h7aaa.de",
  ])
  func whatIsEncodedStays(name: String) {
    #expect(host(of: name) == name)
    #expect(host(of: name.uppercased()) == name)
  }

  /// A key in its former form, of before hosts were mapped by UTS 46, reads as the present one.
  @Test(arguments: [
    ("xn--hsg.gr", "xn--mxaq.gr"), ("xn--kz9a.example", "xn--58d.example"),
    ("www.xn--hsg.gr", "www.xn--mxaq.gr"), ("XN--HSG.gr", "xn--mxaq.gr"),
  ])
  func formerKeysAreRead(former: String, present: String) {
    #expect(Address(key: "https://\(former)/a")?.text == "https://\(present)/a")
    #expect(host(of: present) == present)
  }

  @Test(arguments: [
    "a\u{0}\u{FC}.de", "\u{FC}%.de", "a b\u{FC}.de", "\u{FC}\u{7F}.de", "\u{FC}!.de",
    "\u{2100}\u{FC}",
    "\u{FC}\u{FF0F}a", "\u{FC}\u{FF20}a", "\u{FC}\u{FF1A}80", "\u{FC}\u{FF05}41",
    "\u{FC}\u{FFFD}.de", "\u{FC}\u{E000}.de", "\u{378}.de", "\u{3002}", "\u{AD}",
  ])
  func isRefused(name: String) {
    #expect(host(of: name) == nil)
  }

  @Test func labelsMayBeLong() {
    let long = String(repeating: "a", count: 64)
    #expect(host(of: long + ".b\u{FC}") == long + ".xn--b-eha")
    #expect(host(of: long + ".xn--hsg") == long + ".xn--mxaq")
    let most = String(repeating: "\u{FC}", count: 63)
    #expect(host(of: most + ".de")?.utf8.count == 72)
    #expect(host(of: most + "\u{FC}.de") == nil)
    // The composed form counts.
    #expect(host(of: String(repeating: "u\u{308}", count: 40)) != nil)
    let labels = [String](repeating: "b\u{FC}", count: 26).joined(separator: ".")
    #expect(host(of: labels) == nil)
    #expect(host(of: String(labels.dropLast(3))) != nil)
  }
}
