import Articles
import FeedParsing

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
}
