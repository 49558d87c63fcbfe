import Yams

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
