import Articles
import CYaml
import Yams

/// Reads any front matter that YAML allows.
///
/// Yams gives each alias the node it names, so that a few lines can stand for millions of nodes:
/// the walk stops at the bounds.
struct YamsFrontMatterReader {
  private var result = FrontMatter()
  private let lineOffset: Int

  /// `nil` if there is no map of fields at the top.
  static func read(_ text: String, firstLine: Int) throws(ArticleFileProblem) -> FrontMatter? {
    if let line = AliasedNames.line(in: text) {
      throw .fieldNameIsNoText(line: line + firstLine)
    }
    var reader = YamsFrontMatterReader(lineOffset: firstLine - 1)
    guard let root = try reader.compose(text), case .mapping = root else { return nil }
    try reader.add(root, line: firstLine)
    return reader.result
  }

  private init(lineOffset: Int) {
    self.lineOffset = lineOffset
  }

  /// Yams calls itself for each level, up to a thousand: too much for the stack of some threads.
  private static let boundDepth: Void = yaml_set_max_nest_level(
    Int32(FrontMatterBounds.depth + 2))

  private func compose(_ text: String) throws(ArticleFileProblem) -> Node? {
    _ = YamsFrontMatterReader.boundDepth
    do {
      // The basic resolver leaves it to the fields to decide what a scalar means.
      return try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
    } catch let error as YamlError {
      throw problem(error)
    } catch {
      throw .invalidYAML(reason: "it cannot be read", line: lineOffset + 1)
    }
  }

  private func problem(_ error: YamlError) -> ArticleFileProblem {
    switch error {
    case .scanner(let context, let problem, let mark, _):
      // What is sought in vain is sought for what began at the context.
      .invalidYAML(
        reason: problem,
        line: (isMissing(problem) ? context?.mark ?? mark : mark).line + lineOffset)
    case .parser(_, let problem, let mark, _) where problem.hasPrefix("Maximum nesting level"):
      .tooDeep(line: mark.line + lineOffset)
    case .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
      .invalidYAML(reason: problem, line: mark.line + lineOffset)
    case .duplicatedKeysInMapping(let names, let context):
      .duplicateField(name: names.min() ?? "", line: context.mark.line + lineOffset)
    case .reader(let problem, _, _, _):
      .invalidYAML(reason: problem, line: lineOffset + 1)
    default:
      .invalidYAML(reason: "it cannot be read", line: lineOffset + 1)
    }
  }

  private func isMissing(_ problem: String) -> Bool {
    problem.hasPrefix("found unexpected") || problem.hasPrefix("could not find expected")
  }

  // MARK: Walking

  private mutating func add(_ node: Node, line: Int) throws(ArticleFileProblem) {
    guard !result.isFull else { throw .tooManyNodes }
    let line = node.mark.map { $0.line + lineOffset } ?? line
    switch node {
    case .scalar(let scalar):
      let isPlain = scalar.style == .plain && scalar.tag.rawValue != Tag.Name.str.rawValue
      try add(scalar, as: isPlain ? .plain : .quoted, line: line)
    case .sequence(let sequence):
      let list = try open(.list, line: line)
      for element in sequence {
        try add(element, line: line)
      }
      result.close(list)
    case .mapping(let mapping):
      let map = try open(.map, line: line)
      for (name, value) in merged(mapping) {
        guard case .scalar(let scalar) = name else { throw .fieldNameIsNoText(line: line) }
        guard !result.isFull else { throw .tooManyNodes }
        try add(scalar, as: .quoted, line: name.mark.map { $0.line + lineOffset } ?? line)
        try add(value, line: line)
      }
      result.close(map)
    case .alias:
      result.addScalar(.plain, at: 0..<0, line: line)
    }
  }

  private mutating func add(
    _ scalar: Node.Scalar, as kind: FrontMatter.Kind, line: Int
  ) throws(ArticleFileProblem) {
    let start = result.copiedCount
    // An alias can repeat a long text as well.
    guard start + scalar.string.utf8.count <= 4 * FrontMatterBounds.bytes else {
      throw .tooManyNodes
    }
    result.copy(scalar.string.utf8)
    result.addScalar(kind, copiedFrom: start, line: line)
  }

  private mutating func open(
    _ kind: FrontMatter.Kind, line: Int
  ) throws(ArticleFileProblem) -> Int {
    guard !result.isDeep else { throw .tooDeep(line: line) }
    return result.open(kind, line: line)
  }

  /// The fields of a map, and after them those of the maps under its `<<` that it lacks
  /// (https://yaml.org/type/merge.html). A `<<` within those is left out.
  private func merged(_ mapping: Node.Mapping) -> [(Node, Node)] {
    var fields: [(Node, Node)] = []
    var bases: [Node.Mapping] = []
    for (name, value) in mapping {
      if isMerge(name) {
        bases += (value.sequence.map(Array.init) ?? [value]).compactMap(\.mapping)
      } else {
        fields.append((name, value))
      }
    }
    guard !bases.isEmpty else { return fields }
    var names = Set(fields.compactMap(\.0.scalar?.string))
    for (name, value) in bases.joined() {
      guard fields.count < FrontMatterBounds.nodes else { break }
      if let scalar = name.scalar, !isMerge(name), names.insert(scalar.string).inserted {
        fields.append((name, value))
      }
    }
    return fields
  }

  private func isMerge(_ name: Node) -> Bool {
    guard case .scalar(let scalar) = name else { return false }
    return scalar.string == "<<" && scalar.style == .plain
  }
}

/// Finds aliases in names of fields, before Yams does.
///
/// Yams hashes every name to find duplicates, and hashing walks what an alias stands for: a few
/// lines would take hours. Front matter has no use for such names.
enum AliasedNames {
  /// The line, counted from 0, of a name that may hold an alias; `nil` if there surely is none.
  static func line(in text: String) -> Int? {
    let bytes = Array(text.utf8)
    guard bytes.contains(UInt8(ascii: "*")), bytes.contains(UInt8(ascii: "&")) else { return nil }
    let anchors = Set(words(after: UInt8(ascii: "&"), in: bytes[...]).map(\.text))
    guard !anchors.isEmpty else { return nil }
    var longName: Int?
    var hasAlias = false
    let lines = bytes.split(omittingEmptySubsequences: false) {
      $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r")
    }
    for (number, line) in lines.enumerated() {
      let aliases = words(after: UInt8(ascii: "*"), in: line).filter { anchors.contains($0.text) }
      if let first = aliases.first {
        hasAlias = true
        if aliases.contains(where: { isColon(after: $0.end, in: line) })
          || hasBracketedName(in: line[first.end...])
        {
          return number
        }
      }
      if longName == nil, beginsLongName(line) {
        longName = number
      }
    }
    return hasAlias ? longName : nil
  }

  /// The words of an anchor's letters that follow a mark, and where each ends.
  private static func words(
    after mark: UInt8, in line: ArraySlice<UInt8>
  ) -> [(text: ArraySlice<UInt8>, end: Int)] {
    var result: [(ArraySlice<UInt8>, Int)] = []
    var position = line.startIndex
    while let found = line[position...].firstIndex(of: mark) {
      let word = line[(found + 1)...].prefix(while: isWordByte)
      if !word.isEmpty {
        result.append((word, word.endIndex))
      }
      position = word.endIndex
    }
    return result
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte.isASCIIAlphanumeric || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }

  private static func isColon(after index: Int, in line: ArraySlice<UInt8>) -> Bool {
    line[index...].first { !$0.isSpaceOrTab } == UInt8(ascii: ":")
  }

  /// Whether a list or map in brackets ends here and is a name: a name ends on its line.
  private static func hasBracketedName(in line: ArraySlice<UInt8>) -> Bool {
    line.indices.contains {
      (line[$0] == UInt8(ascii: "]") || line[$0] == UInt8(ascii: "}"))
        && isColon(after: $0 + 1, in: line)
    }
  }

  /// Whether a `?` stands where it could begin a name of several lines.
  private static func beginsLongName(_ line: ArraySlice<UInt8>) -> Bool {
    var before = UInt8(ascii: "-")
    for (index, byte) in zip(line.indices, line) {
      let isAtEnd = index + 1 == line.endIndex
      if byte == UInt8(ascii: "?"), "-?:,[{".utf8.contains(before),
        isAtEnd || line[index + 1].isSpaceOrTab
      {
        return true
      }
      if !byte.isSpaceOrTab {
        before = byte
      }
    }
    return false
  }
}
