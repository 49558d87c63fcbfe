/// Text in runs of one style each; neighbours differ in style and none is empty.
public struct StyledText: Hashable, Sendable {
  public struct Run: Hashable, Sendable {
    public var text: String
    public var style: Style

    public init(_ text: String, style: Style) {
      self.text = text
      self.style = style
    }
  }

  public private(set) var runs: [Run] = []

  public init() {}

  public init(_ text: String, style: Style = .plain) {
    append(text, style)
  }

  public var isEmpty: Bool { runs.isEmpty }

  /// The text without its styles.
  public var text: String { runs.map(\.text).joined() }

  public mutating func append(_ text: String, _ style: Style = .plain) {
    guard !text.isEmpty else { return }
    if runs.last?.style == style {
      runs[runs.count - 1].text += text
    } else {
      runs.append(Run(text, style: style))
    }
  }

  public mutating func append(_ other: StyledText) {
    for run in other.runs { append(run.text, run.style) }
  }

  /// The columns it takes when drawn in one line.
  public func columns(charset: Charset = .unicode) -> Int {
    runs.reduce(0) { $0 + DisplayWidth.columns(of: $1.text, charset: charset) }
  }
}
