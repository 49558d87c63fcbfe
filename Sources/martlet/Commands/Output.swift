import ArgumentParser
import Articles
import FeedParsing
@preconcurrency import Glibc
import TUI

/// Standard output and standard error of the commands.
enum Output {
  /// A line of results.
  static func line(_ text: String) {
    write(text + "\n", to: stdout)
  }

  /// A line of results with tabs between its fields. To join them first takes longer than all else.
  static func line(of fields: [String]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { putc(0x09, stdout) }
      write(field, to: stdout)
    }
    putc(0x0A, stdout)
  }

  /// Results that have their own line ends.
  static func text(_ text: String) {
    write(text, to: stdout)
  }

  /// - Parameter text: UTF-8.
  static func text(_ text: [UInt8]) {
    text.withUnsafeBufferPointer { _ = fwrite($0.baseAddress, 1, $0.count, stdout) }
  }

  /// The columns that a text is laid out for: those of the terminal, as far as lines read well.
  static var columns: Int {
    var size = winsize()
    guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0,
      size.ws_col > 0
    else { return 80 }
    return min(max(Int(size.ws_col), 20), 88)
  }

  /// What the terminal shows of text that is laid out; a pipe takes everything.
  static var charset: Charset {
    guard isatty(STDOUT_FILENO) == 1 else { return .unicode }
    setlocale(LC_CTYPE, "")
    return String(cString: nl_langinfo(Int32(CODESET))) == "UTF-8" ? .unicode : .ascii
  }

  /// Text of several lines in which nothing commands a terminal.
  static func safe(_ text: String) -> String {
    let scalars = TerminalSequence.removed(from: text).unicodeScalars.map {
      isSafe($0) || $0 == "\t" ? $0 : "\u{FFFD}"
    }
    return String(String.UnicodeScalarView(scalars))
  }

  /// One JSON object on a line, which a terminal may be shown as it is.
  static func json(_ fields: [FieldValue.Field]) {
    json(JSONWriter.object(fields))
  }

  /// - Parameter object: as ``JSONWriter`` has made it.
  static func json(_ object: [UInt8]) {
    text(object)
    putc(0x0A, stdout)
  }

  /// A line of what went wrong.
  static func error(_ text: String) {
    plainError("martlet: " + text)
  }

  static func plainError(_ text: String) {
    prompt(text + "\n")
  }

  /// A question on standard error, or another text that does not end its line.
  static func prompt(_ text: String) {
    fflush(stdout)
    let safe = TerminalSequence.removed(from: text).unicodeScalars.map {
      isSafe($0) ? $0 : "\u{FFFD}"
    }
    write(String(String.UnicodeScalarView(safe)), to: stderr)
    fflush(stderr)
  }

  /// Whether everything written so far has reached its file.
  static func flush() -> Bool {
    fflush(stdout) == 0 && ferror(stdout) == 0
  }

  /// Whether a character of an argument may be shown again: no control, no change of direction.
  private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\n"
      || scalar.properties.generalCategory != .control && !scalar.properties.isBidiControl
  }

  /// Outside text as one line without control characters.
  static func clean(_ text: String) -> String {
    TextCleaning.clean(text, decodings: 0)
  }

  private static func write(_ text: String, to file: UnsafeMutablePointer<FILE>) {
    var text = text
    text.withUTF8 { _ = fwrite($0.baseAddress, 1, $0.count, file) }
  }
}

/// How the program ends; see the manual page.
enum ExitStatus: Int32 {
  case fine = 0
  case failed = 1
  case wrongUsage = 2
  case someSourcesFailed = 3
  case stateNotWritten = 4
  case nothingMatched = 5

  /// What a command throws to end so, without a word.
  var code: ExitCode { ExitCode(rawValue) }
}

extension FieldValue {
  /// The value on one line of JSON, which a terminal may be shown as it is.
  var json: String { String(decoding: JSONWriter.value(self), as: UTF8.self) }
}

/// A line on standard error that tells how far something is, if that is a terminal.
struct ProgressLine {
  private let isShown = isatty(2) == 1
  private var nextTime: Int64 = 0

  /// In milliseconds.
  private static let interval: Int64 = 100

  /// Shows the text instead of the one before, at most ten times a second.
  mutating func show(_ text: @autoclosure () -> String) {
    let now = SystemClock.uptime
    guard isShown, now >= nextTime else { return }
    nextTime = now + Self.interval
    put("\r\u{1B}[K" + text())
  }

  /// Takes the line away, so that others can be written.
  mutating func clear() {
    guard isShown, nextTime > 0 else { return }
    nextTime = 0
    put("\r\u{1B}[K")
  }

  private func put(_ text: String) {
    _ = Array(text.utf8).withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
  }
}
