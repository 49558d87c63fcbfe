import Articles
import FeedParsing
import Foundation
import ReaderCore
import TUI

/// `lay-out-page FILE [COLUMNS [ROUNDS]]`: reads an HTML file as the body of an article and lays it out as
/// lines, as the detail pane does. Prints a JSON object: bytes, lines, seconds of CPU (the best round) for
/// reading and for the lines, and the peak of memory above that of the file, in KB.
@main
enum LayOutPage {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count > 1, let data = FileManager.default.contents(atPath: arguments[1]) else {
      FileHandle.standardError.write(Data("usage: lay-out-page FILE [COLUMNS [ROUNDS]]\n".utf8))
      exit(2)
    }
    let columns = arguments.count > 2 ? Int(arguments[2]) ?? 88 : 88
    let rounds = arguments.count > 3 ? Int(arguments[3]) ?? 5 : 5
    let html = String(decoding: data, as: UTF8.self)
    // The program's own code is no memory of the page.
    _ = Self.lines(
      of: BodyReader.read("<p>a <a href=/b>b</a><table><tr><td>c</table>", base: nil), columns)
    let before = peakMemory()
    var (reading, laying, lines, document, peak) = (Double.infinity, Double.infinity, 0, 0, 0)
    for round in 0..<rounds {
      let start = cpuSeconds()
      let body = BodyReader.read(html, base: "https://site.example/")
      let middle = cpuSeconds()
      if round == 0 { document = peakMemory() - before }
      let text = Self.lines(of: body, columns)
      let end = cpuSeconds()
      (reading, laying) = (min(reading, middle - start), min(laying, end - middle))
      lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).count - 1
      if round == 0 { peak = peakMemory() - before }
    }
    let fields: [String: Any] = [
      "bytes": data.count, "lines": lines, "reading": reading, "laying": laying, "kilobytes": peak,
      "reading kilobytes": document,
    ]
    var line = try JSONSerialization.data(withJSONObject: fields, options: .sortedKeys)
    line.append(UInt8(ascii: "\n"))
    FileHandle.standardOutput.write(line)
  }

  private static func lines(of document: Document, _ columns: Int) -> [UInt8] {
    detailText(
      FullText(url: "https://site.example/", body: document), at: nil, columns: columns,
      clock: LocalClock(offset: 0), now: Instant(milliseconds: 1_790_000_000_000), charset: .unicode
    )
  }

  private static func cpuSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Of this program alone: what `getrusage` says begins with that of the program that started it.
  private static func peakMemory() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line?.split(separator: " ").compactMap { Int($0) }.first ?? 0
  }
}
