import Articles
import Testing

@testable import Articles

@Suite struct JSONWriterTests {
  private func json(_ value: FieldValue) -> String {
    String(decoding: JSONWriter.value(value), as: UTF8.self)
  }

  @Test func whatCouldCommandATerminalIsEscaped() {
    let text = "a\"\\\n\t\r\u{0}\u{1B}[2J\u{7F}\u{9B}\u{202E}\u{2066}\u{200F}\u{FEFF}é作🦜"
    #expect(
      json(.string(text))
        == #""a\"\\\n\t\r\u0000\u001b[2J\u007f\u009b\u202e\u2066\u200f\ufeffé作🦜""#)
  }

  @Test func fieldsKeepTheirOrderAndNumbersAreJSON() {
    let value = FieldValue.map([
      FieldValue.Field(name: "b", value: .list([.integer(-1), .number(0.5), .number(.nan)])),
      FieldValue.Field(name: "a\n", value: .map([])),
      FieldValue.Field(name: "c", value: .bool(true)),
      FieldValue.Field(name: "d", value: .null),
    ])
    #expect(json(value) == #"{"b":[-1,0.5,null],"a\n":{},"c":true,"d":null}"#)
    guard case .map(let fields) = value else { return }
    #expect(JSONWriter.object(fields) == JSONWriter.value(value))
  }
}
