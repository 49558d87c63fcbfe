import Glibc

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
