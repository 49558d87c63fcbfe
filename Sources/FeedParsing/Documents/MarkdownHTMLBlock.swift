/// HTML between paragraphs of Markdown, passed on as it is; CommonMark, section 4.6.
struct MarkdownHTMLBlock {
  /// What the last line holds; `nil` if a blank line ends the block.
  let end: String?

  /// - Returns: `nil` if the line begins no such block.
  init?(startingWith line: MarkdownLine, interruptsParagraph: Bool) {
    let text = line.text
    guard text.first == UInt8(ascii: "<"), let second = text.dropFirst().first else { return nil }
    if text.starts(with: "<!--".utf8) {
      end = "-->"
    } else if text.starts(with: "<![CDATA[".utf8) {
      end = "]]>"
    } else if second == UInt8(ascii: "?") || second == UInt8(ascii: "!") {
      end = ">"
    } else {
      let name = text.dropFirst(second == UInt8(ascii: "/") ? 2 : 1).prefix {
        $0.isMarkdownLetter || $0.isMarkdownDigit
      }
      let element = HTMLElement(named: name)
      switch element {
      case .pre, .script, .style, .textarea:
        guard second != UInt8(ascii: "/") else { return nil }
        end = "</\(element.rawValue)>"
      case _ where element.isBlock || element.isTablePart || element.isStructure:
        end = nil
      default:
        let next = text[name.endIndex...].first
        let isTag = next == UInt8(ascii: ">") || next == UInt8(ascii: "/") || next == 0x20
        guard isTag, !name.isEmpty, !interruptsParagraph,
          text.firstIndex(of: UInt8(ascii: ">")) == text.endIndex - 1
        else { return nil }
        end = nil
      }
    }
  }

  func ends(with line: MarkdownLine) -> Bool {
    guard let end else { return false }
    let wanted = Array(end.utf8)
    var rest = line.bytes
    while let start = rest.firstIndex(of: wanted[0]) {
      rest = rest[start...]
      if rest.prefix(wanted.count).elementsEqual(wanted, by: { $0 == $1 || $0 | 0x20 == $1 }) {
        return true
      }
      rest = rest.dropFirst()
    }
    return false
  }
}
