/// The figures of a run as an aligned table.
struct Report {
  let quietGap: Int
  var start = TerminalSession.Answer()
  var memoryAtStart = ProcessFigures.Memory(resident: 0, anonymous: 0)
  var memoryAtEnd = ProcessFigures.Memory(resident: 0, anonymous: 0)
  var processorAtStart = 0
  var kinds: [KeyFigures] = []
  var idle: IdleFigures?

  var text: String {
    var lines = [
      "start   first byte \(milliseconds(start.first)) ms, frame \(milliseconds(start.last)) ms, "
        + "\(start.bytes) bytes, CPU \(milliseconds(processorAtStart)) ms",
      "memory  \(kilobytes(memoryAtStart)) after the start, \(kilobytes(memoryAtEnd)) at the end",
    ]
    if !kinds.isEmpty {
      lines += ["", "answers end when \(milliseconds(quietGap)) ms were quiet; these not counted"]
      lines.append(table)
    }
    if let idle {
      lines += [
        "",
        "idle    \(idle.wakeups) wakeups, \(idle.bytes) bytes, CPU "
          + "\(milliseconds(idle.processorTime)) ms in \(idle.seconds) s",
      ]
    }
    return lines.joined(separator: "\n")
  }

  private var table: String {
    let header = [
      "key", "presses", "silent", "wall ms", "p99", "max", "CPU ms", "p99", "bytes", "max",
    ]
    let rows = kinds.map { kind in
      [
        kind.name, "\(kind.bytes.count)", "\(kind.silent)",
        milliseconds(kind.walls.percentile(50)), milliseconds(kind.walls.percentile(99)),
        milliseconds(kind.walls.max() ?? 0),
        milliseconds(kind.processorTimes.percentile(50)),
        milliseconds(kind.processorTimes.percentile(99)),
        "\(kind.bytes.percentile(50))", "\(kind.bytes.max() ?? 0)",
      ]
    }
    let table = [header] + rows
    let widths = header.indices.map { column in table.map { $0[column].count }.max() ?? 0 }
    return table.map { row in
      row.indices.map { column in
        let blanks = String(repeating: " ", count: widths[column] - row[column].count)
        return column == 0 ? row[column] + blanks : blanks + row[column]
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }

  private func milliseconds(_ nanoseconds: Int?) -> String {
    guard let nanoseconds else { return "-" }
    let micros = (nanoseconds + 500) / 1000
    let fraction = "\(micros % 1000)"
    return "\(micros / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
  }

  private func kilobytes(_ memory: ProcessFigures.Memory) -> String {
    "RSS \(memory.resident) kB (\(memory.anonymous) anonymous)"
  }
}
