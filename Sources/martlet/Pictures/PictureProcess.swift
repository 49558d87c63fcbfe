import CImages
import Foundation
import Glibc
import ReaderCore

/// Reads pictures in a process of its own: what a picture does to its decoder costs that picture.
///
/// The program starts itself with ``argument``. The child has no right to open a file, little memory and
/// little time; the picture's bytes come on its standard input, cells go to its standard output.
///
/// PNG, JPEG and WebP are read by the libraries that are kept with browsers in mind (libpng,
/// libjpeg-turbo, libwebp), each called for bytes in memory; gdk-pixbuf would load code from files for
/// each kind, SVG with scripts among them. libchafa finds the symbols.
enum PictureProcess {
  static let argument = "--picture-from-standard-input"

  /// In bytes, of a picture as it came.
  static let mostBytes = 16 << 20
  private static let mostPixels = 40_000_000
  private static let mostMemory: rlim_t = 768 << 20
  /// In seconds.
  private static let mostTime: rlim_t = 5

  // MARK: The child

  /// Does what the child does and ends the process, if this is the child.
  static func runIfAsked(_ arguments: [String]) {
    guard arguments.count == 4, arguments[1] == argument, let columns = Int(arguments[2]),
      let rows = Int(arguments[3]), (1...500).contains(columns), (1...500).contains(rows)
    else { return }
    _exit(run(columns: columns, rows: rows))
  }

  private static func run(columns: Int, rows: Int) -> Int32 {
    limit(__rlimit_resource_t(RLIMIT_AS.rawValue), mostMemory)
    limit(__rlimit_resource_t(RLIMIT_CPU.rawValue), mostTime)
    limit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), 3)
    limit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), 0)
    limit(__rlimit_resource_t(RLIMIT_CORE.rawValue), 0)
    ci_give_up_rights()
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= mostBytes {
      let count = piece.withUnsafeMutableBytes { read(0, $0.baseAddress, $0.count) }
      guard count > 0 else { break }
      bytes += piece[..<count]
    }
    var picture = ci_picture()
    guard bytes.count <= mostBytes, decode(bytes, columns: columns, &picture) else { return 1 }
    let size = Picture.size(
      width: Int(picture.width), height: Int(picture.height), columns: columns, rows: rows)
    let canvas = ci_canvas(&picture, Int32(size.columns), Int32(size.rows))
    var output: [UInt8] = [UInt8(size.columns & 0xFF), UInt8(size.columns >> 8)]
    output += [UInt8(size.rows & 0xFF), UInt8(size.rows >> 8)]
    for row in 0..<size.rows {
      for column in 0..<size.columns {
        var (ink, paper) = (Int32(-1), Int32(-1))
        let scalar = chafa_canvas_get_char_at(canvas, Int32(column), Int32(row))
        chafa_canvas_get_raw_colors_at(canvas, Int32(column), Int32(row), &ink, &paper)
        for value in [Int32(bitPattern: scalar), ink, paper] {
          withUnsafeBytes(of: value.littleEndian) { output += $0 }
        }
      }
    }
    var start = 0
    while start < output.count {
      let count = output.withUnsafeBytes { write(1, $0.baseAddress! + start, $0.count - start) }
      guard count > 0 else { return 1 }
      start += count
    }
    return 0
  }

  private static func limit(_ resource: __rlimit_resource_t, _ most: rlim_t) {
    var limit = rlimit(rlim_cur: most, rlim_max: most)
    setrlimit(resource, &limit)
  }

  /// By its first bytes: what a server calls it does not matter.
  private static func decode(
    _ bytes: [UInt8], columns: Int, _ picture: inout ci_picture
  ) -> Bool {
    // Eight pixels a column are more than a symbol can tell.
    let wanted = Int32(columns * 8)
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
      return ci_png(bytes, bytes.count, mostPixels, &picture) != 0
    }
    if bytes.starts(with: [0xFF, 0xD8]) {
      return ci_jpeg(bytes, bytes.count, mostPixels, wanted, &picture) != 0
    }
    if bytes.starts(with: "RIFF".utf8), bytes.dropFirst(8).starts(with: "WEBP".utf8) {
      return ci_webp(bytes, bytes.count, mostPixels, &picture) != 0
    }
    return false
  }

  // MARK: The parent

  /// The cells of a picture, `nil` if it cannot be read. Blocks for seconds at the worst.
  /// - Parameter program: this one, but in tests.
  static func cells(
    of bytes: [UInt8], columns: Int, rows: Int, program: String = "/proc/self/exe"
  ) -> Picture? {
    guard
      let output = ChildProcess.output(
        of: program, [argument, "\(columns)", "\(rows)"], input: bytes,
        limit: 16 + columns * rows * 12, seconds: Int(mostTime) + 3)
    else { return nil }
    return Picture(cells: output, columns: columns, rows: rows)
  }
}

extension Picture {
  /// What the child wrote: it may have been taken over, so nothing of it is believed.
  init?(cells bytes: [UInt8], columns most: Int, rows mostRows: Int) {
    guard bytes.count >= 4 else { return nil }
    let columns = Int(bytes[0]) | Int(bytes[1]) << 8
    let rows = Int(bytes[2]) | Int(bytes[3]) << 8
    guard (1...most).contains(columns), (1...mostRows).contains(rows),
      bytes.count == 4 + columns * rows * 12
    else { return nil }
    func value(_ place: Int) -> Int32 {
      var value: Int32 = 0
      for byte in 0..<4 { value |= Int32(bytes[place + byte]) << (8 * byte) }
      return value
    }
    let cells = (0..<columns * rows).map { cell in
      let place = 4 + cell * 12
      return Picture.Cell(
        scalar: UInt32(bitPattern: value(place)), ink: value(place + 4),
        paper: value(place + 8))
    }
    self.init(columns: columns, cells: cells)
  }
}
