import Articles
import ReaderCore
import TUI

/// The reader without a world: articles and keys in, frames and effects out.
struct TestReader {
  private(set) var model: Model
  var library: TestLibrary
  /// What the last `press` or `send` asked for, answers to it included.
  private(set) var effects: [Effect] = []
  /// What earlier windows left to be undone.
  var steps: [MarkStep] = []
  /// While true, nothing that is asked for is answered.
  var isHolding = false

  init(
    _ library: TestLibrary, size: Size = Size(columns: 80, rows: 24),
    charset: Charset = .unicode, configuration: Configuration = Configuration(),
    session: Session = Session(), isStarted: Bool = true
  ) {
    self.library = library
    model = Model(
      configuration: configuration, size: size, charset: charset, now: TestLibrary.now,
      session: session)
    if isStarted { start() }
  }

  init(
    _ titles: [String], columns: Int = 80, rows: Int = 24,
    configuration: Configuration = Configuration()
  ) {
    self.init(
      TestLibrary(titles: titles), size: Size(columns: columns, rows: rows),
      configuration: configuration)
  }

  var now: Instant { model.now }

  var frame: Frame {
    var frame = Frame(size: model.size, charset: .unicode)
    render(model, into: &frame)
    return frame
  }

  /// The row of the screen that the hardware cursor is on.
  var cursorLine: String {
    frame.cursor.map { frame.line($0.row) } ?? ""
  }

  var statusLine: String {
    let rows = model.size.rows
    return frame.line(rows >= 16 ? rows - 2 : rows - 1)
  }

  /// The first effects, answered.
  mutating func start() {
    effects = []
    perform(model.firstEffects)
  }

  /// Presses keys by their names.
  mutating func press(_ names: String...) {
    effects = []
    for name in names { deliver(.key(Key(name: name)!)) }
  }

  mutating func send(_ messages: Message...) {
    effects = []
    for message in messages { deliver(message) }
  }

  mutating func wait(milliseconds: Int64) {
    model.now = model.now.advanced(byMilliseconds: milliseconds)
  }

  /// Effects but for those that only load or wake; marks without the number of their step.
  var deeds: [Effect] {
    effects.compactMap {
      switch $0 {
      case .loadRows, .loadDetail, .loadDigests, .loadListing, .loadSidebar, .countSaved,
        .loadMarks,
        .restoreSteps, .findArticles, .wake, .indexTexts, .findSimilar, .loadPicture,
        .cancelWake:
        nil
      case .record(let marks, _): .record(marks, step: MarkStep.ID(0))
      default: $0
      }
    }
  }

  private mutating func deliver(_ message: Message) {
    let asked = update(&model, message)
    effects += asked
    perform(asked)
  }

  private mutating func perform(_ asked: [Effect]) {
    guard !isHolding else { return }
    for effect in asked {
      switch effect {
      case .loadListing(let scope, let request):
        deliver(.listed(request: request, scope, library.listing(of: scope)))
      case .findArticles(let scope, let request):
        deliver(.articlesFound(request: request, library.rows(of: scope).map(\.id)))
      case .loadRows(let ids):
        deliver(
          .rowsLoaded(asked: ids, rows: library.details.map(\.row).filter { ids.contains($0.id) }))
      case .loadDigests(let ids):
        let found = library.details.filter { ids.contains($0.row.id) }.map { detail in
          let authors = detail.article.provider?.authors ?? []
          return (
            detail.row.id,
            ArticleDigest(
              excerpt: detail.article.excerpt ?? detail.body.beginning(bytes: 100),
              author: authors.isEmpty ? nil : authors.joined(separator: ", "),
              minutes: detail.body.blocks.isEmpty ? nil : detail.body.readingMinutes)
          )
        }
        deliver(.digestsLoaded(Dictionary(uniqueKeysWithValues: found)))
      case .loadSidebar: deliver(.sidebarLoaded(library.sidebar))
      case .countSaved(let view, let scope):
        let unread = library.rows(of: scope).count { !$0.flags.contains(.read) }
        deliver(.savedCounted(view, unread: unread))
      case .loadDetail(let id):
        if let detail = library.details.first(where: { $0.row.id == id }) {
          deliver(.detailLoaded(detail))
        } else {
          deliver(.detailUnavailable(id, reason: "The article is gone."))
        }
      case .record(let marks, _): library.take(marks)
      case .restoreSteps: deliver(.stepsRestored(steps))
      case .wake(.layOut, _): deliver(.woke(.layOut))
      default: break
      }
    }
  }
}

extension Effect {
  /// As ``TestReader/deeds`` has it.
  static func record(_ marks: Mark...) -> Effect { .record(marks, step: MarkStep.ID(0)) }
}

extension TestLibrary {
  /// What an index of marks would do.
  mutating func take(_ marks: [Mark]) {
    for mark in marks {
      for place in details.indices where details[place].row.address == mark.address {
        switch mark.name {
        case .read: details[place].row.flags.insert(.read)
        case .unread: details[place].row.flags.remove(.read)
        case .starred: details[place].row.flags.insert(.starred)
        case .unstarred: details[place].row.flags.remove(.starred)
        default:
          guard let (label, isGiven) = mark.name.label else { continue }
          var labels = details[place].row.labels.filter { $0 != label }
          if isGiven { labels.append(label) }
          details[place].row.labels = labels.sorted()
        }
        details[place].row.lastMarked = mark.at
      }
    }
  }
}
