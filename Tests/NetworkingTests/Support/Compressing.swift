import CCompression

/// Bodies as servers compress them.
enum Compressing {
  static func gzip(_ bytes: [UInt8]) -> [UInt8] { zlib(bytes, window: 15 + 16) }
  static func gzip(_ text: String) -> [UInt8] { gzip(Array(text.utf8)) }
  static func deflate(_ text: String) -> [UInt8] { zlib(Array(text.utf8), window: 15) }
  static func rawDeflate(_ text: String) -> [UInt8] { zlib(Array(text.utf8), window: -15) }

  static func zstandard(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    var output = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
    let count = ZSTD_compress(&output, output.count, bytes, bytes.count, 3)
    return Array(output.prefix(count))
  }

  private static func zlib(_ bytes: [UInt8], window: Int32) -> [UInt8] {
    var stream = z_stream()
    guard
      deflateInit2_(
        &stream, 6, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
        Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { return [] }
    var input = bytes
    var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
    let count = output.count
    input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        _ = CCompression.deflate(&stream, Z_FINISH)
      }
    }
    deflateEnd(&stream)
    return Array(output.prefix(count - Int(stream.avail_out)))
  }
}
