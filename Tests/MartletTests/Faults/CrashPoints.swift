import Foundation

/// Meets every call of a run in turn, until the run ends without having met the fault.
struct CrashPoints {
  enum Run {
    /// Some marks in a window, which then closes and writes the state file.
    case closingWindow
    case mark
  }

  private let deed: Fault.Deed
  private let kind: Run
  private let step: Int
  /// More calls than any run makes.
  private static let most = 400

  /// - Parameter step: of the calls, each so-manieth is met.
  init(_ deed: Fault.Deed, of run: Run, step: Int) {
    self.deed = deed
    kind = run
    self.step = step
  }

  func run() throws -> Tally {
    let home = try FaultedHome()
    try home.mark("starred", [FaultedHome.title(1)])
    // Of the few places that are tried without haste, each kind of end takes others.
    var number = 1 + (Fault.Deed.kills.firstIndex(of: deed) ?? 0) * step / 3
    while number < Self.most {
      home.place = "\(kind), \(deed) at call \(number)"
      guard try meet(number, home) else { break }
      try home.check()
      number += step
    }
    if number >= Self.most { home.find("there is no end to the calls") }
    home.place = "\(kind), \(deed) at the end"
    try home.settle()
    try home.check()
    return home.tally
  }

  /// Whether the run got as far as that call.
  private func meet(_ number: Int, _ home: FaultedHome) throws -> Bool {
    var fault = Fault(at: number, deed: deed)
    fault.isOfMarksOnly = kind == .closingWindow
    if case .code = deed { fault.calls.append(.read) }
    switch kind {
    case .mark:
      let name = number / step % 2 == 0 ? "read" : "unread"
      return try !home.mark(name, [FaultedHome.title(number % 7)], fault).faults.isEmpty
    case .closingWindow:
      let window = try home.openWindow(fault)
      if try window.waitForList() {
        try window.toggle("m")
        window.press("QQ")
      }
      try window.waitForEnd()
      return !window.running.faults.isEmpty
    }
  }
}
