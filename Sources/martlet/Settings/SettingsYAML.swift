import Yams

/// YAML that a person writes. A mistake is said with its line, but not with what stands there, since
/// messages may end up in a log and files hold passwords.
enum SettingsYAML {
  struct Fault: Error {
    /// Counted from 1.
    let line: Int?
    let reason: String

    /// - Parameter file: only named.
    func message(of file: String) -> String {
      (line.map { "\(file):\($0)" } ?? file) + ": \(reason)"
    }
  }

  static func root(_ yaml: String) throws(Fault) -> Node? {
    do {
      // Editors of other systems begin a file with the mark of its byte order.
      return try Yams.compose(yaml: yaml.hasPrefix("\u{FEFF}") ? String(yaml.dropFirst()) : yaml)
    } catch let error as YamlError {
      throw fault(error, yaml)
    } catch {
      throw Fault(line: nil, reason: Wording.noYAML(nil))
    }
  }

  private static func fault(_ error: YamlError, _ yaml: String) -> Fault {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      // What the end of the file lacks belongs to its last line that says something.
      let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false)
      let last = lines.lastIndex { !$0.allSatisfy(\.isWhitespace) } ?? 0
      return Fault(line: min(mark.line, last + 1), reason: Wording.noYAML(problem))
    case .duplicatedKeysInMapping(let keys, let context):
      let key = keys.first ?? ""
      let first = context.mark.line
      let second = line(saying: key, after: context.mark, yaml)
      return Fault(line: second ?? first, reason: Wording.writtenTwice(key, first: first))
    case .dataCouldNotBeDecoded, .reader:
      return Fault(line: nil, reason: Wording.noYAML("it is not text in UTF-8"))
    default: return Fault(line: nil, reason: Wording.noYAML(nil))
    }
  }

  /// Where the name of a member stands for the second time: the line that was added last, as a rule.
  private static func line(saying key: String, after mark: Mark, _ yaml: String) -> Int? {
    let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false)
    guard mark.line > 0 else { return nil }
    return lines.indices.dropFirst(mark.line).first { index in
      let text = lines[index].dropFirst(max(mark.column - 1, 0))
      let isIndentedSo = lines[index].prefix(max(mark.column - 1, 0)).allSatisfy { $0 == " " }
      let names = [key, "\"\(key)\"", "'\(key)'"]
      return isIndentedSo
        && names.contains { name in
          text.hasPrefix(name) && text.dropFirst(name.count).first { $0 != " " } == ":"
        }
    }.map { $0 + 1 }
  }
}

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
