import Foundation

/// A window that a test drives by keys, keeping the books of what its frames acknowledge.
final class FaultedWindow {
  private let window: PlainWindow
  private unowned let home: FaultedHome
  let running: Running

  init(_ window: PlainWindow, in home: FaultedHome, said: String) {
    self.window = window
    self.home = home
    running = Running(child: window.child, said: said)
  }

  /// `false` if the program ends before, or says that it has nothing to show.
  func waitForList() throws -> Bool {
    let isDrawn = try window.waitUntilDrawn { $0.selected != nil || $0.isWithoutArticles }
    return isDrawn && window.screen.selected != nil
  }

  func press(_ keys: String) { window.press(keys) }

  /// Toggles the mark of the selected row by `m` or `s`, and waits for the frame that shows it.
  /// - Returns: whether it was acknowledged.
  @discardableResult
  func toggle(_ key: String, killAfter delay: Int? = nil) throws -> Bool {
    guard let article = window.screen.selected else { return false }
    let isRead = key == "m"
    let name =
      isRead ? (article.isUnread ? "read" : "unread") : article.isStarred ? "unstarred" : "starred"
    let step = home.ledger.begin(name, [FaultedHome.address(article.title)])
    press(key)
    if let delay {
      usleep(UInt32(delay))
      kill()
    }
    let isDrawn = try window.waitUntilDrawn { screen in
      screen.articles.contains {
        $0.title == article.title
          && (isRead ? $0.isUnread != article.isUnread : $0.isStarred != article.isStarred)
      }
    }
    // The lines below the row, which may say that it is not saved, come with the same frame.
    if isDrawn { while !running.child.hasEnded, usleep(3000) == 0, window.draw() {} }
    let isAcknowledged = isDrawn && !window.screen.owesMarks
    home.ledger.end(step, acknowledged: isAcknowledged, said: window.screen.status)
    if isAcknowledged { home.tally.acknowledged += 1 }
    return isAcknowledged
  }

  /// Selects the next row, or the first after the last; `false` if the program ends before.
  func moveOn() throws -> Bool {
    let articles = window.screen.articles
    guard let selected = articles.firstIndex(where: \.isSelected) else { return false }
    // The others may be new, and wait to be brought in.
    if articles.count == 1 { return !running.child.hasEnded }
    let old = articles[selected].title
    press(selected == articles.count - 1 ? "gg" : "j")
    return try window.waitUntilDrawn { $0.selected != nil && $0.selected?.title != old }
  }

  /// Whether the screen comes to hold a text.
  func waitFor(_ text: String) throws -> Bool {
    try window.waitUntilDrawn { $0.text.contains(text) }
  }

  func kill() {
    if !running.child.hasEnded { home.tally.kills += 1 }
    running.child.kill(SIGKILL)
  }

  func terminate(_ signal: Int32) { running.child.kill(signal) }

  @discardableResult
  func waitForEnd() throws -> Child.Ending {
    let ending = try window.waitForEnd()
    home.count(running)
    return ending
  }
}
