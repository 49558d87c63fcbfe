import ReaderCore
import Yams

/// The rules of the settings. One that is wrong is left out and told of; the others hold.
extension Settings {
  private enum RuleProblem: Error {
    case shape
    case field(String)
    case role
    case noQuery
    case fault(RuleFault)
  }

  mutating func takeRules(_ setting: Setting, _ value: Node, file: String, line: Int) {
    if value.null != nil { return }
    guard let list = value.sequence else {
      faults.append("\(file):\(line): \(setting.rawValue) is \(setting.expectation).")
      return
    }
    for item in list {
      do throws(RuleProblem) {
        let rule = try Self.rule(setting, item)
        if setting == .highlight {
          highlights.append(rule)
        } else {
          mutes.append(MuteRule(name: rule.name, query: rule.query))
        }
      } catch {
        let place = "\(file):\(item.mark?.line ?? line)"
        faults.append("\(place): \(Self.sentence(error, setting)) The other rules hold.")
      }
    }
  }

  /// The queries of a list; of one that is none it is told.
  mutating func takeQueries(_ list: [Node], of setting: Setting, file: String) -> [String] {
    list.compactMap { item in
      let place = "\(file):\(item.mark?.line ?? 1)"
      guard let query = item.scalar?.string, item.null == nil else {
        faults.append("\(place): \(setting.rawValue) is \(setting.expectation).")
        return nil
      }
      do throws(RuleFault) {
        try RuleFault.check(query, isMuting: false)
        return query
      } catch {
        faults.append("\(place): \(setting.rawValue): \(error.message) The other queries hold.")
        return nil
      }
    }
  }

  private static func rule(_ setting: Setting, _ item: Node) throws(RuleProblem) -> HighlightRule {
    var rule = HighlightRule(query: "")
    if let query = item.scalar?.string, item.null == nil {
      rule.query = query
    } else if let fields = item.mapping {
      for (key, value) in fields {
        switch (key.string, value.scalar?.string) {
        case ("name", let name?): rule.name = name.isEmpty ? nil : name
        case ("query", let query?): rule.query = query
        case ("role", let name?) where setting == .highlight:
          guard let found = HighlightRule.roles.first(where: { $0.name == name }) else {
            throw .role
          }
          rule.role = found.role
        default: throw .field(key.string ?? "")
        }
      }
    } else {
      throw .shape
    }
    guard !rule.query.allSatisfy(\.isWhitespace) else { throw .noQuery }
    do throws(RuleFault) {
      try RuleFault.check(rule.query, isMuting: setting == .mute)
    } catch {
      throw .fault(error)
    }
    return rule
  }

  private static func sentence(_ problem: RuleProblem, _ setting: Setting) -> String {
    let fields = setting == .mute ? "name and query" : "name, query and role"
    switch problem {
    case .shape: return "\(setting.rawValue) is \(setting.expectation)."
    case .field(let name):
      return "a rule has \(fields), and no \"\(name)\". A query with a colon and a blank, or that "
        + "begins with a quote, stands in single quotes."
    case .role:
      return "role is one of \(HighlightRule.roles.map(\.name).joined(separator: ", "))."
    case .noQuery: return "a rule needs a query."
    case .fault(let fault): return "\(setting.rawValue): \(fault.message)"
    }
  }
}

extension ListStyle {
  /// `[age, provider: 16, title]`; `nil` for what is no list of columns.
  static func columns(_ value: Node) -> [Item]? {
    guard let list = value.sequence else { return nil }
    var items: [Item] = []
    for node in list {
      let name = node.string ?? node.mapping?.first?.key.string ?? ""
      guard let column = Column(rawValue: name), !items.contains(where: { $0.column == column })
      else { return nil }
      guard let fields = node.mapping else {
        items.append(Item(column))
        continue
      }
      guard fields.count == 1, let width = fields.first?.value.int, (1...60).contains(width),
        column != .title
      else { return nil }
      items.append(Item(column, width: width))
    }
    return items.contains { $0.column == .title } ? items : nil
  }
}
