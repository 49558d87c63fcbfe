import Articles

/// A page as a tree: elements and texts in one array, linked by their places in it, their names,
/// attributes and characters left in the bytes that they were read from.
struct PageTree {
  typealias Place = Int32
  static let none: Place = -1

  struct Node {
    var parent = PageTree.none
    var first = PageTree.none
    var last = PageTree.none
    var next = PageTree.none
    var previous = PageTree.none
    /// Of a text its bytes; of an element its name and attributes, empty where it was added.
    var start: Int32
    var end: Int32
    var element = PageElement.other
    var isText = false
    var hints: PageHints = []
    /// Of a text.
    var measure = TextMeasure()
  }

  let page: UnsafeBufferPointer<UInt8>
  var nodes: [Node]
  /// The attributes of `meta` and `link`, in order.
  var metas: [Range<Int>] = []
  var links: [Range<Int>] = []
  /// How many scripts there are to run.
  var scripts = 0
  /// What stands in scripts that hold data.
  var data: [Range<Int>] = []
  var title: Range<Int>?
  var base: Range<Int>?
  /// Elements whose content is no part of the page unless something is taken out of them.
  var asides: [Place] = []

  static let html: Place = 0
  static let body: Place = 1

  init(_ page: UnsafeBufferPointer<UInt8>) {
    self.page = page
    nodes = [Node(start: 0, end: 0, element: .html), Node(start: 0, end: 0, element: .body)]
    nodes.reserveCapacity(page.count / 24)
    append(Self.body, to: Self.html)
  }

  subscript(place: Place) -> Node {
    get { nodes[Int(place)] }
    set { nodes[Int(place)] = newValue }
    _modify { yield &nodes[Int(place)] }
  }

  func element(_ place: Place) -> PageElement {
    nodes[Int(place)].isText ? .other : nodes[Int(place)].element
  }

  // MARK: Changing

  mutating func add(_ node: Node) -> Place {
    nodes.append(node)
    return Place(nodes.count - 1)
  }

  mutating func add(_ element: PageElement) -> Place {
    add(Node(start: 0, end: 0, element: element))
  }

  mutating func append(_ place: Place, to parent: Place) {
    let last = self[parent].last
    self[place].parent = parent
    self[place].previous = last
    self[place].next = Self.none
    if last >= 0 { self[last].next = place } else { self[parent].first = place }
    self[parent].last = place
  }

  mutating func insert(_ place: Place, before sibling: Place) {
    let parent = self[sibling].parent
    let previous = self[sibling].previous
    self[place].parent = parent
    self[place].previous = previous
    self[place].next = sibling
    self[sibling].previous = place
    if previous >= 0 { self[previous].next = place } else { self[parent].first = place }
  }

  /// Takes a node and what is in it out of the tree.
  mutating func detach(_ place: Place) {
    let node = self[place]
    guard node.parent >= 0 else { return }
    if node.previous >= 0 {
      self[node.previous].next = node.next
    } else {
      self[node.parent].first = node.next
    }
    if node.next >= 0 {
      self[node.next].previous = node.previous
    } else {
      self[node.parent].last = node.previous
    }
    self[place].parent = Self.none
    self[place].next = Self.none
    self[place].previous = Self.none
  }

  mutating func move(_ place: Place, to parent: Place) {
    detach(place)
    append(place, to: parent)
  }

  mutating func moveChildren(of place: Place, to parent: Place) {
    while case let child = self[place].first, child >= 0 { move(child, to: parent) }
  }

  mutating func replace(_ place: Place, with other: Place) {
    detach(other)
    insert(other, before: place)
    detach(place)
  }

  // MARK: Walking

  /// The node after this one in the order of the page, without what is in it if that is left out.
  func following(_ place: Place, within root: Place, skippingInside: Bool = false) -> Place {
    if !skippingInside, self[place].first >= 0 { return self[place].first }
    var place = place
    while place != root {
      if self[place].next >= 0 { return self[place].next }
      place = self[place].parent
      if place < 0 { return Self.none }
    }
    return Self.none
  }

  func children(_ place: Place) -> Siblings { Siblings(tree: self, place: self[place].first) }

  struct Siblings: Sequence, IteratorProtocol {
    fileprivate let tree: PageTree
    fileprivate var place: Place

    mutating func next() -> Place? {
      guard place >= 0 else { return nil }
      defer { place = tree[place].next }
      return place
    }
  }

  /// Whether one of the nearest four elements around it is such.
  func isInside(_ element: PageElement, _ place: Place) -> Bool {
    var place = self[place].parent
    for _ in 0..<4 where place >= 0 {
      if self[place].element == element { return true }
      place = self[place].parent
    }
    return false
  }

  // MARK: Attributes

  /// The value of an attribute of a node, as it stands in the page.
  /// - Parameter name: in lower case.
  func attribute(_ name: StaticString, of place: Place) -> Range<Int>? {
    attribute(name, in: Int(self[place].start)..<Int(self[place].end))
  }

  /// - Parameter tag: the name of a tag and what follows it up to ">".
  func attribute(_ name: StaticString, in tag: Range<Int>) -> Range<Int>? {
    for attribute in attributes(in: tag) where Self.equal(page[attribute.name], name) {
      return attribute.value
    }
    return nil
  }

  func attributes(in tag: Range<Int>) -> MarkupAttributes {
    MarkupAttributes(name(in: tag).upperBound..<tag.upperBound, in: page)
  }

  func name(in tag: Range<Int>) -> Range<Int> {
    let start = tag.lowerBound
    guard !tag.isEmpty else { return tag }
    return start..<min(MarkupScanner.endOfName(from: start, in: page), tag.upperBound)
  }

  static func equal(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, _ name: StaticString) -> Bool {
    guard bytes.count == name.utf8CodeUnitCount else { return false }
    var index = 0
    for byte in bytes {
      if byte.asciiLowercased != name.utf8Start[index] { return false }
      index += 1
    }
    return true
  }

  /// The value of an attribute with its character references decoded, blanks at its ends dropped.
  func value(_ name: StaticString, of place: Place) -> String? {
    attribute(name, of: place).map(decoded)
  }

  func value(_ name: StaticString, in tag: Range<Int>) -> String? {
    attribute(name, in: tag).map(decoded)
  }

  func decoded(_ range: Range<Int>) -> String {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper, page[lower] <= 0x20 { lower += 1 }
    while lower < upper, page[upper - 1] <= 0x20 { upper -= 1 }
    let bytes = UnsafeBufferPointer(rebasing: page[lower..<upper])
    guard let decoded = CharacterReferences.decode(bytes) else { return UTF8Text.string(bytes) }
    return UTF8Text.string(decoded)
  }

  /// All text in a node as it stands there, of so many bytes at the most.
  func text(in root: Place, limit: Int = 4096) -> String {
    var result: [UInt8] = []
    var place = root
    while place >= 0, result.count < limit {
      if self[place].isText {
        let bytes = UnsafeBufferPointer(
          rebasing: page[Int(self[place].start)..<Int(self[place].end)])
        if let decoded = CharacterReferences.decode(bytes) {
          result += decoded
        } else {
          result += bytes
        }
      } else if self[place].element.isBlock, place != root {
        result.append(0x20)
      }
      place = following(place, within: root)
    }
    return String(decoding: result, as: UTF8.self)
  }
}
