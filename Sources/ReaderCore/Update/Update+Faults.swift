public import Articles
import TUI

/// How sources fare, as lines.
struct FaultsState: Sendable {
  /// `nil` for everything that failed.
  let sources: [SourceID]?
  /// `nil` until they are here.
  var reports: [SourceReport]?
  var scroll = 0
  var lines: [Page.Line] = []
  /// What the lines are laid out for.
  var columns = 0
}

extension Model {
  /// How the source of the view or of the article fares, or everything that failed.
  mutating func showFaults() -> [Effect] {
    var sources: [SourceID]?
    if focus == .sidebar {
      sources = sidebar.selectedScope.flatMap(self.sources)
    } else if isReading {
      sources = currentSources.isEmpty ? nil : currentSources
    } else {
      sources = self.sources(of: list.scope)
    }
    overlay = .faults(FaultsState(sources: sources))
    return [.loadFaults(sources)]
  }

  mutating func take(_ reports: [SourceReport], of sources: [SourceID]?) {
    guard case .faults(var faults) = overlay, faults.sources == sources else { return }
    faults.reports = reports
    faults.columns = 0
    overlay = .faults(faults)
  }

  mutating func pressInFaults(_ faults: FaultsState, _ key: Key) -> [Effect] {
    switch deed(of: key, over: .showFaults) {
    case .leave: overlay = nil
    case .effects(let effects): return effects
    case .scroll(let rows): scrollOverlay(by: rows)
    case .find, .begun, .nothing: break
    }
    return []
  }

  mutating func layOutFaults() {
    guard case .faults(var faults) = overlay, let reports = faults.reports,
      faults.columns != overlayColumns
    else { return }
    faults.columns = overlayColumns
    let builder = FaultsBuilder(
      sheet: FactSheet(columns: overlayColumns, charset: charset, theme: configuration.theme),
      clock: configuration.clock, now: now)
    faults.lines = builder.lines(reports, areFaultsOnly: faults.sources?.count != 1)
    faults.scroll = min(faults.scroll, max(faults.lines.count - overlayRows, 0))
    overlay = .faults(faults)
  }
}

/// How a source fares: what a person is told of it.
public struct SourceReport: Hashable, Sendable {
  public var title: String
  public var location: String
  public var kind: Kind
  /// What went wrong with the source as a whole, and what to do.
  public var problem: String?
  public var lastSuccess: Instant?
  public var lastAttempt: Instant?
  /// Why it is not asked now, in a sentence; `nil` if it is when its turn comes.
  public var waiting: String?
  /// `nil` is any time, or never if it is gone.
  public var nextAttempt: Instant?
  /// In a row.
  public var failures = 0
  /// It is not asked again by itself.
  public var isGone = false
  /// What is asked instead of the address that was written.
  public var movedTo: String?
  /// Files of a folder that could not be used.
  public var files: [File] = []

  public struct File: Hashable, Sendable {
    public var path: String
    public var line: Int?
    public var message: String

    public init(path: String, line: Int?, message: String) {
      self.path = path
      self.line = line
      self.message = message
    }
  }

  public enum Kind: String, Sendable {
    case feed, folder
    /// Of the sources file, which names neither: its `location` is file and line.
    case line
  }

  public init(title: String, location: String, kind: Kind) {
    self.title = title
    self.location = location
    self.kind = kind
  }

  /// Whether anything is wrong with it.
  public var isFaulty: Bool { problem != nil || !files.isEmpty }
}
