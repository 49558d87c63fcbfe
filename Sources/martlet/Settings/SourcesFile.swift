import Articles
import FeedParsing
import Foundation
import Storage

/// The `sources` file: one source a line, then its tags and an optional `"~Display name"`.
///
/// Words are split at blanks; double quotes group, a backslash escapes inside them; a word that
/// begins with `#` starts a comment; an unquoted leading `~/` is the home folder. A `urls` file
/// of newsboat is one, too: its lines that name programs and queries are kept, and nothing else.
///
/// The file is held as its lines with all their bytes, so that whatever is not changed stays as the
/// person wrote it.
struct SourcesFile {
  let lines: [SourceLine]
  /// A byte order mark before the first line.
  private let mark: [UInt8]
  private let home: String
  let file: String

  /// A line that names nothing that can be read.
  struct BrokenLine: Hashable, Sendable {
    /// File and line, as `sources:3`.
    let place: String
    let text: String
    /// What is wrong with it, and what to do.
    let reason: String

    var message: String { "\(place): \(reason)" }
  }

  /// - Parameters:
  ///   - home: what a leading `~/` stands for.
  ///   - file: only named in messages.
  init(_ bytes: [UInt8], home: String, file: String) {
    self.home = home
    self.file = file
    mark = bytes.starts(with: Self.byteOrderMark) ? Self.byteOrderMark : []
    var lines: [SourceLine] = []
    var rest = bytes.dropFirst(mark.count)
    while !rest.isEmpty {
      let end = rest.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? rest.endIndex
      lines.append(SourceLine(Array(rest[..<end]), home: home))
      rest = rest[end...]
    }
    self.lines = lines
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  var bytes: [UInt8] { mark + lines.flatMap(\.bytes) }

  /// What the lines name, in their order. A place that stands there twice is there twice.
  var entries: [SourceEntry] {
    lines.compactMap { line in
      guard case .source(let entry) = line.content else { return nil }
      return entry
    }
  }

  /// The lines that are to be mended.
  var brokenLines: [BrokenLine] {
    lines.enumerated().compactMap { index, line in
      guard case .wrong(let fault) = line.content else { return nil }
      return BrokenLine(
        place: "\(file):\(index + 1)", text: String(decoding: line.text, as: UTF8.self),
        reason: Wording.sourceFault(fault))
    }
  }

  /// A sentence for each line that holds what is kept and does nothing here, with file and line.
  var remarks: [String] { remarks { _ in true } }

  /// What an import leaves where it is, without the queries, which may become views.
  var remarksOfImport: [String] {
    lines.enumerated().compactMap { index, line in
      let place = "\(file):\(index + 1)"
      switch line.content {
      case .kept(.query): return nil
      case .kept(let reason): return "\(place): \(Wording.notTaken(reason))"
      case .source(let entry) where entry.isHidden:
        return "\(place): \(Wording.hidingTagNotTaken)"
      case .source, .nothing, .wrong: return nil
      }
    }
  }

  /// Of these the ones that newsboat would not understand either: maybe a slip of the pen.
  var doubts: [String] {
    remarks { if case .kept(.scheme) = $0 { true } else { false } }
  }

  private func remarks(_ isWanted: (SourceLine.Content) -> Bool) -> [String] {
    lines.enumerated().compactMap { index, line in
      guard isWanted(line.content) else { return nil }
      switch line.content {
      case .kept(let reason): return "\(file):\(index + 1): \(Wording.kept(reason))"
      case .source(let entry) where entry.isHidden:
        return "\(file):\(index + 1): \(Wording.hidingTag)"
      case .source, .nothing, .wrong: return nil
      }
    }
  }

  // MARK: Changes, of which each touches one kind of line and leaves every other byte

  /// With a line more at the end for each entry.
  func appending(_ entries: [SourceEntry]) -> SourcesFile {
    var bytes = bytes
    if let last = lines.last, last.bytes.last != UInt8(ascii: "\n") { bytes += lineEnd }
    for entry in entries { bytes += Array(Self.line(entry).utf8) + lineEnd }
    return changed(bytes)
  }

  /// Without the lines that name a place; `nil` if there is none.
  func removing(_ identity: String) -> SourcesFile? {
    let others = lines.filter { !Self.names($0, identity) }
    guard others.count < lines.count else { return nil }
    return changed(mark + others.flatMap(\.bytes))
  }

  /// With another display name for a place, `nil` for none; `nil` if no line names the place.
  func renaming(_ identity: String, to title: String?) -> SourcesFile? {
    guard lines.contains(where: { Self.names($0, identity) }) else { return nil }
    return changed(
      mark
        + lines.flatMap { Self.names($0, identity) ? Self.renamed($0, to: title) : $0.bytes })
  }

  /// The line that says what `entry` is, without its end.
  static func line(_ entry: SourceEntry) -> String {
    let tags = entry.tags.map(SourceWord.written)
    let title = entry.title.map { [SourceWord.written("~" + $0)] } ?? []
    return ([SourceWord.written(entry.location)] + tags + title).joined(separator: " ")
  }

  private func changed(_ bytes: [UInt8]) -> SourcesFile {
    SourcesFile(bytes, home: home, file: file)
  }

  /// As the first line ends.
  private var lineEnd: [UInt8] {
    lines.first?.bytes.suffix(2) == Array("\r\n".utf8)[...] ? Array("\r\n".utf8) : [0x0A]
  }

  private static func names(_ line: SourceLine, _ identity: String) -> Bool {
    guard case .source(let entry) = line.content else { return false }
    return entry.identity == identity
  }

  private static func renamed(_ line: SourceLine, to title: String?) -> [UInt8] {
    let written = title.map { Array(SourceWord.written("~" + $0).utf8) }
    let words = (try? SourceWord.words(of: line.text)) ?? []
    let old = words.dropFirst().first { $0.text.hasPrefix("~") }
    switch (old?.range, written) {
    case (let range?, let written?):
      return Array(line.bytes[..<range.lowerBound] + written + line.bytes[range.upperBound...])
    case (let range?, nil):
      // The blanks before it go, too.
      let start = words.last { $0.range.upperBound <= range.lowerBound }?.range.upperBound
      return Array(
        line.bytes[..<(start ?? range.lowerBound)] + line.bytes[range.upperBound...])
    case (nil, let written?):
      let end = words.last?.range.upperBound ?? line.text.endIndex
      return Array(line.bytes[..<end] + [0x20] + written + line.bytes[end...])
    case (nil, nil): return line.bytes
    }
  }
}

/// The sources file as it lies on the disk.
struct SourcesDisk {
  let path: String
  private let home: String

  init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    path = Paths(environment: environment).sourcesFile
    home = environment["HOME"] ?? ""
  }

  /// The file; one without lines where there is none.
  func read() throws -> SourcesFile {
    parsed(try EditedFile(path: path).bytes() ?? [])
  }

  /// Changes the file, as whoever else writes it leaves it.
  /// - Parameter change: asked again if the file changes meanwhile; `nil` leaves it as it is.
  /// - Returns: whether it was changed.
  @discardableResult
  func edit(_ change: (SourcesFile) -> SourcesFile?) throws -> Bool {
    try EditedFile(path: path).edit { bytes in
      let changed = change(parsed(bytes))
      return (bytes: changed?.bytes, answer: changed != nil)
    }
  }

  private func parsed(_ bytes: [UInt8]) -> SourcesFile {
    SourcesFile(bytes, home: home, file: path)
  }
}

/// What a line of the sources file names.
struct SourceEntry: Hashable, Sendable {
  /// An absolute path, or the address of a feed as the person wrote it.
  var location: String
  /// The person's own name for it.
  var title: String?
  /// Without those that begin with `!`, which hide a feed in newsboat.
  var tags: [String] = []
  /// Whether it has such a tag.
  var isHidden = false

  /// Whether it names a folder or a file of articles rather than a feed.
  var isPath: Bool { location.hasPrefix("/") }

  /// Any text as a tag or a name: one line that cannot be taken for something else.
  static func word(_ text: String) -> String {
    String(TextCleaning.clean(text).drop { $0 == "~" || $0 == "!" || $0 == " " })
  }

  /// What two lines that name the same place have in common.
  var identity: String { Self.identity(of: location) }

  static func identity(of location: String) -> String {
    if location.hasPrefix("/") { return Paths.absolute(location) }
    return Address(canonicalizing: location)?.text ?? location
  }
}

extension SourceSpec {
  /// A source for good.
  init(_ entry: SourceEntry) {
    if entry.isPath {
      self.init(location: Paths.absolute(entry.location), title: entry.title)
    } else {
      self.init(feed: entry.location, title: entry.title)
    }
    tags = entry.tags
  }
}

extension SourcePlace {
  /// As a line of the sources file has it.
  var written: String {
    switch self {
    case .folder: location
    case .feed(let address): address
    }
  }
}

/// Which addresses may be those of feeds.
enum FeedLocation {
  /// Whether the text is the address of a feed: `http`, `https`, or `file` for a feed on this
  /// machine.
  static func isFeed(_ text: String) -> Bool {
    guard let scheme = scheme(of: text), text.utf8.count <= Address.longest,
      text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F })
    else { return false }
    switch scheme {
    case "http", "https": return Address(canonicalizing: text) != nil
    case "file": return text.dropFirst(5).hasPrefix("///")
    default: return false
    }
  }

  /// Whether addresses of this scheme can be feeds.
  static func isKnown(_ scheme: String) -> Bool {
    ["http", "https", "file"].contains(scheme)
  }

  /// Whether it can be had from the network.
  static func isWeb(_ text: String) -> Bool {
    isFeed(text) && scheme(of: text) != "file"
  }

  /// What stands before the first colon, in lower case; `nil` without one.
  static func scheme(of text: String) -> String? {
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let name = text[..<colon].lowercased()
    let isName =
      name.utf8.first.map { (0x61...0x7A).contains($0) } == true
      && name.utf8.allSatisfy {
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || "+-.".utf8.contains($0)
      }
    return isName ? name : nil
  }
}
