/// What the command line asks for.
struct Options {
  var columns = 80
  var rows = 24
  var keys: [KeyKind] = []
  var environment: [(name: String, value: String)] = []
  /// Nanoseconds without output after which a key, and the start, count as answered.
  var quietGap = 15_000_000
  var startGap = 100_000_000
  /// Nanoseconds to wait for the first byte.
  var patience = 1_000_000_000
  var idleSeconds = 0
  var program: [String] = []

  static let usage = """
    usage: measure-keys [--size 80x24] [--keys "j*200,PgDn*50,G,g g"] [--env NAME=VALUE]…
             [--gap MS] [--start-gap MS] [--patience MS] [--idle SECONDS] -- PROGRAM [ARGUMENT…]
    """

  init(_ arguments: [String]) throws(Failure) {
    var rest = arguments[...]
    while let name = rest.popFirst(), name != "--" {
      guard let value = rest.popFirst() else { throw Failure(Self.usage, status: 2) }
      try set(name, to: value)
    }
    program = Array(rest)
    if program.isEmpty { throw Failure(Self.usage, status: 2) }
  }

  private mutating func set(_ name: String, to value: String) throws(Failure) {
    switch name {
    case "--size":
      let sides = value.split(separator: "x").compactMap { Int($0) }
      guard sides.count == 2, sides.allSatisfy((1...10_000).contains) else {
        throw Failure("\(value) is no size; write 80x24", status: 2)
      }
      (columns, rows) = (sides[0], sides[1])
    case "--keys":
      for item in value.split(separator: ",") {
        guard let kind = KeyKind(String(item)) else {
          throw Failure("\(item) is no key; write j, PgDn, C-d, \"g g\" or j*200", status: 2)
        }
        keys.append(kind)
      }
    case "--env":
      let parts = value.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { throw Failure("\(value): write NAME=VALUE", status: 2) }
      environment.append((String(parts[0]), String(parts[1])))
    case "--gap": quietGap = try milliseconds(value)
    case "--start-gap": startGap = try milliseconds(value)
    case "--patience": patience = try milliseconds(value)
    case "--idle": idleSeconds = try milliseconds(value) / 1_000_000
    default: throw Failure("\(name) is unknown\n\(Self.usage)", status: 2)
    }
  }

  private func milliseconds(_ text: String) throws(Failure) -> Int {
    guard let value = Int(text), (0...3_600_000).contains(value) else {
      throw Failure("\(text) is no number of milliseconds or seconds", status: 2)
    }
    return value * 1_000_000
  }
}
