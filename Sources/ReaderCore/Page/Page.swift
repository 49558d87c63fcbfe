import Articles
import TUI

/// The text of the detail pane, wrapped for one width, and what can be chosen in it.
struct Page: Sendable {
  /// A page of more lines ends with one that says how much is left out.
  static let longest = 20_000

  let subject: Subject
  let columns: Int
  var lines: [Line] = []
  /// In the order of the lines.
  var targets: [Target] = []
  /// Places in `targets` of number 1, 2, …
  var numbered: [Int] = []

  struct Line: Sendable {
    var text: StyledText
    var kind: Kind = .text
    /// The place in `targets` of what the line belongs to.
    var target: Int?
  }

  /// What is drawn beside the text of a line at the time: marks and ages change under it.
  enum Kind: Sendable {
    case text
    /// The line over the title: the article's own marks stand before it.
    case kicker
    /// The first line of something to choose: its number and mark stand before it.
    case entry
    case entryMore
    /// Provider, age, quality of an entry: the age is put in when drawn.
    case entryFacts
  }

  struct Target: Sendable {
    let kind: Kind
    /// As shown; `nil` for articles that point here and items of a collection.
    let number: Int?
    var lines: Range<Int>
    /// Of the sign of a footnote: where it stands on its line, in bytes of the text's UTF-8.
    var range: Range<Int>?

    enum Kind: Sendable {
      /// The sign of a footnote, which leads to it.
      case sign(note: Int)
      /// A footnote, which leads back to its sign.
      case note(Int)
      case related(RelatedEntry)
      case article(ArticleRow)
      case link(Document.Link)
    }

    var published: Instant? {
      switch kind {
      case .related(let entry): entry.article.published
      case .article(let row): row.published
      case .link, .sign, .note: nil
      }
    }

    /// Whether it leads to another place of the page.
    var isOfNote: Bool {
      switch kind {
      case .sign, .note: true
      case .related, .article, .link: false
      }
    }
  }

  /// Columns before the text of an entry: three of number, a blank, the mark, a blank.
  static let entryIndent = 6

  func isVisible(target: Int, from top: Int, rows: Int) -> Bool {
    targets.indices.contains(target) && targets[target].lines.overlaps(top..<(top + max(rows, 1)))
  }

  /// A target by its place, if it is of a footnote and stands on a line.
  func target(_ place: Int, ofNoteOn line: Int) -> Target? {
    guard targets.indices.contains(place), targets[place].isOfNote,
      targets[place].lines.contains(line)
    else { return nil }
    return targets[place]
  }
}
