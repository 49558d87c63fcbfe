import Articles
import Foundation
import NcursesTerminal
import ReaderCore
import Storage
import TUI

/// What leaves the window for other programs: addresses, files of articles, what is copied.
extension ReaderWindow {
  func open(_ url: String, type: String?) {
    do {
      carryOut(try workspace.opener.plan(for: url, type: type), url: url)
    } catch {
      feed(.opened(refusal(error, url: url)))
    }
  }

  /// A sound or a film, from the disk where it was downloaded.
  func play(_ url: String, of article: Address, type: String) {
    do {
      let plan =
        if case .whole(let path) = workspace.downloads.state(of: url) {
          try workspace.opener.plan(forFile: path, type: type)
        } else {
          try workspace.opener.plan(for: url, type: type)
        }
      carryOut(plan, url: url, playing: article)
    } catch {
      feed(.opened(refusal(error, url: url)))
    }
  }

  /// - Parameter article: whose sound or film it is; it was played if the program ends well.
  private func carryOut(_ plan: URLOpener.Plan, url: String, playing article: Address? = nil) {
    do {
      if plan.needsTerminal {
        let outcome = try openHere(plan, url: url)
        if case .closed = outcome, let article { runner.notePlayed(article) }
        feed(.opened(outcome))
      } else {
        try openElsewhere(plan, url: url, playing: article)
      }
    } catch {
      feed(.opened(.failed(url: url, reason: "\(plan.name): \(error.message)")))
    }
  }

  private func refusal(_ refusal: URLOpener.Refusal, url: String) -> OpenOutcome {
    switch refusal {
    case .noAddress, .schemeNotAllowed, .noSuchProgram:
      return .refused(url: url, reason: refusal.message)
    case .noOpener:
      copyToTerminal(url)
      return .noOpener(url: url, copied: true)
    }
  }

  /// A browser that draws in the terminal: it gets the terminal and gives it back.
  private func openHere(_ plan: URLOpener.Plan, url: String) throws(Errno) -> OpenOutcome {
    terminal.suspend()
    defer {
      terminal.resume()
      discardInterrupts()
    }
    let process = try ChildProcess.start(plan.path, plan.arguments, streams: .terminal)
    let status = ChildProcess.wait(for: process)
    return status == 0
      ? .closed(url: url, program: plan.name)
      : .failed(url: url, reason: Wording.ended(plan.name, status: status))
  }

  /// Ctrl-C in a terminal browser reaches this program as well; it was not meant for it.
  func discardInterrupts() {
    while let signal = signals.next() {
      if signal != SIGINT && signal != SIGQUIT { ending = 128 + signal }
    }
  }

  /// A browser with a window of its own: it lives on when the reader ends.
  private func openElsewhere(
    _ plan: URLOpener.Plan, url: String, playing article: Address?
  ) throws(Errno) {
    let process = try ChildProcess.start(plan.path, plan.arguments, streams: .detached)
    feed(.opened(.opened(url: url, program: plan.name)))
    if let article { runner.beginPlaying(article) }
    Thread.detachNewThread { [inbox, runner] in
      let status = ChildProcess.wait(for: process)
      if let article { runner.endPlaying(article, isPlayed: status == 0) }
      guard status != 0 else { return }
      inbox.post(
        .opened(.failed(url: url, reason: Wording.ended(plan.name, status: status))))
    }
  }

  func copy(_ text: String) {
    copyToTerminal(text)
    runner.run { [clipboard = workspace.clipboard] in
      clipboard.copy(text) == nil ? .copied(.sentToTerminal(text)) : .copied(.copied(text))
    }
  }

  func copyToTerminal(_ text: String) {
    let environment = workspace.environment
    terminal.write(
      escape: OSC52.sequence(for: text, term: term, tmux: environment["TMUX"] != nil))
  }
}

/// What the window tells whoever is not looking at it.
extension ReaderWindow {
  var term: String { workspace.environment["TERM"] ?? "" }

  private var notices: [Hooks.Notice] { workspace.settings.hooks.notices }

  /// When the first frame is there.
  func greet() {
    let hooks = HookRunner(workspace: workspace)
    guard hooks.hasStart else { return }
    Thread.detachNewThread { [inbox] in
      for fault in hooks.start() { inbox.post(.notice(fault)) }
    }
  }

  func tellOutside(_ message: Message) {
    if case .tookOver = message { followSettings() }
    guard case .arrived(let count, let title) = message else { return }
    for notice in notices {
      switch notice {
      case .osc9: tell(.osc9, Wording.arrived(count, title))
      case .osc777: tell(.osc777, Wording.arrived(count, title))
      case .command, .title: break
      }
    }
  }

  func showTitle(unread: Int?) {
    guard let unread, unread != unreadInTitle, notices.contains(.title) else { return }
    // The title of before comes back at the end.
    if unreadInTitle == nil { terminal.write(escape: TerminalNotice.keepTitle(term: term)) }
    unreadInTitle = unread
    tell(.title, Wording.windowTitle(unread))
  }

  func restoreTitle() {
    if unreadInTitle != nil { terminal.write(escape: TerminalNotice.restoreTitle(term: term)) }
  }

  private func tell(_ notice: TerminalNotice, _ text: String) {
    terminal.write(
      escape: notice.sequence(text, term: term, tmux: workspace.environment["TMUX"] != nil))
  }
}
