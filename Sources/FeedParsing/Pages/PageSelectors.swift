import Articles

/// Where in the pages of a site the article stands, and what of it does not belong to it, as a person
/// has said it.
///
/// A small part of CSS: names of elements, `*`, `.class`, `#id`, `[name]`, `[name=value]` with `~=`,
/// `|=`, `^=`, `$=` and `*=`; of several, a blank for "inside" and `>` for "right inside"; commas
/// between alternatives.
public struct PageSelectors: Hashable, Sendable {
  /// What holds the article, in the order of the page; none leaves it to be found.
  public var content: PageSelector?
  public var removed: PageSelector?

  public init(content: PageSelector? = nil, removed: PageSelector? = nil) {
    self.content = content
    self.removed = removed
  }

  public var isEmpty: Bool { content == nil && removed == nil }
}

/// A list of selectors; an element that any of them means is meant.
public struct PageSelector: Hashable, Sendable {
  struct Step: Hashable, Sendable {
    /// In lower case; `nil` for any.
    var name: [UInt8]?
    var tests: [Test] = []
    /// Whether the step before must stand right around this one.
    var isChild = false
    var isFirst = false
    var isLast = false
  }

  struct Test: Hashable, Sendable {
    enum Kind: Hashable, Sendable { case exists, equal, word, prefix, suffix, part, dash }
    var attribute: [UInt8]
    var kind: Kind
    var value: [UInt8] = []
  }

  /// The steps of all selectors, one after the other.
  let steps: [Step]

  /// A set of steps is one word.
  private static let mostSteps = 64

  /// `nil` for what is no such selector.
  public init?(_ text: String) {
    var scanner = SelectorScanner(text)
    guard let steps = scanner.list(), steps.count <= Self.mostSteps else { return nil }
    self.steps = steps
  }

  /// Of several texts, each a selector or a list of them.
  public init?(_ texts: [String]) {
    guard !texts.isEmpty, !texts.contains(where: { PageSelector($0) == nil }) else { return nil }
    self.init(texts.joined(separator: ","))
  }
}

/// Reads selectors from left to right.
private struct SelectorScanner {
  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  private var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ sign: Unicode.Scalar) -> Bool {
    guard byte == UInt8(ascii: sign) else { return false }
    position += 1
    return true
  }

  /// - Returns: whether there were any.
  @discardableResult
  private mutating func skipBlanks() -> Bool {
    let start = position
    while let byte, byte.isASCIIWhitespace { position += 1 }
    return position > start
  }

  mutating func list() -> [PageSelector.Step]? {
    var steps: [PageSelector.Step] = []
    repeat {
      skipBlanks()
      guard let selector = selector() else { return nil }
      steps += selector
    } while take(",")
    return byte == nil ? steps : nil
  }

  private mutating func selector() -> [PageSelector.Step]? {
    guard var step = step() else { return nil }
    step.isFirst = true
    var steps = [step]
    while true {
      let isInside = skipBlanks()
      let isChild = take(">")
      if isChild { skipBlanks() } else if byte == nil || byte == UInt8(ascii: ",") { break }
      guard isInside || isChild, var next = self.step() else { return nil }
      next.isChild = isChild
      steps.append(next)
    }
    steps[steps.count - 1].isLast = true
    return steps
  }

  private mutating func step() -> PageSelector.Step? {
    var step = PageSelector.Step()
    let isAny = take("*")
    if !isAny { step.name = word().map(Self.lowercased) }
    while true {
      if take(".") {
        guard let name = word() else { return nil }
        step.tests.append(.init(attribute: Array("class".utf8), kind: .word, value: name))
      } else if take("#") {
        guard let name = word() else { return nil }
        step.tests.append(.init(attribute: Array("id".utf8), kind: .equal, value: name))
      } else if take("[") {
        guard let test = attribute() else { return nil }
        step.tests.append(test)
      } else {
        return isAny || step.name != nil || !step.tests.isEmpty ? step : nil
      }
    }
  }

  private mutating func attribute() -> PageSelector.Test? {
    skipBlanks()
    guard let name = word().map(Self.lowercased) else { return nil }
    skipBlanks()
    if take("]") { return .init(attribute: name, kind: .exists) }
    var kind = PageSelector.Test.Kind.equal
    let kinds: [(Unicode.Scalar, PageSelector.Test.Kind)] = [
      ("~", .word), ("^", .prefix), ("$", .suffix), ("*", .part), ("|", .dash),
    ]
    for (sign, meaning) in kinds where take(sign) {
      kind = meaning
      break
    }
    guard take("=") else { return nil }
    skipBlanks()
    guard let value = quoted() ?? word() else { return nil }
    skipBlanks()
    guard take("]") else { return nil }
    return .init(attribute: name, kind: kind, value: value)
  }

  private mutating func quoted() -> [UInt8]? {
    guard let quote = byte, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
      let end = bytes[(position + 1)...].firstIndex(of: quote)
    else { return nil }
    defer { position = end + 1 }
    return Array(bytes[(position + 1)..<end])
  }

  /// A name: letters, digits, `-`, `_`, what is not ASCII, and anything after a backslash.
  private mutating func word() -> [UInt8]? {
    var result: [UInt8] = []
    while let byte {
      if byte == UInt8(ascii: "\\"), position + 1 < bytes.count {
        result.append(bytes[position + 1])
        position += 2
        continue
      }
      let isPart =
        byte >= 0x80 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
        || byte.isASCIIAlphanumeric
      guard isPart else { break }
      result.append(byte)
      position += 1
    }
    return result.isEmpty ? nil : result
  }

  static func lowercased(_ bytes: [UInt8]) -> [UInt8] {
    bytes.map(\.asciiLowercased)
  }
}

extension PageTree {
  /// The elements that a selector means, in the order of the page, none that is inside another of
  /// them. Costs one walk over the page, however deep it is: each element hands down which steps are
  /// met by it and around it.
  func elements(meantBy selector: PageSelector) -> [Place] {
    var met = [UInt64](repeating: 0, count: nodes.count)
    var around = met
    var result: [Place] = []
    var place = Self.html
    while place >= 0 {
      var isMeant = false
      if !nodes[Int(place)].isText {
        let parent = nodes[Int(place)].parent
        let outer = parent >= 0 ? around[Int(parent)] : 0
        let right = parent >= 0 ? met[Int(parent)] : 0
        var here: UInt64 = 0
        for (index, step) in selector.steps.enumerated() {
          let before = index > 0 ? UInt64(1) << UInt64(index - 1) : 0
          guard step.isFirst || (step.isChild ? right : outer) & before != 0, fits(place, step)
          else { continue }
          here |= UInt64(1) << UInt64(index)
          isMeant = isMeant || step.isLast
        }
        met[Int(place)] = here
        around[Int(place)] = outer | here
        if isMeant { result.append(place) }
      }
      place = following(place, within: Self.html, skippingInside: isMeant)
    }
    return result
  }

  private func fits(_ place: Place, _ step: PageSelector.Step) -> Bool {
    let node = nodes[Int(place)]
    let tag = Int(node.start)..<Int(node.end)
    if let name = step.name {
      guard !tag.isEmpty else { return Array(node.element.rawValue.utf8) == name }
      let found = page[self.name(in: tag)]
      guard found.count == name.count, zip(found, name).allSatisfy({ $0.asciiLowercased == $1 })
      else { return false }
    }
    return step.tests.allSatisfy { fits(tag, $0) }
  }

  private func fits(_ tag: Range<Int>, _ test: PageSelector.Test) -> Bool {
    guard !tag.isEmpty else { return false }
    for attribute in attributes(in: tag) {
      let name = page[attribute.name]
      guard name.count == test.attribute.count,
        zip(name, test.attribute).allSatisfy({ $0.asciiLowercased == $1 })
      else { continue }
      if test.kind == .exists { return true }
      return Self.fits(Array(decoded(attribute.value).utf8), test)
    }
    return false
  }

  private static func fits(_ value: [UInt8], _ test: PageSelector.Test) -> Bool {
    let wanted = test.value
    switch test.kind {
    case .exists: return true
    case .equal: return value == wanted
    case .word:
      return value.split(whereSeparator: { $0 <= 0x20 }).contains { $0.elementsEqual(wanted) }
    // By the standard nothing begins with nothing.
    case .prefix: return !wanted.isEmpty && value.starts(with: wanted)
    case .suffix: return !wanted.isEmpty && value.reversed().starts(with: wanted.reversed())
    case .part: return !wanted.isEmpty && value.firstRange(of: wanted) != nil
    case .dash:
      return value == wanted || value.starts(with: wanted + [UInt8(ascii: "-")])
    }
  }

  /// Takes out what the person does not want.
  mutating func remove(_ selector: PageSelector) {
    for place in elements(meantBy: selector) where place > Self.body { detach(place) }
  }

  /// Leaves of the page what a selector means alone, all in one element.
  /// - Returns: that element; `nil`, and the page as it was, where it means nothing here.
  mutating func keepOnly(_ selector: PageSelector) -> Place? {
    let meant = elements(meantBy: selector)
    guard !meant.isEmpty else { return nil }
    // None that is looked for by its name: it stays what it is.
    let root = add(.section)
    for place in meant {
      guard place > Self.body else {
        moveChildren(of: Self.body, to: root)
        continue
      }
      switch self[place].element {
      case .aside, .footer, .nav, .header, .form, .fieldset, .dialog, .main, .td, .th, .tr, .tbody,
        .li:
        self[place].element = .div
      default: break
      }
      self[place].hints.remove(.concealed)
      move(place, to: root)
    }
    while case let child = self[Self.body].first, child >= 0 { detach(child) }
    append(root, to: Self.body)
    return root
  }
}
