import Articles
import TUI

extension Model {
  mutating func pressInAdding(_ adding: AddState, _ key: Key) -> [Effect] {
    switch key {
    case .escape, .control("c"), .control("g"):
      overlay = nil
      return adding.step == .searching ? [.stopFinding] : []
    case .control("l"): return [.redraw]
    default: break
    }
    var adding = adding
    defer { overlay = .add(adding) }
    switch adding.step {
    case .typing:
      let text = adding.line.text.trimmed
      if key == .enter, !text.isEmpty { return find(text, offer: nil, &adding) }
      adding.line.press(key)
    case .choosing(let offers, let selected):
      if let chosen = choice(key, of: offers.count, selected) {
        return find(adding.line.text.trimmed, offer: offers[chosen].address, &adding)
      }
      let step = scrollStep(key, letters: true) ?? 0
      let place = min(max(selected + step, 0), offers.count - 1)
      adding.step = .choosing(offers, selected: place)
    case .confirming where key == .enter:
      adding.step = .adding
      return [.addSource(request: findRequest)]
    case .searching, .confirming, .adding: break
    }
    return []
  }

  /// As if the place were typed.
  mutating func look(for place: String) -> [Effect] {
    var adding = AddState()
    adding.line = LineEditor(place)
    let effects = find(place, offer: nil, &adding)
    overlay = .add(adding)
    return effects
  }

  /// The place that a key chooses.
  private func choice(_ key: Key, of count: Int, _ selected: Int) -> Int? {
    if key == .enter { return selected }
    guard case .character(let digit) = key, let number = digit.wholeNumberValue,
      (1...count).contains(number)
    else { return nil }
    return number - 1
  }

  private mutating func find(
    _ text: String, offer: String?, _ adding: inout AddState
  ) -> [Effect] {
    findRequest += 1
    adding.step = .searching
    adding.problem = nil
    return [.findSource(text, offer: offer, request: findRequest)]
  }

  mutating func take(_ finding: SourceFinding, request: Int) {
    guard case .add(var adding) = overlay, adding.step == .searching, request == findRequest
    else { return }
    switch finding {
    case .source(let preview): adding.step = .confirming(preview)
    case .several(let offers) where !offers.isEmpty:
      adding.step = .choosing(offers, selected: 0)
    case .several: adding.step = .typing
    case .failed(let reason):
      adding.step = .typing
      adding.problem = reason
    }
    overlay = .add(adding)
  }

  mutating func takeAdded(_ title: String, _ articles: Int?) -> [Effect] {
    if case .add(let adding) = overlay, adding.step == .adding { overlay = nil }
    say(Wording.added(title, articles: articles))
    return [.loadSidebar]
  }

  mutating func takeNotAdded(_ reason: String) {
    guard case .add(var adding) = overlay, adding.step == .adding else { return fail(reason) }
    adding.step = .typing
    adding.problem = reason
    overlay = .add(adding)
  }
}

extension String {
  /// Without blanks at its ends.
  fileprivate var trimmed: String {
    var text = self[...]
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text.drop(while: \.isWhitespace))
  }
}
