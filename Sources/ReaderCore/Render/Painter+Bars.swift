import Articles
import TUI

extension Painter {
  func paintTitle(into frame: inout Frame) {
    let rect = model.layout.title
    let style = theme[.titleBar]
    frame.fill(rect, style: style)
    var right = StyledText()
    switch model.owedMarks {
    case .waiting: right.append(" " + Wording.marksWaiting + " ", theme[.titleBarName])
    case .refused: right.append(" " + Wording.marksRefused + " ", theme[.error])
    case nil: break
    }
    if model.areSettingsBroken {
      right.append(" " + Wording.settingsBroken + " ", theme[.error])
    }
    if model.list.waiting > 0 {
      let text = Wording.waiting(model.list.waiting) + glyphs.dot + key(of: .bringInNew)
      right.append(text + " ", theme[.titleBarName])
    }
    let rightColumns = right.columns(charset: model.charset)
    let room = max(rect.columns - rightColumns - 2, 0)
    let left = titles.first { $0.columns(charset: model.charset) <= room } ?? titles.last
    if let left {
      frame.draw(left, at: Point(column: 1, row: rect.row), width: room)
    }
    let end = Point(column: rect.columns - rightColumns, row: rect.row)
    frame.draw(right, at: end, width: rightColumns)
  }

  /// What stands for the fields of a format.
  private func value(of field: LineFormat.Field) -> String {
    let list = model.list
    return switch field {
    case .program: Wording.program
    case .view:
      list.saved?.name ?? Wording.view(list.base, title: model.sidebar.title(of: list.base))
    case .query: list.query
    case .total: list.isComplete ? Wording.grouped(list.total) : glyphs.loading
    case .unread: list.isComplete ? Wording.grouped(list.unreadCount) : glyphs.loading
    case .new: list.waiting > 0 ? Wording.grouped(list.waiting) : "0"
    case .place: list.count == 0 ? "0" : Wording.grouped(list.position(at: list.cursor.selected))
    case .percent:
      model.focus == .detail ? model.percent.map { "\($0)%" } ?? "" : ""
    case .sort: list.sort.rawValue
    case .work: background
    }
  }

  /// The program, the view and its counts, with less and less of them for want of room.
  private var titles: [StyledText] {
    let list = model.list
    let name = theme[.titleBarName]
    if let format = model.configuration.titleFormat, !isSpoken {
      return [StyledText(format.filled(value), style: name)]
    }
    var view =
      list.saved?.name ?? Wording.view(list.base, title: model.sidebar.title(of: list.base))
    if !list.query.isEmpty { view += glyphs.dot + list.query }
    let short = StyledText(view, style: name)
    guard list.isComplete, !isSpoken else { return [short] }
    var medium = short
    medium.append(glyphs.dot + unreadText, theme[.titleBar])
    var long = StyledText(Wording.program + glyphs.dot + view, style: name)
    let counts = [Wording.total(list.total), unreadText]
    long.append(glyphs.dot + counts.joined(separator: glyphs.dot), theme[.titleBar])
    return [long, medium, short]
  }

  /// A front page has an end.
  private var unreadText: String {
    let list = model.list
    return list.scope == .frontPage && list.unreadCount == 0
      ? Wording.done : Wording.unread(list.unreadCount)
  }

  func paintStatus(into frame: inout Frame) {
    let rect = model.layout.status
    let style = theme[.statusLine]
    frame.fill(rect, style: style)
    let message = messageText(within: rect.columns - 2)
    let isLong = columns(of: message) + Self.positionRoom > rect.columns
    let right = StyledText(
      isLong ? "" : (model.configuration.statusFormat == nil ? background : "") + position + " ",
      style: style)
    let rightColumns = right.columns(charset: model.charset)
    if rightColumns < rect.columns {
      let end = Point(column: rect.columns - rightColumns, row: rect.row)
      frame.draw(right, at: end, width: rightColumns)
    }
    let left = Rect(
      column: 1, row: rect.row, columns: max(rect.columns - rightColumns - 2, 0), rows: 1)
    if model.overlay == nil, columns(of: message) > rect.columns - 2 {
      let role: Role = model.message?.isError == true ? .error : .statusLine
      paintAbove(rect.row, message, role, into: &frame)
    } else {
      paintMessage(message, in: left, into: &frame)
    }
    if case .search(let prompt) = model.overlay, let notice = prompt.notice, prompt.saysBelow,
      columns(of: notice) > rect.columns - 2 || model.layout.hints == nil
    {
      paintAbove(rect.row - 1, notice, .error, into: &frame)
    } else if case .search(let prompt) = model.overlay, let mistake = prompt.mistake?.description,
      !hasRoom(for: mistake, beside: prompt, in: rect)
    {
      paintAbove(rect.row - 1, mistake, .error, into: &frame)
    } else if model.layout.hints == nil, let help = model.commandHelp {
      paintAbove(rect.row - 1, help, .hint, into: &frame)
    }
    if let hints = model.layout.hints {
      let line = Rect(column: 1, row: hints.row, columns: hints.columns - 2, rows: 1)
      if case .search(let prompt) = model.overlay, let completion = prompt.completion {
        var rest = line
        if prompt.isOfLabels {
          let used = paintHints(in: line, key: theme[.hintKey], text: theme[.hint], into: &frame)
          rest = Rect(
            column: line.column + used, row: line.row, columns: line.columns - used, rows: 1)
        }
        paint(completion, in: rest, into: &frame)
      } else if case .search(let prompt) = model.overlay, prompt.saysBelow,
        let notice = prompt.notice, columns(of: notice) <= rect.columns - 2
      {
        frame.draw(notice, at: line.origin, width: line.columns, style: theme[.error])
      } else if let help = model.commandHelp {
        frame.draw(help, at: line.origin, width: line.columns, style: theme[.hint])
      } else {
        paintHints(in: line, key: theme[.hintKey], text: theme[.hint], into: &frame)
      }
    }
  }

  /// A message that does not fit beside the position has the line to itself.
  private static let positionRoom = 16

  /// A sentence that has no room in its line takes those above it, over the panes.
  private func paintAbove(_ row: Int, _ text: String, _ role: Role, into frame: inout Frame) {
    let width = max(model.size.columns - 2, 1)
    let lines = StyledText(text, style: theme[role]).wrapped(to: width, charset: model.charset)
      .prefix(max(row, 1))
    for (place, line) in lines.enumerated() {
      let row = row - lines.count + 1 + place
      frame.fill(
        Rect(column: 0, row: row, columns: model.size.columns, rows: 1), style: theme[.statusLine])
      frame.draw(line, at: Point(column: 1, row: row), width: width)
    }
  }

  private func columns(of text: String) -> Int {
    DisplayWidth.columns(of: text, charset: model.charset)
  }

  /// The message in as many words as there is room for.
  private func messageText(within room: Int) -> String {
    guard let message = model.message else { return "" }
    if let short = message.short, columns(of: message.text) > room { return short }
    guard let detail = message.detail else { return message.text }
    let long = message.text + glyphs.dot + detail
    return columns(of: message.text) + Self.positionRoom > room ? message.text : long
  }

  /// What Tab goes through, the one that stands in the line now lit.
  private func paint(_ completion: QueryCompletion, in rect: Rect, into frame: inout Frame) {
    var column = rect.column
    // Those around the chosen one, if they have not room.
    for place in (completion.chosen ?? 0)..<completion.candidates.count {
      let text = completion.candidates[place]
      let end = rect.column + rect.columns
      guard column < end else { break }
      column += frame.draw(
        text, at: Point(column: column, row: rect.row), width: end - column,
        style: theme[place == completion.chosen ? .hintKey : .hint])
      column += 2
    }
  }

  private func paintMessage(_ text: String, in rect: Rect, into frame: inout Frame) {
    if case .number(let prompt) = model.overlay {
      let used = frame.draw(
        Wording.prompt(prompt.purpose) + prompt.digits, at: rect.origin, width: rect.columns,
        style: theme[.statusLine])
      frame.cursor = Point(column: rect.column + used, row: rect.row)
    } else if case .search(let prompt) = model.overlay {
      paint(prompt, in: rect, into: &frame)
    } else if case .mute = model.overlay {
      let list = model.list
      let isKnown = list.isComplete && model.textsWaiting == 0
      let found = isKnown ? (total: list.total, unread: list.unreadCount) : nil
      let long = Wording.muting(found)
      let text = columns(of: long) < rect.columns ? long : Wording.mutingShort(found)
      let used = frame.draw(
        text, at: rect.origin, width: rect.columns, style: theme[.statusLine])
      frame.cursor = Point(column: rect.column + used, row: rect.row)
    } else if case .confirm(let confirmation) = model.overlay {
      let question = Wording.confirmRuns(confirmation.name, confirmation.articles.count)
      let used = frame.draw(
        question, at: rect.origin, width: rect.columns, style: theme[.statusLine])
      frame.cursor = Point(column: rect.column + used, row: rect.row)
    } else if let message = model.message {
      frame.draw(
        text, at: rect.origin, width: rect.columns,
        style: theme[message.isError ? .error : .statusLine])
    } else if let key = model.pendingKey {
      frame.draw(
        key.name + glyphs.loading, at: rect.origin, width: rect.columns,
        style: theme[.statusLine])
    } else if let address = selectedAddress {
      frame.draw(address, at: rect.origin, width: rect.columns, style: theme[.statusLine])
    } else if model.layout.hints == nil {
      paintHints(
        in: rect, key: theme[.statusLine].adding(.bold), text: theme[.statusLine],
        into: &frame)
    }
  }

  /// What is being typed, with its end on the screen.
  private func paint(_ prompt: SearchPrompt, in rect: Rect, into frame: inout Frame) {
    let sign =
      switch prompt.purpose {
      case .text, .sidebar: Wording.findPrompt
      case .list(let base, let before, _):
        base == before.base ? Wording.findPrompt : Wording.queryPrompt
      case .name: Wording.namePrompt
      case .pipe(_, let form): Wording.pipePrompt(form)
      case .save: Wording.savePrompt
      case .labels: Wording.labelsPrompt
      case .labelsOfAll: Wording.labelsPrompt(of: model.list.total)
      case .command: Wording.commandPrompt
      }
    let style = theme[.statusLine]
    var before = prompt.line.before
    while columns(of: sign + before) >= rect.columns, !before.isEmpty { before.removeFirst() }
    var used = frame.draw(
      sign + before, at: rect.origin, width: rect.columns, style: style)
    frame.cursor = Point(column: rect.column + used, row: rect.row)
    func draw(_ text: String, _ style: Style) {
      used += frame.draw(
        text, at: Point(column: rect.column + used, row: rect.row), width: rect.columns - used,
        style: style)
    }
    draw(prompt.line.after, style)
    light(prompt.wrongWord, of: prompt, sign: sign, shown: before, in: rect, into: &frame)
    if let mistake = prompt.mistake?.description, hasRoom(for: mistake, beside: prompt, in: rect) {
      draw("  " + mistake, theme[.error])
    }
    if let notice = prompt.notice, !prompt.saysBelow {
      draw("  " + notice, theme[.error])
    }
    guard case .text = prompt.purpose else { return }
    if let search = model.textSearch, search.isDone, search.count == 0, !search.pattern.isEmpty {
      draw("  " + Wording.notInText, theme[.error])
    }
  }

  /// Whether a sentence fits behind what is typed; the sign before that is a few columns.
  private func hasRoom(for sentence: String, beside prompt: SearchPrompt, in rect: Rect) -> Bool {
    columns(of: prompt.line.text) + columns(of: sentence) + 6 <= rect.columns
  }

  /// The part of a command line that is wrong.
  /// - Parameter shown: what of the text before the cursor is on the screen.
  private func light(
    _ word: Range<Int>?, of prompt: SearchPrompt, sign: String, shown: String, in rect: Rect,
    into frame: inout Frame
  ) {
    guard let word else { return }
    let text = prompt.line.text
    let first = prompt.line.before.count - shown.count
    let wrong = text.dropFirst(max(word.lowerBound, first)).prefix(
      word.upperBound - max(word.lowerBound, first))
    let left = text.dropFirst(first).prefix(max(word.lowerBound - first, 0))
    let column = columns(of: sign + left)
    frame.draw(
      String(wrong), at: Point(column: rect.column + column, row: rect.row),
      width: max(rect.columns - column, 0), style: theme[.error])
  }

  private var background: String {
    let parts = [
      model.indexing.map(Wording.indexing),
      model.textsWaiting > 0 && !model.list.query.isEmpty
        ? Wording.indexingTexts(model.textsWaiting) : nil,
      model.shownRefresh.map { Wording.refreshing($0, dot: glyphs.dot) },
      model.downloads.status.map { Wording.downloading($0, arrow: glyphs.down) },
    ].compactMap(\.self)
    guard !parts.isEmpty else { return "" }
    return glyphs.work + " " + parts.joined(separator: glyphs.dot) + glyphs.dot
  }

  /// "12/340", and how much of the article has been seen.
  private var position: String {
    let list = model.list
    guard !coversPanes, !isSpoken else { return "" }
    if let format = model.configuration.statusFormat { return format.filled(value) }
    guard list.isComplete else { return "" }
    let place =
      list.count == 0
      ? "0/0"
      : Wording.grouped(list.position(at: list.cursor.selected)) + "/"
        + Wording.grouped(list.total)
    if model.isReading, let search = model.textSearch, let current = search.current {
      return Wording.match(current + 1, of: search.count, isAll: search.isDone)
    }
    guard model.focus == .detail, let percent = model.percent else { return place }
    return place + glyphs.dot + "\(percent)%"
  }

  /// Whether help or all facts stand over the list.
  private var coversPanes: Bool {
    switch model.overlay {
    case .help, .info, .add, .faults, .choose, .output: true
    case .number, .search, .mute, .hints, .confirm, nil: false
    }
  }
}

extension SearchPrompt {
  fileprivate var isOfLabels: Bool {
    switch purpose {
    case .labels, .labelsOfAll: true
    case .text, .list, .sidebar, .name, .pipe, .save, .command: false
    }
  }

  /// Whether what it has to say stands in the line of hints.
  fileprivate var saysBelow: Bool {
    if case .command = purpose { true } else { isSaving }
  }
}

extension Model {
  /// Where a target leads, as it is opened and copied.
  func addressText(of target: Page.Target) -> String? {
    switch target.kind {
    case .related(let entry): entry.key?.address.text
    case .article(let row): row.address.text
    case .link(let link): outside(link.url)
    case .sign: Wording.toNote(key: key(of: .open))
    case .note: Wording.fromNote(key: key(of: .open))
    }
  }
}
