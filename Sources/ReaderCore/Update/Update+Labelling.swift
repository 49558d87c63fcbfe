import Articles
import TUI

/// Labels of the person's own: the line that is typed is what the article has from then on; of many
/// articles, what they get and lose.
extension Model {
  mutating func editLabels() {
    guard let subject else { return }
    let labels = markState(of: subject).labels
    let text = labels.map { LabelLine.quoted($0.name) + " " }.joined()
    ask(SearchPrompt(purpose: .labels(subject, labels), line: LineEditor(text)))
  }

  mutating func labelAll() { ask(SearchPrompt(purpose: .labelsOfAll)) }

  /// Shows what can be typed next.
  private mutating func ask(_ prompt: SearchPrompt) {
    var prompt = prompt
    prompt.notice = LabelLine(prompt.line.text) == nil ? Wording.noLabel : nil
    prompt.completion = QueryCompletion(ofLabel: prompt.line.before, names: labelNames)
    overlay = .search(prompt)
  }

  mutating func pressInLabelling(_ prompt: SearchPrompt, _ key: Key) -> [Effect] {
    var prompt = prompt
    switch key {
    case .escape, .control("c"), .control("g"): overlay = nil
    case .control("l"): return [.redraw]
    case .enter:
      guard let line = LabelLine(prompt.line.text) else { return [] }
      overlay = nil
      return label(line, prompt.purpose)
    case .backspace where prompt.line.text.isEmpty:
      guard case .labelsOfAll = prompt.purpose else { return [] }
      overlay = nil
    case .tab, .backTab:
      if let text = prompt.completion?.step(backwards: key == .backTab) {
        prompt.line = LineEditor(text, after: prompt.line.after)
      }
      prompt.notice = LabelLine(prompt.line.text) == nil ? Wording.noLabel : nil
      overlay = .search(prompt)
    default:
      prompt.line.press(key)
      ask(prompt)
    }
    return []
  }

  /// Gives an article labels beside those that it has, and takes others away.
  mutating func label(_ subject: Subject, _ line: LabelLine) -> [Effect] {
    let before = markState(of: subject).labels
    var all = line
    all.keep(before)
    return label(all, .labels(subject, before))
  }

  mutating func label(_ line: LabelLine, _ purpose: SearchPrompt.Purpose) -> [Effect] {
    let spelled = Dictionary(
      labelNames.compactMap { name in Label(name).map { ($0, $0) } },
      uniquingKeysWith: { a, _ in a })
    func names(_ given: [Label], _ taken: [Label]) -> [MarkName] {
      taken.map { MarkName.unlabel(spelled[$0] ?? $0) }
        + given.map { MarkName.label(spelled[$0] ?? $0) }
    }
    switch purpose {
    case .labels(let subject, let before):
      let now = Set(markState(of: subject).labels)
      let names = names(
        line.given.filter { !now.contains($0) },
        before.filter { now.contains($0) && !line.given.contains($0) })
      if names.isEmpty { say(Wording.sameLabels) }
      return mark(subject, names)
    case .labelsOfAll:
      let names = names(line.given, line.taken)
      if let reason = refusal(of: .labelAll) {
        say(reason)
        return []
      }
      return names.isEmpty ? [] : label(names)
    case .text, .list, .sidebar, .name, .pipe, .save, .command: return []
    }
  }

  /// Those that there are, and those of the article in question.
  private var labelNames: [String] { sidebar.names(of: .label) }
}

/// Labels as a person types them, divided by blanks or commas: `swift, "to read" -later`.
struct LabelLine: Hashable {
  /// Each once, none of which is taken.
  private(set) var given: [Label] = []
  private(set) var taken: [Label] = []

  /// `nil` where a word cannot be a label.
  init?(_ text: String) {
    for word in Self.words(of: text) where !word.name.isEmpty {
      guard let label = Label(word.name) else { return nil }
      if word.isTaken {
        if !taken.contains(label) { taken.append(label) }
      } else if !given.contains(label) {
        given.append(label)
      }
    }
    given.removeAll(where: taken.contains)
  }

  /// Gives these too, unless they are taken.
  mutating func keep(_ labels: [Label]) {
    given = labels.filter { !taken.contains($0) && !given.contains($0) } + given
  }

  struct Word: Hashable {
    var name = ""
    var isTaken = false
    /// Where it begins, its sign included.
    var start: String.Index
    fileprivate var isBegun = false
  }

  /// The last one is where the text ends, and may be empty.
  static func words(of text: String) -> [Word] {
    var words = [Word(start: text.startIndex)]
    var isQuoted = false
    var isEscaped = false
    for index in text.indices {
      let character = text[index]
      let last = words.count - 1
      if isEscaped {
        words[last].name.append(character)
        isEscaped = false
        continue
      }
      switch character {
      case "\\" where isQuoted: isEscaped = true
      case "\"":
        isQuoted.toggle()
        words[last].isBegun = true
      case _ where !isQuoted && isBorder(character):
        words.append(Word(start: text.index(after: index)))
      case "-" where !isQuoted && !words[last].isBegun && !words[last].isTaken:
        words[last].isTaken = true
      default:
        words[last].name.append(character)
        words[last].isBegun = true
      }
    }
    return words
  }

  private static func isBorder(_ character: Character) -> Bool {
    character.isWhitespace || [",", "\u{FF0C}", "\u{3001}", "\u{60C}"].contains(character)
  }

  /// A name as it is typed.
  static func quoted(_ name: String) -> String {
    let isPlain = !name.hasPrefix("-") && !name.contains { isBorder($0) || "\"\\".contains($0) }
    if isPlain { return name }
    var text = "\""
    for character in name {
      if character == "\"" || character == "\\" { text += "\\" }
      text.append(character)
    }
    return text + "\""
  }
}

extension QueryCompletion {
  /// What the label at the end of a line can become; all that are not there yet where none was begun.
  init?(ofLabel text: String, names: [String]) {
    let words = LabelLine.words(of: text)
    guard let word = words.last else { return nil }
    let there = Set(words.dropLast().compactMap { Label($0.name) })
    let pattern = FoldedText(word.name)
    let known = names.lazy.filter { name in
      guard pattern.isEmpty || !FoldedText(name).ranges(ofWord: pattern, whole: false).isEmpty
      else { return false }
      return Label(name).map { !there.contains($0) } ?? false
    }
    let sign = word.isTaken ? "-" : ""
    self.init(
      start: String(text[..<word.start]),
      candidates: known.prefix(Self.mostLabels).map { sign + LabelLine.quoted($0) + " " })
  }

  /// More than a line shows.
  private static let mostLabels = 100
}
