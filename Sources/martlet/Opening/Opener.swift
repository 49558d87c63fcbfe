import Yams

/// What the person wants certain addresses or media to be opened with: one entry of `openers`.
struct Opener: Equatable, Sendable {
  /// Both must fit where both are given.
  var pattern: AddressPattern?
  /// A media type in small letters, `*` standing for anything: `audio/*`.
  var type: String?
  /// The program and its arguments, with the signs of ``BrowserCommand/filled(_:address:)``.
  var command: [String]
  /// `nil` for what is known of the program.
  var needsTerminal: Bool?

  /// - Parameters:
  ///   - address: canonical.
  ///   - type: the media type as it came; `audio/*` where only that is known.
  func fits(_ address: String, type given: String?) -> Bool {
    if let type {
      guard let given, Self.fits(Self.plain(given), type) else { return false }
    }
    return pattern?.matches(address) ?? true
  }

  /// Without its parameters, in small letters.
  static func plain(_ type: String) -> String {
    type.prefix { $0 != ";" }.filter { !$0.isWhitespace }.lowercased()
  }

  /// In one pass over the text: where a part does not fit, only the last `*` takes more.
  private static func fits(_ text: String, _ pattern: String) -> Bool {
    let text = Array(text.utf8.prefix(256))
    let pattern = Array(pattern.utf8)
    var (place, part) = (0, 0)
    var star: (part: Int, place: Int)?
    while place < text.count {
      if part < pattern.count, pattern[part] == UInt8(ascii: "*") {
        star = (part, place)
        part += 1
      } else if part < pattern.count, pattern[part] == text[place] {
        part += 1
        place += 1
      } else if let last = star {
        star = (last.part, last.place + 1)
        (part, place) = (last.part + 1, last.place + 1)
      } else {
        return false
      }
    }
    return pattern[part...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}

extension Opener {
  /// An entry of `openers` in the settings.
  /// - Parameter line: that of the list, where the entry has none of its own.
  init(_ entry: Node, file: String, line: Int) throws(Settings.Failure) {
    func place(_ node: Node, after characters: Int = 0) -> String {
      guard let mark = node.mark else { return "\(file):\(line)" }
      return "\(file):\(mark.line):\(mark.column + characters)"
    }
    func fail(_ node: Node, _ reason: String) -> Settings.Failure {
      Settings.Failure(message: "\(place(node)): \(reason)")
    }
    self.init(command: [])
    guard let fields = entry.mapping else { throw fail(entry, Wording.openerShape) }
    for (key, value) in fields {
      switch (key.string, value.scalar?.string) {
      case ("match", let text?):
        do {
          pattern = try AddressPattern(text)
        } catch {
          // Within quotes that have signs of their own, only where the text begins is known.
          let isAsWritten = value.scalar.map { $0.style == .plain || $0.style == .singleQuoted }
          let quote = value.scalar?.style == .plain ? 0 : 1
          throw Settings.Failure(
            message: place(value, after: isAsWritten == true ? error.place + quote : 0) + ": "
              + Wording.noPattern(Output.clean(text), error.reason))
        }
      case ("type", let text?):
        let type = Opener.plain(text)
        guard type == "*" || type.split(separator: "/", omittingEmptySubsequences: false).count == 2
        else { throw fail(value, Wording.openerType) }
        self.type = type
      case ("command", let text?):
        do {
          command = try CommandWords.split(text)
        } catch {
          throw fail(value, Wording.unclosedQuote(error.quote))
        }
      case ("command", nil):
        guard let words = value.sequence?.map({ $0.scalar?.string }), !words.contains(nil) else {
          throw fail(value, Wording.openerCommand)
        }
        command = words.compactMap(\.self)
      case ("terminal", "true"?): needsTerminal = true
      case ("terminal", "false"?): needsTerminal = false
      case ("terminal", _): throw fail(value, Wording.openerTerminal)
      default: throw fail(key, Wording.noOpenerMember(Output.clean(key.string ?? "")))
      }
    }
    guard pattern != nil || type != nil, let program = command.first, !program.isEmpty,
      command.allSatisfy({ !$0.utf8.contains(0) })
    else { throw fail(entry, Wording.openerShape) }
    guard !BrowserCommand.isCode(command) else {
      throw fail(entry, Wording.addressAsCode(Output.clean(program)))
    }
  }
}
