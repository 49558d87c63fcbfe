import Yams

/// Puts a setting into the text of `config.yaml`: in the place of its default, or at the end; every
/// other byte stays.
enum SettingsText {
  enum Outcome: Equatable {
    case text(String)
    /// It says so already.
    case same
    /// The person has said something else there.
    case kept
  }

  /// - Parameters:
  ///   - lines: the setting with its value.
  ///   - defaults: as the shipped file has it, after the colon.
  static func adding(
    _ name: String, _ lines: [String], defaults: String, to text: String
  ) -> Outcome {
    let lineEnd = text.utf8.contains(0x0D) ? "\r\n" : "\n"
    let wanted = try? Yams.compose(yaml: lines.joined(separator: "\n"))?.mapping?.first?.value
    guard let root = try? SettingsYAML.root(text), let mapping = root.mapping,
      let (key, value) = mapping.first(where: { $0.key.string == name })
    else {
      let isBare = (try? SettingsYAML.root(text)).flatMap(\.self)?.mapping != nil
      let isEmpty = text.split(whereSeparator: \.isNewline).allSatisfy {
        $0.allSatisfy(\.isWhitespace) || $0.hasPrefix("#")
      }
      guard isBare || isEmpty else { return .kept }
      let gap = text.isEmpty ? "" : text.hasSuffix(lineEnd) ? lineEnd : lineEnd + lineEnd
      return settings(text + gap + lines.joined(separator: lineEnd) + lineEnd)
    }
    if value == wanted { return .same }
    let standard = try? Yams.compose(yaml: "\(name): \(defaults)")?.mapping?.first?.value
    var all = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map(String.init)
    guard value == standard || value.null != nil, let place = (key.mark?.line).map({ $0 - 1 }),
      all.indices.contains(place), all[place].hasPrefix(name + ":"),
      all[place].drop(while: { $0 != ":" }).dropFirst().prefix(while: { $0 != "#" })
        .contains(where: { !$0.isWhitespace }) || value.null != nil
    else { return .kept }
    all.replaceSubrange(place...place, with: lines)
    return settings(all.joined(separator: lineEnd))
  }

  /// What was made of the text, if that is settings: what the person has set in braces takes no more lines.
  private static func settings(_ text: String) -> Outcome {
    (try? SettingsYAML.root(text))?.mapping == nil ? .kept : .text(text)
  }
}
