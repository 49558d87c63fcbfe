public import Articles

/// The article of a web page.
public struct PageArticle: Hashable, Sendable {
  public var title: String?
  public var byline: String?
  public var published: Instant?
  public var siteName: String?
  /// As the page has it, e.g. "en-GB".
  public var language: String?
  /// The absolute address of its lead image.
  public var image: String?
  /// Clean, with absolute addresses; empty if the page has no article.
  public var html = ""
  public var text = ""
  /// Where the article goes on.
  public var nextPage: String?

  /// Why there is no text, where the page lets one guess.
  public var obstacle: Obstacle?

  public enum Obstacle: Hashable, Sendable {
    /// The text is there only after scripts have run.
    case scripts
    /// The page asks for consent first.
    case consent
    case nothing
  }

  public init() {}

  /// Reads a page. Never fails; costs time linear in its length. What lies beyond 16 MB is not read.
  ///
  /// - Parameters:
  ///   - address: where the page comes from; without it what the page says of that.
  ///   - contentType: what the server called it.
  ///   - firstPage: where the article begins, if it is found out where it goes on.
  ///   - number: which page of the article it is, from 1.
  ///   - selectors: what the person has said of the pages of this site.
  public init(
    page bytes: UnsafeRawBufferPointer, address: String?, contentType: String? = nil,
    firstPage: String? = nil, number: Int = 1, selectors: PageSelectors = PageSelectors()
  ) {
    let bytes = UnsafeRawBufferPointer(rebasing: bytes.prefix(Self.largest))
    guard !BinaryFile.begins(bytes) else {
      obstacle = .nothing
      return
    }
    let text = Self.decode(bytes, contentType: contentType)
    let next = firstPage.map { NextPage(first: $0, number: number) }
    text.withUnsafeBufferPointer { read($0, address: address, next: next, selectors) }
  }

  /// Joins the next page to what was read. Says no to one that begins as this one does: a server that
  /// does not know the number gives the same page again.
  public mutating func append(_ next: PageArticle) -> Bool {
    nextPage = nil
    guard next.text.prefix(200) != text.prefix(200), !next.text.isEmpty else { return false }
    html += "\n" + next.html
    text += "\n\n" + next.text
    nextPage = next.nextPage
    return true
  }

  private static let largest = 16 << 20

  private static func decode(_ bytes: UnsafeRawBufferPointer, contentType: String?) -> [UInt8] {
    let (choice, note) = EncodingChoice.of(bytes, contentType: contentType)
    let declared = EncodingChoice.declaration(bytes).flatMap(EncodingName.canonical)
    var decoder = TextDecoder(
      choice, note: note, fallback: declared == choice.name ? nil : declared)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 8)
    decoder.decode(
      UnsafeRawBufferPointer(rebasing: bytes[min(choice.skipped, bytes.count)...]), isLast: true,
      into: &result)
    return result
  }

  private mutating func read(
    _ page: UnsafeBufferPointer<UInt8>, address: String?, next: NextPage?,
    _ selectors: PageSelectors
  ) {
    var tree = PageTreeBuilder.tree(of: page)
    let address = address ?? tree.ownAddress
    let base = tree.base.map(tree.decoded).flatMap { LinkResolver(base: address).resolve($0) }
    let links = LinkBase(base ?? address)
    let facts = PageFacts(tree, links: LinkResolver(base: base ?? address))
    nextPage = next?.find(in: tree, links: LinkResolver(base: base ?? address))
    tree.resolveAsides()
    tree.replaceLineBreaks()
    if let removed = selectors.removed { tree.remove(removed) }
    let chosen = selectors.content.flatMap { tree.keepOnly($0) }
    let finding =
      if let chosen {
        ArticleFinder.take(
          chosen, of: tree, title: facts.title ?? "", wantsByline: facts.wantsByline)
      } else {
        ArticleFinder.find(in: tree, title: facts.title ?? "", wantsByline: facts.wantsByline)
      }
    title = facts.title
    byline = facts.byline ?? finding?.byline
    siteName = facts.siteName
    published = facts.published.flatMap(FeedDate.parse)
    language = facts.language.map(TextCleaning.clean)
    image = facts.image
    if let finding {
      var writer = ArticleWriter(finding.tree, links: links)
      html = writer.html(of: finding.root)
      text = writer.text(of: finding.root)
    }
    if chosen == nil, let body = facts.body, text.utf8.count < Self.little,
      body.utf8.count > 2 * text.utf8.count
    {
      adopt(body)
    }
    obstacle = obstacle(in: tree)
  }

  /// Less may be a note that scripts are needed.
  private static let little = 250

  /// Takes the text that the page has for machines.
  private mutating func adopt(_ body: String) {
    let paragraphs = body.split(whereSeparator: \.isNewline).map { TextCleaning.clean(String($0)) }
      .filter { !$0.isEmpty }
    text = paragraphs.joined(separator: "\n\n")
    html = paragraphs.map { paragraph in
      var escaped: [UInt8] = []
      var paragraph = paragraph
      paragraph.withUTF8 { FieldCapture.escape($0, into: &escaped) }
      return "<p>\(UTF8Text.string(escaped))</p>"
    }.joined(separator: "\n")
  }

  private func obstacle(in tree: PageTree) -> Obstacle? {
    guard text.utf8.count < Self.short else { return nil }
    let words = text.lowercased()
    let said = Self.consents.count(where: { words.contains($0) })
    if said >= 3 || said > 0 && text.utf8.count < Self.little * 2 && tree.asksForConsent {
      return .consent
    }
    guard text.utf8.count < Self.little, html.firstRange(of: "<img ") == nil else { return nil }
    if tree.scripts > 0, text.utf8.count < 40 || words.contains("javascript") { return .scripts }
    return text.isEmpty ? .nothing : nil
  }

  /// What asks for consent is no longer.
  private static let short = 1200

  /// Pages that ask for consent say several of these in few words; an article about biscuits does not.
  private static let consents = [
    "cookie", "consent", "accept", "agree", "privacy", "partner", "preferences", "reject", "gdpr",
    "zustimm", "akzeptier", "datenschutz", "einwillig", "accepter", "confidentialité",
    "partenaires",
    "aceptar", "privacidad", "accetta", "aceitar",
  ]
}

/// What stands in the place of a page.
enum BinaryFile {
  /// Whether it is a file of another kind, whatever the server calls it.
  static func begins(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let start = bytes.prefix(64).drop { $0 <= 0x20 }
    return signatures.contains { start.starts(with: $0) }
  }

  /// PDF, PNG, JPEG, ZIP (also EPUB and office documents), GIF.
  private static let signatures: [[UInt8]] = [
    Array("%PDF-".utf8), [0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF], [0x50, 0x4B, 0x03, 0x04],
    Array("GIF87a".utf8), Array("GIF89a".utf8),
  ]
}

extension PageTree {
  /// Whether it has a form, and nothing but one, that asks to say yes or no to cookies.
  var asksForConsent: Bool {
    var says: Set<Bool> = []
    var buttons = 0
    var place = Self.body
    while place >= 0, buttons < 40 {
      let label: String? =
        switch element(place) {
        case .button: text(in: place, limit: 200)
        case .input: value("value", of: place)
        default: nil
        }
      if let label = label?.lowercased(), isInForm(place) {
        buttons += 1
        if Self.yes.contains(where: { label.contains($0) }) { says.insert(true) }
        if Self.no.contains(where: { label.contains($0) }) { says.insert(false) }
      }
      place = following(place, within: Self.html)
    }
    return says.count == 2
  }

  private func isInForm(_ place: Place) -> Bool {
    var outer = self[place].parent
    while outer >= 0 {
      if self[outer].element == .form { return true }
      outer = self[outer].parent
    }
    return false
  }

  private static let yes = [
    "accept", "agree", "allow", "akzept", "zustimm", "accett", "aceptar", "aceitar", "akkoord",
  ]
  private static let no = [
    "reject", "decline", "refuse", "manage", "options", "customi", "ablehn", "einstell", "refuser",
    "rifiuta", "rechazar", "rejeitar", "weiger",
  ]
}
