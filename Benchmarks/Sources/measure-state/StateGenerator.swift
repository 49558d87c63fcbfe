import BenchmarkSupport
import Glibc

/// Writes state files: one read mark an address, every eighth starred, sorted as Martlet does it.
enum StateGenerator {
  /// - Parameter minute: Of the instants, so that two files of the same addresses differ.
  static func write(_ path: String, count: Int, minute: Int) throws(Failure) {
    guard let file = fopen(path, "w") else { throw Failure("\(path) cannot be written") }
    defer { fclose(file) }
    fputs("{\n  \"format\": \"martlet-state\",\n  \"version\": 1,\n  \"articles\": {\n", file)
    let instant = "2026-11-20T08:\(padded(minute, 2)):00.000Z"
    for number in 0..<count {
      let starred = number % 8 == 0 ? "\"starred\":\"\(instant)\"," : ""
      fputs(
        "    \"https://news.example/2026/\(padded(number, 8))/a-story-with-some-words\": "
          + "{\"read\":\"\(instant)\"\(starred.isEmpty ? "" : "," + starred.dropLast())}"
          + (number < count - 1 ? ",\n" : "\n"), file)
    }
    fputs("  }\n}\n", file)
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = "\(number)"
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
