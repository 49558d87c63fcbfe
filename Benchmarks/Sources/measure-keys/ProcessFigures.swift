import Glibc

/// What the kernel counts for a process.
struct ProcessFigures {
  let identifier: pid_t

  struct Memory {
    /// Kilobytes.
    let resident: Int
    let anonymous: Int
  }

  var memory: Memory {
    let status = text(of: "/proc/\(identifier)/status")
    return Memory(
      resident: number(after: "VmRSS:", in: status),
      anonymous: number(after: "RssAnon:", in: status))
  }

  /// A figure of each thread that lives, by its number.
  typealias ByThread = [String: Int]

  /// Nanoseconds on a processor.
  var processorTime: ByThread {
    byThread { task in
      let figures = text(of: "/proc/\(identifier)/task/\(task)/schedstat").split(separator: " ")
      return figures.first.flatMap { Int($0) } ?? 0
    }
  }

  /// How often a thread went to sleep of its own will: once a wakeup.
  var voluntarySwitches: ByThread {
    byThread { task in
      let status = text(of: "/proc/\(identifier)/task/\(task)/status")
      return number(after: "\nvoluntary_ctxt_switches:", in: status)
    }
  }

  /// What was added between two looks. A thread that ended in between no longer counts.
  static func growth(from before: ByThread, to after: ByThread) -> Int {
    after.reduce(0) { $0 + $1.value - before[$1.key, default: 0] }
  }

  private func byThread(_ figure: (String) -> Int) -> ByThread {
    Dictionary(uniqueKeysWithValues: Set(tasks).map { ($0, figure($0)) })
  }

  private var tasks: [String] {
    guard let folder = opendir("/proc/\(identifier)/task") else { return [] }
    defer { closedir(folder) }
    var result: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if Int(name) != nil { result.append(name) }
    }
    return result
  }

  private func text(of path: String) -> String {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return "" }
    defer { close(file) }
    var buffer = [UInt8](repeating: 0, count: 8192)
    let count = read(file, &buffer, buffer.count)
    return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
  }

  private func number(after label: String, in text: String) -> Int {
    for line in text.split(separator: "\n") {
      let label = label.drop { $0 == "\n" }
      guard line.hasPrefix(label) else { continue }
      let value = line.dropFirst(label.count).drop { $0 == " " || $0 == "\t" }
      return Int(value.prefix { $0.isNumber }) ?? 0
    }
    return 0
  }
}
