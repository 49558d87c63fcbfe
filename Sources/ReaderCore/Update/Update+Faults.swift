import Articles
import TUI

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
    var faults = faults
    switch key {
    case .escape, .left, .character("q"), .character("e"), .character("h"): overlay = nil
    case .character("Q"), .control("c"): return quit()
    case .control("l"): return [.redraw]
    default:
      guard let step = scrollStep(key, letters: true) else { return [] }
      faults.scroll = min(
        max(faults.scroll + step, 0), max(faults.lines.count - overlayRows, 0))
      overlay = .faults(faults)
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
