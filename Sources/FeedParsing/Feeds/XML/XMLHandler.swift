/// What is told of a document while it is read.
protocol XMLHandler {
  /// Whether anything becomes of text that stands here; what nobody wants is stepped over.
  var wantsText: Bool { get }

  /// An element begins.
  mutating func start(_ name: XMLName, _ tag: XMLTag)

  /// The innermost open element ends.
  mutating func end()

  /// UTF-8 with references decoded, in pieces of any length.
  mutating func text(_ bytes: UnsafeBufferPointer<UInt8>)

  /// Whether an element ends where another begins that cannot stand inside.
  func isEnded(_ open: FeedElement, by name: XMLName) -> Bool

  /// Whether a repair was not yet noted.
  func wants(_ note: FeedNote) -> Bool

  /// Takes one of the notes on what stands here, if there is one: the reader knows the line.
  mutating func takeNote() -> FeedNote?

  /// Something was put right.
  mutating func note(_ note: FeedNote, line: Int)
}
