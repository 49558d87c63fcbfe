/// A regular expression on addresses: those of the usual kind that can be answered in one pass.
///
/// All states are followed at once (Thompson's way), so that no pattern takes longer than its length
/// times that of the address. What that way cannot do, references back and looking around, is refused
/// with the place; engines that can do it may take years for a pattern of twenty characters.
struct AddressPattern: Equatable, Sendable {
  let text: String
  private let program: [Instruction]

  struct Mistake: Error, Equatable {
    /// In characters of the pattern, from 0.
    let place: Int
    let reason: String
  }

  enum Instruction: Equatable, Sendable {
    case byte(ByteSet)
    case split(Int, Int)
    case jump(Int)
    case atStart
    case atEnd
    /// At the border of a word, or not.
    case border(Bool)
    case accept
  }

  struct ByteSet: Equatable, Sendable {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    static let all = ByteSet { _ in true }

    init(_ isInside: (UInt8) -> Bool = { _ in false }) {
      for byte in UInt8(0)..<128 where isInside(byte) { insert(byte) }
    }

    mutating func insert(_ byte: UInt8) {
      if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 64) }
    }

    mutating func form(_ other: ByteSet) {
      low |= other.low
      high |= other.high
    }

    var inverted: ByteSet {
      var result = self
      (result.low, result.high) = (~low, ~high)
      return result
    }

    /// With the other case of each letter.
    var withBothCases: ByteSet {
      var result = self
      for byte in UInt8(ascii: "a")...UInt8(ascii: "z") {
        if contains(byte) { result.insert(byte - 32) }
        if contains(byte - 32) { result.insert(byte) }
      }
      return result
    }

    func contains(_ byte: UInt8) -> Bool {
      guard byte < 128 else { return false }
      return (byte < 64 ? low >> UInt64(byte) : high >> UInt64(byte - 64)) & 1 == 1
    }
  }

  /// The most instructions: with the longest address that is a hundredth of a second.
  static let most = 1000

  init(_ text: String) throws(Mistake) {
    var reader = PatternReader(text)
    let tree = try reader.parse()
    var program: [Instruction] = []
    try Self.emit(tree, into: &program)
    program.append(.accept)
    self.text = text
    self.program = program
  }

  // MARK: Matching

  /// Whether it stands anywhere in an address.
  func matches(_ address: String) -> Bool {
    let bytes = Array(address.utf8)
    var now = States(program.count)
    var next = States(program.count)
    for place in 0...bytes.count {
      if add(0, to: &now, at: place, of: bytes) { return true }
      guard place < bytes.count else { break }
      for state in now.members {
        guard case .byte(let set) = program[state], set.contains(bytes[place]) else { continue }
        if add(state + 1, to: &next, at: place + 1, of: bytes) { return true }
      }
      swap(&now, &next)
      next.removeAll()
    }
    return false
  }

  private struct States {
    var members: [Int] = []
    private var isIn: [Bool]

    init(_ count: Int) { isIn = Array(repeating: false, count: count) }

    mutating func insert(_ state: Int) -> Bool {
      if isIn[state] { return false }
      isIn[state] = true
      members.append(state)
      return true
    }

    mutating func removeAll() {
      for state in members { isIn[state] = false }
      members.removeAll(keepingCapacity: true)
    }
  }

  /// Adds a state and those it leads to without a byte.
  /// - Returns: whether the end is among them.
  private func add(
    _ state: Int, to states: inout States, at place: Int, of bytes: [UInt8]
  ) -> Bool {
    var waiting = [state]
    while let state = waiting.popLast() {
      guard states.insert(state) else { continue }
      switch program[state] {
      case .byte: break
      case .split(let first, let second): waiting += [second, first]
      case .jump(let target): waiting.append(target)
      case .atStart: if place == 0 { waiting.append(state + 1) }
      case .atEnd: if place == bytes.count { waiting.append(state + 1) }
      case .border(let wanted):
        let before = place > 0 && Self.isWord(bytes[place - 1])
        let after = place < bytes.count && Self.isWord(bytes[place])
        if (before != after) == wanted { waiting.append(state + 1) }
      case .accept: return true
      }
    }
    return false
  }

  static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  // MARK: From a tree to instructions

  indirect enum Tree {
    case empty
    case byte(ByteSet)
    case sign(Instruction)
    case sequence([Tree])
    case either([Tree])
    case repeated(Tree, from: Int, to: Int?, place: Int)
  }

  private static func emit(_ tree: Tree, into program: inout [Instruction]) throws(Mistake) {
    switch tree {
    case .empty: break
    case .byte(let set): program.append(.byte(set))
    case .sign(let instruction): program.append(instruction)
    case .sequence(let parts): for part in parts { try emit(part, into: &program) }
    case .either(let parts):
      var ends: [Int] = []
      for part in parts.dropLast() {
        let split = program.count
        program.append(.split(0, 0))
        try emit(part, into: &program)
        ends.append(program.count)
        program.append(.jump(0))
        program[split] = .split(split + 1, program.count)
      }
      if let last = parts.last { try emit(last, into: &program) }
      for end in ends { program[end] = .jump(program.count) }
    case .repeated(let part, let least, let limit, let place):
      for _ in 0..<least { try emit(part, into: &program, at: place) }
      guard let limit else {
        let split = program.count
        program.append(.split(0, 0))
        try emit(part, into: &program)
        program.append(.jump(split))
        program[split] = .split(split + 1, program.count)
        return
      }
      var splits: [Int] = []
      for _ in 0..<(limit - least) {
        splits.append(program.count)
        program.append(.split(0, 0))
        try emit(part, into: &program, at: place)
      }
      for split in splits { program[split] = .split(split + 1, program.count) }
    }
    if program.count > most {
      throw Mistake(place: 0, reason: Wording.patternTooLong)
    }
  }

  private static func emit(
    _ tree: Tree, into program: inout [Instruction], at place: Int
  ) throws(Mistake) {
    try emit(tree, into: &program)
    if program.count > most { throw Mistake(place: place, reason: Wording.patternTooLong) }
  }
}
