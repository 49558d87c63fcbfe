/// What the command line asks for.
struct Options {
  let folder: String
  let count: Int
  private(set) var seed: UInt64 = 1

  /// `nil` if it cannot be understood.
  init?(_ arguments: [String]) {
    guard arguments.count == 2 || arguments.count == 4, let count = Int(arguments[1]), count >= 0
    else { return nil }
    folder = arguments[0]
    self.count = count
    if arguments.count == 4 {
      guard arguments[2] == "--seed", let seed = UInt64(arguments[3]) else { return nil }
      self.seed = seed
    }
  }
}
