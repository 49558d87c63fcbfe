/// What the presses of one kind of key cost.
struct KeyFigures {
  let name: String
  /// Nanoseconds from writing the key to reading the last byte of the answer.
  private(set) var walls: [Int] = []
  private(set) var processorTimes: [Int] = []
  private(set) var bytes: [Int] = []
  /// Presses that were not answered.
  private(set) var silent = 0

  init(name: String) {
    self.name = name
  }

  mutating func add(_ answer: TerminalSession.Answer, processorTime: Int) {
    processorTimes.append(processorTime)
    bytes.append(answer.bytes)
    if let wall = answer.last { walls.append(wall) } else { silent += 1 }
  }
}

extension [Int] {
  /// The value that so many in a hundred do not exceed; 0 of nothing.
  func percentile(_ share: Int) -> Int {
    isEmpty ? 0 : sorted()[Swift.min(count - 1, count * share / 100)]
  }
}
