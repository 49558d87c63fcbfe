/// A run of "*", "_" or "~" in a line, and the tags that it turned into.
struct MarkdownDelimiter {
  let mark: UInt8
  /// Marks not yet turned into tags.
  var count: Int
  let originalCount: Int
  let canOpen: Bool
  let canClose: Bool
  var closingTags = ""
  var openingTags = ""

  /// - Parameters:
  ///   - before: the byte before the run, a blank at the start of the text.
  ///   - after: the byte after the run.
  init(mark: UInt8, count: Int, before: UInt8, after: UInt8) {
    self.mark = mark
    self.count = count
    originalCount = count
    let isLeftFlanking =
      !after.isMarkdownBlank
      && (!after.isMarkdownPunctuation || before.isMarkdownBlank || before.isMarkdownPunctuation)
    let isRightFlanking =
      !before.isMarkdownBlank
      && (!before.isMarkdownPunctuation || after.isMarkdownBlank || after.isMarkdownPunctuation)
    if mark == UInt8(ascii: "_") {
      canOpen = isLeftFlanking && (!isRightFlanking || before.isMarkdownPunctuation)
      canClose = isRightFlanking && (!isLeftFlanking || after.isMarkdownPunctuation)
    } else {
      canOpen = isLeftFlanking && (mark != UInt8(ascii: "~") || count == 2)
      canClose = isRightFlanking && (mark != UInt8(ascii: "~") || count == 2)
    }
  }

  var html: [UInt8] {
    Array(closingTags.utf8) + repeatElement(mark, count: count) + Array(openingTags.utf8)
  }

  /// CommonMark's rule of three: "*a**b*" is one emphasis.
  func matches(_ closer: MarkdownDelimiter) -> Bool {
    guard mark == closer.mark, canOpen, count > 0 else { return false }
    let isAmbiguous = canClose || closer.canOpen
    return !isAmbiguous || (originalCount + closer.originalCount) % 3 != 0
      || originalCount % 3 == 0 && closer.originalCount % 3 == 0
  }
}

/// Turns runs of marks into tags; CommonMark's "process emphasis", each run looked at once.
struct MarkdownEmphasis {
  /// Positions of runs that may still open, innermost last.
  private var openers: [Int] = []
  /// For each kind of closer, how many openers are known not to match it.
  private var searched = [Int](repeating: 0, count: 18)

  static func apply(to delimiters: inout ArraySlice<MarkdownDelimiter>) {
    var emphasis = MarkdownEmphasis()
    for index in delimiters.indices { emphasis.read(index, in: &delimiters) }
  }

  private mutating func read(_ index: Int, in delimiters: inout ArraySlice<MarkdownDelimiter>) {
    while delimiters[index].canClose, delimiters[index].count > 0 {
      let kind = Self.kind(of: delimiters[index])
      let candidates = openers[searched[kind]...]
      guard let match = candidates.lastIndex(where: { delimiters[$0].matches(delimiters[index]) })
      else {
        searched[kind] = openers.count
        break
      }
      let opener = openers[match]
      let isStrong = delimiters[opener].count >= 2 && delimiters[index].count >= 2
      let name =
        delimiters[index].mark == UInt8(ascii: "~") ? "del" : isStrong ? "strong" : "em"
      delimiters[opener].openingTags = "<\(name)>" + delimiters[opener].openingTags
      delimiters[index].closingTags += "</\(name)>"
      delimiters[opener].count -= isStrong ? 2 : 1
      delimiters[index].count -= isStrong ? 2 : 1
      forgetOpeners(from: delimiters[opener].count > 0 ? match + 1 : match)
    }
    if delimiters[index].canOpen, delimiters[index].count > 0 { openers.append(index) }
  }

  private mutating func forgetOpeners(from position: Int) {
    openers.removeSubrange(position...)
    for kind in searched.indices { searched[kind] = min(searched[kind], position) }
  }

  private static func kind(of closer: MarkdownDelimiter) -> Int {
    let mark = closer.mark == UInt8(ascii: "*") ? 0 : closer.mark == UInt8(ascii: "_") ? 1 : 2
    return (mark * 2 + (closer.canOpen ? 1 : 0)) * 3 + closer.originalCount % 3
  }
}
