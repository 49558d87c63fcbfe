import Articles
import ReaderCore
import Storage

/// The workspace of a window, as it is now: sources may join it.
final class OpenWorkspace: Sendable {
  private let workspace: Locked<Workspace>

  init(_ workspace: Workspace) {
    self.workspace = Locked(workspace)
  }

  var now: Workspace { workspace.withLock { $0 } }

  func add(_ source: Source) {
    workspace.withLock { $0.add(source) }
  }

  func replace(by other: Workspace) {
    workspace.withLock { $0 = other }
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
