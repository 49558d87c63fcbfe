import Articles
import Testing

@testable import Storage

struct CanonicalJSONTests {
  private func canonical(_ text: String) throws(JSONFault) -> String {
    let bytes = Array(text.utf8)
    var reader = JSONReader(bytes)
    let result = try reader.canonical()
    try reader.finish()
    return String(decoding: result, as: UTF8.self)
  }

  @Test(arguments: [
    "", " ", "{", "}", "[", "[1,]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "\"", "\"\\\"",
    "\"\\x\"", "\"\\u12\"", "\"\\u12G4\"", "\"\n\"", "01", "-", "1.", ".5", "1e", "+1", "tru",
    "nulll", "1 2", "\"a\" \"b\"", "[1 2]", "{\"a\":1 \"b\":2}", "NaN", "'a'", "//x\n1",
    "\u{FEFF}1",
  ])
  func whatIsNotJSONIsRefused(text: String) {
    #expect(throws: JSONFault.self) { try canonical(text) }
    var reader = JSONReader(Array(text.utf8))
    #expect(throws: JSONFault.self) {
      try reader.value()
      try reader.finish()
    }
  }

  @Test func depthIsBounded() throws {
    let deep = String(repeating: "[", count: 100_000)
    #expect(throws: JSONFault.self) { try canonical(deep) }
    let allowed = String(repeating: "[", count: 127) + String(repeating: "]", count: 127)
    #expect(try canonical(allowed) == allowed)
  }

  @Test(arguments: [
    ("{ \"b\" : 1 , \"a\" : [ true , null ] }", "{\"a\":[true,null],\"b\":1}"),
    ("\"a\\/b\\u0041\\u00e9\"", "\"a/bAé\""),
    ("\"\\ud83d\\ude00\"", "\"😀\""),
    ("\"\\ud83d x \\ude00\"", "\"\\ud83d x \\ude00\""),
    ("\"\\ud83d\\u0041\"", "\"\\ud83dA\""),
    ("\"\\\"\\\\\\b\\t\\n\\f\\r\\u0001\\u001f\"", "\"\\\"\\\\\\b\\t\\n\\f\\r\\u0001\\u001f\""),
    ("\"\u{D000}í\"", "\"\u{D000}í\""),
    ("-0.50e+3", "-0.50e+3"),
    ("{\"a\":1,\"a\":2}", "{\"a\":2}"),
    ("{\"é\":1,\"z\":2,\"e\\u0301\":3}", "{\"e\u{301}\":3,\"z\":2,\"é\":1}"),
  ])
  func valuesHaveOneForm(text: String, expected: String) throws {
    // Compared by bytes: Swift's strings take composed and decomposed letters for equal.
    #expect(Array(try canonical(text).utf8) == Array(expected.utf8))
    #expect(Array(try canonical(expected).utf8) == Array(expected.utf8))
  }
}
