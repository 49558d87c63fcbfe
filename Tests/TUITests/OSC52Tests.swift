import Testing

@testable import TUI

@Suite struct OSC52Tests {
  private func sequence(_ text: String, term: String = "xterm", tmux: Bool = false) -> String {
    String(decoding: OSC52.sequence(for: text, term: term, tmux: tmux), as: UTF8.self)
  }

  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"), ("漢\u{FB}\u{FF}", "5ryiw7vDvw=="),
  ])
  func encodesTheText(text: String, base64: String) {
    #expect(sequence(text) == "\u{1B}]52;c;\(base64)\u{7}")
  }

  @Test func tmuxIsAskedInBothItsWays() {
    let plain = "\u{1B}]52;c;Zg==\u{7}"
    #expect(
      sequence("f", term: "screen-256color", tmux: true)
        == "\(plain)\u{1B}Ptmux;\u{1B}\(plain)\u{1B}\\")
  }

  @Test func screenTakesPieces() {
    #expect(sequence("f", term: "screen") == "\u{1B}P\u{1B}]52;c;Zg==\u{7}\u{1B}\\")
    let long = sequence(String(repeating: "a", count: 900), term: "screen.xterm-256color")
    let pieces = long.components(separatedBy: "\u{1B}\\").dropLast()
    #expect(pieces.count == 6)
    #expect(pieces.allSatisfy { $0.hasPrefix("\u{1B}P") && $0.utf8.count <= 254 })
    #expect(
      pieces.map { $0.dropFirst(2) }.joined() == sequence(String(repeating: "a", count: 900)))
  }
}

extension String {
  fileprivate func components(separatedBy separator: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let range = rest.firstRange(of: separator) {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }
}
