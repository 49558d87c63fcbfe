import BenchmarkSupport
import Glibc

/// `measure-state PROGRAM FOLDER COUNT`: what a state of so many addresses costs the commands.
@main
enum MeasureState {
  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count == 4, let count = Int(arguments[3]), count > 0 else {
      end("usage: measure-state PROGRAM FOLDER COUNT", status: 2)
    }
    do throws(Failure) {
      try measure(arguments[1], in: arguments[2], count: count)
    } catch {
      end("measure-state: \(error.message)", status: 1)
    }
  }

  private static func measure(_ program: String, in folder: String, count: Int) throws(Failure) {
    for name in ["", "/data", "/data/martlet", "/state", "/config", "/news"] {
      mkdir(folder + name, 0o755)
    }
    let state = folder + "/data/martlet/state.json"
    let environment = [
      "HOME=\(folder)", "XDG_DATA_HOME=\(folder)/data", "XDG_STATE_HOME=\(folder)/state",
      "XDG_CONFIG_HOME=\(folder)/config", "PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8",
    ]
    func mark(_ number: Int) throws(Failure) -> Run {
      try Run(
        [program, "mark", "read", "https://elsewhere.example/\(number)"], environment: environment)
    }
    print("run                     wall ms    CPU ms   peak kB       kB read")
    try StateGenerator.write(state, count: count, minute: 10)
    report("first load", [try mark(0)])
    var marks: [Run] = []
    for number in 1...50 { marks.append(try mark(number)) }
    report("one mark, median of 50", marks)
    try StateGenerator.write(state, count: count, minute: 20)
    report("load after a change", [try mark(51)])
    var lists: [Run] = []
    for _ in 0..<20 {
      lists.append(
        try Run([program, "list", "--source", folder + "/news"], environment: environment))
    }
    report("list, median of 20", lists)
  }

  /// The run in the middle by each figure.
  private static func report(_ name: String, _ runs: [Run]) {
    func middle(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
    print(
      name.padded(22),
      middle(runs.map(\.wall)).text(8), middle(runs.map(\.processorTime)).text(9),
      "\(Int(middle(runs.map { Double($0.peakMemory) })))".aligned(9),
      "\(Int(middle(runs.map { Double($0.bytesRead) })) >> 10)".aligned(13))
  }

  private static func end(_ message: String, status: Int32) -> Never {
    let line = Array("\(message)\n".utf8)
    write(STDERR_FILENO, line, line.count)
    exit(status)
  }
}
