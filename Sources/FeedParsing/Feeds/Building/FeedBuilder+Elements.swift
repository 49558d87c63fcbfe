extension FeedBuilder {
  /// What an element of a feed or an item is.
  mutating func member(_ name: XMLName, _ tag: XMLTag) -> FeedRole {
    switch (name.namespace, name.element) {
    case (.core, .textinput):
      return .skipped
    case (.itunes, .owner):
      // Whom to ask about the feed: its author where it names no other.
      guard item == nil else { return .skipped }
      person = FeedPerson(rank: 1)
      return .person
    case (.core, .source), (.atom, .source):
      return .source
    case (.core, .skiphours), (.core, .skipdays), (.core, .redirect), (.media, .group):
      return .transparent
    case (.core, .image), (.itunes, .image), (.atom, .image), (.media, .thumbnail),
      (.core, .thumbnail):
      return image(name, tag)
    case (.core, .enclosure):
      let address = Self.address(of: tag)
      enclosure(address, tag)
      return address == nil ? begin(FieldUse(field: .enclosureURL), kind: .plain) : .skipped
    case (.podcast, .chapters), (.podcast, .transcript):
      if item != nil, let address = Self.address(of: tag) {
        addCompanion(address, name.element == .chapters ? .chapters : .transcript, tag)
      }
      return .skipped
    case (.other, .enclosure):
      enclosure(Self.address(of: tag), tag)
      return .skipped
    case (.media, .content):
      let address = Self.address(of: tag)
      enclosure(address, tag)
      guard item != nil, let url = address.flatMap({ resolved($0) }) else { return .transparent }
      medium = (url, Self.isImage(tag) || Self.showsImage(tag))
      return .medium
    case (.media, .player):
      if let url = tag.value("url") { addExternalLink(url) }
      return .skipped
    case (.itunes, .category), (.media, .category), (.atom, .category), (.core, .category),
      (.cdf, .category):
      return category(name, tag)
    case (.atom, .link), (.core, .link), (.cdf, .link), (.itunes, .link):
      return link(name, tag)
    case (.thread, .inReplyTo):
      inReplyTo(tag)
      return .skipped
    case (.atom, .author):
      return begin(FieldUse(field: .author, rank: FeedPerson.atomRank), kind: .plain)
    case (.atom, .contributor), (.core, .contributor):
      return .skipped
    case (.core, .author) where format?.isAtom ?? false:
      return begin(FieldUse(field: .author, rank: FeedPerson.atomRank), kind: .plain)
    default:
      break
    }
    guard let use = FieldUse.of(name, isInItem: item != nil) else {
      return isInChannel ? .skipped : .transparent
    }
    return begin(use, name, tag)
  }

  private mutating func begin(_ use: FieldUse, _ name: XMLName, _ tag: XMLTag) -> FeedRole {
    if use.field == .id {
      let isPermanent = tag.value("ispermalink").map { TextCleaning.clean($0).lowercased() }
      permanence = isPermanent == nil || isPermanent == "true"
    }
    guard use.field.isRichText else { return begin(use, kind: .plain) }
    let isAtom = name.namespace == .atom || name.namespace == .core && format?.isAtom ?? false
    if isAtom {
      let type = tag.value("type")
      if use.field == .content, let source = tag.value("src") {
        addLink(source, rank: 3)
        return .skipped
      }
      return begin(use, kind: .atom(type: type, mode: tag.value("mode")))
    }
    if name.namespace == .xhtml || name.element == .body { return begin(use, kind: .inline) }
    if tag.value("mode")?.lowercased() == "base64" { return begin(use, kind: .base64) }
    if name.element == .content, tag.value("type")?.lowercased() == "xhtml" {
      return begin(use, kind: .inline)
    }
    if name.namespace == .media, tag.value("type")?.lowercased() != "html" {
      return begin(use, kind: tag.value("type") == nil ? .guessed : .plain)
    }
    return begin(use, kind: .html)
  }

  // MARK: Persons

  mutating func personPart(_ name: XMLName) -> FeedRole {
    switch name.element {
    case .name: begin(FieldUse(field: .personName), kind: .plain)
    case .email: begin(FieldUse(field: .personEmail), kind: .plain)
    case .uri, .url, .homepage: begin(FieldUse(field: .personAddress), kind: .plain)
    default: .skipped
    }
  }

  /// The author of the source is the item's where the item names none (RFC 4287, 4.2.1).
  mutating func sourcePart(_ name: XMLName) -> FeedRole {
    guard name.element == .author else { return .skipped }
    person = FeedPerson(rank: 2)
    return .person
  }

  mutating func finishPerson() {
    guard let finished = person else { return }
    person = nil
    if finished.author.shown != nil { addAuthor(finished.author, rank: finished.rank) }
  }

  // MARK: Links and files

  private mutating func link(_ name: XMLName, _ tag: XMLTag) -> FeedRole {
    guard let href = tag.value("href") ?? tag.value("resource") else {
      return name.namespace == .atom || tag.value("rel") == "self"
        ? .skipped : begin(FieldUse(field: .link, rank: 7), kind: .plain)
    }
    var relation = TextCleaning.clean(tag.value("rel") ?? "alternate").lowercased()
    if let slash = relation.lastIndex(of: "/") {
      relation = String(relation[relation.index(after: slash)...])
    }
    let type = tag.value("type").map { TextCleaning.clean($0).lowercased() }
    switch relation {
    case "alternate", "":
      let isPage = type?.contains("html") ?? true
      let isInAtom = format?.isAtom ?? true
      addLink(href, rank: (isPage ? 6 : 5) + (isInAtom ? 1 : 0))
    case "enclosure":
      addEnclosure(href, type: type, length: tag.value("length"))
    case "self":
      if item == nil, feed.selfLink == nil {
        let address = resolved(href)
        feed.selfLink = address
      }
    case "hub":
      if item == nil, let hub = resolved(href) { FeedDraft.add(hub, to: &feed.hubs) }
    case "next":
      if item == nil, feed.nextPage == nil {
        let address = resolved(href)
        feed.nextPage = address
      }
    case "replies":
      addComments(href, rank: type?.contains("html") ?? true ? 6 : 5)
    case "image":
      addImage(href, rank: 4)
    case "related", "via":
      addExternalLink(href)
    default:
      break
    }
    return .skipped
  }

  private static func address(of tag: XMLTag) -> String? {
    (tag.value("url") ?? tag.value("href") ?? tag.value("resource")).flatMap { text in
      text.utf8.contains { $0 > 0x20 } ? text : nil
    }
  }

  private static func isImage(_ tag: XMLTag) -> Bool {
    tag.value("medium")?.lowercased() == "image"
      || tag.value("type")?.lowercased().hasPrefix("image/") ?? false
  }

  /// Whether a file of which only the address is known is a picture by its name.
  private static func showsImage(_ tag: XMLTag) -> Bool {
    guard tag.value("medium") == nil, tag.value("type") == nil,
      let path = tag.value("url")?.prefix(while: { $0 != "?" && $0 != "#" }).suffix(5)
    else { return false }
    return [".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"].contains {
      path.lowercased().hasSuffix($0)
    }
  }

  /// What tells of a file inside of it; `nil` for what tells of the item.
  mutating func mediumPart(_ name: XMLName, _ tag: XMLTag) -> FeedRole? {
    guard name.namespace == .media, name.element == .description || name.element == .title,
      let medium
    else { return nil }
    let kind: TextKind = tag.value("type")?.lowercased() == "html" ? .html : .guessed
    if medium.isImage { return begin(FieldUse(field: .mediumText), kind: kind) }
    // A film that is all there is of an item tells what the item is about.
    let known =
      name.element == .title
      ? item?.rank(of: .title) ?? 0 > 4 : item?.rank(of: .summary) ?? 0 > 2
    return known ? begin(FieldUse(field: .mediumText), kind: kind) : nil
  }

  private mutating func enclosure(_ address: String?, _ tag: XMLTag) {
    guard let url = address else { return }
    let type = tag.value("type").map { TextCleaning.clean($0).lowercased() }
    if Self.showsImage(tag), tag.value("length") == nil { return addImage(url, rank: 3) }
    if Self.isImage(tag), tag.value("medium") != nil || tag.value("length") == nil {
      addImage(url, rank: 3)
      if tag.value("medium") != nil { return }
    }
    addEnclosure(url, type: type, length: tag.value("length") ?? tag.value("filesize"))
    // Media RSS tells it of the file.
    if let duration = tag.value("duration") { addDuration(duration) }
  }

  private mutating func image(_ name: XMLName, _ tag: XMLTag) -> FeedRole {
    guard let url = tag.value("href") ?? tag.value("url") ?? tag.value("resource") else {
      return begin(FieldUse(field: .image, rank: name.namespace == .core ? 2 : 5), kind: .plain)
    }
    // The picture of an RDF channel names the element that holds it.
    addImage(url, rank: name.namespace == .core ? 2 : 5)
    return name.namespace == .core ? .image : .skipped
  }

  mutating func imagePart(_ name: XMLName) -> FeedRole {
    guard name.element == .url || name.element == .href else { return .skipped }
    return begin(FieldUse(field: .channelImageURL), kind: .plain)
  }

  private mutating func inReplyTo(_ tag: XMLTag) {
    guard item != nil else { return }
    let address = tag.value("href").flatMap { resolved($0) }
    if let id = address ?? tag.value("ref").map(Self.identifier) { reply(to: id) }
  }

  // MARK: Categories

  private mutating func category(_ name: XMLName, _ tag: XMLTag) -> FeedRole {
    let shown = tag.value("label") ?? tag.value("term") ?? tag.value("text")
    if let label = shown.map({ TextCleaning.clean($0) }), !label.isEmpty {
      addCategory(label, term: tag.value("term").map { TextCleaning.clean($0) })
      return name.namespace == .itunes ? .transparent : .skipped
    }
    return shown != nil && name.namespace == .itunes
      ? .transparent : begin(FieldUse(field: .category), kind: .plain)
  }
}
