import Articles
import Foundation
import ReaderCore
import Storage

/// The workspace of a window, as it is now: sources may join it.
final class OpenWorkspace: Sendable {
  private let workspace: Locked<Workspace>
  /// Whoever changes it has the turn; others read meanwhile.
  private let turn = Locked(())

  init(_ workspace: Workspace) {
    self.workspace = Locked(workspace)
  }

  var now: Workspace { workspace.withLock { $0 } }

  /// Changes it, one after another; where that fails it stays.
  /// - Returns: the workspace as it is then.
  @discardableResult
  func change<Failure>(
    _ body: (inout Workspace) throws(Failure) -> Void
  ) throws(Failure) -> Workspace {
    let result: Result<Workspace, Failure> = turn.withLock { _ in
      var changed = now
      do throws(Failure) {
        try body(&changed)
      } catch {
        return .failure(error)
      }
      workspace.withLock { $0 = changed }
      return .success(changed)
    }
    return try result.get()
  }

  /// The sources that are meant.
  func sources(_ target: RefreshTarget) -> [Source] {
    let all = now.sources
    return switch target {
    case .due, .everything: all
    case .sources(let ids): all.filter { ids.contains($0.id) }
    }
  }
}

/// A value that one thread at a time may touch.
final class Locked<Value>: @unchecked Sendable {
  private let lock = NSLock()
  private var value: Value

  init(_ value: sending Value) {
    self.value = value
  }

  func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
    lock.lock()
    defer { lock.unlock() }
    return try body(&value)
  }
}
