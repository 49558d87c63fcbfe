import Articles

@testable import Storage

/// What must hold of any bytes that stand where marks are kept: in a state file, in the journal, in
/// the steps to undo. The fuzz target and the replay of its corpus ask the same.
enum StateProperties {
  /// Parts two state files in one input.
  static let separator: UInt8 = 0xFF

  /// Says what does not hold.
  static func violations(of input: [UInt8]) -> [String] {
    let parts = input.split(separator: separator, maxSplits: 1, omittingEmptySubsequences: false)
    let states = parts.compactMap { State(Array($0)) }
    return states.flatMap(violations) + violations(ofPair: states) + violations(ofLine: input)
  }

  /// All that a state file says.
  private struct State {
    let entries: [StateEntry]
    let unknown: [[UInt8]: [UInt8]]

    /// `nil` for what the reader refuses, and for a later version, which is never written again.
    init?(_ bytes: [UInt8]) {
      var reader = StateReader(JSONWindow(bytes))
      var entries: [StateEntry] = []
      do throws(StateFault) {
        while let entry = try reader.next() { entries.append(entry) }
      } catch {
        return nil
      }
      guard reader.newerVersion == nil else { return nil }
      self.entries = entries.enumerated().sorted {
        let order = Path.order($0.element.address, $1.element.address)
        return order != 0 ? order < 0 : $0.offset < $1.offset
      }.map(\.element)
      unknown = reader.unknown
    }

    static func written(_ states: [State]) -> [UInt8]? {
      var merge = StateMerge(
        states.map { .entries($0.entries[...]) },
        unknown: states.reduce(into: [:]) { all, state in
          all.merge(state.unknown) { Path.order($0, $1) < 0 ? $1 : $0 }
        })
      var bytes: [UInt8] = []
      do throws(StateFault) {
        try merge.write {
          bytes += $0
          return true
        }
      } catch {
        return nil
      }
      return bytes
    }
  }

  private static func violations(of state: State) -> [String] {
    guard let written = State.written([state]) else { return ["what was read cannot be written"] }
    guard let again = State(written) else { return ["what was written cannot be read"] }
    var found: [String] = []
    if State.written([again]) != written { found.append("writing again changes the file") }
    if State.written([state, again]) != written { found.append("merging with itself changes it") }
    if again.unknown != state.unknown { found.append("a value of a later version is lost") }
    let addresses = Set(state.entries.map(\.address))
    if Set(again.entries.map(\.address)) != addresses { found.append("an address is lost") }
    return found
  }

  private static func violations(ofPair states: [State]) -> [String] {
    guard states.count == 2 else { return [] }
    let forwards = State.written(states)
    let backwards = State.written(states.reversed())
    return forwards == nil || forwards != backwards ? ["merging depends on the order"] : []
  }

  /// A line is only looked into if its checksum is right, so it gets the right one here.
  private static func violations(ofLine input: [UInt8]) -> [String] {
    _ = JournalHeader(input[...])
    _ = JournalLine.decode(input[...])
    let line = JournalLine.sealed(input)
    guard let entries = JournalLine.decode(line[...]) else { return [] }
    // The journal takes any `step`, the steps to undo need its name.
    guard let step = UndoStep(line: line[...]) else { return [] }
    let marks = step.marks
    let again = JournalLine.encode(step: step.token, marks).dropLast()
    guard let encoded = JournalLine.decode(again) else { return ["a step cannot be written"] }
    let known = Set(entries.flatMap(\.marks.instants).map(\.instant))
    let isKept = encoded.flatMap(\.marks.instants).allSatisfy { known.contains($0.instant) }
    return isKept && step.count == UndoStep.articles(of: marks)
      ? [] : ["a step says another instant"]
  }
}
