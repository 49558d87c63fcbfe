import Articles

extension FeedBuilder {
  /// Keeps what an element held.
  mutating func keep(_ capture: inout FieldCapture) {
    var bytes = FieldText.settle(&capture, &found)
    let use = capture.use
    if use.field.isBody {
      keepBody(&bytes, capture.kind, use)
    } else if use.field == .title {
      keepTitle(bytes, capture.kind, use)
    } else {
      keep(bytes, capture.kind, use)
    }
    spare.take(&bytes)
  }

  private mutating func keep(_ bytes: [UInt8], _ kind: TextKind, _ use: FieldUse) {
    guard !bytes.isEmpty else { return }
    let text = UTF8Text.string(bytes)
    switch use.field {
    case .title, .summary, .content: break
    case .link: addLink(text, rank: use.rank)
    case .id: addID(text, rank: use.rank, isPermanentLink: permanence)
    case .author:
      if let author = PersonText.author(FieldText.line(bytes, .html, &found) ?? "") {
        addAuthor(author, rank: use.rank)
      }
    case .category: addCategory(FieldText.line(bytes, .html, &found) ?? "")
    case .keywords:
      for word in text.split(separator: ",") { addCategory(TextCleaning.clean(String(word))) }
    case .comments: addComments(text, rank: use.rank)
    case .language: addLanguage(text, rank: use.rank)
    case .published, .updated: addDate(text, use)
    case .enclosureURL: addEnclosure(text, type: nil, length: nil)
    case .duration: addDuration(text)
    case .image:
      // A picture that is told in words is none.
      if !bytes.contains(where: { $0 <= 0x20 }) { addImage(text, rank: use.rank) }
    case .mediumText: describeMedium(bytes, kind)
    case .channelImageURL: addImage(text, rank: 7)
    case .inReplyTo: reply(to: Self.identifier(text))
    case .personName: describe(\.name, Self.line(text))
    case .personEmail: describe(\.email, Self.line(text))
    case .personAddress:
      let address = Self.line(text).map { resolved($0) ?? $0 }
      describe(\.address, address)
    case .newAddress:
      let address = resolved(text)
      feed.newAddress = address
    case .timeToLive, .skippedHour, .skippedDay, .updatePeriod, .updateFrequency:
      keepSchedule(text, use.field)
    }
  }

  private mutating func describe(_ part: WritableKeyPath<FeedPerson, String?>, _ text: String?) {
    guard var person, person[keyPath: part] == nil else { return }
    person[keyPath: part] = text
    self.person = person
  }

  mutating func reply(to id: String) {
    change { $0.result.inReplyTo = $0.result.inReplyTo ?? id }
  }

  private static func line(_ text: String) -> String? {
    let line = TextCleaning.clean(text)
    return line.isEmpty ? nil : line
  }

  /// The feed or the item that is read.
  mutating func change(_ change: (inout FeedDraft) -> Void) {
    if item?.apply(change) == nil { change(&channel) }
  }

  // MARK: Texts

  private mutating func keepTitle(_ bytes: [UInt8], _ kind: TextKind, _ use: FieldUse) {
    guard let title = FieldText.line(bytes, kind, &found) else { return }
    let language = textLanguage
    change { draft in
      guard draft.accepts(.title, rank: use.rank) else { return }
      draft.result.title = title
      if draft.accepts(.textLanguage, rank: 1) { draft.textLanguage = language }
    }
  }

  /// - Parameter bytes: taken over, what stood there before is left in them.
  private mutating func keepBody(_ bytes: inout [UInt8], _ kind: TextKind, _ use: FieldUse) {
    guard !bytes.isEmpty else { return }
    let base = scopes.last?.base
    let language = textLanguage
    change { draft in
      // A second text for the summary, of another element: the longer one is the content.
      var isContent = use.field == .content
      let known = draft.rank(of: .summary)
      if !isContent, known >= 6, use.rank >= 6, known != use.rank, draft.content.isEmpty {
        isContent = bytes.count >= draft.summary.count
        if !isContent { draft.makeSummaryContent() }
      }
      guard draft.accepts(isContent ? .content : .summary, rank: use.rank) else { return }
      if isContent {
        swap(&draft.content, &bytes)
        (draft.contentKind, draft.contentBase) = (kind, base)
      } else {
        swap(&draft.summary, &bytes)
        (draft.summaryKind, draft.summaryBase) = (kind, base)
      }
      if draft.accepts(.textLanguage, rank: isContent ? 3 : 2) {
        draft.textLanguage = language
      }
    }
  }

  private var textLanguage: String? { scopes.last?.language }

  private mutating func addLanguage(_ text: String, rank: UInt8) {
    guard let language = Self.language(text) else { return }
    change { if $0.accepts(.language, rank: rank) { $0.result.language = language } }
  }

  mutating func addCategory(_ name: String, term: String? = nil) {
    guard !name.isEmpty else { return }
    let name = name.utf8.count <= 500 ? name : String(name.prefix(500))
    change { draft in
      FeedDraft.add(name, to: &draft.result.categories)
      guard let term, !term.isEmpty, term != name, draft.result.categoryTerms.count < 500
      else { return }
      let category = FeedCategory(term: String(term.prefix(500)), label: name)
      if !draft.result.categoryTerms.contains(category) {
        draft.result.categoryTerms.append(category)
      }
    }
  }

  /// What a picture shows is its own; what a film or a file tells may be all that an item has.
  private mutating func describeMedium(_ bytes: [UInt8], _ kind: TextKind) {
    guard let medium, let text = FieldText.line(bytes, kind, &found) else { return }
    change { $0.describe(medium, as: text) }
  }

  mutating func addAuthor(_ author: FeedAuthor, rank: UInt8) {
    change { $0.addAuthor(author, rank: rank) }
  }

  mutating func addDate(_ text: String, _ use: FieldUse) {
    guard let reading = FeedDate.read(text) else {
      found.append(.unreadableDate(text))
      return
    }
    if let zone = reading.unknownZone { found.append(.unknownZone(zone)) }
    let date = reading.instant
    change { draft in
      if use.field == .updated {
        if draft.acceptsLast(.updated, rank: use.rank) { draft.result.updated = date }
      } else if draft.acceptsLast(.published, rank: use.rank) {
        draft.result.published = date
      }
    }
  }

  // MARK: Addresses

  /// The absolute address that a text means where the reader stands now.
  mutating func resolved(_ text: String) -> String? {
    text.isEmpty ? nil : FeedLink.resolve(text, base: base)
  }

  mutating func addLink(_ text: String, rank: UInt8) {
    // An empty reference is the page of the base (RFC 3986, 4.4).
    guard let link = FeedLink.resolve(text, base: base) else {
      if !text.isEmpty { found.append(.refusedLink(text)) }
      return
    }
    change { if $0.accepts(.link, rank: rank) { $0.result.link = link } }
  }

  mutating func addExternalLink(_ text: String) {
    guard item != nil, let link = resolved(text) else { return }
    change { $0.result.externalLink = $0.result.externalLink ?? link }
  }

  mutating func addComments(_ text: String, rank: UInt8) {
    guard let link = resolved(text) else { return }
    change { if $0.accepts(.comments, rank: rank) { $0.result.comments = link } }
  }

  mutating func addID(_ text: String, rank: UInt8, isPermanentLink: Bool) {
    var id = Self.identifier(text)
    guard !id.isEmpty else { return }
    // Only a base that the feed itself gives makes an identifier an address: "42" alone is none.
    let base = scopes.last?.base
    let site = base ?? (id.utf8.first == UInt8(ascii: "/") ? self.base : nil)
    let link = isPermanentLink ? FeedLink.permanent(id, base: site) : nil
    if let link, base != nil { id = link }
    change { draft in
      guard draft.accepts(.id, rank: rank) else { return }
      draft.result.id = id
      if let link, draft.accepts(.link, rank: 1) { draft.result.link = link }
    }
  }

  /// An identifier as it stands, without blanks around it and controls; a very long one is cut and
  /// ends in the hash of the whole.
  static func identifier(_ text: String) -> String {
    var text = text
    if text.utf8.count <= longestIdentifier, text.withUTF8(TextBytes.areVisibleASCII) {
      return text
    }
    let id = String(String.UnicodeScalarView(text.unicodeScalars.filter(XMLEntities.isText)))
    let bytes = FieldText.trimmed(Array(id.utf8))
    guard bytes.count > longestIdentifier else { return String(decoding: bytes, as: UTF8.self) }
    let digest = SHA256.hexDigest(of: bytes)
    return String(decoding: bytes.prefix(longestIdentifier / 2), as: UTF8.self) + "…" + digest
  }

  private static var longestIdentifier: Int { 2048 }

  mutating func addImage(_ text: String, rank: UInt8) {
    guard let link = resolved(text) else { return }
    change { draft in
      if draft.accepts(.image, rank: rank) {
        draft.result.images.removeAll { $0 == link }
        draft.result.images.insert(link, at: 0)
      } else {
        FeedDraft.add(link, to: &draft.result.images)
      }
    }
  }

  mutating func addEnclosure(_ text: String, type: String?, length: String?) {
    guard text.utf8.contains(where: { $0 > 0x20 }) else { return }
    guard let url = resolved(text) else {
      found.append(.refusedLink(text))
      return
    }
    let bytes = length.flatMap { Int(TextCleaning.clean($0).replacing(",", with: "")) }
    let type = type.flatMap { $0.isEmpty ? nil : $0 }
    change { $0.add(FeedEnclosure(url: url, type: type, length: bytes)) }
  }

  mutating func addCompanion(_ text: String, _ kind: FeedCompanion.Kind, _ tag: XMLTag) {
    guard let url = resolved(text) else {
      found.append(.refusedLink(text))
      return
    }
    let type = tag.value("type").map { TextCleaning.clean($0).lowercased() }
    let companion = FeedCompanion(kind, url: url, type: type?.isEmpty == false ? type : nil)
    change { $0.add(companion) }
  }

  /// Seconds, or hours, minutes and seconds with colons between; others than the first do not count.
  mutating func addDuration(_ text: String) {
    let parts = TextCleaning.clean(text).split(separator: ":", omittingEmptySubsequences: false)
    var seconds = 0
    for part in parts.prefix(4) {
      // Some say parts of a second.
      guard let number = Int(part.prefix { $0 != "." }), (0...1_000_000).contains(number) else {
        return
      }
      seconds = seconds * 60 + number
    }
    guard parts.count <= 3, (1...1_000_000).contains(seconds) else { return }
    change { $0.result.duration = $0.result.duration ?? seconds }
  }

  // MARK: Schedule

  private mutating func keepSchedule(_ text: String, _ field: FeedField) {
    let text = TextCleaning.clean(text)
    let number = Int(text).flatMap { (0...1_000_000).contains($0) ? $0 : nil }
    switch field {
    case .timeToLive: if let number { feed.schedule.minutesToLive = number }
    case .skippedHour:
      if let number, number <= 24 { feed.schedule.skippedHours.insert(number % 24) }
    case .skippedDay:
      if let day = DateWords.weekday(named: text) { feed.schedule.skippedDays.insert(day) }
    case .updatePeriod: updatePeriod = DateWords.minutes(ofPeriod: text)
    case .updateFrequency: updateFrequency = number ?? 1
    default: break
    }
  }
}
