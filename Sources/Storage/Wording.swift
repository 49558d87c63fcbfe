import Articles
import FeedParsing
import Glibc

extension StorageError {
  /// What is wrong alone, for a line that has no room for a path.
  public var shortMessage: String {
    switch self {
    case .cannotRead(_, let code), .cannotWrite(_, let code), .cannotCreateFolder(_, let code):
      reason(code)
    default: message
    }
  }

  /// Place, what is wrong, what to do.
  public var message: String {
    switch self {
    case .cannotRead(let path, let code):
      "\(path): cannot be read (\(reason(code))). Check that it is there and its permissions."
    case .cannotWrite(let path, let code):
      "\(path): cannot be written (\(reason(code))). Make room, or check its permissions."
    case .cannotCreateFolder(let path, let code):
      "\(path): this folder cannot be created (\(reason(code))). Create it, or name another."
    case .cancelled: "It was given up because nobody waits for it any more. Ask again."
    case .busy(let path):
      "\(path): another process is writing it, or was stopped while it did. Continue or end that "
        + "process, then try again."
    case .tooLarge(let path, let limit):
      "\(path): larger than \(limit >> 20) MB, the most that is read of such a file. Name another "
        + "file."
    case .database(let path, let code, let text):
      "\(path): the library answers: \(text) (SQLite \(code)). Try again, or move it away: it "
        + "is built again, but without what feeds no longer have."
    case .damagedLibrary(let path):
      "\(path): the library is damaged. It is rebuilt at the next start; no mark is lost."
    case .newerLibrary(let path, let version, let supported):
      "\(path): written by a newer Martlet (version \(version); this one reads up to "
        + "\(supported)). Use the newer program, or name another file."
    case .notState(let path):
      "\(path): is JSON, but no state file of Martlet. It is left as it is; name another file."
    case .notNewsboatCache(let path, let reason):
      "\(path): cannot be read as a cache of newsboat (\(reason)). Name its cache.db, and close "
        + "newsboat before."
    case .newerState(let path, let version, let supported):
      "\(path): written by a newer Martlet (version \(version); this one writes \(supported)). "
        + "It is left as it is; new marks stay on this machine until the program is updated."
    }
  }

}

/// What the system says of an `errno`.
private func reason(_ code: Int32) -> String {
  var buffer = [CChar](repeating: 0, count: 256)
  guard strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
  return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// Sentences that are no errors: notices, problems of files and folders.
enum Wording {
  static func libraryRebuilt(_ path: String, aside: String, _ rescued: ArchiveRescue.Result)
    -> String
  {
    let start = "\(path) was damaged. It is kept as \(aside) and built again from your folders; "
    guard rescued.feeds + rescued.items + rescued.lost > 0 else {
      return start + "no mark is lost."
    }
    let items = rescued.items == 1 ? "1 item" : "\(rescued.items) items"
    let feeds = rescued.feeds == 1 ? "1 feed" : "\(rescued.feeds) feeds"
    let lost = rescued.lost > 0 ? "; up to \(rescued.lost) more are lost" : ""
    return start + "\(items) of \(feeds) could be read out of it\(lost); no mark is lost."
  }

  static func privateLibrary(
    insteadOf path: String, in folder: String, _ error: StorageError
  ) -> String {
    let text =
      switch error {
      case .database(_, _, let text): text
      default: error.shortMessage
      }
    return "the library \(path) cannot be written (\(text)): using a private one in \(folder)"
  }

  static let comments = "Comments"
  static let externalLink = "About"
  static let picture = "image"
  static let untitled = "Untitled"

  /// ISO 8601, as article files have it.
  static func duration(seconds: Int) -> String {
    let parts = [(seconds / 3600, "H"), (seconds / 60 % 60, "M"), (seconds % 60, "S")]
    return "PT" + parts.filter { $0.0 > 0 }.map { "\($0.0)\($0.1)" }.joined()
  }

  static func companion(_ companion: FeedCompanion) -> String {
    switch companion.kind {
    case .chapters: "Chapters"
    // There may be one in each of several forms.
    case .transcript: "Transcript" + (form(of: companion.type).map { ", " + $0 } ?? "")
    }
  }

  /// As people call it; `nil` for what few know.
  private static func form(of type: String?) -> String? {
    switch type?.lowercased().prefix(while: { $0 != ";" && $0 != " " }) {
    case "application/x-subrip", "application/srt", "text/srt": "SRT"
    case "text/vtt": "VTT"
    case "text/html": "HTML"
    case "text/plain": "text"
    case "application/json": "JSON"
    default: nil
    }
  }

  static func enclosure(_ enclosure: FeedEnclosure) -> String {
    let size = enclosure.length.flatMap { $0 < 1024 ? nil : ByteSize($0).description }
    let known = [enclosure.type, size]
    return ([enclosure.title ?? "Enclosure"] + known.compactMap(\.self)).joined(separator: ", ")
  }

  static let all = "All"
  static let unread = "Unread"
  static let starred = "Starred"
  static let muted = "Muted"
  static let frontPage = "Front page"

  static func unreadable(_ code: Int32) -> Problem {
    Problem(
      message: "It cannot be read (\(reason(code))). Check that it is there and its permissions.")
  }

  static let linkLoop =
    "This link leads back to a folder above it, which is read already. Nothing is missing."

  static func unreadable(_ code: Int32, file: String) -> Problem {
    Problem(message: "\(file): cannot be read (\(reason(code))). Shown is what was known of it.")
  }

  static func changed(file: String) -> Problem {
    Problem(
      message: "\(file): no longer holds this article. Reload the source to see what it holds.")
  }

  static func bodyCut(file: String, limit: Int) -> Problem {
    Problem(message: "\(file): larger than \(limit >> 20) MB; the rest is not shown.")
  }

  static func stateDamaged(_ path: String, line: Int, aside: String) -> String {
    "\(path):\(line): no valid JSON. It is kept as \(aside); your marks come from the backup and "
      + "the journal."
  }

  static func stateMarked(_ path: String, aside: String, unreadLines: Int) -> String {
    let lines = unreadLines == 1 ? "1 line" : "\(unreadLines) lines"
    return
      "\(path): both sides of its conflict were merged. With the markers it is kept as \(aside)"
      + (unreadLines == 0 ? "." : "; \(lines) of it could not be understood.")
  }

  static func copiesMerged(_ path: String, count: Int, folder: String) -> String {
    (count == 1 ? "1 conflict copy" : "\(count) conflict copies")
      + " of \(path) merged, and moved to \(folder)."
  }

  static func copyRefused(_ path: String) -> String {
    "\(path): named like a conflict copy of the state file, but it cannot be merged. It is left as "
      + "it is; mend it or take it away."
  }

  static func stateMissing(_ path: String) -> String {
    "\(path) is gone. Your marks come from the backup and the journal, and it is written again."
  }

  static func stateNotWritten(_ error: StorageError) -> String {
    "\(error.message) Marks stay on this machine until that is mended."
  }

  static func marksOfTheFuture(_ path: String) -> String {
    "\(path): some marks are dated in the future; they are kept. Check the clocks of the machines "
      + "that share it."
  }

  static func lastInstant(_ address: String, _ path: String) -> String {
    "\(address): a mark of it is dated to the end of the year 9999, so a new one may not hold. "
      + "Correct the date in \(path)."
  }

  static func stateIsElsewhere(_ link: String, _ now: String, _ old: String) -> String {
    "\(link) leads to \(now) now; marks of this window go on to \(old). Open it anew to change."
  }

  static func marksNotKept(_ error: StorageError) -> String {
    "\(error.message) Marks last until you quit."
  }

  static func noLocks(_ path: String) -> String {
    "\(path): this file system has no locks. Marks are kept, but the file only grows; do not use it "
      + "from two machines at once."
  }

  static func journalDamaged(_ path: String, lines: Int) -> String {
    "\(path): \(lines == 1 ? "1 damaged line was" : "\(lines) damaged lines were") skipped."
  }

  static func undoDamaged(_ path: String, lines: Int) -> String {
    "\(path): \(lines == 1 ? "1 damaged line was" : "\(lines) damaged lines were") skipped; no mark "
      + "is lost, but cannot be undone any more."
  }
}
