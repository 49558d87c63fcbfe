import Articles
import Foundation
import Glibc

/// What was asked of a program, what it acknowledged, and what others wrote: what the files must
/// hold, and what they may hold.
struct Ledger {
  /// One step: a mark, or several at once.
  struct Step {
    let addresses: [String]
    let name: String
    /// Instants as the files spell them: they compare as texts.
    let began: String
    var ended: String?
    /// No instant of the step is later.
    var latest: String?
    var isAcknowledged = false
    /// What the screen said beside it.
    var said = ""
  }

  private(set) var steps: [Step] = []
  /// `ADDRESS NAME INSTANT` of each mark that another program put into a file.
  private(set) var foreign: Set<[String]> = []

  var acknowledgedCount: Int {
    steps.reduce(0) { $0 + ($1.isAcknowledged ? $1.addresses.count : 0) }
  }

  static var now: String { instant(after: 0) }

  private static func instant(after milliseconds: Int64) -> String {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    let now = Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    return Instant(milliseconds: now + milliseconds).iso8601Milliseconds
  }

  /// - Returns: the number of the step, for ``end(_:acknowledged:)``.
  mutating func begin(_ name: String, _ addresses: [String]) -> Int {
    steps.append(Step(addresses: addresses, name: name, began: Self.now))
    return steps.count - 1
  }

  mutating func end(_ step: Int, acknowledged: Bool, said: String = "") {
    steps[step].said = said
    steps[step].ended = Self.now
    // Marks of one article within a millisecond are told apart by adding to it.
    steps[step].latest = Self.instant(after: 100)
    steps[step].isAcknowledged = acknowledged
  }

  mutating func addForeign(_ address: String, _ name: String, _ instant: String) {
    foreign.insert([address, name, instant])
  }

  /// Acknowledged marks that are not among `marks`, in words.
  func lost(in marks: Marks) -> [String] {
    var lost: [String] = []
    for step in steps where step.isAcknowledged {
      for address in step.addresses where (marks[address]?[step.name] ?? "") < step.began {
        let said = step.said.isEmpty ? "" : ", as the screen said “\(step.said)”"
        lost.append("\(step.name) \(address), acknowledged after \(step.began)\(said)")
      }
    }
    for mark in foreign where (marks[mark[0]]?[mark[1]] ?? "") < mark[2] {
      lost.append("\(mark[1]) \(mark[0]) at \(mark[2]), written by another program")
    }
    return lost
  }

  /// What stands among `marks` that nobody asked for, in words.
  func invented(in marks: Marks) -> [String] {
    var invented: [String] = []
    for (address, names) in marks {
      for (name, instant) in names where !isAsked(address, name, instant) {
        invented.append("\(name) \(address) at \(instant), which nobody wrote")
      }
    }
    return invented
  }

  /// Steps of which only a part stands among `marks`. Only for the last step on its addresses.
  func torn(_ step: Int, in marks: Marks) -> Bool {
    let step = steps[step]
    let count = step.addresses.count { (marks[$0]?[step.name] ?? "") >= step.began }
    return count > 0 && count < step.addresses.count
  }

  /// What must hold for an address: `nil` if that cannot be told.
  ///
  /// It can if one acknowledged step began after all others on this fact had ended.
  func expected(_ fact: String, of address: String) -> Bool? {
    let opposite = "un" + fact
    let own = steps.filter {
      ($0.name == fact || $0.name == opposite) && $0.addresses.contains(address)
    }
    guard let last = own.last, last.isAcknowledged,
      own.dropLast().allSatisfy({ ($0.ended ?? "~") <= last.began })
    else { return nil }
    return last.name == fact
  }

  func hasUnacknowledged(_ fact: String, of address: String) -> Bool {
    steps.contains {
      !$0.isAcknowledged && [fact, "un" + fact].contains($0.name) && $0.addresses.contains(address)
    }
  }

  private func isAsked(_ address: String, _ name: String, _ instant: String) -> Bool {
    foreign.contains([address, name, instant])
      || steps.contains {
        $0.name == name && $0.began <= instant && instant <= $0.latest ?? "~"
          && $0.addresses.contains(address)
      }
  }
}
