public import Articles
import TUI

/// Adding a source: what is typed, and what was found there.
struct AddState: Hashable, Sendable {
  enum Step: Hashable, Sendable {
    case typing
    case searching
    case choosing([SourceOffer], selected: Int)
    case confirming(SourcePreview)
    case adding
  }

  var line = LineEditor()
  var step = Step.typing
  /// Why the last attempt came to nothing.
  var problem: String?
}

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
        pendingKey = nil
        return find(adding.line.text.trimmed, offer: offers[chosen].address, &adding)
      }
      switch deed(of: key, in: .list) {
      case .scroll(let rows):
        let place = min(max(selected + rows, 0), offers.count - 1)
        adding.step = .choosing(offers, selected: place)
      case .effects(let effects): return effects
      case .leave, .find, .begun, .nothing: break
      }
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

/// The answer to ``Effect/findSource(_:offer:request:)``.
public enum SourceFinding: Hashable, Sendable {
  case source(SourcePreview)
  /// A page that has more than one feed.
  case several([SourceOffer])
  /// Why nothing can be added.
  case failed(reason: String)
}

/// A feed that a page has.
public struct SourceOffer: Hashable, Sendable {
  public var address: String
  public var title: String?

  public init(address: String, title: String?) {
    self.address = address
    self.title = title
  }
}

/// A source before it is added.
public struct SourcePreview: Hashable, Sendable {
  public struct Headline: Hashable, Sendable {
    public var title: String
    public var published: Instant?

    public init(title: String, published: Instant?) {
      self.title = title
      self.published = published
    }
  }

  public var title: String
  public var location: String
  /// How many articles it has; `nil` where that is not known before it is read.
  public var count: Int?
  /// The newest.
  public var headlines: [Headline]

  public init(title: String, location: String, count: Int? = nil, headlines: [Headline] = []) {
    self.title = title
    self.location = location
    self.count = count
    self.headlines = headlines
  }
}
