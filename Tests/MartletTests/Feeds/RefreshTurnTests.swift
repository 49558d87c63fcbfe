import Foundation
import Testing

@testable import martlet

struct RefreshTurnTests {
  private let path = FileManager.default.temporaryDirectory.path + "/turn-" + UUID().uuidString

  @Test func oneAtATimeHasIt() {
    var asked = 0
    let first = RefreshTurn(path: path, patience: 10_000) { true }
    let second = RefreshTurn(path: path, patience: 10_000) {
      asked += 1
      return asked == 2
    }
    #expect(asked == 2)
    _ = consume second
    _ = consume first
    let third = RefreshTurn(path: path, patience: 10_000) {
      asked += 1
      return true
    }
    _ = consume third
    #expect(asked == 2)
    unlink(path)
  }

  @Test func nobodyWaitsForEverNorWhereThereIsNoLock() {
    let first = RefreshTurn(path: path, patience: 0) { false }
    let second = RefreshTurn(path: path, patience: 100) { false }
    let nowhere = RefreshTurn(path: "/nowhere/at/all", patience: 10_000) { false }
    _ = consume first
    _ = consume second
    _ = consume nowhere
    unlink(path)
  }
}
