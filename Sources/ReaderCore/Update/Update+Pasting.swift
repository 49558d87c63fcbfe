import TUI

/// Text that was pasted is put where text is typed; it is never keys, whatever it is made of.
extension Model {
  mutating func paste(_ text: String) -> [Effect] {
    message = nil
    pendingKey = nil
    var line = Self.line(of: text)
    guard let last = line.popLast() else { return [] }
    // The last character is typed, so that what follows from the line follows once.
    switch overlay {
    case .search(var prompt):
      prompt.line.insert(line)
      overlay = .search(prompt)
    case .add(var adding) where adding.step == .typing:
      adding.line.insert(line)
      overlay = .add(adding)
    case .choose(var chooser):
      chooser.insert(line)
      overlay = .choose(chooser)
    default:
      say(Wording.pasted(find: key(of: .find), add: key(of: .addSource)))
      return []
    }
    return press(.character(last))
  }

  /// One line of what can be typed: line ends and tabs are blanks, other controls go.
  private static func line(of text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(LineEditor.longest) {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator:
        if "\n\r\t\u{2028}\u{2029}".unicodeScalars.contains(scalar) { scalars.append(" ") }
      default: scalars.append(scalar)
      }
    }
    while scalars.last == " " { scalars.removeLast() }
    return String(scalars)
  }
}
