import Glibc

/// `measure-keys`: runs a program in a pseudo-terminal, presses keys, and says what each cost.
@main
enum MeasureKeys {
  static func main() {
    do {
      let options = try Options(Array(CommandLine.arguments.dropFirst()))
      try run(options)
    } catch let failure as Failure {
      let line = Array("measure-keys: \(failure.message)\n".utf8)
      Glibc.write(STDERR_FILENO, line, line.count)
      exit(failure.status)
    } catch {
      exit(1)
    }
  }

  private static func run(_ options: Options) throws {
    let session = try TerminalSession(options)
    defer { session.end() }
    var report = Report(quietGap: options.quietGap)
    report.start = session.settle(
      since: session.started, gap: options.startGap, patience: options.patience)
    guard session.isRunning else {
      throw Failure("\(options.program[0]) ended at once", status: 1)
    }
    report.memoryAtStart = session.process.memory
    report.processorAtStart = session.process.processorTime.values.reduce(0, +)
    for kind in options.keys {
      report.kinds.append(measure(kind, in: session, options))
      guard session.isRunning else { break }
    }
    report.memoryAtEnd = session.process.memory
    if options.idleSeconds > 0, session.isRunning {
      report.idle = IdleFigures(session, seconds: options.idleSeconds)
    }
    print(report.text)
  }

  private static func measure(
    _ kind: KeyKind, in session: TerminalSession, _ options: Options
  ) -> KeyFigures {
    var figures = KeyFigures(name: kind.name)
    for _ in 0..<kind.count {
      let processorTime = session.process.processorTime
      let pressed = Clock.now
      guard session.press(kind.bytes) else { break }
      let answer = session.settle(
        since: pressed, gap: options.quietGap, patience: options.patience)
      guard session.isRunning else { break }
      figures.add(
        answer,
        processorTime: ProcessFigures.growth(
          from: processorTime, to: session.process.processorTime))
    }
    return figures
  }
}
