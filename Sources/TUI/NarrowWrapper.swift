/// Lays out text of narrow characters with single blanks between its words, as most text is: what
/// ``LineWrapper`` does with it, many times faster.
struct NarrowWrapper {
  /// Where a line begins and ends in the bytes.
  private typealias Line = Range<Int>

  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  /// - Returns: `nil` for any other text.
  static func lines(
    of text: StyledText, columns: Int, hangingIndent: Int, charset: Charset
  ) -> [StyledText]? {
    let columns = max(1, columns)
    let indent = min(max(0, hangingIndent), max(0, columns - 2))
    var wrapper = NarrowWrapper()
    for run in text.runs {
      guard wrapper.take(run.text, charset) else { return nil }
    }
    return wrapper.wrapped(first: columns, rest: columns - indent).enumerated().map {
      wrapper.styled($1, as: text, indent: $0 > 0 ? indent : 0)
    }
  }

  /// Takes a text if it is of the kind.
  private mutating func take(_ text: String, _ charset: Charset) -> Bool {
    var text = text
    var last = bytes.last ?? 0x0A
    let isNarrow = text.withUTF8 { bytes in
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        switch byte {
        case 0x20:
          if last <= 0x20 { return false }
          index += 1
        case 0x0A:
          if last == 0x20 { return false }
          index += 1
        default:
          let length = DisplayWidth.plainLength(at: index, in: bytes, charset)
          if length == 0 { return false }
          index += length
        }
        last = byte
      }
      return true
    }
    guard isNarrow else { return false }
    bytes += text.utf8
    ends.append(bytes.count)
    return true
  }

  private func wrapped(first: Int, rest: Int) -> [Line] {
    var lines: [Line] = []
    var room = first
    var start = 0
    /// Where the last word of the line begins, and how many columns stand before it.
    var word: (place: Int, column: Int)?
    var column = 0
    func end(_ line: Line) {
      lines.append(line)
      room = rest
    }
    for place in bytes.indices {
      let byte = bytes[place]
      if byte == 0x0A {
        end(start..<place)
        (start, column, word) = (place + 1, 0, nil)
        continue
      }
      guard byte & 0xC0 != 0x80 else { continue }
      if byte != 0x20, place > start, bytes[place - 1] == 0x20 { word = (place, column) }
      column += 1
      guard column > room, byte != 0x20 else { continue }
      if let last = word {
        end(start..<(last.place - 1))
        (start, column, word) = (last.place, column - last.column, nil)
      }
      // A word that is wider than a line is cut.
      while column > room {
        let cut = self.place(after: room, from: start)
        column -= room
        end(start..<cut)
        start = cut
      }
    }
    // A blank at the end that has no room goes.
    lines.append(start..<(column > room ? bytes.count - 1 : bytes.count))
    return lines
  }

  /// The place after so many characters.
  private func place(after count: Int, from start: Int) -> Int {
    var place = start
    var left = count
    while left > 0 {
      place += 1
      while place < bytes.count, bytes[place] & 0xC0 == 0x80 { place += 1 }
      left -= 1
    }
    return place
  }

  private func styled(_ line: Line, as text: StyledText, indent: Int) -> StyledText {
    var result = StyledText()
    guard !line.isEmpty else { return result }
    if indent > 0 { result.append(String(repeating: " ", count: indent)) }
    var run = firstRun(endingAfter: line.lowerBound)
    var start = line.lowerBound
    while start < line.upperBound, run < ends.count {
      let end = min(ends[run], line.upperBound)
      result.append(
        String(decoding: bytes[start..<end], as: UTF8.self), text.runs[run].style,
        tag: text.runs[run].tag)
      start = end
      run += 1
    }
    return result
  }

  private func firstRun(endingAfter place: Int) -> Int {
    var low = 0
    var high = ends.count
    while low < high {
      let middle = (low + high) / 2
      if ends[middle] <= place { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
