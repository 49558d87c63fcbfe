@_spi(ArticleKeys) import Articles

/// A step as it is kept to be taken back: the line that the journal would have of it.
///
/// A hundred thousand marks are nine megabytes so, a third of what the values take. One that is too
/// large to be kept after the window is a line without marks.
struct UndoStep {
  let token: String
  /// Without its end.
  let line: [UInt8]
  let name: MarkName
  let count: Int

  init(_ marks: [Mark], token: String = Token.random()) {
    self.token = token
    line = Array(JournalLine.encode(step: token, marks).dropLast())
    name = marks.first?.name ?? .read
    count = marks.count
  }

  /// `nil` for a line that is not as it was written.
  init?(line: ArraySlice<UInt8>) {
    guard JournalLine.isIntact(line), let (token, marks) = UndoStep.read(Array(line))
    else { return nil }
    self.token = token
    self.line = Array(line)
    name = marks.first?.name ?? .read
    count = marks.count
  }

  /// The same step without what it takes to take it back.
  var emptied: UndoStep { UndoStep([], token: token) }

  var marks: [Mark] { UndoStep.read(line)?.marks ?? [] }

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
