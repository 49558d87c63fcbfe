import Articles
import TUI

extension Model {
  /// Letters search; while nothing is searched for, `j` and `k` scroll and `q` leaves.
  mutating func pressInHelp(_ help: HelpState, _ key: Key) -> [Effect] {
    var help = help
    let isReading = help.query.isEmpty && !help.isTyping
    switch key {
    case .escape: overlay = nil
    case .character("q") where isReading: overlay = nil
    case .character("?") where isReading: overlay = nil
    case .character("/") where isReading: help.isTyping = true
    case .backspace where help.query.isEmpty: help.isTyping = false
    case .backspace:
      help.query.removeLast()
      help.scroll = 0
    case .control("l"): return [.redraw]
    case .control("c"): return quit()
    default:
      if let step = scrollStep(key, letters: isReading) {
        help.scroll += step
      } else if case .character(let character) = key, help.query.count < 40 {
        help.query.append(character)
        help.scroll = 0
      }
    }
    guard overlay != nil else { return [] }
    let lines = helpLines(of: help).count
    help.scroll = min(max(help.scroll, 0), max(lines - overlayRows + HelpPage.headRows, 0))
    overlay = .help(help)
    return []
  }

  mutating func pressInInfo(_ info: InfoState, _ key: Key) -> [Effect] {
    var info = info
    switch key {
    case .escape, .left, .character("q"), .character("i"), .character("h"): overlay = nil
    case .character("Q"), .control("c"): return quit()
    case .control("l"): return [.redraw]
    default:
      guard let step = scrollStep(key, letters: true) else { return [] }
      let end = max((info.page?.lines.count ?? 0) - overlayRows, 0)
      info.scroll = min(max(info.scroll + step, 0), end)
      overlay = .info(info)
    }
    return []
  }

  mutating func pressInPrompt(_ prompt: NumberPrompt, _ key: Key) -> [Effect] {
    var prompt = prompt
    switch key {
    case .escape, .control("c"): overlay = nil
    case .backspace:
      overlay = prompt.digits.popLast() == nil ? nil : .number(prompt)
    case .enter:
      overlay = nil
      return Int(prompt.digits).map { answer(prompt.purpose, $0) } ?? []
    case .character(let digit) where digit.isASCII && digit.isNumber && prompt.digits.count < 6:
      prompt.digits.append(digit)
      overlay = .number(prompt)
    default: break
    }
    return []
  }

  private mutating func answer(_ purpose: NumberPrompt.Purpose, _ number: Int) -> [Effect] {
    let reason =
      switch purpose {
      case .link: refusal(ofLink: number)
      case .days: refusal(of: .markOlderRead)
      }
    if let reason {
      say(reason)
      return []
    }
    switch purpose {
    case .link: return openLink(number)
    case .days: return markRead(olderThanDays: number)
    }
  }

  /// The rows between title and status line, which an overlay fills.
  var overlayRows: Int { max(layout.sidebarRows, 1) }

  func helpLines(of help: HelpState) -> [HelpPage.Line] {
    HelpPage.lines(
      matching: help.query, bindings: configuration.bindings, views: configuration.views,
      commands: configuration.commands, settings: configuration.settingNotes,
      columns: overlayColumns)
  }

  /// The columns of an overlay's text.
  var overlayColumns: Int { max(layout.title.columns - 3, 1) }

  /// How far a key scrolls; large for the ends.
  func scrollStep(_ key: Key, letters: Bool) -> Int? {
    switch key {
    case .down: 1
    case .up: -1
    case .pageDown, .control("f"): overlayRows
    case .pageUp, .control("b"): -overlayRows
    case .control("d"): max(overlayRows / 2, 1)
    case .control("u"): -max(overlayRows / 2, 1)
    case .home: -1_000_000
    case .end: 1_000_000
    case .character("j") where letters: 1
    case .character("k") where letters: -1
    case .character(" ") where letters: overlayRows
    case .character("g") where letters: -1_000_000
    case .character("G") where letters: 1_000_000
    default: nil
    }
  }
}
