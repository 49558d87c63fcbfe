import Foundation
import TestSupport

/// Another machine and the tool that syncs its versions of the state file: it never forgets a mark of
/// its own, and may not know ours.
final class Outsider {
  private let home: FaultedHome
  private var own: Marks = [:]
  /// Our file as it once was.
  private var old: Marks = [:]
  private var versions = 0

  init(_ home: FaultedHome) {
    self.home = home
  }

  /// Puts the next version in the place of the state file, in one step; now and then beside it, as
  /// Syncthing does when both sides have changed.
  func write(_ random: inout SplitMix) throws {
    versions += 1
    let instant = Ledger.now
    let address = "https://other.example/\(versions)"
    // A label on an article that is marked here as well: one address, two writers.
    let shared = FaultedHome.address(FaultedHome.title(random.next(below: 4)))
    for (address, name) in [(address, "read"), (shared, "label:\(versions)")] {
      own[address, default: [:]][name] = instant
      home.ledger.addForeign(address, name, instant)
    }
    var version = own
    let theirs = StateOnDisk.instants(ofState: home.stateFile) ?? [:]
    switch random.next(below: 3) {
    case 0: merge(old, into: &version)
    case 1: merge(theirs, into: &version)
    default: break
    }
    if old.isEmpty { old = theirs }
    try FileManager.default.createDirectory(at: home.synced, withIntermediateDirectories: true)
    let temporary = home.synced.appendingPathComponent("~sync.part")
    let file: [String: Any] = ["format": "martlet-state", "version": 1, "articles": version]
    try JSONSerialization.data(withJSONObject: file).write(to: temporary)
    let copy = "state.sync-conflict-20261123-\(100_000 + versions)-ABCDEFG.json"
    let place =
      random.next(below: 4) == 0 ? home.synced.appendingPathComponent(copy) : home.stateFile
    rename(temporary.path, place.path)
  }

  private func merge(_ marks: Marks, into version: inout Marks) {
    for (address, names) in marks {
      version[address, default: [:]].merge(names) { max($0, $1) }
    }
  }
}
