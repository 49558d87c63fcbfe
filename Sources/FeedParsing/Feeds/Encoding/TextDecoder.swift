import CText

/// Makes clean UTF-8 of the bytes of a document as they come in.
///
/// NUL and controls are dropped, line ends become LF, windows-1252 characters that hide among the C1
/// controls are put right. What claims to be UTF-8 and is not is read as what it is.
struct TextDecoder {
  private(set) var choice: EncodingChoice
  /// What was put right.
  private(set) var notes: [FeedNote] = []
  /// The name of the encoding: of the narrow one that the document claims, as long as that is true.
  var name: String { EncodingName.shown(choice.narrow ?? choice.name) }
  private var decoder: IconvDecoder?
  private var cleaner = UTF8Cleaner()
  private var decoded: [UInt8] = []
  private var isSettled = false
  /// What else the document may be, if it is not what it says.
  private let fallback: String?

  init(_ choice: EncodingChoice, note: FeedNote?, fallback: String?) {
    self.choice = choice
    self.fallback = fallback
    if let note { notes.append(note) }
    if choice.name != "utf-8" {
      decoder = IconvDecoder(choice.name)
      if decoder == nil { self.choice.name = "utf-8" }
    }
  }

  mutating func decode(_ bytes: UnsafeRawBufferPointer, isLast: Bool, into result: inout [UInt8]) {
    if !isSettled { settle(bytes) }
    guard let decoder else {
      decodeUTF8(bytes, isLast, &result)
      return
    }
    if let narrow = choice.narrow, !EncodingName.isNarrow(bytes, narrow) { choice.narrow = nil }
    decoded.removeAll(keepingCapacity: true)
    decoder.decode(bytes, isLast: isLast, into: &decoded)
    if decoder.hasIllegalBytes { note(.invalidBytes(name)) }
    decoded.withUnsafeBytes { _ = cleaner.clean($0, isLast: isLast, into: &result) }
    noteControls()
  }

  private mutating func decodeUTF8(
    _ bytes: UnsafeRawBufferPointer, _ isLast: Bool, _ result: inout [UInt8]
  ) {
    let done = cleaner.clean(bytes, isLast: isLast, into: &result)
    noteControls()
    guard done < bytes.count else {
      if cleaner.hasStrayBytes { note(.invalidBytes("utf-8")) }
      return
    }
    // Not UTF-8 from here on: what else?
    let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
    let guess = fallback ?? EncodingGuess.encoding(of: rest)
    if guess != "utf-8", guess != "windows-1252", let other = IconvDecoder(guess) {
      note(
        choice.source == .guess
          ? .guessedEncoding(EncodingName.shown(guess))
          : .wrongEncoding(declared: "utf-8", actual: EncodingName.shown(guess)))
      choice.name = guess
      decoder = other
      decode(rest, isLast: isLast, into: &result)
    } else {
      note(.invalidBytes("utf-8"))
      cleaner.readsStrayBytes = true
      if choice.source == .guess { choice.name = "windows-1252" }
      decodeUTF8(rest, isLast, &result)
    }
  }

  /// A Latin encoding whose bytes are all UTF-8 is UTF-8: nobody writes "Ã©" so often.
  private mutating func settle(_ bytes: UnsafeRawBufferPointer) {
    isSettled = true
    guard decoder != nil, choice.name.hasPrefix("windows-125") || choice.name.hasPrefix("iso-8859"),
      EncodingGuess.isUTF8BeyondASCII(bytes)
    else { return }
    note(.wrongEncoding(declared: name, actual: "utf-8"))
    decoder = nil
    choice.narrow = nil
    choice.name = "utf-8"
  }

  private mutating func noteControls() {
    if cleaner.hasDropped { note(.controls) }
  }

  private mutating func note(_ note: FeedNote) {
    if !notes.contains(note) { notes.append(note) }
  }
}

/// Decodes any encoding that the system's library knows, in pieces.
final class IconvDecoder {
  private let descriptor: iconv_t
  /// The bytes of a character that was cut.
  private var rest: [UInt8] = []
  private(set) var hasIllegalBytes = false

  init?(_ name: String) {
    let descriptor = iconv_open("UTF-8", Self.systemName(name))
    guard text_is_open(descriptor) != 0, let descriptor else { return nil }
    self.descriptor = descriptor
  }

  deinit {
    iconv_close(descriptor)
  }

  static func knows(_ name: String) -> Bool {
    IconvDecoder(name) != nil
  }

  private static func systemName(_ name: String) -> String {
    name.hasPrefix("windows-") ? "CP" + name.dropFirst(8) : name
  }

  /// Appends UTF-8. Illegal bytes become U+FFFD.
  func decode(_ bytes: UnsafeRawBufferPointer, isLast: Bool, into result: inout [UInt8]) {
    var input = rest + bytes
    rest = []
    var position = 0
    input.withUnsafeMutableBytes { input in
      guard let base = input.baseAddress?.assumingMemoryBound(to: CChar.self) else { return }
      while position < input.count {
        var source: UnsafeMutablePointer<CChar>? = base + position
        var left = input.count - position
        let room = max(64, left * 4 + 16)
        let isIllegal = withUnsafeTemporaryAllocation(of: CChar.self, capacity: room) { output in
          var target = output.baseAddress
          var free = room
          let status = iconv(descriptor, &source, &left, &target, &free)
          let isIllegal = text_is_illegal(status) != 0
          result.append(
            contentsOf: UnsafeRawBufferPointer(
              rebasing: UnsafeRawBufferPointer(output)[..<(room - free)]))
          return isIllegal
        }
        position = input.count - left
        if isIllegal {
          hasIllegalBytes = true
          result += [0xEF, 0xBF, 0xBD]
          position += 1
          _ = iconv(descriptor, nil, nil, nil, nil)
        } else if left > 0 {
          break
        }
      }
    }
    rest = Array(input[min(position, input.count)...])
    if isLast, !rest.isEmpty {
      hasIllegalBytes = true
      result += [0xEF, 0xBF, 0xBD]
      rest = []
    }
  }
}
