import CCompression

/// A way of compressing that servers use.
enum Coding: Hashable {
  case gzip, zlib, deflate, brotli, zstandard

  /// What is asked for, the best first.
  static let accepted = HeaderField(name: "Accept-Encoding", value: "gzip, deflate, br, zstd")

  /// `nil` for what is no compression, or none that is known.
  init?(_ name: Substring) {
    switch name.trimming(while: { $0 == " " || $0 == "\t" || $0 == "\"" }).lowercased() {
    case "gzip", "x-gzip": self = .gzip
    case "deflate": self = .deflate
    case "br": self = .brotli
    case "zstd": self = .zstandard
    default: return nil
    }
  }

  /// What begins like that, if nothing else does.
  init?(beginning bytes: [UInt8]) {
    if bytes.starts(with: [0x1F, 0x8B, 8]) {
      self = .gzip
    } else if bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
      self = .zstandard
    } else {
      return nil
    }
  }

  /// What an announced coding really is; `nil` if it is plainly not there.
  ///
  /// - Parameter shown: what the bytes begin like.
  func checked(_ shown: Coding?, _ bytes: [UInt8]) -> Coding? {
    if let shown { return shown }
    let isZlib =
      bytes.count > 1 && bytes[0] & 0x0F == 8
      && (Int(bytes[0]) << 8 | Int(bytes[1])).isMultiple(of: 31)
    switch self {
    case .gzip, .zlib, .deflate:
      if isZlib { return .zlib }
      return self == .deflate && !bytes.isEmpty && !Self.isText(bytes) ? .deflate : nil
    case .brotli: return bytes.isEmpty || Self.isText(bytes) ? nil : .brotli
    case .zstandard: return nil
    }
  }

  /// Whether it begins like XML or JSON: with a mark of its encoding, blanks, a "<" or a brace.
  private static func isText(_ bytes: [UInt8]) -> Bool {
    let hasMark = [[0xEF, 0xBB, 0xBF], [0xFE, 0xFF], [0xFF, 0xFE]].contains(where: bytes.starts)
    let first = bytes.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
    return hasMark || first == UInt8(ascii: "<") || first == UInt8(ascii: "{")
  }

  /// `nil` without memory.
  func codec() -> (any Codec)? {
    switch self {
    // 16 more: with the header of gzip; negative: without any.
    case .gzip: ZlibCodec(window: 15 + 16)
    case .zlib: ZlibCodec(window: 15)
    case .deflate: ZlibCodec(window: -15)
    case .brotli: BrotliCodec()
    case .zstandard: ZstandardCodec()
    }
  }
}

extension Substring {
  fileprivate func trimming(while isBlank: (Character) -> Bool) -> Substring {
    var rest = drop(while: isBlank)
    while let last = rest.last, isBlank(last) { rest.removeLast() }
    return rest
  }
}

/// A stream that is decompressed piece by piece.
protocol Codec: AnyObject {
  /// Reads as much of the input as there is room for what it becomes.
  func step(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer)
    -> CodecStep

  /// Whether the stream could end here.
  var isComplete: Bool { get }
}

struct CodecStep {
  enum End { case ended, broken }

  var consumed: Int
  var produced: Int
  var end: End?
}

private final class ZlibCodec: Codec {
  // At one place in memory: zlib points back at it.
  private let stream: UnsafeMutablePointer<z_stream>
  /// A file of gzip may have several members, one after another.
  private let hasMembers: Bool
  private var hasEnded = false
  private var isInMember = false

  init?(window: Int32) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    hasMembers = window > 15
    guard cz_begin(stream, window) else {
      stream.deallocate()
      return nil
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  var isComplete: Bool { hasEnded && !isInMember }

  func step(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer)
    -> CodecStep
  {
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
    stream.pointee.avail_in = UInt32(clamping: input.count)
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(clamping: output.count)
    let code = inflate(stream, Z_SYNC_FLUSH)
    var step = CodecStep(
      consumed: input.count - Int(stream.pointee.avail_in),
      produced: output.count - Int(stream.pointee.avail_out))
    if step.produced > 0 { isInMember = true }
    switch code {
    case Z_OK, Z_BUF_ERROR: break
    case Z_STREAM_END: step.end = endMember()
    case Z_DATA_ERROR where cz_is_wrong_sum(stream): step.end = endMember()
    // After a member stands something else, as the blocks that a tape is filled up with.
    case Z_DATA_ERROR where isComplete: step.end = .ended
    default: step.end = .broken
    }
    return step
  }

  private func endMember() -> CodecStep.End? {
    hasEnded = true
    isInMember = false
    return hasMembers && inflateReset(stream) == Z_OK ? nil : .ended
  }
}

private final class BrotliCodec: Codec {
  private let state: OpaquePointer
  private(set) var isComplete = false

  init?() {
    guard let state = BrotliDecoderCreateInstance(nil, nil, nil) else { return nil }
    self.state = state
  }

  deinit { BrotliDecoderDestroyInstance(state) }

  func step(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer)
    -> CodecStep
  {
    var inputLeft = input.count
    var next = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    var room = output.count
    var place = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    let result = BrotliDecoderDecompressStream(state, &inputLeft, &next, &room, &place, nil)
    var step = CodecStep(consumed: input.count - inputLeft, produced: output.count - room)
    switch result {
    case BROTLI_DECODER_RESULT_SUCCESS:
      isComplete = true
      step.end = .ended
    case BROTLI_DECODER_RESULT_ERROR: step.end = .broken
    default: break
    }
    return step
  }
}

private final class ZstandardCodec: Codec {
  private let stream: OpaquePointer
  /// Whether a frame has ended and no other begun.
  private(set) var isComplete = false

  /// What a server may demand of a reader (RFC 8878, 3.1.1.1.2): 8 MB.
  private static let largestWindow: Int32 = 23

  init?() {
    guard let stream = ZSTD_createDStream() else { return nil }
    ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, Self.largestWindow)
    self.stream = stream
  }

  deinit { ZSTD_freeDStream(stream) }

  func step(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer)
    -> CodecStep
  {
    var from = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var into = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    let code = ZSTD_decompressStream(stream, &into, &from)
    var step = CodecStep(consumed: from.pos, produced: into.pos)
    if ZSTD_isError(code) != 0 {
      step.end = isComplete ? .ended : .broken
    } else if step.consumed > 0 || step.produced > 0 {
      isComplete = code == 0
    }
    return step
  }
}
