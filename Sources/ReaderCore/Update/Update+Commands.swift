import Articles
import TUI

/// The line after ":", and what it asks for.
extension Model {
  mutating func promptForLine() { ask(SearchPrompt(purpose: .command)) }

  private mutating func ask(_ prompt: SearchPrompt) { overlay = .search(prompt) }

  mutating func pressInCommand(_ prompt: SearchPrompt, _ key: Key) -> [Effect] {
    var prompt = prompt
    prompt.notice = nil
    prompt.wrongWord = nil
    switch key {
    case .escape, .control("c"), .control("g"):
      overlay = nil
      return []
    case .backspace where prompt.line.text.isEmpty:
      overlay = nil
      return []
    case .control("l"): return [.redraw]
    case .enter: return run(&prompt)
    default:
      var history = lineHistory
      prompt.type(key, &history, completing: commandCompletion)
      lineHistory = history
    }
    ask(prompt)
    return []
  }

  private mutating func run(_ prompt: inout SearchPrompt) -> [Effect] {
    do throws(CommandMistake) {
      let command = try Command.parse(prompt.line.text, own: ownNames)
      overlay = nil
      guard let command else { return [] }
      lineHistory.add(prompt.line.text)
      return run(command)
    } catch {
      prompt.wrongWord = error.word
      prompt.notice = error.message
      prompt.completion = nil
      ask(prompt)
      return []
    }
  }

  var ownNames: [String] { configuration.commands.map(\.name) }

  /// What the line that is typed would do.
  var commandHelp: String? {
    guard case .search(let prompt) = overlay, case .command = prompt.purpose else { return nil }
    return Command.help(for: prompt.line.text, own: configuration.commands)
  }

  // MARK: Completing

  private func commandCompletion(of text: String) -> QueryCompletion? {
    let lead = text.prefix { $0.isWhitespace || $0 == ":" }
    let rest = text.dropFirst(lead.count)
    guard let blank = rest.firstIndex(where: \.isWhitespace) else {
      let typed = rest.lowercased()
      let names = Command.names(own: ownNames)
      let begun = names.filter { $0.lowercased().hasPrefix(typed) }
      let others = names.filter { name in
        !typed.isEmpty && !begun.contains(name)
          && name.split(separator: "-").contains { $0.hasPrefix(typed) }
      }
      return QueryCompletion(start: String(lead), candidates: (begun + others).map { $0 + " " })
    }
    let argument = String(rest[blank...].drop(while: \.isWhitespace))
    let start = String(text.dropLast(argument.count))
    func among(_ names: [String]) -> QueryCompletion? {
      let typed = FoldedText(argument)
      let found = names.filter { typed.isEmpty || !FoldedText($0).ranges(of: typed).isEmpty }
      return QueryCompletion(start: start, candidates: found)
    }
    func after(_ completion: QueryCompletion?) -> QueryCompletion? {
      completion.flatMap {
        QueryCompletion(start: start + $0.start, candidates: $0.candidates)
      }
    }
    switch CommandWord(rawValue: String(rest[..<blank]).lowercased()) {
    case .sort:
      return among(
        QuerySort.allCases.map(\.rawValue).filter { $0.hasPrefix(argument.lowercased()) })
    case .view: return among(viewNames.map(\.name))
    case .topic: return among(sidebar.names(of: .topic))
    case .theme: return among(["auto"] + configuration.themes.names)
    case .label, .labelAll:
      return after(QueryCompletion(ofLabel: argument, names: sidebar.names(of: .label)))
    case .find, .query, .markRead:
      return after(QueryCompletion(of: argument, names: { [sidebar] in sidebar.names(of: $0) }))
    case .open, .pipe, .save, .add, .help, .quit, .q, nil: return nil
    }
  }

  private var viewNames: [(name: String, choice: Chooser.Choice)] {
    let own = configuration.views.map { ($0.name, Chooser.Choice.saved($0)) }
    return own
      + sidebar.entries.map { (Wording.view($0.scope, title: $0.title), .view($0.scope)) }
  }

  // MARK: Running

  mutating func run(_ command: Command) -> [Effect] {
    switch command {
    case .action(let action): return perform(action)
    case .own(let name):
      guard let own = configuration.commands.first(where: { $0.name == name }) else {
        return refuse(Wording.noCommand(name, meant: nil))
      }
      return run(own)
    default: break
    }
    // What is asked of the list waits for it as keys do.
    list.isTouched = true
    switch command {
    case .action, .own: return []
    case .open(let number):
      if let reason = refusal(ofLink: number) { return refuse(reason) }
      return openLink(number)
    case .sort(let sort):
      focus = .list
      return self.sort(by: sort)
    case .view(let name):
      if !sidebar.isLoaded, configuration.views.isEmpty { return refuse(Wording.stillLoading) }
      return go(to: name, among: viewNames, otherwise: Wording.noView)
    case .topic(let name):
      let topics = sidebar.entries.filter { if case .topic = $0.scope.kept { true } else { false } }
      return go(
        to: name, among: topics.map { ($0.title, .view($0.scope)) }, otherwise: Wording.noTopic)
    case .find(let text):
      if isReading {
        findInText(text)
        return []
      }
      focus = .list
      return narrowed(list.base, to: text)
    case .query(let text):
      focus = .list
      return narrowed(.all, to: text)
    case .markRead(let text): return markRead(fitting: text)
    case .label(let line):
      guard let subject else { return refuse(Wording.noArticle) }
      guard subject.key != nil else { return refuse(Wording.noAddress) }
      return label(subject, line)
    case .labelAll(let line):
      if let reason = refusal(of: .labelAll) { return refuse(reason) }
      return label(line, .labelsOfAll)
    case .theme(let name):
      if let reason = refusal(of: .chooseTheme) { return refuse(reason) }
      guard name == "auto" || configuration.themes.recipe(name) != nil else {
        return refuse(Wording.noTheme(name, configuration.themes.names))
      }
      return keepTheme(name == "auto" ? nil : name)
    case .pipe(let words):
      guard let subject else { return refuse(Wording.noArticle) }
      return [.pipe(command: words, .text, printed(subject))]
    case .save(let path):
      guard let id = subject?.articleID else { return refuse(Wording.notInLibrary) }
      return [.saveArticle(id, path: path)]
    case .add(let place): return look(for: place)
    case .help(let words):
      overlay = .help(HelpState(query: words))
      return []
    }
  }

  /// Says why not, and gives up what was to come after.
  mutating func refuse(_ reason: String) -> [Effect] {
    steps = []
    say(reason)
    return []
  }

  private mutating func narrowed(_ base: ListScope, to text: String) -> [Effect] {
    do throws(QueryMistake) {
      queryHistory.add(text)
      return try narrow(base, to: text)
    } catch {
      return refuse(error.description)
    }
  }

  private mutating func go(
    to name: String, among all: [(name: String, choice: Chooser.Choice)],
    otherwise reason: (String, [String]) -> String
  ) -> [Effect] {
    let wanted = FoldedText(name)
    let containing = all.filter { !FoldedText($0.name).ranges(of: wanted).isEmpty }
    // "swi" is Swift, whatever else has these letters somewhere in a word.
    let begun = containing.filter {
      !FoldedText($0.name).ranges(ofWord: wanted, whole: false).isEmpty
    }
    let found =
      all.filter { $0.name.lowercased() == name.lowercased() }.first.map { [$0] }
      ?? (begun.isEmpty ? containing : begun)
    guard found.count == 1, let choice = found.first?.choice else {
      return refuse(reason(name, (found.isEmpty ? all : found).map(\.name)))
    }
    return take(choice)
  }

  private mutating func markRead(fitting text: String) -> [Effect] {
    if let reason = refusal(of: .markAllRead) { return refuse(reason) }
    do throws(QueryMistake) {
      guard let query = try parsed(text) else { return perform(.markAllRead) }
      findRequest += 1
      say(Wording.lookingFor(text))
      return [.findArticles(.query(query, in: list.scope), request: list.request)]
    } catch {
      return refuse(error.description)
    }
  }

  /// Marks what was found of the list as it stands, unless it is another one by now.
  mutating func take(found ids: [ArticleID], request: Int) -> [Effect] {
    guard request == list.request else { return [] }
    var found = ArticleSet(ids)
    found.formIntersection(list.members)
    let unread = marks.unread(of: found)
    guard !unread.isEmpty else {
      say(Wording.nothingMarked)
      return []
    }
    return markRead(unread)
  }

  // MARK: The person's own

  /// More steps than anybody means.
  private static let mostSteps = 1000

  mutating func run(_ own: OwnCommand) -> [Effect] {
    switch own.deed {
    case .lines(let lines):
      do throws(CommandMistake) {
        var commands: [Command] = []
        for line in lines {
          if let command = try Command.parse(line, own: ownNames) { commands.append(command) }
        }
        steps.insert(contentsOf: commands, at: 0)
      } catch {
        return refuse("\(own.name): \(error.message)")
      }
      if steps.count > Self.mostSteps { return refuse(Wording.tooManySteps(own.name)) }
      return []
    case .program(let program): return run(program, named: own.name)
    }
  }

  /// The next steps of a list of commands, once what was asked before is here.
  mutating func performSteps() -> [Effect] {
    var effects: [Effect] = []
    while !steps.isEmpty, deferred.isEmpty, overlay == nil {
      effects += run(steps.removeFirst()) + settle()
    }
    return effects
  }

  /// The most articles that a program is run for at once.
  static let mostRuns = 500

  private mutating func run(_ program: OwnProgram, named name: String) -> [Effect] {
    guard program.isForEach else {
      guard let subject else { return refuse(Wording.noArticle) }
      return start(program, named: name, [printed(subject)])
    }
    if !list.isComplete { return refuse(Wording.stillLoading) }
    if list.count == 0 { return refuse(Wording.noArticle) }
    guard list.count <= Self.mostRuns else {
      return refuse(Wording.tooManyRuns(name, list.count, most: Self.mostRuns))
    }
    let articles = list.ids.map { PrintedArticle(id: $0, columns: textColumns) }
    overlay = .confirm(Confirmation(name: name, program: program, articles: articles))
    return []
  }

  private mutating func start(
    _ program: OwnProgram, named name: String, _ articles: [PrintedArticle]
  ) -> [Effect] {
    runNumber += 1
    if program.mode == .show {
      overlay = .output(OutputState(name: name, run: runNumber))
    } else if program.mode == .detached {
      say(Wording.started(name, articles.count))
      if articles.count > 1 { longRuns.insert(runNumber) }
    }
    return [.runProgram(program, name: name, articles, run: runNumber)]
  }

  mutating func pressInConfirming(_ confirmation: Confirmation, _ key: Key) -> [Effect] {
    switch key {
    case .escape, .control("c"), .control("g"), .character("n"), .character("q"):
      overlay = nil
      steps = []
    case .control("l"): return [.redraw]
    case .enter, .character("y"):
      overlay = nil
      return start(confirmation.program, named: confirmation.name, confirmation.articles)
    default: break
    }
    return []
  }

  // MARK: What a program prints

  mutating func take(printed text: String, run: Int) {
    guard case .output(var output) = overlay, output.run == run else { return }
    output.add(text)
    overlay = .output(output)
  }

  mutating func take(_ outcome: CommandOutcome, run: Int) -> [Effect] {
    longRuns.remove(run)
    if case .output(var output) = overlay, output.run == run {
      output.isRunning = false
      overlay = .output(output)
      // A program that has done well needs no word beside what it printed.
      if case .done = outcome, !output.rows.isEmpty { return [] }
    }
    return take(outcome)
  }

  mutating func pressInOutput(_ output: OutputState, _ key: Key) -> [Effect] {
    // As where it would stop the program if it ran in a terminal.
    let isStopped = key == .control("c") || key == .control("g")
    switch isStopped ? .leave : deed(of: key) {
    case .leave:
      overlay = nil
      return output.isRunning ? [.stopProgram(run: output.run)] : []
    case .effects(let effects): return effects
    case .scroll(let rows): scrollOverlay(by: rows)
    case .find, .begun, .nothing: break
    }
    return []
  }

  mutating func layOutOutput() {
    guard case .output(var output) = overlay else { return }
    output.layOut(columns: overlayColumns, charset: charset)
    overlay = .output(output)
  }
}
