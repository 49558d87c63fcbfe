import ReaderCore
import Yams

/// The commands of the settings. One that is wrong is left out and told of; the others hold.
extension Settings {
  private struct Problem: Error {
    let line: Int?
    let sentence: String

    init(node: Node, sentence: String) {
      line = node.mark?.line
      self.sentence = sentence
    }
  }

  mutating func takeCommands(_ value: Node, file: String, line: Int) {
    if value.null != nil { return }
    func place(_ node: Node) -> String { "\(file):\(node.mark?.line ?? line)" }
    guard let list = value.sequence else {
      faults.append("\(file):\(line): commands is \(Setting.commands.expectation).")
      return
    }
    for item in list {
      do throws(Problem) {
        var command = try Self.command(item, beside: commands)
        if let node = item.mapping?["key"] {
          do throws(BindingError) {
            let name = node.scalar?.string ?? ""
            command.key = try keys.bindings.keys(named: name, beside: ownKeys(beside: views))
          } catch {
            faults.append("\(place(node)): \(error.message) \(Wording.commandWithoutKey)")
          }
        }
        commands.append(command)
      } catch {
        faults.append("\(file):\(error.line ?? line): \(error.sentence) \(Wording.commandLeftOut)")
      }
    }
  }

  private static func command(
    _ item: Node, beside known: [OwnCommand]
  ) throws(Problem) -> OwnCommand {
    guard let fields = item.mapping else {
      throw Problem(node: item, sentence: Wording.commandShape)
    }
    var name: String?
    var help: String?
    var lines: [String]?
    var program = OwnProgram(words: [])
    var mode: (word: String, node: Node)?
    for (key, value) in fields {
      func fail(_ sentence: String) -> Problem { Problem(node: key, sentence: sentence) }
      switch (key.string, value.scalar?.string) {
      case ("name", let text?):
        guard let fault = fault(in: text, beside: known) else {
          name = text
          continue
        }
        throw fail(fault)
      case ("help", let text?): help = Output.clean(text)
      case ("key", _?): continue
      case ("do", let text?): lines = [text]
      case ("do", nil):
        guard let texts = texts(value), !texts.isEmpty else { throw fail(Wording.doShape) }
        lines = texts
      case ("run", let text?):
        do throws(CommandWords.UnclosedQuote) {
          program.words = try CommandWords.split(text)
        } catch {
          throw fail(Wording.unclosedQuote(error.quote) + ".")
        }
      case ("run", nil):
        guard let words = texts(value) else { throw fail(Wording.runShape) }
        program.words = words
      case ("mode", let text?): mode = (text, key)
      case ("pipe", let text?):
        guard let form = PipeForm(rawValue: text) else { throw fail(Wording.pipeShape) }
        program.input = form
      case ("each", "true"?): program.isForEach = true
      case ("each", "false"?): program.isForEach = false
      case ("each", _): throw fail(Wording.eachShape)
      default: throw fail(Wording.noCommandMember(Output.clean(key.string ?? "")))
      }
    }
    guard let name, (lines == nil) != program.words.isEmpty else {
      throw Problem(node: item, sentence: Wording.commandShape)
    }
    if let lines {
      guard mode == nil, program == OwnProgram(words: []) else {
        throw Problem(node: item, sentence: Wording.runMembersAlone)
      }
      for line in lines {
        if let mistake = OwnCommand.mistake(in: line, own: known.map(\.name)) {
          throw Problem(
            node: fields["do"] ?? item,
            sentence: mistake + (mistake.hasSuffix(".") || mistake.hasSuffix("?") ? "" : "."))
        }
      }
      return OwnCommand(name: name, help: help, deed: .lines(lines))
    }
    if let fault = ArgumentPattern.fault(in: program.words) {
      throw Problem(node: fields["run"] ?? item, sentence: fault)
    }
    switch mode?.word {
    case nil: break
    case "pipe"?: program.input = program.input ?? .text
    case let word?:
      guard let known = OwnProgram.Mode(rawValue: word) else {
        throw Problem(node: mode?.node ?? item, sentence: Wording.modeShape)
      }
      program.mode = known
    }
    if program.isForEach, program.mode != .detached {
      throw Problem(node: mode?.node ?? item, sentence: Wording.eachIsDetached)
    }
    return OwnCommand(name: name, help: help, deed: .program(program))
  }

  private static func fault(in name: String, beside known: [OwnCommand]) -> String? {
    guard (1...40).contains(name.count),
      name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" })
    else { return Wording.commandName }
    if known.contains(where: { $0.name == name }) { return Wording.commandTwice(name) }
    return OwnCommand.isTaken(name) ? Wording.commandTaken(name) : nil
  }

  static func texts(_ value: Node) -> [String]? {
    guard let words = value.sequence?.map({ $0.scalar?.string }), !words.contains(nil) else {
      return nil
    }
    return words.compactMap(\.self)
  }
}
