import Articles

/// What is said of files that articles come with.
extension Wording {
  static let downloadedElsewhere =
    "Another window or command downloads this file already. Wait for it."
  static let emptyFile = "The server gave an empty file. Later may help."
  static let fileCutShort =
    "The file ended too early. What has come is kept; ask again to go on from there."
  static let fileTooLarge =
    "The file is longer than the server said, or than 16 GB. It is left alone."
  static let otherPart =
    "The server gives another part of the file than was asked for. Open the address with a browser."
  static let pageInsteadOfFile =
    "This is a web page instead of a file. Open the address with a browser, it may want a login."

  static func downloaded(_ path: String) -> String { "downloaded to \(path)" }

  static func downloadedAlready(_ path: String) -> String { "downloaded to \(path) already" }

  static let fetchedAgain = "the file is gone, and is downloaded again"

  static func downloadsStopped(_ count: Int) -> String {
    "\(count) \(count == 1 ? "download" : "downloads") stopped; what has come stays"
  }

  static func notDownloaded(_ reason: String) -> String { "not downloaded: \(reason)" }

  static func downloading(_ have: Int, of total: Int?, number: Int, count: Int) -> String {
    let share = total.map { "\(have * 100 / max($0, 1))%" } ?? ByteSize(have).description
    return count > 1 ? "\(number)/\(count) \(share)" : share
  }
}
