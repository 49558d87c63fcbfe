@_spi(ArticleKeys) import Articles

/// A step as it is kept to be taken back: the line that the journal would have of it, or of many
/// articles which ones and when.
///
/// A hundred thousand marks are nine megabytes as a line, a third of what the values take; a million
/// articles are an eighth of a megabyte as a set. One that is too large to be kept after the window is a
/// line without marks.
struct UndoStep {
  let token: String
  let name: MarkName
  let count: Int
  /// Without its end; of a mass mark empty.
  let line: [UInt8]
  let mass: MassMark?
  /// When its marks were made, each once.
  let instants: Set<Instant>

  init(_ marks: [Mark], token: String = Token.random()) {
    self.init(
      marks, token: token, line: Array(JournalLine.encode(step: token, marks).dropLast()))
  }

  init(_ mass: MassMark) {
    token = Token.random()
    line = []
    name = mass.name
    count = mass.count
    self.mass = mass
    instants = [mass.at]
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
    name = marks.first?.name ?? .read
    count = marks.count
    mass = nil
    instants = Set(marks.lazy.map(\.at))
  }

  /// The same step without what it takes to take it back.
  var emptied: UndoStep { UndoStep([], token: token) }

  /// None of a mass mark.
  var marks: [Mark] { mass == nil ? UndoStep.read(line)?.marks ?? [] : [] }

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
