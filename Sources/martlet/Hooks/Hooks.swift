import Articles
import Yams

/// Programs that Martlet starts by itself, and how it tells of news: what the settings say of them.
struct Hooks: Equatable {
  /// What gets the articles that a refresh has brought.
  var onNew: [OnNew] = []
  var onStart: [String] = []
  var onExit: [String] = []
  var notices: [Notice] = []

  struct OnNew: Equatable {
    var words: [String]
    /// Which of them; `nil` for all.
    var query: String?
  }

  enum Notice: Equatable {
    case command([String])
    case osc9
    case osc777
    case title
  }

  /// What can stand in braces in their words.
  static let fields = ["count", "title"]

  struct Fault: Error {
    let line: Int?
    let sentence: String

    init(node: Node, sentence: String) {
      line = node.mark?.line
      self.sentence = sentence
    }
  }

  /// A program with its arguments: a list of texts, or one text.
  static func words(_ value: Node) throws(Fault) -> [String] {
    if value.null != nil { return [] }
    var words: [String]
    if let text = value.scalar?.string {
      do throws(CommandWords.UnclosedQuote) {
        words = try CommandWords.split(text)
      } catch {
        throw Fault(node: value, sentence: Wording.unclosedQuote(error.quote) + ".")
      }
    } else if let texts = Settings.texts(value) {
      words = texts
    } else {
      throw Fault(node: value, sentence: Wording.runShape)
    }
    if words.isEmpty { return [] }
    if let fault = ArgumentPattern.fault(in: words, fields: fields) {
      throw Fault(node: value, sentence: fault)
    }
    return words
  }

  /// A program, a map with run and query, or a list of such maps.
  static func onNew(_ value: Node) throws(Fault) -> [OnNew] {
    if let list = value.sequence, list.contains(where: { $0.mapping != nil }) {
      var all: [OnNew] = []
      for item in list { all += try onNew(item) }
      return all
    }
    guard let fields = value.mapping else {
      let words = try words(value)
      return words.isEmpty ? [] : [OnNew(words: words)]
    }
    var hook = OnNew(words: [])
    for (key, value) in fields {
      switch key.string {
      case "run": hook.words = try words(value)
      case "query":
        guard let text = value.scalar?.string else {
          throw Fault(node: key, sentence: Wording.onNewShape)
        }
        do throws(QueryMistake) {
          _ = try QueryParser.parse(text, now: Instant(milliseconds: 0))
        } catch {
          throw Fault(node: value, sentence: error.description)
        }
        hook.query = text
      default: throw Fault(node: key, sentence: Wording.onNewShape)
      }
    }
    guard !hook.words.isEmpty else { throw Fault(node: value, sentence: Wording.onNewShape) }
    return [hook]
  }

  /// One way of telling, or a list of them.
  static func notices(_ value: Node) throws(Fault) -> [Notice] {
    if value.null != nil || value.scalar?.string == "none" { return [] }
    if let list = value.sequence {
      var all: [Notice] = []
      for item in list { all += try notices(item) }
      return all
    }
    if let fields = value.mapping, fields.count == 1, let command = fields["command"] {
      let words = try words(command)
      guard !words.isEmpty else { throw Fault(node: value, sentence: Wording.notifyShape) }
      return [.command(words)]
    }
    switch value.scalar?.string {
    case "osc9": return [.osc9]
    case "osc777": return [.osc777]
    case "title": return [.title]
    default: throw Fault(node: value, sentence: Wording.notifyShape)
    }
  }
}

extension Settings {
  mutating func takeHook(_ setting: Setting, _ value: Node, file: String, line: Int) {
    do throws(Hooks.Fault) {
      switch setting {
      case .onNew: hooks.onNew = try Hooks.onNew(value)
      case .onStart: hooks.onStart = try Hooks.words(value)
      case .onExit: hooks.onExit = try Hooks.words(value)
      case .notify: hooks.notices = try Hooks.notices(value)
      default: break
      }
    } catch {
      faults.append(
        "\(file):\(error.line ?? line): \(setting.rawValue): \(error.sentence)")
    }
  }
}
