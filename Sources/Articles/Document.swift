/// A body made readable: blocks of styled text and the links in them, numbered from 0 as they come.
///
/// The text of a span may hold "\n", a line break that stays; links are always absolute.
public struct Document: Hashable, Sendable {
  public var blocks: [Block]
  public var links: [Link]

  public init(blocks: [Block] = [], links: [Link] = []) {
    self.blocks = blocks
    self.links = links
  }

  public struct Block: Hashable, Sendable {
    public var kind: Kind
    /// How many lists enclose the block, 8 at the most.
    public var listDepth: Int
    /// How many quotations enclose the block, 8 at the most.
    public var quoteDepth: Int
    public var spans: [Span]
    /// The footnote that begins here; signs in the text have the same.
    public var note: Int?

    /// How many bytes of text its spans have.
    public var bytes: Int {
      // By their places: there may be a hundred thousand, which are not copied then.
      var bytes = 0
      for span in spans.indices { bytes += spans[span].text.utf8.count }
      return bytes
    }

    public init(
      _ kind: Kind, listDepth: Int = 0, quoteDepth: Int = 0, spans: [Span] = [], note: Int? = nil
    ) {
      self.kind = kind
      self.listDepth = listDepth
      self.quoteDepth = quoteDepth
      self.spans = spans
      self.note = note
    }
  }

  public enum Kind: Hashable, Sendable {
    case paragraph
    /// 1 to 6.
    case heading(Int)
    /// The marker as shown, e.g. "•" or "3."; `nil` continues the item above.
    case listItem(marker: String?)
    /// What is defined; the items that follow say what it means.
    case term
    /// Lines are kept as they are, broken at "\n".
    case code(language: String?)
    /// The spans are those of its cells and of what stands between them, so that they read as a text.
    case table(Table)
    case rule

    public var isCode: Bool { if case .code = self { true } else { false } }
    public var isTable: Bool { if case .table = self { true } else { false } }
  }

  public struct Table: Hashable, Sendable {
    /// Those that hold something, in the order of the text.
    public var cells: [Cell]

    public init(cells: [Cell] = []) {
      self.cells = cells
    }

    public struct Cell: Hashable, Sendable {
      public var row: Int { Int(firstRow) }
      public var column: Int { Int(firstColumn) }
      public var rowSpan: Int { Int(rowCount) }
      public var columnSpan: Int { Int(columnCount) }
      public var isHeader: Bool
      public var alignment: Alignment
      /// Places in the spans of the block.
      public var spans: Range<Int> { Int(places.lowerBound)..<Int(places.upperBound) }

      // A table of data has a hundred thousand cells.
      private let firstRow: Int32
      private let firstColumn: Int32
      private let rowCount: Int32
      private let columnCount: Int32
      private let places: Range<Int32>

      public init(
        row: Int, column: Int, rowSpan: Int = 1, columnSpan: Int = 1, isHeader: Bool = false,
        alignment: Alignment = .natural, spans: Range<Int>
      ) {
        firstRow = Int32(clamping: row)
        firstColumn = Int32(clamping: column)
        rowCount = Int32(clamping: rowSpan)
        columnCount = Int32(clamping: columnSpan)
        self.isHeader = isHeader
        self.alignment = alignment
        places = Int32(clamping: spans.lowerBound)..<Int32(clamping: spans.upperBound)
      }
    }

    /// `natural` where the author says nothing.
    public enum Alignment: Hashable, Sendable {
      case natural, left, center, right
    }
  }

  public struct Span: Hashable, Sendable {
    public var text: String
    public var emphasis: Emphasis
    // A long body has a hundred thousand spans.
    private var place: OptionalPlace
    private var sign: OptionalPlace

    /// Index into `links`.
    public var link: Int? {
      get { place.value }
      set { place = OptionalPlace(newValue) }
    }

    /// The footnote that the span is the sign of.
    public var note: Int? {
      get { sign.value }
      set { sign = OptionalPlace(newValue) }
    }

    public init(_ text: String, emphasis: Emphasis = [], link: Int? = nil, note: Int? = nil) {
      self.text = text
      self.emphasis = emphasis
      place = OptionalPlace(link)
      sign = OptionalPlace(note)
    }
  }

  /// A number from 0, or none, in four bytes.
  private struct OptionalPlace: Hashable, Sendable {
    private let number: Int32

    init(_ value: Int?) {
      number = value.flatMap { Int32(exactly: $0) } ?? -1
    }

    var value: Int? { number < 0 ? nil : Int(number) }
  }

  public struct Emphasis: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
      self.rawValue = rawValue
    }

    public static let strong = Emphasis(rawValue: 1)
    public static let emphasized = Emphasis(rawValue: 2)
    public static let code = Emphasis(rawValue: 4)
    public static let inserted = Emphasis(rawValue: 8)
  }

  public struct Link: Hashable, Sendable {
    /// Absolute.
    public var url: String
    /// What the link says, or what an image shows; may be empty.
    public var title: String
    public var kind: Kind
    /// Of an image, where its page tells.
    public var size: PixelSize?
    /// The media type of what is there, where its author tells.
    public var mediaType: String?

    /// `media` is a page that is embedded, mostly a player.
    public enum Kind: Hashable, Sendable {
      case page, image, audio, video, media

      public var isPlayer: Bool { self == .audio || self == .video || self == .media }
    }

    public struct PixelSize: Hashable, Sendable {
      public var width: Int
      public var height: Int

      public init(width: Int, height: Int) {
        self.width = width
        self.height = height
      }
    }

    public init(
      url: String, title: String, kind: Kind = .page, size: PixelSize? = nil,
      mediaType: String? = nil
    ) {
      self.url = url
      self.title = title
      self.kind = kind
      self.size = size
      self.mediaType = mediaType
    }
  }
}

extension String {
  /// Without the places where a word may be divided: soft hyphens and blanks without width.
  public var withoutHyphenation: String {
    var text = self
    guard text.withUTF8(Self.mayHoldHyphenation) else { return self }
    return String(
      String.UnicodeScalarView(unicodeScalars.filter { $0 != "\u{AD}" && $0 != "\u{200B}" }))
  }

  /// Whether the bytes C2 AD or E2 80 8B stand there: they end with no byte that is frequent.
  private static func mayHoldHyphenation(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.indices.contains {
      switch bytes[$0] {
      case 0xAD: $0 > 0 && bytes[$0 - 1] == 0xC2
      case 0x8B: $0 > 1 && bytes[$0 - 1] == 0x80 && bytes[$0 - 2] == 0xE2
      default: false
      }
    }
  }
}

extension Document {
  /// The first words, for who wants some and not all.
  public func beginning(bytes: Int) -> String {
    var text = ""
    blocks: for block in blocks {
      for span in block.spans {
        text += span.text.withoutHyphenation
        // One block may be a table of a hundred thousand cells.
        if text.utf8.count > bytes { break blocks }
      }
      if text.utf8.count >= bytes { break }
      text += " "
    }
    guard text.utf8.count > bytes else { return text }
    var end = text.utf8.index(text.startIndex, offsetBy: bytes)
    while text.utf8[end] & 0xC0 == 0x80 { end = text.utf8.index(before: end) }
    return String(text[..<end])
  }

  /// How long a person reads it, in minutes: 230 words a minute, of scripts without blanks 500 characters.
  /// The beginning of a long text stands for all of it.
  public var readingMinutes: Int {
    // With a blank behind each, as the beginning has it.
    let bytes = blocks.reduce(0) { $0 + $1.bytes + 1 }
    let beginning = beginning(bytes: 1 << 14)
    var words = 0
    var characters = 0
    var isInWord = false
    for scalar in beginning.unicodeScalars {
      switch scalar.value {
      case 0x3040...0x30FF, 0x3400...0x9FFF, 0xE00...0xEFF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
        characters += 1
        isInWord = false
      case 0...0x20, 0xA0, 0x2000...0x200B, 0x3000: isInWord = false
      default:
        if !isInWord { words += 1 }
        isInWord = true
      }
    }
    let minutes = Double(words) / 230 + Double(characters) / 500
    let share = Double(bytes) / Double(max(beginning.utf8.count, 1))
    return Int((minutes * max(share, 1)).rounded())
  }
}
