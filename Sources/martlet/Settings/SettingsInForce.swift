import Foundation
import Yams

/// The settings as they hold now, each with where its value comes from: what `martlet config` prints.
struct SettingsInForce {
  struct Entry: Equatable {
    let setting: Setting
    /// As it is written in YAML, on one line.
    let value: String
    let origin: Origin
  }

  enum Origin: Equatable {
    case standard
    /// A line of the settings file.
    case line(Int)
    /// A variable of the environment that goes before the file.
    case variable(String)
  }

  let entries: [Entry]

  /// - Parameters:
  ///   - yaml: a settings file that can be read; `nil` if there is none.
  ///   - mistaken: what it says in vain.
  init(yaml: String?, mistaken: Set<Setting> = [], environment: [String: String]) {
    var given: [String: (value: String, line: Int)] = [:]
    for (key, value) in (yaml.flatMap { try? SettingsYAML.root($0) })?.mapping ?? [:] {
      guard let name = key.string else { continue }
      given[name] = (Self.text(of: value), key.mark?.line ?? 1)
    }
    entries = Setting.allCases.map { setting in
      if let (variable, value) = setting.override(environment) {
        return Entry(setting: setting, value: value, origin: .variable(variable))
      }
      if let (value, line) = given[setting.rawValue], !mistaken.contains(setting) {
        return Entry(setting: setting, value: value, origin: .line(line))
      }
      return Entry(setting: setting, value: setting.standard, origin: .standard)
    }
  }

  /// The value in YAML on one line.
  static func text(of node: Node) -> String {
    let text = try? Yams.serialize(
      node: node.flowing, width: -1, allowUnicode: true, sortKeys: false)
    return text?.trimmingCharacters(in: .whitespacesAndNewlines)
      .replacingOccurrences(of: "\n...", with: "") ?? ""
  }
}

extension Node {
  /// The same with brackets and braces instead of lines.
  fileprivate var flowing: Node {
    switch self {
    case .scalar(var scalar):
      if scalar.style == .literal || scalar.style == .folded { scalar.style = .doubleQuoted }
      return .scalar(scalar)
    case .mapping(let mapping):
      return .mapping(
        Mapping(mapping.map { ($0.key.flowing, $0.value.flowing) }, mapping.tag, .flow))
    case .sequence(let sequence):
      return .sequence(Sequence(sequence.map(\.flowing), sequence.tag, .flow))
    case .alias: return self
    }
  }
}

extension Setting {
  /// The default, as `config/config.yaml` has it; a test compares the two.
  var standard: String {
    switch self {
    case .markRead: "on_open"
    case .previewDelay: "120"
    case .color, .characters, .theme, .mouse, .images: "auto"
    case .columns: "[age, provider, title, related]"
    case .rows: "compact"
    case .glyphs: "unicode"
    case .dates: "relative"
    case .measure: "88"
    case .terminalBrowsers, .openers, .views, .mute, .highlight, .commands, .onNew, .onStart,
      .onExit:
      "[]"
    case .keys: "martlet"
    case .notify: "none"
    case .titleFormat, .statusFormat, .saveFolder, .downloadFolder, .downloadName, .stateFile,
      .contact, .proxy:
      "\"\""
    case .keepTracking, .markChangedUnread, .readerMode, .center: "false"
    case .refreshInterval: "60"
    case .fetchTimeout: "120"
    case .connections: "16"
    case .connectionsPerHost: "2"
    case .keepArticles: "forever"
    case .fullText: "on_request"
    case .stories: "fold"
    case .frontPage: "{size: 40, topics: {}}"
    }
  }

  /// What of the environment goes before the settings file.
  fileprivate func override(_ environment: [String: String]) -> (variable: String, value: String)? {
    guard self == .color, !environment["NO_COLOR", default: ""].isEmpty else { return nil }
    return ("NO_COLOR", "never")
  }
}
