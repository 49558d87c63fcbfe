/// Sequences by which a terminal tells its person of something, and by which it has a title.
///
/// The text is bare: nothing in it ends the sequence or begins another.
public enum TerminalNotice: Hashable, Sendable {
  /// iTerm2's, also of kitty, WezTerm, Windows Terminal and others.
  case osc9
  /// urxvt's, also of foot, Ghostty and others.
  case osc777
  /// The title of the window.
  case title

  /// - Parameters:
  ///   - term: the value of `TERM`.
  ///   - tmux: whether tmux stands between: it has titles of its own and is asked to hand the rest on.
  public func sequence(_ text: String, term: String, tmux: Bool) -> [UInt8] {
    guard Self.isUnderstood(by: term) else { return [] }
    let bare = Self.bare(text)
    switch self {
    case .title: return Self.escape("]2;" + bare) + [0x07]
    case .osc9: return Self.through(Self.escape("]9;" + bare) + [0x07], term: term, tmux: tmux)
    case .osc777:
      let plain = bare.replacing(";", with: ",")
      return Self.through(
        Self.escape("]777;notify;Martlet;" + plain) + [0x07], term: term, tmux: tmux)
    }
  }

  /// Keeps the title that is there, and gives it back.
  public static func keepTitle(term: String) -> [UInt8] {
    isUnderstood(by: term) ? escape("[22;2t") : []
  }

  public static func restoreTitle(term: String) -> [UInt8] {
    isUnderstood(by: term) ? escape("[23;2t") : []
  }

  private static let longest = 200

  private static func isUnderstood(by term: String) -> Bool {
    !["", "dumb", "linux"].contains(term)
  }

  private static func escape(_ text: String) -> [UInt8] { [0x1B] + text.utf8 }

  private static func bare(_ text: String) -> String {
    let scalars = text.unicodeScalars.filter {
      $0.properties.generalCategory != .control && $0.properties.generalCategory != .format
    }
    return String(String(String.UnicodeScalarView(scalars)).prefix(longest))
  }

  private static func through(_ sequence: [UInt8], term: String, tmux: Bool) -> [UInt8] {
    if tmux { return OSC52.throughTmux(sequence) }
    return term.hasPrefix("screen") ? OSC52.throughScreen(sequence) : sequence
  }
}

/// The escape sequence that asks a terminal to fill the clipboard (xterm's "OSC 52").
public enum OSC52 {
  /// - Parameters:
  ///   - term: the value of `TERM`; GNU screen needs the sequence in pieces of its own.
  ///   - tmux: whether tmux stands between. It is asked twice, since it obeys one or the other
  ///     by its settings `set-clipboard` and `allow-passthrough`.
  public static func sequence(for text: String, term: String, tmux: Bool) -> [UInt8] {
    let plain = escape + "]52;c;".utf8 + Base64.encoded(text.utf8) + [0x07]
    if tmux { return plain + throughTmux(plain) }
    if term.hasPrefix("screen") { return throughScreen(plain) }
    return plain
  }

  private static let escape: [UInt8] = [0x1B]
  private static let terminator: [UInt8] = [0x1B, 0x5C]

  static func throughTmux(_ sequence: [UInt8]) -> [UInt8] {
    var result = escape + "Ptmux;".utf8
    for byte in sequence {
      if byte == 0x1B { result.append(byte) }
      result.append(byte)
    }
    return result + terminator
  }

  /// Screen takes device strings of at most 256 bytes.
  static func throughScreen(_ sequence: [UInt8]) -> [UInt8] {
    let length = 240
    var result: [UInt8] = []
    for start in stride(from: 0, to: sequence.count, by: length) {
      let piece = sequence[start..<min(start + length, sequence.count)]
      result += escape + "P".utf8 + piece + terminator
    }
    return result
  }
}
