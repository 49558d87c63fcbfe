import Articles

/// The values of front matter as one flat list: each list or map stands before what it holds.
///
/// Texts stay where they are in the file, unless an escape makes them differ from what stands there;
/// the file's bytes must outlive the value.
struct FrontMatter {
  private(set) var nodes: [Node] = []
  private let source: UnsafeRawBufferPointer
  private var copies: [UInt8] = []
  private var depth = 0

  struct Node: Equatable {
    var kind: Kind
    var isCopied = false
    /// In the file, counted from 1.
    let line: Int32
    var start: Int32 = 0
    /// Bytes of a text, entries of a list, names and values of a map.
    var count: Int32 = 0
    /// The index after everything this node holds.
    var next: Int32
  }

  enum Kind: UInt8 {
    /// A scalar without quotes, which may be a number, a boolean or null.
    case plain
    /// A scalar that is text, as all names are.
    case quoted
    case list
    /// Names and values take turns.
    case map

    var isScalar: Bool { rawValue <= Kind.quoted.rawValue }
  }

  init(source: UnsafeRawBufferPointer = UnsafeRawBufferPointer(start: nil, count: 0)) {
    self.source = source
    nodes.reserveCapacity(128)
  }

  /// How many bytes of text are kept here.
  var copiedCount: Int { copies.count }

  /// The bytes of a scalar, for the time of the call.
  func withText<R>(of node: Int, _ body: (UnsafeRawBufferPointer) -> R) -> R {
    let range = Int(nodes[node].start)..<Int(nodes[node].start + nodes[node].count)
    if nodes[node].isCopied {
      return copies.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }
    return body(UnsafeRawBufferPointer(rebasing: source[range]))
  }

  /// The nodes directly in a list, or the names and values directly in a map.
  func children(of node: Int) -> Children {
    Children(nodes: nodes, position: node + 1, end: Int(nodes[node].next))
  }

  struct Children: Sequence, IteratorProtocol {
    fileprivate let nodes: [Node]
    fileprivate var position: Int
    fileprivate let end: Int

    mutating func next() -> Int? {
      guard position < end else { return nil }
      defer { position = Int(nodes[position].next) }
      return position
    }
  }
}

// MARK: - Building

extension FrontMatter {
  /// Whether a node can be added and another level be opened.
  var isFull: Bool { nodes.count >= FrontMatterBounds.nodes }
  var isDeep: Bool { depth >= FrontMatterBounds.depth }

  mutating func addScalar(_ kind: Kind, at range: Range<Int>, line: Int) {
    nodes.append(
      Node(
        kind: kind, line: Int32(truncatingIfNeeded: line), start: Int32(range.lowerBound),
        count: Int32(range.count), next: Int32(nodes.count + 1)))
  }

  /// Adds a scalar whose text begins at `start` of the copied text and ends with it.
  mutating func addScalar(_ kind: Kind, copiedFrom start: Int, line: Int) {
    addScalar(kind, at: start..<copies.count, line: line)
    nodes[nodes.count - 1].isCopied = true
  }

  mutating func copy(_ text: some Sequence<UInt8>) {
    copies.append(contentsOf: text)
  }

  /// Begins a list or a map; what is added until ``close(_:)`` is in it.
  mutating func open(_ kind: Kind, line: Int) -> Int {
    depth += 1
    nodes.append(Node(kind: kind, line: Int32(truncatingIfNeeded: line), next: 0))
    return nodes.count - 1
  }

  mutating func close(_ node: Int) {
    depth -= 1
    nodes[node].next = Int32(nodes.count)
    var count: Int32 = 0
    for _ in children(of: node) {
      count += 1
    }
    nodes[node].count = count
  }

  /// Whether a scalar of the map that is open, other than the last one added, has its name.
  func repeatsName(in map: Int) -> Bool {
    let last = nodes.count - 1
    var position = map + 1
    while position < last {
      if nodes[position].count == nodes[last].count,
        withText(of: position, { a in withText(of: last) { a.elementsEqual($0) } })
      {
        return true
      }
      position = Int(nodes[Int(nodes[position].next)].next)
    }
    return false
  }
}

extension FrontMatter: Equatable {
  /// Equal values on equal lines, wherever the texts are kept.
  static func == (a: FrontMatter, b: FrontMatter) -> Bool {
    guard a.nodes.count == b.nodes.count else { return false }
    return a.nodes.indices.allSatisfy { index in
      let (x, y) = (a.nodes[index], b.nodes[index])
      guard x.kind == y.kind, x.line == y.line, x.count == y.count, x.next == y.next else {
        return false
      }
      return !x.kind.isScalar
        || a.withText(of: index) { first in b.withText(of: index) { first.elementsEqual($0) } }
    }
  }
}

// What scalars mean: the core schema of YAML 1.2, and the words for booleans of YAML 1.1.

extension FrontMatter {
  func kind(of node: Int) -> Kind { nodes[node].kind }

  func line(of node: Int) -> Int { Int(nodes[node].line) }

  func text(of node: Int) -> String {
    withText(of: node) { String(decoding: $0, as: UTF8.self) }
  }

  func isNull(_ node: Int) -> Bool {
    guard nodes[node].kind == .plain else { return false }
    return withText(of: node) { text in
      switch text.count {
      case 0: true
      case 1: text[0] == UInt8(ascii: "~")
      case 4: ["null", "Null", "NULL"].contains { text.elementsEqual($0.utf8) }
      default: false
      }
    }
  }

  /// With or without quotes: writers differ.
  func boolean(of node: Int) -> Bool? {
    switch text(of: node) {
    case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON": true
    case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF": false
    default: nil
    }
  }

  /// A whole number, also as `"47"` and `47.0`.
  func integer(of node: Int) -> Int? {
    if let digits = withText(of: node, FrontMatter.smallNumber) {
      return digits
    }
    return number(of: node).flatMap { Int(exactly: $0) }
  }

  /// A finite decimal number.
  func number(of node: Int) -> Double? {
    let text = text(of: node)
    let isDecimal = text.utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
        UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
        true
      default:
        false
      }
    }
    guard isDecimal, let number = Double(text), number.isFinite else { return nil }
    return number
  }

  /// The whole value, as the file has it.
  ///
  /// A number is a number only if it prints as it stands there: `1.10` and `007` stay texts.
  func fieldValue(of node: Int) -> FieldValue {
    switch nodes[node].kind {
    case .plain: plainValue(of: node)
    case .quoted: .string(text(of: node))
    case .list: .list(children(of: node).map(fieldValue))
    case .map:
      .map(fields(of: node).map { .init(name: text(of: $0.name), value: fieldValue(of: $0.value)) })
    }
  }

  /// Names and values of a map, in the order of the file.
  func fields(of map: Int) -> Fields {
    Fields(children: children(of: map))
  }

  /// A field by its nodes.
  struct Field {
    let name: Int
    let value: Int
  }

  struct Fields: Sequence, IteratorProtocol {
    fileprivate var children: Children

    mutating func next() -> Field? {
      guard let name = children.next(), let value = children.next() else { return nil }
      return Field(name: name, value: value)
    }
  }

  private func plainValue(of node: Int) -> FieldValue {
    if isNull(node) {
      return .null
    }
    let text = text(of: node)
    switch text {
    case "true", "True", "TRUE": return .bool(true)
    case "false", "False", "FALSE": return .bool(false)
    default: break
    }
    if let number = Int(text), String(number) == text {
      return .integer(number)
    }
    if let number = number(of: node), "\(number)" == text {
      return .number(number)
    }
    return .string(text)
  }

  /// Up to 18 digits and a sign, which is what nearly all numbers are.
  private static func smallNumber(_ text: UnsafeRawBufferPointer) -> Int? {
    let isNegative = text.first == UInt8(ascii: "-")
    let digits = isNegative || text.first == UInt8(ascii: "+") ? text[1...] : text[...]
    guard (1...18).contains(digits.count) else { return nil }
    var result = 0
    for byte in digits {
      guard byte.isASCIIDigit else { return nil }
      result = result * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return isNegative ? -result : result
  }
}
