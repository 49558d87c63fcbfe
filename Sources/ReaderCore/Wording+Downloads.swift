/// What is said of the files and pictures that articles come with.
extension Wording {
  static let downloadAsked = "downloading; Ctrl-G stops"
  static let nothingToDownload = "there is no file to download with this article"
  static let nothingToPlay = "there is nothing to hear or see with this article"

  static let picturesOn = "pictures are shown"
  static let picturesOff = "no pictures"
  static let noPictures =
    "no pictures here: they want colours, UTF-8 and images: blocks in the settings"

  static func downloadedAlready(_ path: String) -> String { "downloaded to \(path) already" }

  /// "42%", or "12 MB" where the server does not say how long it is.
  static func share(_ have: Int, of total: Int?) -> String {
    total.map { "\(have * 100 / max($0, 1))%" } ?? "\(have >> 20) MB"
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
