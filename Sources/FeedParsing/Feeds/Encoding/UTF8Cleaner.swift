import Articles

/// Copies UTF-8 without controls and sequences for terminals, and with line ends made one.
struct UTF8Cleaner {
  /// Whether bytes that are not UTF-8 are windows-1252, instead of ending the work.
  var readsStrayBytes = false
  private(set) var hasDropped = false
  private(set) var hasStrayBytes = false
  /// A character that the last piece cut.
  private var pending: [UInt8] = []
  /// A sequence for terminals that the last piece cut, all ASCII.
  private var cutSequence: [UInt8] = []
  private var endsInReturn = false

  /// Appends the clean text of a piece and says how many of its bytes are done with: all, or those
  /// before the first that is not UTF-8.
  mutating func clean(
    _ piece: UnsafeRawBufferPointer, isLast: Bool, into result: inout [UInt8]
  ) -> Int {
    if !cutSequence.isEmpty {
      let joint = cutSequence + piece
      let cut = cutSequence.count
      cutSequence = []
      return joint.withUnsafeBytes { cleanWhole($0, isLast, &result) } - cut
    }
    guard !pending.isEmpty else { return cleanWhole(piece, isLast, &result) }
    // The cut character, completed.
    let joint = pending + piece.prefix(4)
    let cut = pending.count
    pending = []
    var length = 1
    joint.withUnsafeBytes { bytes in
      length = UTF8Text.sequenceLength(bytes, 0)
      if length == 0 {
        if isLast || bytes.count >= 4 || piece.isEmpty {
          stray(bytes[0], &result)
        } else {
          pending = joint
        }
      } else {
        append(bytes, 0, length, &result)
      }
    }
    if !pending.isEmpty { return piece.count }
    let taken = max(length, 1)
    guard taken < cut else {
      let start = taken - cut
      return start + cleanWhole(UnsafeRawBufferPointer(rebasing: piece[start...]), isLast, &result)
    }
    for byte in joint[taken..<cut] { stray(byte, &result) }
    return cleanWhole(piece, isLast, &result)
  }

  private mutating func cleanWhole(
    _ bytes: UnsafeRawBufferPointer, _ isLast: Bool, _ result: inout [UInt8]
  ) -> Int {
    result.reserveCapacity(result.count + bytes.count + 16)
    var position = 0
    while position < bytes.count {
      let end = endOfRun(bytes, position)
      if end > position {
        // The LF of a CR that is in the result already.
        let start = endsInReturn && bytes[position] == 0x0A ? position + 1 : position
        result.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
        endsInReturn = false
        position = end
        continue
      }
      let byte = bytes[position]
      if byte == 0x1B {
        hasDropped = true
        endsInReturn = false
        let text = bytes.bindMemory(to: UInt8.self)
        if !isLast, TerminalSequence.isOpen(in: text, at: position) {
          cutSequence = Array(bytes[position...])
          return bytes.count
        }
        position = TerminalSequence.end(in: text, at: position) ?? position + 1
        continue
      }
      if byte < 0x80 {
        special(byte, &result)
        position += 1
        continue
      }
      let length = UTF8Text.sequenceLength(bytes, position)
      if length > 0 {
        append(bytes, position, length, &result)
        position += length
      } else if !isLast, bytes.count - position < 4, isBeginning(bytes, position) {
        pending = Array(bytes[position...])
        return bytes.count
      } else if readsStrayBytes {
        stray(byte, &result)
        position += 1
      } else {
        return position
      }
    }
    return position
  }

  /// The end of what can be copied as it is: whole characters, none of them a control.
  private func endOfRun(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Int {
    var position = start
    while position < bytes.count {
      position = endOfPlainBlocks(bytes, position)
      let stop = min(position + Self.block, bytes.count)
      while position < stop {
        if Self.isPlain(bytes[position]) {
          position += 1
          continue
        }
        let length = bytes[position] < 0x80 ? 0 : UTF8Text.sequenceLength(bytes, position)
        // C1 controls may be windows-1252.
        guard length > 0, bytes[position] != 0xC2 || bytes[position + 1] >= 0xA0 else {
          return position
        }
        position += length
      }
    }
    return position
  }

  private static let block = 32

  /// Steps over blocks of plain ASCII, each looked at as a whole: the compiler makes vectors of it.
  private func endOfPlainBlocks(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Int {
    var position = start
    while position + Self.block <= bytes.count {
      var others: UInt8 = 0
      for offset in 0..<Self.block {
        let byte = bytes[position &+ offset]
        let isText: UInt8 = byte &- 0x20 < 0x5F ? 1 : 0
        let isBlank: UInt8 = byte &- 0x09 < 2 ? 1 : 0
        others |= (isText | isBlank) ^ 1
      }
      guard others == 0 else { break }
      position += Self.block
    }
    return position
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte < 0x7F && byte >= 0x20 || byte == 0x0A || byte == 0x09
  }

  private mutating func special(_ byte: UInt8, _ result: inout [UInt8]) {
    if byte == 0x0D {
      result.append(0x0A)
      endsInReturn = true
    } else {
      hasDropped = true
    }
  }

  private mutating func append(
    _ bytes: UnsafeRawBufferPointer, _ start: Int, _ length: Int, _ result: inout [UInt8]
  ) {
    endsInReturn = false
    switch (bytes[start], bytes[start + length - 1]) {
    case (0..<0x80, let byte):
      if Self.isPlain(byte) { result.append(byte) } else { special(byte, &result) }
    case (0xC2, 0x80...0x9F):
      // A C1 control: windows-1252 that was taken for Latin 1.
      let scalar = CharacterReferences.scalar(numbered: UInt32(bytes[start + 1]))
      if scalar.value > 0x9F { result += String(scalar).utf8 } else { hasDropped = true }
    default:
      for offset in 0..<length { result.append(bytes[start + offset]) }
    }
  }

  private mutating func stray(_ byte: UInt8, _ result: inout [UInt8]) {
    hasStrayBytes = true
    let scalar = CharacterReferences.scalar(numbered: UInt32(byte))
    if scalar.value > 0x9F { result += String(scalar).utf8 }
  }

  /// Whether the bytes to the end may be the beginning of a character.
  private func isBeginning(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Bool {
    let lead = bytes[start]
    let length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0
    return bytes.count - start < length
      && bytes[(start + 1)...].allSatisfy { $0 & 0xC0 == 0x80 }
  }
}
