import ArgumentParser
import Articles
import Foundation
import ReaderCore

/// `martlet keys`: every action with the keys that it has now, from the list that the window uses.
struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys",
    abstract: "List every action of the window with its keys.",
    discussion: """
      The keys are those of the settings, with those of views and commands of your own. Presets: \
      \(KeyPreset.allCases.map(\.rawValue).joined(separator: ", ")). With --yaml the table is printed \
      as a file of keys, to be changed and kept as keys/NAME.yaml beside the settings.
      """)

  @Flag(help: "Print one JSON object a line.")
  var json = false

  @Flag(help: "Print a file of keys.")
  var yaml = false

  @Option(help: ArgumentHelp("The keys of a preset instead of yours.", valueName: "name"))
  var preset: String?

  @Option(
    help: ArgumentHelp(
      "Say what is wrong with a file of keys, or with the keys of a settings file.",
      valueName: "file"))
  var check: String?

  func validate() throws {
    guard [json, yaml, check != nil].count(where: \.self) < 2, check == nil || preset == nil else {
      throw ValidationError(Wording.oneOfKeysOptions)
    }
  }

  func run() throws {
    if let check { return try tellFaults(of: check) }
    let environment = ProcessInfo.processInfo.environment
    let paths = Paths(environment: environment)
    var settings = Settings()
    if let preset {
      guard let keys = Self.keys(ofPreset: preset, paths) else {
        throw CommandFailure(.wrongUsage, Wording.noPreset(Output.clean(preset)))
      }
      settings.keys = keys
    } else {
      settings = try Workspace.settings(paths, environment)
    }
    for fault in preset == nil ? settings.faults : settings.keys.faults { Output.error(fault) }
    if yaml {
      let name = preset ?? "martlet"
      Output.text(settings.keys.bindings.yaml(head: Wording.keyFileHead(name)))
    } else {
      list(settings)
    }
  }

  private static func keys(ofPreset name: String, _ paths: Paths) -> KeySettings? {
    if let own = paths.ownKeys(name) { return KeySettings(yaml: own.text, file: own.path) }
    return KeyPreset(rawValue: name).map { KeySettings($0) }
  }

  private func list(_ settings: Settings) {
    let bindings = settings.keys.bindings
    for action in Action.allCases {
      let keys = bindings.keys(for: action).map(\.name)
      let apart = bindings.panesApart(of: action).map { pane in
        (pane: pane, keys: bindings.keys(for: action, in: pane).map(\.name))
      }
      if json {
        var fields = JSONFields()
        fields.add("action", action.id)
        fields.add("keys", .list(keys.map(FieldValue.string)))
        for (pane, keys) in apart {
          fields.add("keys-\(pane.rawValue)", .list(keys.map(FieldValue.string)))
        }
        fields.add("group", action.facts.group.rawValue)
        fields.add("help", action.facts.help)
        Output.json(fields.all)
      } else {
        let other = apart.map { "\($0.pane.rawValue): \($0.keys.joined(separator: " "))" }
        line((keys.isEmpty ? [] : [keys.joined(separator: " ")]) + other, action.facts.help)
      }
    }
    for view in settings.views {
      guard let key = view.key else { continue }
      own("view", view.name, key, Wording.goesTo(view.name))
    }
    for command in settings.commands {
      guard let key = command.key else { continue }
      own("command", command.name, key, "\(command.name): \(command.explanation)")
    }
  }

  private func own(_ kind: String, _ name: String, _ key: KeySequence, _ help: String) {
    if json {
      var fields = JSONFields()
      fields.add(kind, name)
      fields.add("keys", .list([.string(key.name)]))
      fields.add("help", help)
      Output.json(fields.all)
    } else {
      line([key.name], Output.clean(help))
    }
  }

  private func line(_ keys: [String], _ help: String) {
    let names = keys.joined(separator: "; ")
    Output.line(names + String(repeating: " ", count: max(1, 24 - names.count)) + help)
  }

  private func tellFaults(of path: String) throws {
    let bytes: Data
    do {
      bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      let reason = (error as NSError).localizedFailureReason ?? error.localizedDescription
      throw CommandFailure(.failed, Wording.notReadable(Output.clean(path), reason))
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw CommandFailure(.failed, Wording.notUTF8(path))
    }
    let faults = KeySettings(checking: text, file: Output.clean(path)).faults
    for fault in faults { Output.error(fault) }
    if !faults.isEmpty { throw ExitStatus.failed.code }
    Output.error(Wording.keysAreFine(Output.clean(path)))
  }
}
