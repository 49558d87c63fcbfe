import ArgumentParser
import Articles
import ReaderCore

/// `martlet keys`: every action with its keys, from the list that the window uses.
struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys",
    abstract: "List every action of the window with its keys.")

  @Flag(help: "Print one JSON object a line.")
  var json = false

  func run() throws {
    let bindings = Bindings.standard
    for action in Action.allCases {
      let keys = bindings.keys(for: action).map(\.name)
      if json {
        var record = Record()
        record.add("action", action.id)
        record.add("keys", .list(keys.map(FieldValue.string)))
        record.add("group", action.facts.group.rawValue)
        record.add("help", action.facts.help)
        Output.json(record.fields)
      } else {
        let names = keys.joined(separator: " ")
        let padding = String(repeating: " ", count: max(1, 24 - names.count))
        Output.line(names + padding + action.facts.help)
      }
    }
  }
}
