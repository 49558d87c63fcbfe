import Articles
import Foundation
import NcursesTerminal
import ReaderCore
import TUI

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
