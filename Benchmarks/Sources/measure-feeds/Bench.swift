import BenchmarkSupport
import Glibc

/// The measurements, one after the other; each prints its lines.
struct Bench {
  let program: String
  /// For files that stay there to be looked at; it must not hold those of an earlier run.
  let folder: String
  let generator: FeedGenerator

  /// The program beside this one that only parses.
  private var parser: String {
    let parts = CommandLine.arguments[0].split(separator: "/", omittingEmptySubsequences: false)
    return (parts.dropLast() + ["parse-feed"]).joined(separator: "/")
  }

  /// One large file: to values, and into the library.
  func readFile(of size: Int) throws(Failure) {
    mkdir(folder, 0o755)
    print("load \(load)\n")
    let path = folder + "/large.xml"
    guard let file = fopen(path, "w") else { throw Failure("\(path) cannot be written") }
    let (length, items) = try generator.write(bytes: size) { bytes throws(Failure) in
      guard fwrite(bytes, 1, bytes.count, file) == bytes.count else {
        throw Failure("\(path) cannot be written")
      }
    }
    fclose(file)
    let megabytes = Double(length) / 1e6
    print("one file of \(Int(megabytes)) MB, \(items) items; MB a second of processor time")
    func row(_ name: String, _ runs: [Run]) {
      let best = runs.map(\.processorTime).min() ?? 1
      print(
        "  " + name.padded(34), (megabytes / best * 1000).text(8), "MB/s,",
        runs.map(\.peakMemory).max() ?? 0, "kB")
    }
    row("parse-feed", try three { () throws(Failure) in try Run([parser, path], environment: []) })
    if access("/usr/bin/sfeed", X_OK) == 0 {
      row(
        "sfeed",
        try three { () throws(Failure) in
          try Run(["/usr/bin/sfeed"], environment: [], input: path)
        })
    }
    var home = 0
    row(
      "martlet refresh, all new",
      try three { () throws(Failure) in
        home += 1
        return try refreshFile(path, home: "file\(home)")
      })
  }

  /// Instructions an item, the cost of starting taken off: the difference of two files.
  func countInstructions() throws(Failure) {
    guard access("/usr/bin/valgrind", X_OK) == 0 else { return }
    for kind in FeedGenerator.Kind.allCases {
      let generator = FeedGenerator(seed: generator.seed, kind: kind)
      var counts: [(items: Int, parse: Int, refresh: Int)] = []
      for items in [500, 2500] {
        let name = "\(kind)\(items)"
        let path = try write(generator.feed(1, items: items), named: name + ".xml")
        let parse = try instructions([parser, path], environment: [], named: "parse-" + name)
        let (command, environment) = try martlet(path, home: "count-" + name)
        let refresh = try instructions(
          command, environment: environment, named: "refresh-" + name)
        counts.append((items, parse, refresh))
      }
      let items = counts[1].items - counts[0].items
      print("\ninstructions an item (callgrind), \(items) \(kind) items")
      print("  parse-feed", (counts[1].parse - counts[0].parse) / items)
      print("  martlet refresh, all new", (counts[1].refresh - counts[0].refresh) / items)
    }
  }

  /// Many feeds from a server on loopback: all new, all unchanged, and each answer late.
  func fetch(_ count: Int, items: Int, delay: Int, atOnce: Int) throws(Failure) {
    let server = try FeedServer(count, items: items)
    defer { server.stop() }
    let possible = Double(((count + atOnce - 1) / atOnce) * delay)
    print("\n\(count) feeds of \(items) items, a host each; \(delay) ms allow \(possible / 1000) s")
    print("  " + "".padded(30), "  wall ms   CPU ms  peak kB")
    for reader in Reader.allCases {
      func home(
        _ name: String, delay: Int
      ) throws(Failure) -> (command: [String], environment: [String])? {
        let addresses = (0..<count).map { server.address($0, delay: delay) }
        return try reader.prepare(addresses, in: folder + "/\(name)-\(reader)", program: program)
      }
      guard let fast = try home("fast", delay: 0), let slow = try home("slow", delay: delay)
      else { continue }
      func row(_ name: String, _ run: Run) {
        print(
          "  " + "\(reader.name), \(name)".padded(30), run.wall.text(9),
          run.processorTime.text(9), String(run.peakMemory).aligned(9))
      }
      row("new", try Run(fast.command, environment: fast.environment))
      row("unchanged", try Run(fast.command, environment: fast.environment))
      row("late", try Run(slow.command, environment: slow.environment))
    }
    try compareHosts(count, server)
    print("\nload \(load)")
  }

  /// What a host for each feed costs beside one for all: connections, and nothing else.
  private func compareHosts(_ count: Int, _ server: FeedServer) throws(Failure) {
    print("\n  " + "unchanged, best of five".padded(30), "  wall ms   CPU ms")
    var walls: [Double] = []
    for (name, addresses) in [
      ("one host", (0..<count).map { server.addressOnOneHost($0) }),
      ("a host each", (0..<count).map { server.address($0, delay: 0) }),
    ] {
      let prepared = try Reader.martlet.prepare(
        addresses, in: folder + "/hosts-\(walls.count)", program: program)
      guard let (command, environment) = prepared else { return }
      _ = try Run(command, environment: environment)
      var runs: [Run] = []
      for _ in 0..<5 { runs.append(try Run(command, environment: environment)) }
      let best = runs.map(\.wall).min() ?? 0
      let time = runs.map(\.processorTime).min() ?? 0
      print("  " + "martlet refresh, \(name)".padded(30), best.text(9), time.text(9))
      walls.append(best)
    }
    print("  a host each takes", (walls[1] / max(walls[0], 1)).text(4), "times as long")
  }

  // MARK: Parts

  private func martlet(
    _ path: String, home: String
  ) throws(Failure) -> (command: [String], environment: [String]) {
    let prepared = try Reader.martlet.prepare(
      ["file://" + path], in: folder + "/" + home, program: program)
    guard let prepared else { throw Failure("\(program) cannot be started") }
    return prepared
  }

  private func refreshFile(_ path: String, home: String) throws(Failure) -> Run {
    let (command, environment) = try martlet(path, home: home)
    return try Run(command, environment: environment)
  }

  private func three(_ run: () throws(Failure) -> Run) throws(Failure) -> [Run] {
    var runs: [Run] = []
    for _ in 0..<3 { runs.append(try run()) }
    return runs
  }

  private func instructions(
    _ command: [String], environment: [String], named name: String
  ) throws(Failure) -> Int {
    let file = folder + "/callgrind.\(name)"
    let valgrind = ["/usr/bin/valgrind", "--tool=callgrind", "--callgrind-out-file=\(file)"]
    // Valgrind does not understand the newest debug information.
    let stripped = folder + "/stripped"
    _ = try Run(["/usr/bin/strip", "-g", "-o", stripped, command[0]], environment: [])
    _ = try Run(
      valgrind + [stripped] + command.dropFirst(), environment: environment + ["PATH=/usr/bin:/bin"]
    )
    // Threads have files of their own only if asked for; the line of the sum ends the file.
    for line in text(of: file).split(separator: "\n").reversed() {
      for label in ["totals: ", "summary: "] where line.hasPrefix(label) {
        if let count = Int(line.dropFirst(label.count)) { return count }
      }
    }
    throw Failure("\(file) has no sum")
  }

  private func write(_ bytes: [UInt8], named name: String) throws(Failure) -> String {
    let path = folder + "/" + name
    guard let file = fopen(path, "w") else { throw Failure("\(path) cannot be written") }
    defer { fclose(file) }
    guard fwrite(bytes, 1, bytes.count, file) == bytes.count else {
      throw Failure("\(path) cannot be written")
    }
    return path
  }

  /// How many wanted a processor in the last minute, as the kernel says.
  private var load: Substring { text(of: "/proc/loadavg").prefix { $0 != " " } }

  private func text(of path: String) -> String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
      text += buffer[..<count]
    }
    return String(decoding: text, as: UTF8.self)
  }
}
