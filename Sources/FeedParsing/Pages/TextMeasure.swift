/// How long a text is once its white space is collapsed, in UTF-16 units, and how many commas it has.
struct TextMeasure {
  /// Characters that are no white space.
  var visible: Int32 = 0
  /// Runs of white space.
  var runs: Int32 = 0
  var commas: Int32 = 0
  /// Commas of Arabic, Chinese and other scripts.
  var wideCommas: Int32 = 0
  private var edges: UInt8 = 0

  init() {}

  /// Without the white space at its ends.
  var length: Int {
    visible == 0 ? 0 : Int(visible + runs) - Int(edges & 1) - Int(edges >> 1 & 1)
  }

  var isBlank: Bool { visible == 0 }

  /// What follows is part of the same text.
  mutating func append(_ other: TextMeasure) {
    guard other.visible + other.runs > 0 else { return }
    guard visible + runs > 0 else {
      self = other
      return
    }
    let joins = edges & 2 != 0 && other.edges & 1 != 0
    visible += other.visible
    runs += other.runs - (joins ? 1 : 0)
    commas += other.commas
    wideCommas += other.wideCommas
    edges = edges & 1 | other.edges & 2
    // All white space: one run has both ends.
    if visible == 0 { edges = 3 }
  }

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    var index = 0
    var isBlank = false
    let count = bytes.count
    while index < count {
      let byte = bytes[index]
      index += 1
      if byte > 0x26, byte < 0x80 {
        visible += 1
        isBlank = false
        if byte == UInt8(ascii: ",") { commas += 1 }
        continue
      }
      var blank = byte == 0x20 || byte >= 0x09 && byte <= 0x0D
      if byte == UInt8(ascii: "&"),
        let (scalar, end) = CharacterReferences.reference(in: bytes[index...])
      {
        index = end
        blank = ScalarKind(scalar) == .blank
        if scalar == "," { commas += 1 }
        if scalar.value > 0xFFFF { visible += 1 }
      } else if byte >= 0xC0 {
        let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
        let end = min(index + length - 1, count)
        if length == 4 { visible += 1 }
        if length == 2, index < count {
          blank = byte == 0xC2 && bytes[index] == 0xA0
          if byte == 0xD8, bytes[index] == 0x8C { wideCommas += 1 }
        } else if length == 3, index + 1 < count {
          switch (byte, bytes[index], bytes[index + 1]) {
          case (0xE3, 0x80, 0x80), (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xA8...0xA9),
            (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0x9F), (0xEF, 0xBB, 0xBF):
            blank = true
          case (0xEF, 0xBC, 0x8C), (0xEF, 0xB9, 0x90), (0xEF, 0xB8, 0x90...0x91),
            (0xE2, 0xB9, 0x81),
            (0xE2, 0xB8, 0xB4), (0xE2, 0xB8, 0xB2):
            wideCommas += 1
          default: break
          }
        }
        index = end
      }
      if blank {
        if !isBlank { runs += 1 }
        if visible == 0 { edges |= 1 }
      } else {
        visible += 1
      }
      isBlank = blank
    }
    if isBlank { edges |= 2 }
  }
}

/// What is in every node of a tree, as long as the tree is not changed.
struct SubtreeMeasures {
  struct Entry {
    var text = TextMeasure()
    /// Characters in links; those to places on the same page count less.
    var links: Float = 0
    /// `br` and `hr`.
    var breaks: Int32 = 0
    /// Whether it is running text, with everything in it.
    var isPhrasing = false
    var hasBlock = false

    /// The share of its text that is links.
    var linkDensity: Double {
      text.length == 0 ? 0 : Double(links) / Double(text.length)
    }
  }

  private var entries: [Entry]

  static let hashLinkWeight: Float = 0.3

  subscript(place: PageTree.Place) -> Entry {
    Int(place) < entries.count ? entries[Int(place)] : Entry()
  }

  /// Measures a node and all that is in it, in one walk.
  init(of root: PageTree.Place, in tree: PageTree) {
    entries = [Entry](repeating: Entry(), count: tree.nodes.count)
    entries.withUnsafeMutableBufferPointer { entries in
      tree.nodes.withUnsafeBufferPointer { nodes in
        var place = root
        while true {
          let node = nodes[Int(place)]
          if node.isText {
            entries[Int(place)].text = node.measure
            entries[Int(place)].isPhrasing = true
          } else {
            entries[Int(place)].isPhrasing =
              node.element.isPhrasing || node.element == .a || node.element == .del
              || node.element == .ins
            if node.first >= 0 {
              place = node.first
              continue
            }
          }
          // Everything in it is known: tell those around it whose last part it is.
          while place != root {
            let node = nodes[Int(place)]
            Self.add(place, node, to: Int(node.parent), nodes[Int(node.parent)].element, entries)
            if node.next >= 0 { break }
            place = node.parent
          }
          guard place != root else { return }
          place = nodes[Int(place)].next
        }
      }
    }
  }

  private static func add(
    _ place: PageTree.Place, _ node: PageTree.Node, to parent: Int, _ outer: PageElement,
    _ entries: UnsafeMutableBufferPointer<Entry>
  ) {
    let inner = entries[Int(place)]
    entries[parent].text.append(inner.text)
    guard !node.isText else { return }
    entries[parent].links += inner.links
    if node.element == .a {
      let weight = node.hints.contains(.hashLink) ? hashLinkWeight : 1
      entries[parent].links += Float(inner.text.length) * weight
    }
    entries[parent].breaks += inner.breaks + (node.element == .br || node.element == .hr ? 1 : 0)
    if inner.hasBlock || node.element.makesBlock { entries[parent].hasBlock = true }
    if !inner.isPhrasing, outer == .a || outer == .del || outer == .ins {
      entries[parent].isPhrasing = false
    }
  }
}
