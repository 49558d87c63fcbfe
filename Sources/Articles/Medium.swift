/// What of an article is to be heard or seen, as far as its row says it.
public struct Medium: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case sound
    case film
  }

  public var kind: Kind
  public var seconds: Int?
  public var bytes: Int?

  public init(_ kind: Kind, seconds: Int? = nil, bytes: Int? = nil) {
    self.kind = kind
    self.seconds = seconds.flatMap { (1..<1 << 24).contains($0) ? $0 : nil }
    self.bytes = bytes.flatMap { (1..<1 << 47).contains($0) ? $0 : nil }
  }

  /// As one number, for the library: a bit for films, 24 for the seconds, and the size in KB.
  public var packed: Int64 {
    Int64(((((bytes ?? 0) + 1023) >> 10) << 25) | ((seconds ?? 0) << 1) | (kind == .film ? 1 : 0))
  }

  public init(packed: Int64) {
    let number = Int(packed)
    self.init(
      number & 1 == 1 ? .film : .sound, seconds: (number >> 1) & 0xFF_FFFF,
      bytes: (number >> 25) << 10)
  }
}

extension Medium {
  /// Of the files that come with an article, the first that is played.
  ///
  /// - Parameter seconds: how long the article is said to be.
  public init?(of files: some Sequence<ItemFacts.Enclosure>, seconds: Int?) {
    for file in files {
      if let type = file.playedType {
        self.init(
          type.hasPrefix("video/") ? .film : .sound, seconds: seconds, bytes: file.length)
        return
      }
    }
    return nil
  }

  /// Of an article file: a file that it offers to be played, or its type and how long it runs.
  public init?(of article: Article) {
    guard article.length != nil || !article.actions.isEmpty else { return nil }
    let seconds = article.length.flatMap(Self.seconds)
    if let medium = Medium(of: article.files, seconds: seconds) {
      self = medium
    } else if let seconds, let type = article.type?.lowercased() {
      switch type {
      case "video", "film", "movie", "webinar": self.init(.film, seconds: seconds)
      case "audio", "podcast", "episode": self.init(.sound, seconds: seconds)
      default: return nil
      }
    } else {
      return nil
    }
  }

  /// "PT1H3M5S" (ISO 8601) in seconds; `nil` for anything else.
  public static func seconds(_ text: String) -> Int? {
    guard text.hasPrefix("PT") else { return nil }
    var sum = 0
    var number: Int?
    for byte in text.utf8.dropFirst(2) {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        guard number ?? 0 < 1 << 24 else { return nil }
        number = (number ?? 0) * 10 + Int(byte - UInt8(ascii: "0"))
        continue
      case UInt8(ascii: "H"): sum += (number ?? 0) * 3600
      case UInt8(ascii: "M"): sum += (number ?? 0) * 60
      case UInt8(ascii: "S"): sum += number ?? 0
      default: return nil
      }
      guard number != nil else { return nil }
      number = nil
    }
    return number == nil && sum > 0 ? sum : nil
  }
}

extension Article {
  /// The files that it offers to be played or kept.
  var files: [ItemFacts.Enclosure] {
    actions.compactMap { action in
      switch action.type?.lowercased() {
      case "audio"?: ItemFacts.Enclosure(url: action.url, type: "audio/*")
      case "video"?: ItemFacts.Enclosure(url: action.url, type: "video/*")
      case "download"?: ItemFacts.Enclosure(url: action.url)
      case let type? where type.contains("/") && !type.hasPrefix("text/html"):
        ItemFacts.Enclosure(url: action.url, type: action.type)
      default: nil
      }
    }
  }
}

extension ItemFacts.Enclosure {
  /// The media type of what is heard or seen, as it is known or as its address says.
  public var playedType: String? {
    if let type = type?.lowercased() {
      if type.hasPrefix("audio/") || type.hasPrefix("video/") { return type }
      // Those who do not know it write anything.
      guard type == "application/octet-stream" || type == "application/ogg" else { return nil }
    }
    let path = url.prefix { $0 != "?" && $0 != "#" }
    switch path.split(separator: ".").last?.lowercased() {
    case "mp3", "m4a", "m4b", "aac", "ogg", "oga", "opus", "flac", "wav": return "audio/*"
    case "mp4", "m4v", "mov", "webm", "mkv", "ogv", "mpg", "avi": return "video/*"
    default: return nil
    }
  }
}

/// How large a file is, as every place says it: "47 KB", "3.8 MB", "38 MB", "1.3 GB".
///
/// Rounded up to whole KB first, as a library keeps it, so that a row and a link never differ.
public struct ByteSize: Hashable, Sendable, CustomStringConvertible {
  private let kilobytes: Int

  public init(_ bytes: Int) {
    kilobytes = (min(max(bytes, 0), 1 << 60) + 1023) >> 10
  }

  public var description: String {
    if kilobytes < 1024 { return "\(kilobytes) KB" }
    let megabytes = (kilobytes + 512) >> 10
    return megabytes < 1024
      ? Self.text(kilobytes, in: 10) + " MB" : Self.text(kilobytes, in: 20) + " GB"
  }

  /// With a tenth where that is more than a twentieth of it.
  private static func text(_ kilobytes: Int, in bits: Int) -> String {
    let half = 1 << (bits - 1)
    let tenths = (kilobytes * 10 + half) >> bits
    guard tenths < 100, tenths % 10 != 0 else { return "\((kilobytes + half) >> bits)" }
    return "\(tenths / 10).\(tenths % 10)"
  }
}
