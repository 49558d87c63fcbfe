/// Up to three letters in one number, the first one at one place in all, so that numbers lie as bytes of
/// UTF-8 do: 21 bits each, none of them 0.
enum StartLetters {
  static let bits: UInt64 = 21
  static let first: UInt64 = 42
  static let mask: UInt64 = 1 << bits - 1

  static func packed(_ letters: String) -> UInt64 {
    zip(letters.unicodeScalars, 0...).prefix(SearchText.longestBeginning).reduce(0) {
      packed, letter in
      packed | UInt64(letter.0.value) << (first - UInt64(letter.1) * bits)
    }
  }

  static func bytes(of letters: UInt64) -> [UInt8] {
    var bytes: [UInt8] = []
    for shift in [first, bits, 0] {
      let value = UInt32(truncatingIfNeeded: letters >> shift & mask)
      if value != 0, let encoded = Unicode.Scalar(value).flatMap(UTF8.encode) { bytes += encoded }
    }
    return bytes
  }
}

/// The beginnings of the words of some articles of a block, and where each article is there.
///
/// Each word is looked up once, by all of its beginning: the shorter ones follow from these.
struct CollectedStarts {
  private struct Slot {
    var letters: UInt64 = 0
    /// Which of all beginnings it is.
    var number: UInt32 = 0
    /// The article that was the last to have it.
    var last: UInt32 = 0
  }

  /// An open hash table, at most half full.
  private var slots = [Slot](repeating: Slot(), count: 1 << 14)
  private var count: UInt32 = 0
  /// Each beginning of each article once.
  private var entries: [(number: UInt32, place: UInt16)] = []

  mutating func add(_ text: String, at place: UInt16) {
    var text = text
    text.withUTF8 { bytes in
      var index = 0
      while index < bytes.count {
        if Int(count) * 2 >= slots.count { grow() }
        addWords(bytes, &index, place)
      }
    }
  }

  /// Reads as far as there is room.
  private mutating func addWords(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: inout Int, _ place: UInt16
  ) {
    // What a loop reads and writes is not looked up outside of it.
    var index = start
    var entries: [(number: UInt32, place: UInt16)] = []
    swap(&entries, &self.entries)
    (count, index) = slots.withUnsafeMutableBufferPointer { [index, count] slots in
      var (index, count) = (index, count)
      while index < bytes.count, Int(count) * 2 < slots.count {
        let letters = Self.start(of: bytes, &index)
        if letters == 0 { continue }
        let slot = Self.slot(of: letters, in: slots)
        if slots[slot].letters == 0 {
          slots[slot] = Slot(letters: letters, number: count)
          count &+= 1
        } else if slots[slot].last == UInt32(place) {
          continue
        }
        slots[slot].last = UInt32(place)
        entries.append((slots[slot].number, place))
      }
      return (count, index)
    }
    start = index
    swap(&entries, &self.entries)
  }

  /// Reads a word, or what stands between words.
  @inline(__always)
  private static func start(of bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> UInt64 {
    var letters: UInt64 = 0
    var shift = StartLetters.first
    var length = 0
    while index < bytes.count {
      let byte = bytes[index]
      if isLetter(byte) {
        index &+= 1
        length &+= 1
        letters |= UInt64(byte | 0x20) << shift
        if length < SearchText.longestBeginning {
          shift &-= StartLetters.bits
          continue
        }
        // Most of a word is behind its beginning.
        while index < bytes.count, isLetter(bytes[index]) { index &+= 1 }
        if index < bytes.count, bytes[index] < 0x80 { return letters }
        passLetters(bytes, &index)
        return letters
      }
      if byte < 0x80 {
        index &+= 1
        return letters
      }
      let scalar = SearchText.scalar(in: bytes, &index)
      guard SearchText.isLetter(scalar) else { return letters }
      length &+= 1
      // Of two characters that stand together the first one alone is a beginning.
      if length == 1 || !SearchText.isUnspaced(scalar) {
        letters |= UInt64(SearchText.base(of: scalar).value) << shift
        shift &-= StartLetters.bits
      }
      if length == SearchText.longestBeginning {
        passLetters(bytes, &index)
        return letters
      }
    }
    return letters
  }

  private static func passLetters(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int) {
    while index < bytes.count {
      if isLetter(bytes[index]) {
        index &+= 1
      } else {
        var next = index
        guard bytes[index] >= 0x80, SearchText.isLetter(SearchText.scalar(in: bytes, &next)) else {
          return
        }
        index = next
      }
    }
  }

  /// Of ASCII.
  @inline(__always)
  private static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
  }

  @inline(__always)
  private static func slot(of letters: UInt64, in slots: UnsafeMutableBufferPointer<Slot>) -> Int {
    var slot = Int(truncatingIfNeeded: (letters &* 0x9E37_79B9_7F4A_7C15) >> 40) & (slots.count - 1)
    while slots[slot].letters != 0, slots[slot].letters != letters {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: Slot(), count: old.count * 2)
    slots.withUnsafeMutableBufferPointer { slots in
      for slot in old where slot.letters != 0 {
        slots[Self.slot(of: slot.letters, in: slots)] = slot
      }
    }
  }

  /// The whole beginnings in order, and the places of each.
  private func sorted() -> [(letters: UInt64, places: ArraySlice<UInt16>)] {
    // Where the places of each beginning end, and in the end where they begin.
    var ends = [Int](repeating: 0, count: Int(count))
    for entry in entries { ends[Int(entry.number)] += 1 }
    for number in ends.indices.dropFirst() { ends[number] += ends[number - 1] }
    var starts = ends
    var places = [UInt16](repeating: 0, count: entries.count)
    for entry in entries.reversed() {
      starts[Int(entry.number)] -= 1
      places[starts[Int(entry.number)]] = entry.place
    }
    return slots.filter { $0.letters != 0 }.sorted { $0.letters < $1.letters }.map { slot in
      let number = Int(slot.number)
      return (slot.letters, places[starts[number]..<ends[number]])
    }
  }

  /// As ``StartStep`` reads them: every beginning with its articles, in order.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    let starts = sorted()
    /// Writes what some beginnings share before these themselves.
    func write(_ range: Range<Int>, sharing letters: Int) {
      var begin = range.lowerBound
      while begin < range.upperBound {
        let mask: UInt64 = ~0 << (StartLetters.first - UInt64(letters) * StartLetters.bits)
        let shared = starts[begin].letters & mask
        var end = begin + 1
        while end < range.upperBound, starts[end].letters & mask == shared { end += 1 }
        if end - begin > 1 || !StartStep.append(shared, starts[begin].places, to: &bytes) {
          StartStep.append(
            shared, WordStarts.Members(starts[begin..<end].lazy.flatMap(\.places)), to: &bytes)
        }
        // What is no longer comes first, and is written.
        let longer = starts[begin].letters == shared ? begin + 1 : begin
        if letters + 1 < SearchText.longestBeginning { write(longer..<end, sharing: letters + 1) }
        begin = end
      }
    }
    write(starts.indices, sharing: 0)
    return bytes
  }
}

/// The beginnings of the words that were entered together, as a row of the library holds them: of each in
/// order its letters as ``StartLetters``, the length of what follows, and its articles.
struct StartStep {
  private let bytes: [UInt8]
  private var place = 0
  /// The next beginning; `nil` behind the last one.
  private(set) var letters: UInt64?

  /// Of the letters and the length.
  private static let head = 10

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    letters = bytes.withUnsafeBytes { Self.letters(at: 0, in: $0) }
  }

  /// Adds the articles of the next beginning, and goes on to the one after it.
  mutating func take(into members: inout WordStarts.Members) {
    bytes.withUnsafeBytes { bytes in
      let range = Self.articles(at: place, in: bytes)
      members.add(UnsafeRawBufferPointer(rebasing: bytes[range]))
      place = range.upperBound
      letters = Self.letters(at: place, in: bytes)
    }
  }

  static func append(_ letters: UInt64, _ members: WordStarts.Members, to bytes: inout [UInt8]) {
    let articles = members.bytes
    withUnsafeBytes(of: letters.littleEndian) { bytes += $0 }
    withUnsafeBytes(of: UInt16(articles.count).littleEndian) { bytes += $0 }
    bytes += articles
  }

  /// The same of a few articles that are in order.
  /// - Returns: whether they are; otherwise nothing is appended.
  static func append(
    _ letters: UInt64, _ places: ArraySlice<UInt16>, to bytes: inout [UInt8]
  ) -> Bool {
    guard places.count < WordStarts.block / 8 - 32 else { return false }
    let start = bytes.count
    withUnsafeBytes(of: letters.littleEndian) { bytes += $0 }
    bytes += [0, 0]
    var last = -1
    for place in places {
      guard Int(place) > last else {
        bytes.removeLast(bytes.count - start)
        return false
      }
      WordStarts.Members.append(gap: Int(place) - last, to: &bytes)
      last = Int(place)
    }
    let length = bytes.count - start - head
    bytes[start + head - 2] = UInt8(truncatingIfNeeded: length)
    bytes[start + head - 1] = UInt8(truncatingIfNeeded: length >> 8)
    return true
  }

  /// `nil` where a beginning is not among them.
  static func members(
    of letters: UInt64, in bytes: UnsafeRawBufferPointer
  ) -> WordStarts.Members? {
    var place = 0
    while let found = self.letters(at: place, in: bytes), found <= letters {
      let range = articles(at: place, in: bytes)
      if found == letters {
        return WordStarts.Members(UnsafeRawBufferPointer(rebasing: bytes[range]))
      }
      place = range.upperBound
    }
    return nil
  }

  private static func letters(at place: Int, in bytes: UnsafeRawBufferPointer) -> UInt64? {
    guard place + head <= bytes.count else { return nil }
    return UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
  }

  /// Ends with the bytes, if these are damaged.
  private static func articles(at place: Int, in bytes: UnsafeRawBufferPointer) -> Range<Int> {
    let length = UInt16(
      littleEndian: bytes.loadUnaligned(fromByteOffset: place + head - 2, as: UInt16.self))
    let start = place + head
    return start..<min(start + Int(length), bytes.count)
  }
}
