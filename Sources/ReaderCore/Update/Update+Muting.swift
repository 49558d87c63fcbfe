import Articles
import TUI

/// Rules of the person's that hide articles, made of what is typed.
extension Model {
  /// Ctrl-X: shows what a rule of what is typed would hide, and asks.
  mutating func askToMute(_ prompt: SearchPrompt, _ base: ListScope) {
    var prompt = prompt
    // A rule has no order.
    let words = wholeQuery(prompt, base).split(separator: " ", omittingEmptySubsequences: false)
      .filter { !$0.lowercased().hasPrefix("sort:") }
    let rule = MuteRule(query: words.joined(separator: " "))
    if base == .muted || configuration.mutes.contains(where: { $0.query == rule.query }) {
      prompt.notice = Wording.mutedAlready
    } else {
      do throws(RuleFault) {
        try RuleFault.check(rule.query, isMuting: true)
        overlay = .mute(MutePrompt(rule: rule, prompt: prompt))
        return
      } catch {
        prompt.notice = error.message
      }
    }
    overlay = .search(prompt)
  }

  mutating func pressInMuting(_ muting: MutePrompt, _ key: Key) -> [Effect] {
    switch key {
    case .escape, .control("c"), .control("g"), .character("n"):
      overlay = .search(muting.prompt)
    case .control("l"): return [.redraw]
    case .enter, .character("y"):
      overlay = nil
      queryHistory.add(muting.prompt.line.text)
      guard case .list(_, let before, let trail) = muting.prompt.purpose else { return [] }
      return restore(before, trail) + change(.mute(muting.rule))
    default: break
    }
    return []
  }

  /// A rule stands in the settings, or does not any more: the lists are others now.
  mutating func take(_ change: MuteChange) -> [Effect] {
    muteHistory.note(change, in: history)
    message = Wording.changed(change, key: key(of: undoing(change)))
    return reloadListing() + [.loadSidebar] + performDeferred()
  }

  mutating func failMuting(_ reason: String) -> [Effect] {
    muteHistory.fail()
    fail(reason)
    return performDeferred()
  }

  /// Asks for another set of rules: in a large library it takes a moment until that is worked out.
  mutating func change(_ effect: Effect) -> [Effect] {
    muteHistory.isSettling = true
    say(Wording.workingOutRules)
    return [effect]
  }

  private func undoing(_ change: MuteChange) -> Action {
    if case .muted = change { .undo } else { .redo }
  }
}
