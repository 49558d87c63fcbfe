public import Articles
import TUI

/// What of an article a command gets.
public enum PipeForm: String, Hashable, Sendable, CaseIterable {
  /// As it is laid out in the window.
  case text
  case markdown
  /// As it came: the file, or the HTML of a feed or page.
  case original
  case address
  /// One object, as `martlet list --json` prints it.
  case json
}

/// An article that leaves the window.
public struct PrintedArticle: Hashable, Sendable {
  /// `nil` for a related article that the library lacks.
  public var id: ArticleID?
  public var related: RelatedEntry?
  /// What stands in place of the article's own text.
  public var fullText: FullText?
  /// What a browser would be given.
  public var url: String?
  public var columns: Int

  public init(
    id: ArticleID?, related: RelatedEntry? = nil, fullText: FullText? = nil, url: String? = nil,
    columns: Int
  ) {
    self.id = id
    self.related = related
    self.fullText = fullText
    self.url = url
    self.columns = columns
  }
}

/// What became of an ``Effect/pipe(command:_:_:)`` or an ``Effect/edit(_:)``.
public enum CommandOutcome: Hashable, Sendable {
  case done(String)
  case failed(String)
  /// The article's file was changed and is to be read anew.
  case changed(ArticleID, String)
}

/// Articles that leave the window: to a command, into a file, into an editor.
extension Model {
  /// What keys mean as it is to leave the window.
  func printed(_ subject: Subject) -> PrintedArticle {
    var article = PrintedArticle(
      id: subject.articleID, fullText: subject.address.flatMap { fullTexts[$0] },
      url: outsideLink(of: subject), columns: textColumns)
    if case .related(let entry) = subject { article.related = entry }
    return article
  }

  /// How wide a text is that leaves the window.
  var textColumns: Int {
    layout.detail == nil
      ? min(max(size.columns, 20), configuration.measure.most) : layout.text.columns
  }

  // MARK: To a command

  mutating func promptForCommand() {
    guard let subject else { return }
    overlay = .search(SearchPrompt(purpose: .pipe(printed(subject), .text)))
  }

  mutating func pressInPiping(
    _ prompt: SearchPrompt, _ article: PrintedArticle, _ form: PipeForm, _ key: Key
  ) -> [Effect] {
    var prompt = prompt
    switch key {
    case .escape, .control("c"), .control("g"):
      overlay = nil
      return []
    case .enter:
      overlay = nil
      commandHistory.add(prompt.line.text)
      return [.pipe(command: prompt.line.text, form, article)]
    case .control("l"): return [.redraw]
    case .tab, .backTab:
      let forms = PipeForm.allCases.filter { article.has($0) }
      let place = forms.firstIndex(of: form) ?? 0
      let next = (place + (key == .tab ? 1 : forms.count - 1)) % forms.count
      prompt.purpose = .pipe(article, forms[next])
    case .up, .down:
      let line = commandHistory.step(forward: key == .down, from: prompt.line.text)
      if let line { prompt.line = LineEditor(line) }
    default: prompt.line.press(key)
    }
    overlay = .search(prompt)
    return []
  }

  mutating func take(_ outcome: CommandOutcome) -> [Effect] {
    switch outcome {
    case .done(let text): say(text)
    case .failed(let text): fail(text)
    case .changed(let id, let text):
      say(text)
      details.forget(id)
      if page?.subject.articleID == id { page = nil }
      return [.rescan]
    }
    return []
  }

  // MARK: Into a file

  mutating func proposeSave() -> [Effect] {
    subject?.articleID.map { [.proposeSave($0)] } ?? []
  }

  mutating func takeProposal(_ path: String?, for id: ArticleID) {
    guard let path else { return fail(Wording.nothingToSaveOf(key(of: .refreshAll))) }
    // The person has gone on meanwhile.
    guard overlay == nil, subject?.articleID == id else { return }
    overlay = .search(SearchPrompt(purpose: .save(id), line: LineEditor(path)))
  }

  mutating func takeNotSaved(_ id: ArticleID, _ reason: String, _ path: String) {
    fail(reason)
    guard overlay == nil else { return }
    var prompt = SearchPrompt(purpose: .save(id), line: LineEditor(path))
    prompt.notice = reason
    overlay = .search(prompt)
  }

  mutating func pressInSaving(
    _ prompt: SearchPrompt, _ id: ArticleID, _ key: Key
  ) -> [Effect] {
    var prompt = prompt
    prompt.notice = nil
    switch key {
    case .escape, .control("c"), .control("g"):
      overlay = nil
      return []
    case .enter where prompt.line.text.contains { !$0.isWhitespace }:
      overlay = nil
      return [.saveArticle(id, path: prompt.line.text)]
    case .control("l"): return [.redraw]
    default: prompt.line.press(key)
    }
    overlay = .search(prompt)
    return []
  }

  // MARK: Into an editor

  mutating func edit() -> [Effect] {
    subject?.articleID.map { [.edit($0)] } ?? []
  }
}

extension PrintedArticle {
  /// Whether there is anything of it in that form.
  func has(_ form: PipeForm) -> Bool {
    switch form {
    case .text, .markdown: true
    case .original: id != nil || fullText != nil
    case .json: id != nil
    case .address: url != nil
    }
  }
}

/// What a program prints, while it runs and after.
struct OutputState: Sendable {
  let name: String
  /// The number of its run.
  let run: Int
  private(set) var lines: [String] = []
  /// The lines as they stand on the screen.
  private(set) var rows: [StyledText] = []
  /// Whether more was printed than is kept.
  private(set) var isCut = false
  var isRunning = true
  var scroll = 0
  private var bytes = 0
  /// Whether the last line goes on.
  private var isLineOpen = false
  /// How many lines are laid out, in how many rows, and for which width.
  private var laidOut = (lines: 0, rows: 0, columns: 0)

  private static let mostBytes = 256 << 10
  private static let mostLines = 5000

  init(name: String, run: Int) {
    self.name = name
    self.run = run
  }

  /// Goes on where it ended.
  mutating func add(_ text: String) {
    for piece in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      guard bytes + piece.utf8.count <= Self.mostBytes, lines.count < Self.mostLines else {
        isCut = true
        return
      }
      bytes += piece.utf8.count
      if isLineOpen, let last = lines.popLast() {
        lines.append(last + piece)
      } else {
        lines.append(String(piece))
      }
      isLineOpen = false
    }
    // The end of the text is where the next one goes on.
    isLineOpen = true
  }

  /// Lays out what has come since the last time, or all of it for another width.
  mutating func layOut(columns: Int, charset: Charset) {
    if columns != laidOut.columns { laidOut = (0, 0, columns) }
    rows.removeSubrange(laidOut.rows...)
    for (place, line) in lines.enumerated().dropFirst(laidOut.lines) {
      if place < lines.count - 1 { laidOut.lines = place + 1 }
      rows += StyledText(line).wrapped(to: columns, charset: charset)
      if place < lines.count - 1 { laidOut.rows = rows.count }
    }
    // Nothing stands after the end of the last line.
    if lines.last?.isEmpty == true, rows.count > laidOut.rows { rows.removeLast() }
  }
}
