import Foundation

/// The `sources` file: one source a line, then its tags and an optional `"~Display name"`.
///
/// Words are split at blanks; double quotes group, a backslash escapes inside them; `#` starts a
/// comment only as the first character; an unquoted leading `~/` is the home folder.
struct SourcesFile {
  struct Entry: Equatable {
    var location: String
    var title: String?
    var tags: [String]
    var line: Int

    /// Whether the entry names a folder or a file rather than a feed.
    var isPath: Bool { location.hasPrefix("/") }
  }

  struct Failure: Error, Equatable {
    let message: String
  }

  let entries: [Entry]

  /// - Parameter file: only named in messages.
  init(_ text: String, home: String, file: String) throws(Failure) {
    var entries: [Entry] = []
    var number = 0
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      number += 1
      guard !line.hasPrefix("#") else { continue }
      guard let words = Self.words(line, home: home) else {
        throw Failure(
          message: "\(file):\(number): a double quote is never closed. Close it, or write \\\".")
      }
      guard let first = words.first else { continue }
      let title = words.dropFirst().first { $0.hasPrefix("~") }.map { String($0.dropFirst()) }
      entries.append(
        Entry(
          location: first, title: title,
          tags: words.dropFirst().filter { !$0.hasPrefix("~") }, line: number))
    }
    self.entries = entries
  }

  /// The words of a line, or `nil` if a quotation has no end.
  private static func words(_ line: Substring, home: String) -> [String]? {
    var words: [String] = []
    var word: String?
    var isQuoted = false
    var wasQuoted = false
    var characters = line.makeIterator()
    func finish() {
      guard let complete = word else { return }
      let isHome = !wasQuoted && complete.hasPrefix("~/")
      words.append(isHome ? home + complete.dropFirst() : complete)
      word = nil
      wasQuoted = false
    }
    while let character = characters.next() {
      switch character {
      case "\"":
        isQuoted.toggle()
        wasQuoted = true
        word = word ?? ""
      case "\\" where isQuoted:
        guard let escaped = characters.next() else { return nil }
        word = (word ?? "") + String(escaped)
      case " ", "\t":
        if isQuoted { word = (word ?? "") + String(character) } else { finish() }
      default:
        word = (word ?? "") + String(character)
      }
    }
    guard !isQuoted else { return nil }
    finish()
    return words
  }
}
