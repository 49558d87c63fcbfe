internal import CNcurses
internal import Glibc
public import TUI

/// What came from the terminal, one after another.
struct KeyReader {
  private let window: UnsafeMutableRawPointer
  /// Of a sequence that gave several, the next one last.
  private var ahead: [Input] = []
  /// What has come of a sequence whose end is still to come, and since when.
  private var begun: (text: [UInt32], since: Int)?
  /// What has come of a text that is being pasted.
  private var paste: PastedText?
  /// Whether the terminal was asked something: then what begins like an answer is one.
  var isAnswerDue = false
  /// Whether the terminal was asked how it shows pictures.
  var arePicturesDue = false

  private enum Reading {
    case character(UInt32)
    case code(Int32)
  }

  /// Curses has begun. `nil` where it has no memory.
  init?() {
    guard let window = cn_open_input() else { return nil }
    self.window = window
    // Curses would tell the mouse's reports apart by a table that is often wrong.
    keyok(KEY_MOUSE, false)
  }

  func close() {
    cn_close_input(window)
  }

  /// `nil` when nothing is pending.
  mutating func next() -> Input? {
    while ahead.isEmpty {
      if paste != nil {
        guard takePasted() else { return nil }
        break
      }
      guard let reading = read() else { break }
      switch reading {
      case .character(let scalar) where begun != nil || scalar == 0x1B: takeEscape(scalar)
      case .character(let scalar):
        ahead = KeyDecoder.key(scalar: scalar).map { [.key($0)] } ?? []
      case .code(let code):
        begun = nil
        ahead = KeyDecoder.key(code: code).map { [.key($0)] } ?? []
      }
    }
    return ahead.popLast()
  }

  /// Reads on in what is pasted.
  /// - Returns: whether it is whole, or its end does not come any more.
  private mutating func takePasted() -> Bool {
    guard var text = paste else { return false }
    var isWhole = Self.seconds - text.last > Self.patience
    while !isWhole, let reading = read() {
      text.last = Self.seconds
      // Curses takes some sequences for keys; here they are text that says nothing.
      if case .character(let scalar) = reading { isWhole = text.take(scalar) }
    }
    paste = isWhole ? nil : text
    if isWhole { ahead = [.pasted(text.text)] }
    return isWhole
  }

  /// Reads on from an escape character, or where the rest of what began with one has come.
  private mutating func takeEscape(_ scalar: UInt32) {
    var waiting: [UInt32] = [scalar]
    if let begun, Self.seconds - begun.since <= Self.patience {
      waiting = begun.text.dropFirst() + [scalar]
    } else if scalar != 0x1B {
      begun = nil
      ahead = KeyDecoder.key(scalar: scalar).map { [.key($0)] } ?? []
      return
    } else {
      waiting = []
    }
    begun = nil
    var last: Input?
    var place = 0
    var seen: [UInt32] = [0x1B]
    let inputs = EscapeSequence.inputs(
      isAnswerDue: isAnswerDue, arePicturesDue: arePicturesDue
    ) {
      if place < waiting.count {
        defer { place += 1 }
        seen.append(waiting[place])
        return waiting[place]
      }
      switch read() {
      case .character(let scalar):
        seen.append(scalar)
        return scalar
      case .code(let code):
        last = KeyDecoder.key(code: code).map(Input.key)
        return nil
      case nil: return nil
      }
    }
    guard let inputs else {
      // What is longer is no answer to anything that is asked here.
      begun = (seen.count < 512 ? seen : Array(seen.prefix(3)), Self.seconds)
      if let last {
        begun = nil
        ahead = [last]
      }
      return
    }
    if inputs.contains(where: { if case .ground = $0 { true } else { false } }) {
      isAnswerDue = false
    }
    if inputs.contains(where: { if case .answer(.attributes) = $0 { true } else { false } }) {
      arePicturesDue = false
    }
    if inputs == [.pasted("")] {
      paste = PastedText(last: Self.seconds)
      return
    }
    ahead = (inputs + (last.map { [$0] } ?? [])).reversed()
  }

  /// How long the rest of a sequence may be on its way, in seconds.
  private static let patience = 2

  private static var seconds: Int {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return now.tv_sec
  }

  private func read() -> Reading? {
    var value: UInt32 = 0
    switch cn_read(window, &value) {
    case cn_character: return .character(value)
    case cn_code: return .code(Int32(bitPattern: value))
    default: return nil
    }
  }
}

/// What came from the terminal.
public enum Input: Equatable, Sendable {
  case key(Key)
  /// Text from the clipboard, as it is there.
  case pasted(String)
  case mouse(MouseEvent)
  case resized(Size)
  /// The terminal's ground has this colour, or its colours have become dark or light.
  case ground(isDark: Bool)
  /// The terminal has the keys now, or has them no more.
  case focused(Bool)
  /// What ``TerminalSession`` has asked, for itself.
  case answer(TerminalAnswer)
  /// Pictures are shown this way from now on.
  case pictures(PictureForm)
  /// The terminal is gone: nothing more will come.
  case hangup
}

/// The key of what curses read.
enum KeyDecoder {
  /// - Parameter code: a `KEY_` number of curses.
  static func key(code: Int32) -> Key? {
    switch code {
    case KEY_UP: .up
    case KEY_DOWN: .down
    case KEY_LEFT: .left
    case KEY_RIGHT: .right
    case KEY_HOME, KEY_FIND: .home
    case KEY_END, KEY_SELECT: .end
    case KEY_PPAGE: .pageUp
    case KEY_NPAGE: .pageDown
    case KEY_ENTER: .enter
    case KEY_BTAB: .backTab
    case KEY_BACKSPACE: .backspace
    case KEY_DC: .delete
    case KEY_IC: .insert
    case KEY_F0 + 1...KEY_F0 + 63: .function(Int(code - KEY_F0))
    default: nil
    }
  }

  /// A character as typed; an escape is the key Escape here.
  static func key(scalar: UInt32) -> Key? {
    switch scalar {
    case 0: .control(" ")
    case 0x08, 0x7F: .backspace
    case 0x09: .tab
    case 0x0A, 0x0D: .enter
    case 0x1B: .escape
    case 0x01...0x1A, 0x1C...0x1F:
      Unicode.Scalar(scalar + 0x40).map { .control(Character($0.properties.lowercaseMapping)) }
    case 0x80..<0xA0: nil
    default: Unicode.Scalar(scalar).map { .character(Character($0)) }
    }
  }
}

/// What stands behind an escape character, for sequences that terminfo did not tell curses of.
///
/// A sequence that means nothing is read to its end and gives nothing, so that its letters are never
/// taken for commands.
enum EscapeSequence {
  /// - Parameters:
  ///   - isAnswerDue: whether `ESC ]` alone is the beginning of an answer and not a key.
  ///   - arePicturesDue: whether the terminal may say how it shows pictures.
  ///   - next: gives the characters after the escape; `nil` when none has come yet.
  /// - Returns: `nil` where the end of a sequence is still to come.
  static func inputs(
    isAnswerDue: Bool = false, arePicturesDue: Bool = false, reading next: () -> UInt32?
  ) -> [Input]? {
    switch next() {
    case nil: return [.key(.escape)]
    case 0x5B: return controlSequence(arePicturesDue, next)
    case 0x4F: return singleShift(next)
    case 0x5D: return text(0x5D, isDue: isAnswerDue, next) { ground($0) }
    case 0x50: return text(0x50, isDue: arePicturesDue, next) { arePicturesDue ? name($0) : [] }
    case 0x5F where arePicturesDue: return text(0x5F, isDue: true, next) { kitty($0) }
    case 0x1B:
      return inputs(isAnswerDue: isAnswerDue, arePicturesDue: arePicturesDue, reading: next)
        .map { [.key(.escape)] + $0 }
    case let scalar?:
      switch KeyDecoder.key(scalar: scalar) {
      case .character(let character): return [.key(.alt(character))]
      case let key?: return [.key(.escape), .key(key)]
      case nil: return [.key(.escape)]
      }
    }
  }

  /// `ESC [`, parameters, one final letter (ECMA-48, 5.4).
  private static func controlSequence(
    _ arePicturesDue: Bool, _ next: () -> UInt32?
  ) -> [Input]? {
    var parameters: [Int] = [0]
    var mark: UInt32?
    var isEmpty = true
    while let scalar = next() {
      switch scalar {
      case 0x30...0x39:
        let digit = Int(scalar - 0x30)
        parameters[parameters.count - 1] = min(parameters[parameters.count - 1] * 10 + digit, 9999)
      case 0x3B: if parameters.count < 32 { parameters.append(0) }
      case 0x40...0x7E:
        if arePicturesDue, let answer = answer(final: scalar, mark, parameters) {
          return [.answer(answer)]
        }
        return input(final: scalar, mark, parameters).map { [$0] } ?? []
      case 0x3C...0x3F where isEmpty: mark = scalar
      case 0x20...0x3F: mark = 0
      default: return []
      }
      isEmpty = false
    }
    return isEmpty ? [.key(.alt("["))] : nil
  }

  /// - Parameter mark: the private sign before the parameters; 0 for anything stranger.
  private static func input(final: UInt32, _ mark: UInt32?, _ parameters: [Int]) -> Input? {
    switch (mark, final) {
    case (0x3C, 0x4D), (0x3C, 0x6D):
      return MouseEvent(report: parameters, isRelease: final == 0x6D).map(Input.mouse)
    case (0x3F, 0x6E) where parameters.count == 2 && parameters[0] == 997:
      // DSR of the colour scheme.
      return parameters[1] == 1 || parameters[1] == 2 ? .ground(isDark: parameters[1] == 1) : nil
    case (nil, 0x49) where parameters == [0]: return .focused(true)
    case (nil, 0x4F) where parameters == [0]: return .focused(false)
    // Its beginning; what follows up to the end is text.
    case (nil, 0x7E) where parameters == [200]: return .pasted("")
    case (nil, _):
      guard parameters.count < 2 || parameters[1] <= 1 else { return nil }
      return (final == 0x7E ? numbered[parameters[0]] : lettered[final]).map(Input.key)
    default: return nil
    }
  }

  /// DA1, the size of a cell, the colours of sixels (XTSMGRAPHICS).
  private static func answer(
    final: UInt32, _ mark: UInt32?, _ parameters: [Int]
  ) -> TerminalAnswer? {
    switch (mark, final) {
    case (0x3F, 0x63): .attributes(parameters)
    case (nil, 0x74) where parameters.count == 3 && parameters[0] == 6:
      .cell(Size(columns: parameters[2], rows: parameters[1]))
    case (0x3F, 0x53) where parameters.count == 3 && parameters[0] == 1 && parameters[1] == 0:
      .colors(parameters[2])
    default: nil
    }
  }

  private static func singleShift(_ next: () -> UInt32?) -> [Input] {
    guard let scalar = next() else { return [.key(.alt("O"))] }
    return lettered[scalar].map { [.key($0)] } ?? []
  }

  /// An answer of the terminal, up to its end.
  private static func text(
    _ start: UInt32, isDue: Bool, _ next: () -> UInt32?, _ meaning: (String) -> [Input]
  ) -> [Input]? {
    var text = String.UnicodeScalarView()
    while let scalar = next() {
      switch scalar {
      case 0x07, 0x9C: return meaning(String(text))
      case 0x1B:
        guard next() != nil else { return nil }
        return meaning(String(text))
      // A person has gone on typing: it was none.
      case 0x0D, 0x0A, 0x09, 0x03: return KeyDecoder.key(scalar: scalar).map { [.key($0)] } ?? []
      default: if text.count < 256, let scalar = Unicode.Scalar(scalar) { text.append(scalar) }
      }
    }
    if text.isEmpty, !isDue { return [.key(.alt(start == 0x5D ? "]" : "P"))] }
    return nil
  }

  /// XTVERSION, as in ">|foot(1.13.1)".
  private static func name(_ text: String) -> [Input] {
    text.hasPrefix(">|") ? [.answer(.name(String(text.dropFirst(2))))] : []
  }

  /// As in "Gi=31;OK".
  private static func kitty(_ text: String) -> [Input] {
    text.hasPrefix("Gi=31;") ? [.answer(.kitty(text.hasSuffix(";OK")))] : []
  }

  /// The colour of the ground, as in "11;rgb:1c1c/1c1c/1c1c", "11;rgba:…" and "11;#1c1c1c".
  private static func ground(_ text: String) -> [Input] {
    guard text.hasPrefix("11;") else { return [] }
    let value = text.dropFirst(3)
    var parts: [Substring]
    if value.hasPrefix("#"), value.count % 3 == 1 {
      let digits = value.dropFirst()
      let length = digits.count / 3
      parts = (0..<3).map { digits.dropFirst($0 * length).prefix(length) }
    } else {
      guard let colon = value.firstIndex(of: ":"), value.hasPrefix("rgb") else { return [] }
      parts = value[value.index(after: colon)...].split(separator: "/")
    }
    let levels = parts.prefix(3).compactMap { part -> Int32? in
      guard (1...4).contains(part.count), let level = Int32(part, radix: 16) else { return nil }
      return level * 255 / ((1 << (4 * Int32(part.count))) - 1)
    }
    guard levels.count == 3 else { return [] }
    return [.ground(isDark: RGB(red: levels[0], green: levels[1], blue: levels[2]).isDark)]
  }

  private static let lettered: [UInt32: Key] = [
    0x41: .up, 0x42: .down, 0x43: .right, 0x44: .left, 0x46: .end, 0x48: .home, 0x5A: .backTab,
    0x4D: .enter, 0x50: .function(1), 0x51: .function(2), 0x52: .function(3), 0x53: .function(4),
  ]

  private static let numbered: [Int: Key] = [
    1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
    11: .function(1), 12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5),
    17: .function(6), 18: .function(7), 19: .function(8), 20: .function(9), 21: .function(10),
    23: .function(11), 24: .function(12),
  ]
}
