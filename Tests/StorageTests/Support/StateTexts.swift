import Articles

@testable import Storage

/// State files of a test, by what they say.
struct StateTexts {
  private let scratch = Scratch()

  func file(_ text: String) throws(StateFault) -> StateFile { try file(Array(text.utf8)) }

  func file(_ bytes: [UInt8]) throws(StateFault) -> StateFile {
    let path = Path(scratch["state-\(UniqueName.random())"])
    scratch.write(path, bytes)
    guard let file = try StateFile.read(path, sortingIn: Path(scratch.path)) else {
      throw .unreadable(code: 0)
    }
    return file
  }

  /// What is written when the files are merged.
  func merged(_ texts: String...) throws(StateFault) -> String {
    var files: [StateFile] = []
    for text in texts { files.append(try file(text)) }
    return try written(StateMerge(files))
  }

  func written(_ merge: StateMerge) throws(StateFault) -> String {
    var merge = merge
    var bytes: [UInt8] = []
    try merge.write {
      bytes += $0
      return true
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  func written(_ marks: [Mark]) throws(StateFault) -> String {
    try written(StateMerge([.entries(StateEntry.entries(of: marks)[...])]))
  }
}
