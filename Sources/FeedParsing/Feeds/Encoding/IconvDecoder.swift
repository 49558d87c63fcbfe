import CText

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
