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
