import CImages
import Foundation
import Glibc
import ReaderCore
import TUI

/// Reads pictures in a process of its own: what a picture does to its decoder costs that picture.
///
/// The program starts itself with ``argument``. The child has no right to open a file, little memory and
/// little time; the picture's bytes come on its standard input, cells go to its standard output.
///
/// PNG, JPEG, WebP and GIF are read by the libraries that are kept with browsers in mind (libpng,
/// libjpeg-turbo, libwebp, giflib), each called for bytes in memory, of a GIF the first image alone; gdk-pixbuf would load code from files for
/// each kind, SVG with scripts among them. libchafa finds the symbols.
enum PictureProcess {
  static let argument = "--picture-from-standard-input"

  /// In bytes, of a picture as it came.
  static let mostBytes = 16 << 20
  private static let mostPixels = 40_000_000
  /// The most that a terminal is given.
  private static let mostShownPixels = 4_000_000
  private static let mostMemory: rlim_t = 768 << 20
  /// In seconds.
  private static let mostTime: rlim_t = 5

  // MARK: The child

  /// Does what the child does and ends the process, if this is the child.
  static func runIfAsked(_ arguments: [String]) {
    guard arguments.count == 6, arguments[1] == argument else { return }
    let numbers = arguments.dropFirst(2).compactMap { Int($0) }
    guard numbers.count == 4, numbers.allSatisfy({ (0...500).contains($0) }), numbers[0] > 0,
      numbers[1] > 0
    else { return }
    let cell = numbers[2] > 0 ? Size(columns: numbers[2], rows: max(numbers[3], 1)) : nil
    _exit(run(columns: numbers[0], rows: numbers[1], cell: cell))
  }

  /// - Parameter cell: the pixels of a cell; symbols are wanted where it has none.
  private static func run(columns: Int, rows: Int, cell: Size?) -> Int32 {
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
    // Eight pixels a column are more than a symbol can tell.
    let wanted = columns * (cell?.columns ?? 8)
    guard bytes.count <= mostBytes, decode(bytes, width: wanted, &picture) else { return 1 }
    let size = Picture.size(
      width: Int(picture.width), height: Int(picture.height), columns: columns, rows: rows,
      cell: cell ?? Size(columns: 8, rows: 16))
    var output: [UInt8] = [UInt8(size.columns & 0xFF), UInt8(size.columns >> 8)]
    output += [UInt8(size.rows & 0xFF), UInt8(size.rows >> 8)]
    if let cell {
      let (width, height) = (size.columns * cell.columns, size.rows * cell.rows)
      guard width * height <= mostShownPixels else { return 1 }
      var pixels = [UInt8](repeating: 0, count: width * height * 3)
      ci_scale(&picture, Int32(width), Int32(height), &pixels)
      output += pixels
    } else {
      output += symbols(of: &picture, size)
    }
    return send(output) ? 0 : 1
  }

  private static func symbols(
    of picture: inout ci_picture, _ size: (columns: Int, rows: Int)
  ) -> [UInt8] {
    var output: [UInt8] = []
    let canvas = ci_canvas(&picture, Int32(size.columns), Int32(size.rows))
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
    return output
  }

  private static func send(_ output: [UInt8]) -> Bool {
    var start = 0
    while start < output.count {
      let count = output.withUnsafeBytes { write(1, $0.baseAddress! + start, $0.count - start) }
      guard count > 0 else { return false }
      start += count
    }
    return true
  }

  private static func limit(_ resource: __rlimit_resource_t, _ most: rlim_t) {
    var limit = rlimit(rlim_cur: most, rlim_max: most)
    setrlimit(resource, &limit)
  }

  /// By its first bytes: what a server calls it does not matter.
  private static func decode(
    _ bytes: [UInt8], width: Int, _ picture: inout ci_picture
  ) -> Bool {
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
      return ci_png(bytes, bytes.count, mostPixels, &picture) != 0
    }
    if bytes.starts(with: [0xFF, 0xD8]) {
      return ci_jpeg(bytes, bytes.count, mostPixels, Int32(width), &picture) != 0
    }
    if bytes.starts(with: "RIFF".utf8), bytes.dropFirst(8).starts(with: "WEBP".utf8) {
      return ci_webp(bytes, bytes.count, mostPixels, &picture) != 0
    }
    if bytes.starts(with: "GIF8".utf8) {
      return ci_gif(bytes, bytes.count, mostPixels, &picture) != 0
    }
    return false
  }

  // MARK: The parent

  /// A picture, `nil` if it cannot be read. Blocks for seconds at the worst.
  /// - Parameter program: this one, but in tests.
  static func picture(
    of bytes: [UInt8], columns: Int, rows: Int, form: PictureForm,
    program: String = "/proc/self/exe"
  ) -> Picture? {
    let cell = form.cell ?? Size(columns: 0, rows: 0)
    var columns = columns
    if cell.columns > 0 {
      columns = min(columns, mostShownPixels / (rows * cell.columns * cell.rows))
    }
    let cellBytes = max(cell.columns * cell.rows * 3, 12)
    guard columns > 0,
      let output = ChildProcess.output(
        of: program,
        [argument] + [columns, rows, cell.columns, cell.rows].map { "\($0)" }, input: bytes,
        limit: 16 + columns * rows * cellBytes, seconds: Int(mostTime) + 3)
    else { return nil }
    return Picture(answer: output, columns: columns, rows: rows, form: form)
  }
}

extension Picture {
  /// What the child wrote: it may have been taken over, so nothing of it is believed.
  init?(answer bytes: [UInt8], columns most: Int, rows mostRows: Int, form: PictureForm) {
    guard bytes.count >= 4 else { return nil }
    let columns = Int(bytes[0]) | Int(bytes[1]) << 8
    let rows = Int(bytes[2]) | Int(bytes[3]) << 8
    guard (1...most).contains(columns), (1...mostRows).contains(rows) else { return nil }
    if form.cell != nil {
      guard
        let image = PixelImage(
          columns: columns, rows: rows, pixels: Array(bytes.dropFirst(4)), form: form)
      else { return nil }
      self.init(image)
      return
    }
    guard bytes.count == 4 + columns * rows * 12 else { return nil }
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
