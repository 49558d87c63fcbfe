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
