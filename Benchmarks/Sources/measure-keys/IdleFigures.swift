import Glibc

/// What a program does while nobody presses a key.
struct IdleFigures {
  let seconds: Int
  let wakeups: Int
  /// Nanoseconds.
  let processorTime: Int
  let bytes: Int

  /// Takes as long as it says.
  init(_ session: TerminalSession, seconds: Int) {
    let switches = session.process.voluntarySwitches
    let processorTime = session.process.processorTime
    let end = Clock.now + seconds * 1_000_000_000
    var bytes = 0
    while session.isRunning, Clock.now < end {
      bytes += session.settle(since: Clock.now, gap: 0, patience: max(0, end - Clock.now)).bytes
    }
    self.seconds = seconds
    self.bytes = bytes
    wakeups = ProcessFigures.growth(from: switches, to: session.process.voluntarySwitches)
    self.processorTime = ProcessFigures.growth(
      from: processorTime, to: session.process.processorTime)
  }
}
