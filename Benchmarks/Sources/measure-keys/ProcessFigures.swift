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

  /// Nanoseconds on a processor, over all threads that live.
  var processorTime: Int {
    tasks.reduce(0) { sum, task in
      let figures = text(of: "/proc/\(identifier)/task/\(task)/schedstat").split(separator: " ")
      return sum + (figures.first.flatMap { Int($0) } ?? 0)
    }
  }

  /// How often threads that live went to sleep of their own will: once a wakeup.
  var voluntarySwitches: Int {
    tasks.reduce(0) { sum, task in
      let status = text(of: "/proc/\(identifier)/task/\(task)/status")
      return sum + number(after: "\nvoluntary_ctxt_switches:", in: status)
    }
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
