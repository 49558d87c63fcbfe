import FeedParsing
import Foundation

/// `extract-pages FOLDER`: finds the article in every `FOLDER/*/source.html` and prints a JSON object
/// a line: name, bytes, seconds of CPU (the best of five), title, byline, siteName, language, html, text. `measure-pages.py` compares them.
@main
enum ExtractPages {
  private static let rounds = 5
  private static let address = "https://fakehost/test/base/index.html"

  static func main() throws {
    guard CommandLine.arguments.count == 2 else {
      FileHandle.standardError.write(Data("usage: extract-pages FOLDER\n".utf8))
      exit(2)
    }
    let folder = CommandLine.arguments[1]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
      guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)/source.html")
      else { continue }
      let bytes = Array(data)
      var article = PageArticle()
      var best = Double.infinity
      for _ in 0..<rounds {
        let start = cpuSeconds()
        article = bytes.withUnsafeBytes { PageArticle(page: $0, address: address) }
        best = min(best, cpuSeconds() - start)
      }
      let fields: [String: Any] = [
        "name": name, "bytes": bytes.count, "seconds": best, "title": article.title ?? "",
        "byline": article.byline ?? "", "siteName": article.siteName ?? "",
        "language": article.language ?? "",
        "html": article.html, "text": article.text,
      ]
      var line = try JSONSerialization.data(withJSONObject: fields)
      line.append(UInt8(ascii: "\n"))
      FileHandle.standardOutput.write(line)
    }
  }

  private static func cpuSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
