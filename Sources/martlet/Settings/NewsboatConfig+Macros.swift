import ReaderCore

/// Macros of newsboat as commands: what is run in the place of the browser, and operations that have a twin.
extension NewsboatConfig {
  mutating func add(_ name: String, key: String?, help: String?, _ deed: [String]) {
    commands.removeAll { $0.name == name }
    let head = ["  - name: \(name)"]
    let more =
      (key.map { ["key: \(ViewsEditor.quoted($0))"] } ?? [])
      + (help.map { ["help: \(ViewsEditor.quoted(Output.clean($0)))"] } ?? []) + deed
    commands.append((head + more.map { "    " + $0 }, name))
  }

  /// `macro KEY OPERATION ARGUMENTS ; … [-- DESCRIPTION]`.
  mutating func takeMacro(_ words: [String]) -> String? {
    guard let given = words.first, let key = NewsboatKeys.key(given), KeySequence(name: key) != nil
    else { return Wording.newsboatKey }
    var rest = Array(words.dropFirst())
    var help: String?
    if let dashes = rest.lastIndex(of: "--") {
      help = rest[(dashes + 1)...].joined(separator: " ")
      rest = Array(rest[..<dashes])
    }
    // A semicolon may stand at the end of a word.
    let operations = rest.flatMap { word -> [String] in
      word != ";" && word.hasSuffix(";") ? [String(word.dropLast()), ";"] : [word]
    }.split(separator: ";").map(Array.init)
    var browser: [String]?
    var steps: [String] = []
    var programs: [[String]] = []
    for operation in operations {
      let argument = operation.dropFirst().joined(separator: " ")
      switch operation[0] {
      case "set" where operation.count > 2 && operation[1] == "browser":
        guard programs.isEmpty || browser != nil else { continue }
        switch NewsboatProgram.words(
          operation[2...].joined(separator: " "), named: "%u", as: "{url}")
        {
        case .failure(let reason):
          // The last one only gives back what was there before.
          if operation == operations.last { continue }
          return reason.text
        case .success(let words): browser = words
        }
      case "open-in-browser", "open-in-browser-and-mark-read", "open-in-browser-noninteractively":
        guard let words = browser else {
          steps.append(NewsboatKeys.operations[operation[0]]?.id ?? Action.openInBrowser.id)
          continue
        }
        let mode = NewsboatProgram.needsTerminal(words) ? ["mode: terminal"] : []
        programs.append(["run: \(NewsboatProgram.list(words))"] + mode)
        steps.append("")
        browser = nil
        if operation[0] == "open-in-browser-and-mark-read" { steps.append(Action.toggleRead.id) }
      case "pipe-to":
        switch NewsboatProgram.words(argument, named: nil, as: "") {
        case .failure(let reason): return reason.text
        case .success(let words):
          programs.append(["run: \(NewsboatProgram.list(words))", "mode: terminal", "pipe: text"])
          steps.append("")
        }
      case let name:
        guard let action = NewsboatKeys.operations[name], operation.count == 1 else {
          return Wording.newsboatOperation(Output.clean(operation.joined(separator: " ")))
        }
        steps.append(action.id)
      }
    }
    guard !steps.isEmpty else { return Wording.newsboatOperation("") }
    let name = "macro-" + Self.name(ofKey: key)
    let keys = ", \(key)"
    if steps.count == 1, let program = programs.first {
      add(name, key: keys, help: help, program)
      return nil
    }
    var number = 0
    let done = steps.map { step -> String in
      guard step.isEmpty else { return step }
      add("\(name)-\(number + 1)", key: nil, help: nil, programs[number])
      number += 1
      return "\(name)-\(number)"
    }
    add(name, key: keys, help: help, ["do: \(NewsboatProgram.list(done))"])
    return nil
  }

  private static func name(ofKey key: String) -> String {
    if key.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" }) { return key }
    return key.unicodeScalars.map { String($0.value, radix: 16) }.joined()
  }
}
