import Articles
import Foundation

/// Where in the folder of downloads a file goes: a path of safe names, whatever titles and addresses say.
///
/// A name that people choose (`download_name`) has words in braces: `{title}`, `{provider}`, `{date}`
/// and `{file}`, the name that the address ends in. A `/` in it makes folders, one in what is put in
/// the place of a word does not.
struct DownloadName {
  /// Of the article.
  var title: String
  var provider: String
  var published: Instant?
  /// Of the file.
  var url: String
  var type: String?

  static let usual = "{provider} - {title}"
  static let words = ["title", "provider", "date", "file"]

  /// In bytes: with an ending, a number and `.part` a name stays below the 255 that file systems hold.
  private static let longest = 180

  /// Whether a text is such a name, with words that there are and no way out of the folder.
  static func isPattern(_ text: String) -> Bool {
    guard !text.isEmpty, !text.hasPrefix("/"), text.utf8.count <= 1000,
      text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
    else { return false }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    return parts.allSatisfy { part in
      guard !part.isEmpty, part != ".", part != ".." else { return false }
      let pieces = part.split(separator: "{", omittingEmptySubsequences: false)
      return !pieces[0].contains("}")
        && pieces.dropFirst().allSatisfy { piece in
          guard let end = piece.firstIndex(of: "}") else { return false }
          return words.contains(String(piece[..<end]))
            && !piece[piece.index(after: end)...].contains("}")
        }
    }
  }

  /// The path below the folder.
  func path(pattern: String) -> String {
    let parts = pattern.split(separator: "/").map { filled(String($0)) }
    let folders = parts.dropLast().map { Self.safe($0) }
    let name = Self.safe(parts.last ?? "")
    return (folders + [name + ending]).joined(separator: "/")
  }

  private func filled(_ part: String) -> String {
    var text = part
    // In one pass, so that no title brings words of its own.
    var result = ""
    while let open = text.firstIndex(of: "{"), let close = text[open...].firstIndex(of: "}") {
      result += text[..<open]
      result += value(String(text[text.index(after: open)..<close]))
      text = String(text[text.index(after: close)...])
    }
    return Self.joined(result + text)
  }

  private func value(_ word: String) -> String {
    switch word {
    case "title": title
    case "provider": provider
    case "date": published?.iso8601Date ?? ""
    case "file": stem
    default: ""
    }
  }

  /// Without what stood between a word and one that says nothing.
  private static func joined(_ text: String) -> String {
    var text = text[...]
    let between: Set<Character> = [" ", "-", "_"]
    while let first = text.first, between.contains(first) { text.removeFirst() }
    while let last = text.last, between.contains(last) { text.removeLast() }
    return String(text)
  }

  // MARK: The address

  private var lastPart: String {
    let path = url.prefix { $0 != "?" && $0 != "#" }
    let rest = path.range(of: "://").map { path[$0.upperBound...] } ?? path
    guard let slash = rest.lastIndex(of: "/") else { return "" }
    let part = String(rest[rest.index(after: slash)...])
    return part.removingPercentEncoding ?? part
  }

  private var stem: String {
    let part = lastPart
    guard let dot = part.lastIndex(of: "."), dot != part.startIndex else { return part }
    return String(part[..<dot])
  }

  /// What tells players and people of what kind it is: never one that a system runs.
  private var ending: String {
    if let dot = lastPart.lastIndex(of: ".") {
      let ending = lastPart[lastPart.index(after: dot)...].lowercased()
      if Self.endings.contains(ending) { return "." + ending }
    }
    let type = type.map { $0.prefix { $0 != ";" && $0 != " " }.lowercased() } ?? ""
    return Self.endingsOfTypes[type].map { "." + $0 } ?? ""
  }

  private static let endings: Set<String> = [
    "mp3", "m4a", "m4b", "aac", "ogg", "oga", "opus", "flac", "wav", "wma", "mka", "mp4", "m4v",
    "mov", "webm", "mkv", "avi", "ogv", "mpg", "mpeg", "ts", "3gp", "pdf", "epub", "txt", "zip",
    "gz", "xz", "torrent", "jpg", "jpeg", "png", "webp", "gif", "vtt", "srt", "json",
  ]
  private static let endingsOfTypes = [
    "audio/mpeg": "mp3", "audio/mp3": "mp3", "audio/mp4": "m4a", "audio/x-m4a": "m4a",
    "audio/aac": "aac", "audio/ogg": "ogg", "audio/opus": "opus", "audio/flac": "flac",
    "audio/wav": "wav", "audio/x-wav": "wav", "audio/webm": "webm", "video/mp4": "mp4",
    "video/x-m4v": "m4v", "video/quicktime": "mov", "video/webm": "webm", "video/ogg": "ogv",
    "video/mpeg": "mpg", "video/x-matroska": "mkv", "application/pdf": "pdf",
    "application/epub+zip": "epub", "application/zip": "zip",
  ]

  // MARK: Names

  /// A name that every file system takes and no program takes for anything else: no separator, no
  /// control or direction character, no hidden file, no option, no device, not too long.
  static func safe(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    var wasBlank = true
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
        .paragraphSeparator, .spaceSeparator:
        // Joined scripts need the joiner; a name does without.
        if scalar.properties.generalCategory == .format || wasBlank { continue }
        scalars.append(" ")
        wasBlank = true
      default:
        scalars.append("/\\:*?\"<>|".unicodeScalars.contains(scalar) ? "-" : scalar)
        wasBlank = false
      }
    }
    var name = String(scalars)[...]
    while let first = name.unicodeScalars.first, ".-~ ".unicodeScalars.contains(first) {
      name = Substring(name.unicodeScalars.dropFirst())
    }
    var kept = ""
    for character in name {
      guard kept.utf8.count + character.utf8.count <= longest else { break }
      kept.append(character)
    }
    // One character may be longer than any name.
    if kept.isEmpty, let scalar = name.unicodeScalars.first { kept = String(scalar) }
    while let last = kept.unicodeScalars.last, last == "." || last == " " {
      kept.unicodeScalars.removeLast()
    }
    let stem = kept.prefix { $0 != "." }.trimmingSuffix { $0 == " " }.uppercased()
    if devices.contains(stem) { kept = "_" + kept }
    return kept.isEmpty ? "file" : kept
  }

  private static let devices: Set<String> = Set(
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"]
      + ["COM", "LPT"].flatMap { name in "0123456789¹²³".map { name + String($0) } })
}

extension Substring {
  fileprivate func trimmingSuffix(while holds: (Character) -> Bool) -> Substring {
    var text = self
    while let last = text.last, holds(last) { text.removeLast() }
    return text
  }
}
