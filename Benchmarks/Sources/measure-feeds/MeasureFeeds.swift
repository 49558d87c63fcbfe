import BenchmarkSupport
import Glibc

/// `measure-feeds PROGRAM FOLDER [FEEDS]`: what it costs to read feeds and to fetch many of them,
/// beside other readers that are installed.
@main
enum MeasureFeeds {
  /// Of the large file; bytes.
  private static let fileSize = 50 << 20
  private static let itemsOfFeed = 25
  /// Milliseconds before each answer of the slow server, and how many a reader may wait for at once.
  private static let delay = 100
  private static let atOnce = 16

  static func main() {
    let arguments = CommandLine.arguments
    let generator = FeedGenerator(seed: 1)
    if arguments.count == 4, arguments[1] == FeedServer.command,
      let count = Int(arguments[2]), let items = Int(arguments[3])
    {
      do throws(Failure) {
        try FeedServer.serve((0..<count).map { generator.feed($0, items: items) })
      } catch {
        end("measure-feeds: \(error.message)", status: 1)
      }
    }
    guard (3...4).contains(arguments.count),
      let feeds = Int(arguments.count == 4 ? arguments[3] : "1000"), (1...50_000).contains(feeds)
    else { end("usage: measure-feeds PROGRAM FOLDER [FEEDS]", status: 2) }
    do throws(Failure) {
      let bench = Bench(program: arguments[1], folder: arguments[2], generator: generator)
      try bench.readFile(of: fileSize)
      try bench.countInstructions()
      try bench.fetch(feeds, items: itemsOfFeed, delay: delay, atOnce: atOnce)
    } catch {
      end("measure-feeds: \(error.message)", status: 1)
    }
  }

  private static func end(_ message: String, status: Int32) -> Never {
    let line = Array("\(message)\n".utf8)
    write(STDERR_FILENO, line, line.count)
    exit(status)
  }
}
