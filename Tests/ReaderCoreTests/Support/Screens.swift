import Foundation
import TUI
import Testing

/// Compares a frame with the golden screen of that name: text, styles and cursor; blanks count.
///
/// A screen that is missing is recorded and fails; `RECORD_SCREENS=1` records all of them anew.
func expectScreen(
  _ frame: Frame, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Screens")
  let file = folder.appendingPathComponent(name + ".screen")
  let seen = ScreenText(frame).text
  let isRecording = ProcessInfo.processInfo.environment["RECORD_SCREENS"] == "1"
  guard !isRecording, let golden = try? String(contentsOf: file, encoding: .utf8) else {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try seen.write(to: file, atomically: true, encoding: .utf8)
    if !isRecording {
      Issue.record("recorded \(name).screen; read it", sourceLocation: sourceLocation)
    }
    return
  }
  guard seen != golden else { return }
  let pairs = zip(lines(golden), lines(seen)).filter { $0 != $1 }.prefix(12)
  let difference = pairs.map { "- \($0)\n+ \($1)" }.joined(separator: "\n")
  Issue.record(
    "\(name).screen differs:\n\(difference)\n\nseen:\n\(frame.text)",
    sourceLocation: sourceLocation)
}

private func lines(_ text: String) -> [Substring] {
  text.split(separator: "\n", omittingEmptySubsequences: false)
}

/// A frame in words: its text between bars, then for each row the runs of one style ("12a 68b"),
/// then what the letters mean.
private struct ScreenText {
  private var letters: [Style: String] = [:]
  private var legend: [String] = []
  private(set) var text = ""

  init(_ frame: Frame) {
    let cursor = frame.cursor.map { "\($0.column),\($0.row)" } ?? "none"
    text = "\(frame.size.columns)x\(frame.size.rows) cursor \(cursor)\n"
    for row in 0..<frame.size.rows { text += "|\(frame.line(row))|\n" }
    for row in 0..<frame.size.rows { text += styles(of: row, in: frame) + "\n" }
    text += legend.joined(separator: "\n") + "\n"
  }

  private mutating func styles(of row: Int, in frame: Frame) -> String {
    var runs: [(Style, Int)] = []
    for column in 0..<frame.size.columns {
      let style = frame[column: column, row: row].style
      if let last = runs.last, last.0 == style {
        runs[runs.count - 1].1 += 1
      } else {
        runs.append((style, 1))
      }
    }
    return runs.map { "\($0.1)\(letter(of: $0.0))" }.joined(separator: " ")
  }

  private mutating func letter(of style: Style) -> String {
    if let letter = letters[style] { return letter }
    let letter = String(Unicode.Scalar(UInt8(ascii: "a") + UInt8(letters.count % 26)))
    letters[style] = letter
    legend.append("\(letter) = \(name(of: style))")
    return letter
  }

  private func name(of style: Style) -> String {
    var words = [name(of: style.foreground) + " on " + name(of: style.background)]
    let attributes: [(Attributes, String)] = [
      (.bold, "bold"), (.dim, "dim"), (.italic, "italic"), (.underline, "underline"),
      (.reverse, "reverse"),
    ]
    for (attribute, word) in attributes where style.attributes.contains(attribute) {
      words.append(word)
    }
    return words.joined(separator: " ")
  }

  private func name(of color: Color) -> String {
    switch color {
    case .standard: "standard"
    case .indexed(let index): "\(index)"
    case .picture(let number): "picture \(number)"
    case .rgb(let red, let green, let blue): "\(red)/\(green)/\(blue)"
    }
  }
}
