import Articles

/// Elements that show something else than text, or nothing at all.
extension HTMLWalk {
  mutating func void(_ tag: HTMLTag) {
    switch tag.element {
    case .br: breakLine()
    case .hr: builder.appendRule(in: context)
    case .img: image(tag)
    // A task begins with its box; others only switch something.
    case .input where builder.isAtBlockStart && value("type", of: tag)?.lowercased() == "checkbox":
      builder.append(value("checked", of: tag) == nil ? "[ ] " : "[x] ", in: context)
    case .iframe, .embed: embed(tag)
    case .source:
      if let player {
        if let source = value("src", of: tag) { media(player, source: source, type: tag) }
      } else if pictureSource == nil, stack.last?.element == .picture {
        for name in ["srcset", "data-srcset", "data-lazy-srcset"] where pictureSource == nil {
          pictureSource = value(name, of: tag).flatMap(HTMLImage.firstCandidate)
        }
      }
    case .base:
      guard let href = value("href", of: tag).flatMap(links.resolve) else { return }
      links = LinkResolver(base: href)
    default: break
    }
  }

  mutating func breakLine() {
    let context = context
    if context.isPreformatted, !context.isHidden {
      builder.append("\n", in: context)
    } else {
      builder.breakLine()
    }
  }

  // MARK: Formulas

  /// MathJax sets what stands in a script.
  mutating func formula(inScript tag: HTMLTag) {
    guard let range = tag.rawText, let type = value("type", of: tag)?.lowercased(),
      type.hasPrefix("math/tex")
    else { return }
    let isDisplayed = type.contains("mode=display")
    if isDisplayed { builder.separate(.block) }
    builder.append(String(decoding: tokenizer.bytes[range], as: UTF8.self), in: context)
    if isDisplayed { builder.separate(.block) }
  }

  static func holdsTeX(_ page: [UInt8]) -> Bool {
    let sign = Array("math/tex".utf8)
    return page.indices.contains { page[$0] == sign[0] && page[$0...].starts(with: sign) }
  }

  // MARK: Images

  /// An image is what it shows, in brackets, and a link to it where it stands in no other link.
  private mutating func image(_ tag: HTMLTag) {
    let image = HTMLImage(tag, in: tokenizer.bytes)
    guard !image.isTracker else { return }
    var context = context
    context.position = .normal
    if image.isEmoji || image.isFormula { return builder.append(image.label, in: context) }
    var source = image.source ?? pictureSource
    if source == nil || image.isLazy, let other = sourceInNoscript() { source = other }
    let address = source.flatMap(links.resolve)
    let seen = LastImage(
      label: image.label, source: address, isLazy: image.isLazy || image.source == nil,
      isOfNoscript: noscripts > 0, place: builder.characters)
    guard !isTold(seen) else { return }
    if context.link == nil {
      context.link = address.map { builder.names.place(of: $0) }
      context.linkKind = .image
    } else if let link = context.link, Self.namesImage(builder.names[link]) {
      context.linkKind = .image
    } else if image.label.isEmpty, context.link.flatMap(builder.number(of:)) != nil {
      return
    }
    guard !image.label.isEmpty || context.link != nil else { return }
    builder.append(
      image: image.label.isEmpty ? DocumentBuilder.image : "[\(image.label)]", in: context)
    if context.linkKind == .image, let size = image.size {
      builder.note(size, of: context.link)
    }
    lastImage = LastImage(
      label: seen.label, source: seen.source, isLazy: seen.isLazy, isOfNoscript: seen.isOfNoscript,
      place: builder.characters)
  }

  /// Whether the image before is the same: one that scripts load late, and its twin for those
  /// without scripts, in either order.
  private func isTold(_ image: LastImage) -> Bool {
    if image.isOfNoscript, builder.hasNumbered(image.source) { return true }
    guard let last = lastImage, last.place == image.place, last.isOfNoscript != image.isOfNoscript
    else { return false }
    let isSame = last.source == image.source || last.isLazy || image.isLazy
    return isSame && (last.label == image.label || last.label.isEmpty || image.label.isEmpty)
  }

  private static func namesImage(_ address: String) -> Bool {
    let path = address.prefix { $0 != "?" && $0 != "#" }
    return [".jpg", ".jpeg", ".png", ".gif", ".webp"].contains { path.lowercased().hasSuffix($0) }
  }

  // MARK: Players

  mutating func embed(_ tag: HTMLTag) {
    let page = tokenizer.bytes
    guard !tag.isAtMost(2, in: page), !tag.isConcealed(in: page) else { return }
    let names = tag.element == .object ? ["data"] : ["src", "data-src", "data-lazy-src"]
    for name in names {
      if let source = value(name, of: tag), media(tag, source: source) { return }
    }
  }

  mutating func play(_ tag: HTMLTag) {
    player = tag
    for name in ["src", "data-src"] {
      if let source = value(name, of: tag), media(tag, source: source) { return }
    }
  }

  @discardableResult
  private mutating func media(
    _ tag: HTMLTag, source: String, type typed: HTMLTag? = nil
  ) -> Bool {
    guard let source = links.resolve(source) else { return false }
    player = nil
    // Many offer the same thing twice, for this program and for that.
    guard tag.element == .iframe && noscripts == 0 || !builder.hasNumbered(source) else {
      return true
    }
    let kind = kind(of: tag)
    let title = value("title", of: tag).map(TextCleaning.clean) ?? ""
    var context = stack.last { !$0.context.isHidden }?.context ?? TextContext()
    let link = builder.names.place(of: source)
    context.link = link
    context.linkKind = kind
    builder.separate(.block)
    builder.append("[\(title.isEmpty ? kind.name : title)]", in: context)
    builder.separate(.block)
    if kind != .media, let type = value("type", of: typed ?? tag) {
      builder.note(mediaType: TextCleaning.clean(type), of: link)
    }
    return true
  }

  private func kind(of tag: HTMLTag) -> Document.Link.Kind {
    switch tag.element {
    case .audio: return .audio
    case .video: return .video
    default:
      let type = value("type", of: tag)?.lowercased() ?? ""
      return type.hasPrefix("video/") ? .video : type.hasPrefix("audio/") ? .audio : .media
    }
  }
}

extension Document.Link.Kind {
  /// What stands for a player or an embedded page that has no title.
  var name: String {
    switch self {
    case .audio: "audio"
    case .video: "video"
    case .image, .page, .media: "embedded page"
    }
  }

  static let allNames = [Self.audio, .video, .media].map(\.name)
}
