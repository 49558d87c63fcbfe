/// What the person wants certain addresses or media to be opened with: one entry of `openers`.
struct Opener: Equatable, Sendable {
  /// Both must fit where both are given.
  var pattern: AddressPattern?
  /// A media type in small letters, `*` standing for anything: `audio/*`.
  var type: String?
  /// The program and its arguments, with the signs of ``BrowserCommand/filled(_:address:)``.
  var command: [String]
  /// `nil` for what is known of the program.
  var needsTerminal: Bool?

  /// - Parameters:
  ///   - address: canonical.
  ///   - type: the media type as it came; `audio/*` where only that is known.
  func fits(_ address: String, type given: String?) -> Bool {
    if let type {
      guard let given, Self.fits(Self.plain(given), type) else { return false }
    }
    return pattern?.matches(address) ?? true
  }

  /// Without its parameters, in small letters.
  static func plain(_ type: String) -> String {
    type.prefix { $0 != ";" }.filter { !$0.isWhitespace }.lowercased()
  }

  /// In one pass over the text: where a part does not fit, only the last `*` takes more.
  private static func fits(_ text: String, _ pattern: String) -> Bool {
    let text = Array(text.utf8.prefix(256))
    let pattern = Array(pattern.utf8)
    var (place, part) = (0, 0)
    var star: (part: Int, place: Int)?
    while place < text.count {
      if part < pattern.count, pattern[part] == UInt8(ascii: "*") {
        star = (part, place)
        part += 1
      } else if part < pattern.count, pattern[part] == text[place] {
        part += 1
        place += 1
      } else if let last = star {
        star = (last.part, last.place + 1)
        (part, place) = (last.part + 1, last.place + 1)
      } else {
        return false
      }
    }
    return pattern[part...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
