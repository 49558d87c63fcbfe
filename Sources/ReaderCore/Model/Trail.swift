import Articles

/// What the detail pane can be on.
enum Subject: Hashable, Sendable {
  /// An article of the library; the row is what was known of it when it was chosen.
  case article(ArticleRow)
  /// A related article that the library does not have.
  case related(RelatedEntry)

  var articleID: ArticleID? {
    if case .article(let row) = self { row.id } else { nil }
  }

  /// Whether both are on the same article, however much is known of it.
  func isSame(as other: Subject?) -> Bool {
    switch (self, other) {
    case (.article(let a), .article(let b)): a.id == b.id
    case (.related(let a), .related(let b)): a.key == b.key && a.article == b.article
    default: false
    }
  }
}

/// The way from an article of the list over related ones, as a browser keeps it.
struct Trail: Sendable {
  static let longest = 100

  struct Stop: Sendable {
    var subject: Subject
    var scroll = 0
    /// Which line of the screen is read, where a program reads it to the person.
    var line = 0
    /// How many columns wide code is moved to the left.
    var sideways = 0
    /// The selected link or related article of the page.
    var target: Int?
    /// The sign that led to a footnote: the way back.
    var sign: Int?
    /// Whether the person asked for it; a preview was not asked for.
    var isOpened: Bool
    /// Whether it was gone to where the person had stopped reading.
    var isPlaced = false
  }

  private(set) var stops: [Stop] = []
  private(set) var position = 0

  var current: Stop? {
    get { stops.isEmpty ? nil : stops[position] }
    set {
      if let newValue, !stops.isEmpty { stops[position] = newValue }
    }
  }

  /// The article of the list that the trail began at.
  var root: Subject? { stops.first?.subject }
  var canGoBack: Bool { position > 0 }
  var canGoForward: Bool { position + 1 < stops.count }

  mutating func begin(at subject: Subject, isOpened: Bool) {
    stops = [Stop(subject: subject, isOpened: isOpened)]
    position = 0
  }

  /// Begins where an earlier one began, with what lay ahead.
  mutating func begin(again subjects: [Subject]) {
    stops = subjects.map { Stop(subject: $0, isOpened: true) }
    position = 0
  }

  /// Goes on to another article; what lay ahead is forgotten.
  mutating func follow(_ subject: Subject) {
    stops.removeSubrange((position + 1)...)
    stops.append(Stop(subject: subject, isOpened: true))
    // The root stays: it ties the trail to the list.
    if stops.count > Self.longest { stops.remove(at: 1) }
    position = stops.count - 1
  }

  mutating func goBack() {
    if canGoBack { position -= 1 }
  }

  mutating func goForward() {
    if canGoForward { position += 1 }
  }
}
