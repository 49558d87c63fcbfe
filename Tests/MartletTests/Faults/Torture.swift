import Foundation
import TestSupport

/// Series of runs in homes of their own, each drawn from its seed.
struct Torture {
  /// What befalls the programs of a series.
  enum Plan: CaseIterable {
    case killedMarks, killedWindows, killedIndexing, killedMerging, failingMarks, failingWindows
  }

  private var random: SplitMix
  private let seed: UInt64
  private let home: FaultedHome
  private var lastArticle = FaultedHome.articleCount
  private var outsider: Outsider

  private init(seed: UInt64) throws {
    self.seed = seed
    random = SplitMix(seed: seed)
    home = try FaultedHome()
    outsider = Outsider(home)
  }

  /// One series: a few rounds in one home, each checked, and tidied up at the end.
  static func series(_ plan: Plan, rounds: Int, seed: UInt64) throws -> Tally {
    var torture = try Torture(seed: seed)
    torture.home.place = "\(plan) seed \(seed)"
    do {
      for round in 0..<rounds {
        torture.home.place = "\(plan) seed \(seed) round \(round)"
        try torture.round(plan)
        try torture.home.check()
      }
      torture.home.place = "\(plan) seed \(seed) at the end"
      try torture.home.settle()
      try torture.home.check()
    } catch {
      torture.home.find("\(error)")
    }
    return torture.home.tally
  }

  private mutating func round(_ plan: Plan) throws {
    switch plan {
    case .killedMarks: try killMark()
    case .killedWindows: try killWindow()
    case .killedIndexing: try killIndexing()
    case .killedMerging: try killMerging()
    case .failingMarks: try home.mark(name(), titles(), failure())
    case .failingWindows: try failWindow()
    }
  }

  // MARK: Rounds

  private mutating func killMark() throws {
    if random.next(below: 2) == 0 {
      try home.mark(name(), titles(), killAfter: random.next(below: 80_000))
    } else {
      try home.mark(name(), titles(), kill(within: 60))
    }
  }

  /// Marks in a window, with a kill while it is used, while it is closed, or at one of its calls.
  private mutating func killWindow() throws {
    let way = random.next(below: 4)
    let window = try home.openWindow(way == 0 ? kill(within: 120) : nil)
    guard try window.waitForList() else {
      try window.waitForEnd()
      return
    }
    for _ in 0..<random.next(below: 5) + 1 {
      guard try window.toggle(key()), try window.moveOn() else { break }
    }
    switch way {
    case 1: try window.toggle(key(), killAfter: random.next(below: 10_000))
    case 2:
      window.press("QQ")
      usleep(UInt32(random.next(below: 40_000)))
      window.kill()
    case 3: window.terminate([SIGTERM, SIGHUP, SIGINT][random.next(below: 3)])
    default: window.press("QQ")
    }
    try window.waitForEnd()
  }

  /// Files come, change and go; whoever reads them is killed.
  private mutating func killIndexing() throws {
    for _ in 0..<random.next(below: 30) {
      try home.writeArticle(lastArticle)
      lastArticle += 1
    }
    for _ in 0..<random.next(below: 10) where lastArticle > FaultedHome.articleCount {
      let range = lastArticle - FaultedHome.articleCount
      home.removeArticle(FaultedHome.articleCount + random.next(below: range))
    }
    if random.next(below: 8) == 0 { try? FileManager.default.removeItem(at: home.library) }
    let isByCall = random.next(below: 2) == 0
    let list = try home.start(
      ["list", "--source", home.news], isByCall ? kill(within: 150) : nil)
    if !isByCall {
      usleep(UInt32(random.next(below: 150_000)))
      if !list.child.hasEnded { home.tally.kills += 1 }
      list.child.kill(SIGKILL)
    }
    try list.child.wait()
    home.count(list)
    try home.mark(name(), titles())
  }

  /// Another program puts its versions of the state file there while a window is used and closed.
  private mutating func killMerging() throws {
    let window = try home.openWindow(random.next(below: 3) == 0 ? kill(within: 60) : nil)
    guard try window.waitForList() else {
      try window.waitForEnd()
      return
    }
    try window.toggle(key())
    try outsider.write(&random)
    try window.toggle(key())
    if random.next(below: 2) == 0 { try home.mark(name(), titles()) }
    window.press("QQ")
    for _ in 0..<random.next(below: 4) {
      usleep(UInt32(random.next(below: 8000)))
      try outsider.write(&random)
    }
    if random.next(below: 2) == 0 {
      usleep(UInt32(random.next(below: 20_000)))
      window.kill()
    }
    try window.waitForEnd()
  }

  private mutating func failWindow() throws {
    let window = try home.openWindow(failure())
    guard try window.waitForList() else {
      window.press("QQ")
      try window.waitForEnd()
      return
    }
    for _ in 0..<random.next(below: 4) + 1 {
      try window.toggle(key())
      guard try window.moveOn() else { break }
    }
    window.press("QQ")
    try window.waitForEnd()
  }

  // MARK: Chance

  private mutating func name() -> String {
    FaultedHome.names[random.next(below: FaultedHome.names.count)]
  }

  private mutating func key() -> String { ["m", "s"][random.next(below: 2)] }

  /// One to four articles; that of another machine is none of them.
  private mutating func titles() -> [String] {
    let count = random.next(below: 4) + 1
    var titles: Set<String> = []
    for _ in 0..<count {
      titles.insert(FaultedHome.title(random.next(below: FaultedHome.articleCount)))
    }
    return titles.sorted()
  }

  /// A kill at one of the first calls that change something.
  private mutating func kill(within limit: Int) -> Fault {
    let deed = Fault.Deed.kills[random.next(below: 3)]
    return Fault(at: random.next(below: limit) + 1, deed: deed)
  }

  /// Calls that fail: one, a few, all from one on, or some by chance.
  private mutating func failure() -> Fault {
    let deeds: [Fault.Deed] =
      [.short] + [ENOSPC, EIO, EDQUOT, EROFS, EINTR].map { .code($0) }
    var fault = Fault(deed: deeds[random.next(below: deeds.count)])
    fault.calls = Fault.Call.allCases.filter { _ in random.next(below: 3) > 0 } + [.write]
    fault.seed = Int(random.next() >> 2)
    if random.next(below: 3) == 0 {
      fault.chance = random.next(below: 2000)
    } else {
      fault.at = random.next(below: 80) + 1
      // No system interrupts a call for ever.
      fault.count = [1, 5, fault.deed == .code(EINTR) ? 20 : 0][random.next(below: 3)]
    }
    return fault
  }
}
