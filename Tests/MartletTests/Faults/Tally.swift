/// How often a fault harness tried, and what it found.
struct Tally {
  var runs = 0
  var faults = 0
  var kills = 0
  var acknowledged = 0
  var lost = 0
  /// What was wrong, with the seed that shows it again.
  var findings: [String] = []

  static func += (tally: inout Tally, other: Tally) {
    tally.runs += other.runs
    tally.faults += other.faults
    tally.kills += other.kills
    tally.acknowledged += other.acknowledged
    tally.lost += other.lost
    tally.findings += other.findings
  }

  /// One line for people and programs.
  func summary(_ name: String, seed: UInt64) -> String {
    "faults: \(name) seed=\(seed) runs=\(runs) faults=\(faults) kills=\(kills) "
      + "acknowledged=\(acknowledged) lost=\(lost) findings=\(findings.count)"
  }
}
