/// What was typed at a prompt before, the last one at the end.
struct LineHistory: Hashable, Sendable {
  static let longest = 100

  private(set) var lines: [String] = []
  /// How far back the person has gone; `nil` on the line of their own.
  private var place: Int?
  private var own = ""

  init(_ lines: [String] = []) { self.lines = lines.suffix(Self.longest) }

  mutating func add(_ line: String) {
    place = nil
    guard line.contains(where: { !$0.isWhitespace }) else { return }
    lines.removeAll { $0 == line }
    lines.append(line)
    if lines.count > Self.longest { lines.removeFirst() }
  }

  /// The line before, or after with `forward`; `nil` where there is none.
  mutating func step(forward: Bool, from line: String) -> String? {
    if let present = place {
      let next = present + (forward ? 1 : -1)
      guard next >= 0 else { return nil }
      place = next < lines.count ? next : nil
      return next < lines.count ? lines[next] : own
    }
    guard !forward, !lines.isEmpty else { return nil }
    own = line
    place = lines.count - 1
    return lines.last
  }
}
