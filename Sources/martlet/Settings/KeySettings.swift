import ReaderCore
import Yams

/// Keys as a person writes them, in a file of keys or under `keys` of the settings: actions with lists
/// of quoted keys, and such maps under the names of panes. What is wrong is left out and told of; the
/// rest holds.
struct KeySettings: Equatable {
  private(set) var bindings = Bindings.standard
  /// File, line, reason and remedy.
  private(set) var faults: [String] = []

  /// Whether a table that was wanted as a whole is there.
  private(set) var isWhole = true

  /// A file of keys of the person's own that has the name of a preset or one of its own.
  typealias OwnFile = (_ name: String) -> (text: String, path: String)?

  init() {}

  init(_ preset: KeyPreset) { bindings = preset.bindings }

  /// A file of keys, or the settings, of which only the keys are looked at.
  init(checking text: String, file: String) {
    if let mapping = (try? Yams.compose(yaml: text))?.mapping,
      let (key, value) = mapping.first(where: { $0.key.string == Setting.keys.rawValue })
    {
      self.init(value, file: file, line: key.mark?.line ?? 1)
    } else {
      self.init(yaml: text, file: file)
    }
  }

  /// The value of the setting: the name of a preset, or a map with `preset` and changes.
  /// - Parameter line: that of the setting.
  init(_ value: Node, file: String, line: Int, ownFile: OwnFile = { _ in nil }) {
    if value.null != nil { return }
    if let name = value.scalar?.string {
      takePreset(name, at: "\(file):\(value.mark?.line ?? line)", ownFile)
      return
    }
    guard let mapping = value.mapping else {
      faults.append("\(file):\(line): keys is \(Setting.keys.expectation).")
      return
    }
    if let (key, value) = mapping.first(where: { $0.key.string == "preset" }) {
      let place = "\(file):\(key.mark?.line ?? line)"
      if let name = value.scalar?.string {
        takePreset(name, at: place, ownFile)
      } else {
        faults.append("\(place): \(Wording.noPreset(""))")
      }
    }
    change(by: mapping, file: file, line: line, isInSettings: true)
  }

  /// A file of keys; what it does not name keeps Martlet's own.
  init(yaml: String, file: String) {
    let root: Node?
    do throws(SettingsYAML.Fault) {
      root = try SettingsYAML.root(yaml)
    } catch {
      faults = [error.message(of: file)]
      isWhole = false
      return
    }
    guard let root, root.null == nil else { return }
    guard let mapping = root.mapping else {
      faults = ["\(file):1: \(Wording.keyFileShape)"]
      isWhole = false
      return
    }
    change(by: mapping, file: file, line: 1, isInSettings: false)
  }

  private mutating func takePreset(_ name: String, at place: String, _ ownFile: OwnFile) {
    if let own = ownFile(name) {
      self = KeySettings(yaml: own.text, file: own.path)
    } else if let preset = KeyPreset(rawValue: name) {
      bindings = preset.bindings
    } else {
      faults.append("\(place): \(Wording.noPreset(Output.clean(name)))")
      isWhole = false
    }
  }

  private mutating func change(
    by mapping: Node.Mapping, file: String, line: Int, isInSettings: Bool
  ) {
    var changes: [KeyChange] = []
    var places: [String] = []
    func read(_ key: Node, _ value: Node, in pane: Pane?) {
      let place = "\(file):\(key.mark?.line ?? line)"
      let name = Output.clean(key.scalar?.string ?? "")
      let words = value.scalar.map { value.null != nil ? [] : [Optional($0.string)] }
      guard let keys = words ?? value.sequence?.map({ $0.scalar?.string }), !keys.contains(nil)
      else {
        faults.append("\(place): \(Wording.keysShape(name))")
        return
      }
      changes.append(KeyChange(action: name, keys: keys.compactMap(\.self), pane: pane))
      places.append(place)
    }
    for (key, value) in mapping {
      if isInSettings, key.string == "preset" { continue }
      guard let pane = key.string.flatMap(Pane.init(rawValue:)) else {
        read(key, value, in: nil)
        continue
      }
      guard let entries = value.mapping else {
        if value.null == nil {
          faults.append(
            "\(file):\(key.mark?.line ?? line): \(Wording.paneShape(pane.rawValue))")
        }
        continue
      }
      for (key, value) in entries { read(key, value, in: pane) }
    }
    let (bindings, errors) = bindings.changed(by: changes)
    self.bindings = bindings
    faults += errors.map { "\(places[$0.change]): \($0.error.message)" }
  }
}

extension Bindings {
  /// The whole table as a file of keys.
  /// - Parameter head: lines of a comment over it.
  func yaml(head: [String]) -> String {
    func line(_ action: Action, _ keys: [String], indent: String = "") -> String {
      let list = keys.map(Self.quoted).joined(separator: ", ")
      return "\(indent)\(action.id): [\(list)]\n"
    }
    var text = head.map { $0.isEmpty ? "#\n" : "# \($0)\n" }.joined()
    for group in ActionGroup.allCases {
      text += "\n# \(group.rawValue)\n"
      for action in Action.allCases where action.facts.group == group {
        text += line(action, keys(for: action).map(\.name))
      }
    }
    for pane in Pane.allCases {
      let apart = Action.allCases.filter { panesApart(of: $0).contains(pane) }
      guard !apart.isEmpty else { continue }
      text += "\n\(pane.rawValue):\n"
      for action in apart {
        text += line(action, keys(for: action, in: pane).map(\.name), indent: "  ")
      }
    }
    return text
  }

  private static func quoted(_ key: String) -> String {
    let escaped = key.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
    return "\"\(escaped)\""
  }
}
