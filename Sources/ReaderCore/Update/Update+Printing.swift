import Articles
import TUI

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
