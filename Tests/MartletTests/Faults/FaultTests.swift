import Foundation
import Testing

/// The built program under faults: killed anywhere, refused by the disk. What it acknowledged stays.
///
/// The environment chooses other runs than the few usual ones; a finding names the seed of its series.
@Suite(.serialized) struct FaultTests {
  static let seed = number("FAULT_SEED", 1)
  /// How many series of each plan.
  static let series = Int(number("FAULT_SERIES", 1))
  static let rounds = Int(number("FAULT_ROUNDS", 4))
  /// Of the places where a program can be ended, each so-manieth is tried.
  static let step = Int(number("FAULT_STEP", 10))

  @Test(arguments: Torture.Plan.allCases)
  func noAcknowledgedMarkIsLost(_ plan: Torture.Plan) throws {
    var tally = Tally()
    for number in 0..<Self.series {
      tally += try Torture.series(plan, rounds: Self.rounds, seed: Self.seed + UInt64(number))
    }
    Self.expectNothingLost(tally, "\(plan)")
  }

  /// Every call that a closing window makes on the files of marks is once the last, before it, after
  /// it, and in the middle of a write.
  @Test(arguments: Fault.Deed.kills)
  func noPlaceInAClosingWindowLosesAMark(_ deed: Fault.Deed) throws {
    let tally = try CrashPoints(deed, of: .closingWindow, step: Self.step).run()
    Self.expectNothingLost(tally, "closing window, \(deed)")
  }

  @Test(arguments: Fault.Deed.kills)
  func noPlaceInAMarkLosesAMark(_ deed: Fault.Deed) throws {
    let tally = try CrashPoints(deed, of: .mark, step: Self.step).run()
    Self.expectNothingLost(tally, "mark, \(deed)")
  }

  @Test(arguments: [ENOSPC, EIO, EDQUOT, EROFS, EINTR].map(Fault.Deed.code) + [.short])
  func noCallThatFailsLosesAMark(_ deed: Fault.Deed) throws {
    let tally = try CrashPoints(deed, of: .closingWindow, step: 3 * Self.step).run()
    Self.expectNothingLost(tally, "closing window, \(deed)")
  }

  static func expectNothingLost(_ tally: Tally, _ name: String) {
    let line = tally.summary(name, seed: seed) + "\n"
    FileHandle.standardOutput.write(Data(line.utf8))
    #expect(tally.findings == [])
    #expect(tally.runs > 0 && tally.acknowledged > 0)
  }

  private static func number(_ variable: String, _ otherwise: UInt64) -> UInt64 {
    ProcessInfo.processInfo.environment[variable].flatMap(UInt64.init) ?? otherwise
  }
}
