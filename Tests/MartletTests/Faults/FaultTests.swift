import Foundation
import Testing

/// The built program under faults: killed anywhere, refused by the disk. What it acknowledged stays.
///
/// `FAULT_SEED` and `FAULT_SERIES` choose other series than the usual ones; a finding names the seed of
/// its series.
@Suite(.serialized) struct FaultTests {
  static let seed = number("FAULT_SEED", 1)
  /// How many series of each plan.
  static let series = Int(number("FAULT_SERIES", 1))
  static let rounds = Int(number("FAULT_ROUNDS", 6))

  @Test(arguments: Torture.Plan.allCases)
  func noAcknowledgedMarkIsLost(_ plan: Torture.Plan) throws {
    var tally = Tally()
    for number in 0..<Self.series {
      tally += try Torture.series(plan, rounds: Self.rounds, seed: Self.seed + UInt64(number))
    }
    print(tally.summary("\(plan)", seed: Self.seed))
    #expect(tally.findings == [])
    #expect(tally.runs > 0 && tally.acknowledged > 0)
  }

  private static func number(_ variable: String, _ otherwise: UInt64) -> UInt64 {
    ProcessInfo.processInfo.environment[variable].flatMap(UInt64.init) ?? otherwise
  }
}
