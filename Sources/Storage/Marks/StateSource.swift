/// Entries sorted by the bytes of their addresses; an address may come more than once.
///
/// A copy begins where the original stands and goes on by itself.
enum StateSource {
  case file(StateReader)
  case entries(ArraySlice<StateEntry>)

  mutating func next() throws(StateFault) -> StateEntry? {
    switch self {
    case .file(var reader):
      // Let go of, so that the reader's buffer has one owner and is not copied.
      self = .entries([])
      defer { self = .file(reader) }
      return try reader.next()
    case .entries(var entries):
      self = .entries([])
      defer { self = .entries(entries) }
      return entries.popFirst()
    }
  }
}
