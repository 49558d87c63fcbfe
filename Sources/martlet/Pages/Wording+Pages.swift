import Articles
import FeedParsing
import Networking

/// What is said of the pages of articles.
extension Wording {
  static let savedPagesOnly =
    "--url and --content-type are for a saved page. Leave them out for an address."
  static let oneForm = "--json, --html and --markdown exclude each other. Name one."

  static func noSelector(_ text: String) -> String {
    "\"\(Output.clean(text))\" is no selector. Write names of elements, .class, #id or [name=value], "
      + "such as \"article .story\"; no more of CSS is understood."
  }

  static let noPageAddress =
    "This is no address of a page on the web. Only http and https are fetched."

  static func fullTexts(fetched: Int, failed: Int, known: Int) -> String {
    let failed = failed > 0 ? ", \(failed) failed" : ""
    let texts = fetched == 1 ? "1 whole text" : "\(fetched) whole texts"
    return "\(texts) fetched, \(known) there already\(failed)"
  }

  static func noPage(_ type: String) -> String {
    "This is no web page but \(Output.clean(type)). Open it with a browser."
  }

  static func pageWithoutText(_ obstacle: PageArticle.Obstacle) -> String {
    switch obstacle {
    case .scripts:
      "This page is made by scripts, which are not run, and holds no text of its own. Open it with a "
        + "browser."
    case .consent:
      "This page asks for consent (cookies) before it shows anything. Open it with a browser."
    case .nothing: "No article was found in this page. Open it with a browser."
    }
  }

  /// At the end of an article of several pages.
  static func pageNotFetched(_ number: Int, _ reason: String) -> String {
    "Page \(number) could not be fetched: \(Output.clean(reason))"
  }

  static func morePages(_ most: Int) -> String {
    "The article goes on; no more than \(most) pages are fetched."
  }

  static let pageCut = "The page is longer than 16 MB; the text was cut."

  static func leadsOn(_ move: MetaRefresh) -> String {
    "After \(move.seconds) seconds this page leads to \(Output.clean(move.address)). Open it with a "
      + "browser."
  }

  static let leadsOnAndOn =
    "One page leads to the next, and none has a text. Open it with a browser."

  /// What is fetched of an article.
  enum Fetched: String {
    case page, file
  }

  /// What of a failure is otherwise for what articles lead to than for feeds, which the person chose.
  static func failure(_ failure: FetchFailure, of fetched: Fetched) -> String {
    switch failure {
    case .status(401, let host):
      "\(host) gives this \(fetched.rawValue) only to those who sign in (401). Open it with a browser, "
        + "or write user and password for a feed of that server into feeds.yaml."
    case .status(410, let host):
      "\(host) says that this \(fetched.rawValue) is gone for good (410)."
    case .privateAddress(let host):
      "\(host) lies on this machine or in a private network, where nothing from outside may lead. "
        + "If you trust it, open it with a browser."
    case .schemeRefused(let scheme):
      "It leads to an address of the kind \(scheme):, which is not followed."
    default: failure.message
    }
  }
}

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
