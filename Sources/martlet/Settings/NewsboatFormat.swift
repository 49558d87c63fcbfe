import ReaderCore

/// The formats of newsboat (`%N`, `%-17T`, `%?T?then&else?`) in pieces.
struct NewsboatFormat {
  enum Piece: Equatable {
    case text(String)
    case field(Character, width: Int?)
  }

  private(set) var pieces: [Piece] = []

  /// Of a condition what holds if it does is taken.
  init(_ text: String) {
    var rest = text[...]
    while let character = rest.popFirst() {
      guard character == "%", let next = rest.first else {
        add(String(character))
        continue
      }
      if next == "%" {
        rest.removeFirst()
        add("%")
      } else if next == "?" {
        let parts = rest.dropFirst().split(
          separator: "?", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else { return }
        let then = parts[1].prefix { $0 != "&" }
        for piece in NewsboatFormat(String(then)).pieces { add(piece) }
        rest = parts[2]
      } else if next == ">" {
        // Fills up with the character that follows.
        rest = rest.dropFirst(2)
        add(" ")
      } else {
        let width = rest.prefix { $0 == "-" || $0.isNumber }
        rest = rest.dropFirst(width.count)
        if let name = rest.popFirst() {
          pieces.append(.field(name, width: Int(width).map { abs($0) }))
        }
      }
    }
  }

  private mutating func add(_ piece: Piece) {
    if case .text(let text) = piece { add(text) } else { pieces.append(piece) }
  }

  private mutating func add(_ text: String) {
    if case .text(let last)? = pieces.last {
      pieces[pieces.count - 1] = .text(last + text)
    } else {
      pieces.append(.text(text))
    }
  }

  /// The text with what has a twin, and the fields that have none.
  private func said(
    _ twins: [Character: String], text: (String) -> String
  ) -> (text: String, dropped: [String]) {
    var result = ""
    var dropped: [String] = []
    for piece in pieces {
      switch piece {
      case .text(let literal): result += text(literal)
      case .field(let name, _):
        if let twin = twins[name] { result += twin } else { dropped.append("%\(name)") }
      }
    }
    return (result, dropped)
  }

  /// As `title_format` has it.
  var title: (text: String, dropped: [String]) {
    let (text, dropped) = said(
      ["N": "{program}", "T": "{view}", "u": "{unread}", "t": "{total}", "F": "{query}"]
    ) { $0.replacing("{", with: "{{") }
    var bare = text[...]
    while let last = bare.last, " -".contains(last) { bare.removeLast() }
    return (String(bare), dropped)
  }

  /// As `columns` has it.
  var columns: (text: String, dropped: [String]) {
    let twins: [Character: ListStyle.Column] = [
      "D": .age, "t": .title, "T": .source, "a": .author,
    ]
    var columns: [ListStyle.Column] = []
    var words: [String] = []
    var dropped: [String] = []
    for case .field(let name, let width) in pieces {
      guard let column = twins[name] else {
        // Marks stand in every row.
        if name != "f" { dropped.append("%\(name)") }
        continue
      }
      guard !columns.contains(column) else { continue }
      columns.append(column)
      let known = width.flatMap { column == .source && (1...60).contains($0) ? $0 : nil }
      words.append(column.rawValue + (known.map { ": \($0)" } ?? ""))
    }
    if !columns.contains(.title) { words.append(ListStyle.Column.title.rawValue) }
    return ("[" + words.joined(separator: ", ") + "]", dropped)
  }

  /// As `download_name` has it, which gives every name its ending itself.
  static func download(_ text: String) -> (text: String, dropped: [String]) {
    let dates = text.replacing("%Y-%m-%d", with: "%F").replacing(".%e", with: "")
    return NewsboatFormat(dates).said(
      [
        "n": "{provider}", "N": "{provider}", "t": "{title}", "u": "{file}", "F": "{date}",
        "e": "",
      ]
    ) { $0.filter { !"{}".contains($0) } }
  }

  /// As `dates` has it; `nil` where it has a field that is not known.
  static func dates(_ text: String) -> String? {
    let short = ["%F": "%Y-%m-%d", "%R": "%H:%M", "%D": "%m/%d/%y", "%h": "%b", "%B": "%b"]
      .reduce(text) { $0.replacing($1.key, with: $1.value) }
    return DateFormat(short) == nil ? nil : short
  }
}
