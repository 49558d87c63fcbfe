/// Mends what pages do to text that no reader of text wants.
extension PageTree {
  /// Takes images out of `noscript`, where they stand for one that a script would load, and drops
  /// what else is there only for want of scripts.
  mutating func resolveAsides() {
    for place in asides where self[place].parent >= 0 {
      if self[place].element == .noscript, let image = onlyImage(in: place) {
        let before = previousElement(of: place)
        if before >= 0, onlyImage(in: before) != nil || self[before].element == .img {
          insert(detached(image), before: place)
          detach(before)
        } else if before < 0 || self[before].element != .picture {
          insert(detached(image), before: place)
        }
      }
      detach(place)
    }
  }

  private mutating func detached(_ place: Place) -> Place {
    detach(place)
    return place
  }

  private func previousElement(of place: Place) -> Place {
    var place = self[place].previous
    while place >= 0, self[place].isText {
      guard self[place].measure.isBlank else { return Self.none }
      place = self[place].previous
    }
    return place
  }

  /// The image that a node is or holds and nothing beside it.
  private func onlyImage(in root: Place) -> Place? {
    var place = root
    for _ in 0..<8 {
      if self[place].element == .img { return place }
      var only = Self.none
      for child in children(place) {
        if self[child].isText {
          guard self[child].measure.isBlank else { return nil }
        } else {
          guard only < 0 else { return nil }
          only = child
        }
      }
      guard only >= 0 else { return nil }
      place = only
    }
    return nil
  }

  /// Two and more line breaks in a row are meant as the end of a paragraph.
  mutating func replaceLineBreaks() {
    var place = Self.body
    while place >= 0 {
      if !self[place].isText, self[place].element == .br, removeBreaks(after: place) {
        place = makeParagraph(at: place)
      }
      place = following(place, within: Self.body)
    }
  }

  /// Removes the line breaks that follow one; says whether there were any.
  private mutating func removeBreaks(after place: Place) -> Bool {
    var isFound = false
    while case let next = skipBlanks(self[place].next), next >= 0, isBreak(next) {
      isFound = true
      detach(next)
    }
    return isFound
  }

  private func skipBlanks(_ place: Place) -> Place {
    var place = place
    while place >= 0, self[place].isText, self[place].measure.isBlank { place = self[place].next }
    return place
  }

  private func isBreak(_ place: Place) -> Bool {
    !self[place].isText && self[place].element == .br
  }

  /// Puts a paragraph in the place of a line break, and the running text after it into that.
  private mutating func makeParagraph(at lineBreak: Place) -> Place {
    let paragraph = add(.p)
    replace(lineBreak, with: paragraph)
    while case let next = self[paragraph].next, next >= 0 {
      if isBreak(next), case let after = skipBlanks(self[next].next), after >= 0, isBreak(after) {
        break
      }
      guard isPhrasing(next) else { break }
      move(next, to: paragraph)
    }
    while case let last = self[paragraph].last, last >= 0, isBlankOrBreak(last) { detach(last) }
    let parent = self[paragraph].parent
    if self[parent].element == .p { self[parent].element = .div }
    return paragraph
  }

  func isBlankOrBreak(_ place: Place) -> Bool {
    self[place].isText ? self[place].measure.isBlank : self[place].element == .br
  }

  /// Whether it is a word or some within a paragraph, whose names say how it looks and not what it is.
  func isMidSentence(_ place: Place, _ measures: SubtreeMeasures) -> Bool {
    switch self[place].element {
    case .span, .b, .i, .em, .strong, .font, .small, .mark, .abbr, .cite, .time, .a, .u: break
    default: return false
    }
    var outer = self[place].parent
    for _ in 0..<4 where outer >= 0 {
      switch self[outer].element {
      case .p: return measures[outer].text.length >= measures[place].text.length + 30
      case .span, .b, .i, .em, .strong, .font, .a, .u: outer = self[outer].parent
      default: return false
      }
    }
    return false
  }

  /// Whether a node is running text, with everything in it that is no text of its own kind.
  func isPhrasing(_ place: Place, depth: Int = 0) -> Bool {
    let node = self[place]
    if node.isText || node.element.isPhrasing { return true }
    guard node.element == .a || node.element == .del || node.element == .ins, depth < 8
    else { return false }
    var budget = 64
    for child in children(place) {
      budget -= 1
      guard budget > 0 else { return true }
      if !isPhrasing(child, depth: depth + 1) { return false }
    }
    return true
  }
}
