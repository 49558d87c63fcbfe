import Articles

/// What is said of the files and pictures that articles come with.
extension Wording {
  static func downloadAsked(_ key: String?) -> String {
    "downloading" + (key.map { "; \($0) stops" } ?? "")
  }
  static let nothingToDownload = "there is no file to download with this article"
  static let nothingToPlay = "there is nothing to hear or see with this article"

  static let picturesOn = "pictures are shown"
  static let picturesOff = "no pictures"
  static let noPictures =
    "no pictures here: they want colours, UTF-8 and images: blocks in the settings"

  /// "42%", or "12 MB" where the server does not say how long it is.
  static func share(_ have: Int, of total: Int?) -> String {
    total.map { "\(have * 100 / max($0, 1))%" } ?? ByteSize(have).description
  }

  /// How long it runs, and how large it is, as far as that is known: "42 min", "38 MB".
  static func facts(_ medium: Medium) -> [String] {
    [medium.seconds.map(runningTime), medium.bytes.flatMap(size)].compactMap(\.self)
  }

  /// "1 min", "1 h 05".
  private static func runningTime(_ seconds: Int) -> String {
    guard seconds >= 60 else { return "\(seconds) s" }
    // Half a minute more or less is nothing to choose by.
    let minutes = (seconds + 30) / 60
    let rest = minutes % 60
    return minutes < 60 ? "\(minutes) min" : "\(minutes / 60) h \(rest < 10 ? "0" : "")\(rest)"
  }

  /// `nil` for what is too small to be true.
  private static func size(_ bytes: Int) -> String? {
    bytes < 10 << 10 ? nil : ByteSize(bytes).description
  }

  /// For the status line.
  static func downloading(_ status: DownloadStatus, arrow: String) -> String {
    arrow + share(status.have, of: status.total)
      + (status.waiting > 0 ? " +\(status.waiting)" : "")
  }

  /// Beside a link.
  static func downloaded(_ mark: DownloadMark) -> String {
    switch mark {
    case .partly(let have, let total): "partly downloaded: \(share(have, of: total))"
    case .whole: "downloaded"
    }
  }
}
