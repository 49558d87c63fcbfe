import Foundation
import TestSupport

/// Rounds in which two windows and two `mark` commands work on one state at the same time.
struct ManyProcesses {
  private let home: FaultedHome
  private let withKills: Bool
  private var random: SplitMix

  static func series(rounds: Int, withKills: Bool, seed: UInt64) throws -> Tally {
    let home = try FaultedHome()
    var processes = ManyProcesses(
      home: home, withKills: withKills, random: SplitMix(seed: seed))
    do {
      home.place = "four processes seed \(seed)"
      // Each window has a folder of its own, so that its rows change by its own keys alone.
      for folder in 0..<2 { try processes.writeFolder(folder) }
      _ = try home.start(["list"] + processes.options).child.wait()
      for round in 0..<rounds {
        home.place = "four processes seed \(seed) round \(round)"
        try processes.round()
        try home.check()
      }
      try home.settle()
      try home.check()
    } catch {
      home.find("\(error)")
    }
    return home.tally
  }

  private var folders: [String] {
    (0..<2).map { home.program.home.appendingPathComponent("window\($0)").path }
  }

  private var options: [String] { folders.flatMap { ["--source", $0] } }

  private func writeFolder(_ folder: Int) throws {
    for number in 0..<6 {
      let title = FaultedHome.title(100 * (folder + 1) + number)
      try home.program.write(
        """
        ---
        title: \(title)
        publishedDateTime: 2026-10-01T10:\(10 + number):00Z
        webUrl: \(FaultedHome.address(title))
        ---
        """, to: "window\(folder)/\(title).md")
    }
  }

  private mutating func round() throws {
    let windows = try folders.map { try home.openWindow(sources: [$0]) }
    for window in windows {
      guard try window.waitForList() else {
        home.find("a window does not open")
        return
      }
    }
    for _ in 0..<3 {
      var commands: [(step: Int, running: Running)] = []
      for _ in 0..<2 { commands.append(try startMark()) }
      for window in windows {
        try window.toggle(["m", "s"][random.next(below: 2)])
        _ = try window.moveOn()
      }
      if withKills {
        commands[random.next(below: 2)].running.child.kill(SIGKILL)
        home.tally.kills += 1
      }
      for command in commands {
        let ending = try command.running.child.wait()
        home.end(command.step, command.running, acknowledged: ending == .exited(0))
        if case .exited(let status) = ending, status != 0 {
          home.find("mark ends with \(status): \(command.running.errors)")
        }
      }
    }
    // Both write the state file at once.
    for window in windows { window.press("QQ") }
    if withKills {
      usleep(UInt32(random.next(below: 20_000)))
      windows[random.next(below: 2)].kill()
    }
    for window in windows { try window.waitForEnd() }
  }

  private mutating func startMark() throws -> (step: Int, running: Running) {
    let name = FaultedHome.names[random.next(below: FaultedHome.names.count)]
    let address = FaultedHome.address(FaultedHome.title(random.next(below: 6)))
    let step = home.ledger.begin(name, [address])
    return (step, try home.start(["mark", FaultedHome.argument(name), address]))
  }
}
