@_spi(ArticleKeys) import Articles

/// A step as it is kept to be taken back: the line that the journal would have of it, or of many
/// articles which ones and when.
///
/// A hundred thousand marks are nine megabytes as a line, a third of what the values take; a million
/// articles are an eighth of a megabyte as a set. One that is too large to be kept after the window is a
/// line without marks.
struct UndoStep {
  let token: String
  /// At least one.
  let names: [MarkName]
  /// Of articles.
  let count: Int
  /// Without its end; of a mass mark empty.
  let line: [UInt8]
  /// One for each name, if there are many articles.
  let masses: [MassMark]
  /// When its marks were made, each once.
  let instants: Set<Instant>

  init(_ marks: [Mark], token: String = Token.random()) {
    self.init(
      marks, token: token, line: Array(JournalLine.encode(step: token, marks).dropLast()))
  }

  /// - Parameter masses: at least one.
  init(_ masses: [MassMark]) {
    token = Token.random()
    line = []
    names = masses.map(\.name)
    count = Self.articles(of: masses)
    self.masses = masses
    instants = Set(masses.map(\.at))
  }

  /// How many articles marks are about.
  static func articles(of marks: some Collection<Mark>) -> Int {
    guard let name = marks.first?.name, marks.contains(where: { $0.name != name }) else {
      return marks.count
    }
    return Set(marks.lazy.map(\.address)).count
  }

  static func articles(of masses: [MassMark]) -> Int {
    guard masses.count > 1 else { return masses.first?.count ?? 0 }
    return masses.reduce(into: ArticleSet()) { $0.formUnion($1.articles) }.count
  }

  /// `nil` for a line that is not as it was written.
  init?(line: ArraySlice<UInt8>) {
    guard JournalLine.isIntact(line), let (token, marks) = UndoStep.read(Array(line))
    else { return nil }
    self.init(marks, token: token, line: Array(line))
  }

  private init(_ marks: [Mark], token: String, line: [UInt8]) {
    self.token = token
    self.line = line
    var names: [MarkName] = []
    for mark in marks where names.last != mark.name && !names.contains(mark.name) {
      names.append(mark.name)
    }
    self.names = names.isEmpty ? [.read] : names
    count = Self.articles(of: marks)
    masses = []
    instants = Set(marks.lazy.map(\.at))
  }

  /// The same step without what it takes to take it back.
  var emptied: UndoStep { UndoStep([], token: token) }

  /// None of a mass mark.
  var marks: [Mark] { masses.isEmpty ? UndoStep.read(line)?.marks ?? [] : [] }

  private static func read(_ line: [UInt8]) -> (token: String, marks: [Mark])? {
    var reader = JSONReader(line)
    var token = ""
    var marks: [Mark] = []
    do throws(JSONFault) {
      try reader.eachMember { (reader, name) throws(JSONFault) in
        switch reader.decoded(name) {
        case Array("step".utf8):
          token = String(decoding: reader.decoded(try reader.string()), as: UTF8.self)
        case Array("marks".utf8):
          try reader.eachMember { (reader, key) throws(JSONFault) in
            let address = Address(key: String(decoding: reader.decoded(key), as: UTF8.self))
            let facts = try StateMarks(&reader, of: line)
            guard let address else { return }
            marks += facts.instants.map {
              Mark(ArticleKey(address), MarkName($0.name), at: $0.instant)
            }
          }
        default: try reader.value()
        }
      }
      try reader.finish()
    } catch {
      return nil
    }
    return (token, marks)
  }
}
