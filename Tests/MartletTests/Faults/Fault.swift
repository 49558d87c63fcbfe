import Foundation

/// What the fault shim does to a program: see `FaultShim.h`.
struct Fault {
  enum Call: String, CaseIterable {
    case write, fsync, rename, truncate, unlink, open, mkdir, lock, read

    static let changing: [Call] = [.write, .fsync, .rename, .truncate, .unlink, .open, .mkdir]
  }

  enum Deed: Hashable {
    case killBefore, killAfter, killHalfway, short, drop, hold
    case code(Int32)

    static let kills: [Deed] = [.killBefore, .killAfter, .killHalfway]

    var isKill: Bool { Deed.kills.contains(self) }

    fileprivate var text: String {
      switch self {
      case .killBefore: "kill-before"
      case .killAfter: "kill-after"
      case .killHalfway: "kill-halfway"
      case .short: "short"
      case .drop: "drop"
      case .hold: "hold"
      case .code(let code): String(code)
      }
    }
  }

  var calls: [Call] = Call.changing
  /// Counted from 1; 0: by chance alone.
  var at = 0
  /// How many in a row; 0: all that come.
  var count = 1
  /// Of 10,000 calls.
  var chance = 0
  var seed = 1
  var deed: Deed?
  /// Whether calls on the library are left alone.
  var isOfMarksOnly = false
  /// The only file or folder whose calls count, if that is to be so.
  var path: String?
  /// Milliseconds by which the wall clock is wrong.
  var clock = 0
  /// A file that gets a line for each call.
  var trace: String?

  /// The library lies beside the program that runs the tests, as SwiftPM built it.
  static let library = URL(fileURLWithPath: Program.executable).deletingLastPathComponent()
    .appendingPathComponent("libFaultShim.so").path

  /// - Parameters:
  ///   - paths: the folders and files whose calls count.
  ///   - log: the file that gets a line for each call that is met.
  func environment(under paths: [String], log: String) -> [String: String] {
    var variables = [
      "LD_PRELOAD": Fault.library, "FAULT_UNDER": paths.joined(separator: ":"),
      "FAULT_CALLS": calls.map(\.rawValue).joined(separator: ","), "FAULT_AT": String(at),
      "FAULT_FOR": String(count), "FAULT_CHANCE": String(chance), "FAULT_SEED": String(seed),
      "FAULT_LOG": log, "FAULT_CLOCK": String(clock),
    ]
    variables["FAULT_DO"] = deed?.text
    variables["FAULT_TRACE"] = trace
    return variables
  }
}

extension Fault: CustomStringConvertible {
  var description: String {
    let deed = deed?.text ?? "nothing"
    let calls = calls.map(\.rawValue).joined(separator: ",")
    return at > 0
      ? "\(deed) at call \(at) for \(count) of \(calls)"
      : "\(deed) by chance \(chance)/10000 (seed \(seed)) of \(calls)"
  }
}
