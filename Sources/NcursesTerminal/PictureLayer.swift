public import TUI

/// What the terminal shows of pictures, and what is still to be sent. Cells are drawn by curses; what
/// is sent here comes after them, in pieces, so that no key waits for a picture.
struct PictureLayer {
  private(set) var way = Way.none
  private let kitty: KittyGraphics
  /// The strips of the last frame, by the rows of the screen.
  private var strips: [Int: [PictureStrip]] = [:]
  /// The rows whose strips are still to be drawn.
  private var rows: Set<Int> = []
  /// The pictures that the terminal has, the one that was shown last at the end.
  private var kept: [(number: UInt8, image: PixelImage)] = []
  /// What is left of the picture that is being sent: nothing else of kitty's may come between.
  private var pieces: ArraySlice<[UInt8]> = []
  private var commands: [[UInt8]] = []
  /// Whether curses has the cursor shown.
  var isCursorShown = false {
    // It has just said so to the terminal.
    didSet { if isCursorShown != oldValue { isCursorHeld = false } }
  }
  /// Whether it is hidden here all the same: it goes to each row that is drawn, and some terminals make
  /// the cell under a cursor that leaves anew, without the picture.
  private var isCursorHeld = false

  enum Way: Hashable, Sendable {
    case none
    /// Cells say which part of which picture they show.
    case placeholders
    /// By kitty's protocol, row by row.
    case placements
    case sixels
  }

  /// The terminal may keep so many pictures that are not seen, for when they are again.
  private static let mostHidden = 8

  init(kitty: KittyGraphics) {
    self.kitty = kitty
  }

  /// What cells have as third sign.
  var spaceSign: UInt32 { kitty.spaceSign }

  mutating func use(_ way: Way) {
    guard way != self.way else { return }
    commands += farewell()
    self.way = way
    strips = [:]
    rows = []
  }

  /// Takes what a frame shows.
  /// - Returns: the rows whose cells curses must draw anew, to take away what was drawn over them.
  mutating func take(_ frame: Frame) -> [Int] {
    guard way != .none else { return [] }
    let wanted = frame.pictureStrips()
    guard !wanted.isEmpty || !strips.isEmpty else { return [] }
    let changed = Set(strips.keys).union(wanted.keys).filter { strips[$0] != wanted[$0] }
    guard !changed.isEmpty else { return [] }
    let old = strips
    strips = wanted
    rows.subtract(changed)
    if way != .placeholders { rows.formUnion(changed.filter { wanted[$0] != nil }) }
    if way == .placements { removePlacements(of: old) }
    if way == .sixels { return changed.filter { old[$0] != nil } }
    forgetHidden()
    return []
  }

  /// Curses has written into a row: what lay over its cells may be gone.
  mutating func disturb(_ row: Int) {
    if way == .sixels, strips[row] != nil { rows.insert(row) }
  }

  /// The terminal was cleared.
  mutating func forgetShown() {
    guard way != .none else { return }
    commands += farewell()
    if way != .placeholders { rows = Set(strips.keys) }
  }

  /// Takes all pictures away.
  mutating func farewell() -> [[UInt8]] {
    var bytes = commands + kept.map { kitty.deletion(of: $0.number) }
    // The last piece ends the picture; behind it stands how cells show it.
    if let last = way == .placeholders ? pieces.dropLast().last : pieces.last {
      bytes.insert(last, at: 0)
    }
    pieces = []
    commands = []
    kept = []
    if isCursorHeld { bytes.append(letGoOfCursor()) }
    return bytes
  }

  var isIdle: Bool {
    pieces.isEmpty && commands.isEmpty && rows.isEmpty && !isCursorHeld
      && (way == .sixels || unsent == nil)
  }

  /// What is to be sent next.
  mutating func next() -> [UInt8]? {
    if let piece = pieces.popFirst() { return piece }
    if !commands.isEmpty { return commands.removeFirst() }
    guard way != .none else { return nil }
    if way != .sixels, let strip = unsent {
      let (image, number) = (strip.image, strip.number)
      pieces = kitty.transmission(of: image, number: number)[...]
      if way == .placeholders { pieces.append(kitty.virtualPlacement(of: image, number: number)) }
      kept.removeAll { $0.number == number }
      kept.append((number, image))
      return pieces.popFirst()
    }
    guard let row = rows.min() else { return isCursorHeld ? letGoOfCursor() : nil }
    rows.remove(row)
    let drawing = (strips[row] ?? []).flatMap { draw($0, row: row) }
    let before = drawing.isEmpty ? [] : holdCursor()
    return before + drawing + (rows.isEmpty && isCursorHeld ? letGoOfCursor() : [])
  }

  private mutating func holdCursor() -> [UInt8] {
    guard isCursorShown, !isCursorHeld else { return [] }
    isCursorHeld = true
    return Array("\u{1B}[?25l".utf8)
  }

  private mutating func letGoOfCursor() -> [UInt8] {
    isCursorHeld = false
    return Array("\u{1B}[?25h".utf8)
  }

  /// One that is seen and that the terminal does not have.
  private var unsent: PictureStrip? {
    for row in strips.keys.sorted() {
      for strip in strips[row] ?? [] where !isKept(strip) { return strip }
    }
    return nil
  }

  private func isKept(_ strip: PictureStrip) -> Bool {
    kept.contains { $0.number == strip.number && $0.image == strip.image }
  }

  /// Draws over the cells; the cursor and its colours are as before then, as curses believes.
  private func draw(_ strip: PictureStrip, row: Int) -> [UInt8] {
    let drawing: [UInt8]
    switch way {
    case .placements: drawing = kitty.placement(of: strip)
    // A part of what is covered would need sixels of its own.
    case .sixels where strip.isWhole && strip.image.strips.indices.contains(strip.imageRow):
      drawing = strip.image.strips[strip.imageRow]
    case .sixels, .placeholders, .none: return []
    }
    return Array("\u{1B}7\u{1B}[\(row + 1);\(strip.column + 1)H".utf8) + drawing + [0x1B, 0x38]
  }

  private mutating func removePlacements(of old: [Int: [PictureStrip]]) {
    let now = Set(strips.values.joined().map(Place.init))
    for strip in old.keys.sorted().flatMap({ old[$0] ?? [] })
    where isKept(strip) && !now.contains(Place(strip)) {
      commands.append(kitty.removal(of: strip))
    }
  }

  /// What a placement is known by.
  private struct Place: Hashable {
    let image: PixelImage
    let number: UInt8
    let row: Int
    let column: Int

    init(_ strip: PictureStrip) {
      (image, number) = (strip.image, strip.number)
      (row, column) = (strip.imageRow, strip.imageColumn)
    }
  }

  /// Lets the terminal forget pictures that were not seen for long, also those whose number another
  /// one has now.
  private mutating func forgetHidden() {
    let seen = Set(strips.values.joined().map(\.image))
    kept = kept.filter { !seen.contains($0.image) } + kept.filter { seen.contains($0.image) }
    let hidden = kept.count { !seen.contains($0.image) }
    for first in kept.prefix(max(hidden - Self.mostHidden, 0)) {
      commands.append(kitty.deletion(of: first.number))
    }
    kept.removeFirst(max(hidden - Self.mostHidden, 0))
  }
}

/// What the terminal has said of how it shows pictures.
struct PictureAnswers {
  private var speaksKitty = false
  private var name = ""
  private var cell: Size?
  private var colors: Int?
  private var hasSixels = false

  /// - Returns: whether nothing more will come.
  mutating func take(_ answer: TerminalAnswer) -> Bool {
    switch answer {
    case .kitty(let isFine): speaksKitty = isFine
    case .name(let name): self.name = name.lowercased()
    case .cell(let size): cell = size
    case .colors(let count): colors = count
    case .attributes(let attributes):
      // 4: sixel graphics (VT340, DA1).
      hasSixels = attributes.dropFirst().contains(4)
      return true
    }
    return false
  }

  /// - Parameters:
  ///   - cell: the pixels of a cell as the system knows them.
  ///   - tmux: whether tmux stands between: it shows sixels itself, or not; what is placed somewhere in the
  ///     terminal would not move with its panes.
  func way(
    for choice: PictureChoice, depth: ColorDepth, tmux: Bool
  ) -> PictureLayer.Way {
    let hasNumbers = depth == .indexed || depth == .direct
    switch choice {
    case .blocks: return .none
    case .sixel: return .sixels
    case .kitty: return !tmux && (isOldKitty || !hasNumbers) ? .placements : .placeholders
    case .automatic:
      if speaksKitty, !tmux {
        if showsPlaceholders, hasNumbers { return .placeholders }
        // Some speak both, and the older part of kitty's protocol only in parts.
        return hasSixels ? .sixels : .placements
      }
      return hasSixels ? .sixels : .none
    }
  }

  func form(of way: PictureLayer.Way, systemCell: Size?) -> PictureForm? {
    let cell = [self.cell, systemCell].compactMap { $0 }
      .first { (2...200).contains($0.columns) && (2...200).contains($0.rows) }
    switch way {
    case .none: return nil
    case .placeholders, .placements: return .kitty(cell: cell ?? Size(columns: 10, rows: 20))
    // Without its size nobody knows which cells a picture covers.
    case .sixels: return cell.map { .sixel(cell: $0, colors: min(max(colors ?? 256, 16), 256)) }
    }
  }

  private var showsPlaceholders: Bool { name.hasPrefix("ghostty") || isNewKitty }
  private var isNewKitty: Bool { name.hasPrefix("kitty") && !isOldKitty }

  /// Before 0.28.
  private var isOldKitty: Bool {
    guard name.hasPrefix("kitty(") else { return false }
    let parts = name.dropFirst(6).prefix { $0 != ")" }.split(separator: ".").map { Int($0) ?? 0 }
    return parts.count < 2 || (parts[0] == 0 && parts[1] < 28)
  }
}

/// What the terminal says of itself when it is asked.
public enum TerminalAnswer: Equatable, Sendable {
  /// Whether a picture of kitty's protocol was understood.
  case kitty(Bool)
  /// Its name and version (XTVERSION).
  case name(String)
  /// The pixels of a cell.
  case cell(Size)
  /// How many colours sixels may have.
  case colors(Int)
  /// What it is and can (DA1): every terminal says that.
  case attributes([Int])
}

/// How pictures are to be shown.
public enum PictureChoice: Hashable, Sendable {
  /// As the terminal says that it can.
  case automatic
  case kitty
  case sixel
  case blocks
}
