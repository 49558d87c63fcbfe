import Articles
import TUI

/// Lays out how sources fare.
struct FaultsBuilder {
  let sheet: FactSheet
  let clock: LocalClock
  let now: Instant

  /// Of more, the last line says how many are left out.
  private static let mostLines = 20_000

  /// - Parameter areFaultsOnly: leaves out the sources with which all is well.
  func lines(_ reports: [SourceReport], areFaultsOnly: Bool) -> [Page.Line] {
    let shown = areFaultsOnly ? reports.filter(\.isFaulty) : reports
    guard !shown.isEmpty else { return text(Wording.allIsWell, .text) }
    var lines: [Page.Line] = []
    if areFaultsOnly, reports.count > 1 {
      lines += text(Wording.faulty(shown.count, of: reports.count), .meta)
    }
    for (place, report) in shown.enumerated() {
      guard lines.count < Self.mostLines else {
        return lines + text(Wording.moreSources(shown.count - place), .warning)
      }
      if !lines.isEmpty { lines.append(Page.Line(text: StyledText())) }
      lines += text(report.title.isEmpty ? Wording.unnamed : report.title, .articleTitle)
      lines += sheet.lines(report.kind.rawValue, report.location)
      lines += report.kind == .feed ? facts(ofFeed: report) : facts(ofFolder: report)
    }
    return lines
  }

  private func facts(ofFeed report: SourceReport) -> [Page.Line] {
    var lines: [Page.Line] = []
    if let problem = report.problem {
      lines += sheet.lines("problem", problem, .warning)
    } else if report.lastSuccess != nil {
      lines += sheet.lines("problem", Wording.none)
    }
    if report.failures > 0 { lines += sheet.lines("failures", Wording.inARow(report.failures)) }
    lines += sheet.lines("last success", report.lastSuccess.map(time) ?? Wording.never)
    if let attempt = report.lastAttempt { lines += sheet.lines("last attempt", time(attempt)) }
    let next =
      report.isGone
      ? Wording.askedNoMore : report.nextAttempt.map(attempt) ?? Wording.atNextRefresh
    lines += sheet.lines("next attempt", next)
    if let moved = report.movedTo { lines += sheet.lines("moved to", Wording.moved(to: moved)) }
    return lines
  }

  private func facts(ofFolder report: SourceReport) -> [Page.Line] {
    var lines: [Page.Line] = []
    if let problem = report.problem { lines += sheet.lines("problem", problem, .warning) }
    if !report.isFaulty { lines += sheet.lines("problem", Wording.none) }
    for (place, file) in report.files.enumerated() {
      guard lines.count < Self.mostLines else {
        return lines + text(Wording.moreFiles(report.files.count - place), .warning)
      }
      let place = file.path + (file.line.map { ":\($0)" } ?? "")
      lines += text(place, .meta) + text("  " + file.message, .warning)
    }
    return lines
  }

  private func text(_ text: String, _ role: Role) -> [Page.Line] {
    StyledText(text, style: sheet.theme[role])
      .wrapped(to: sheet.columns, hangingIndent: 2, charset: sheet.charset)
      .map { Page.Line(text: $0) }
  }

  private func time(_ instant: Instant) -> String { Age.full(instant, clock: clock) }

  private func attempt(_ instant: Instant) -> String {
    let wait = instant.milliseconds.subtractingReportingOverflow(now.milliseconds)
    guard !wait.overflow, wait.partialValue > 0 else { return Wording.atNextRefresh }
    return Wording.attempt(time(instant), inMinutes: max(wait.partialValue / 30_000 + 1, 2) / 2)
  }
}
