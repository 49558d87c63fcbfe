import TUI

/// Where the parts of a row stand, from the left edge of the list: the marks first, then the columns
/// that the person wants and that there is room for. What is left over is the title's.
struct ListColumns {
  static let mark = 1
  static let star = 2
  private static let first = 4
  /// Below this a title gives way to nothing.
  private static let leastTitle = 12

  struct Place: Equatable {
    let column: ListStyle.Column
    let start: Int
    let width: Int
  }

  private(set) var places: [Place] = []
  private(set) var title = Place(column: .title, start: 0, width: 0)
  /// What the title may have besides in a row that has no related articles.
  private(set) var spareOfTitle = 0
  let isNarrow: Bool

  init(_ columns: Int, _ style: ListStyle) {
    isNarrow = columns < 60
    var shown = style.columns.compactMap { item -> (item: ListStyle.Item, width: Int)? in
      if item.column == .title { return (item, 0) }
      let width = item.width ?? Self.usual(item.column, columns, style)
      return width > 0 ? (item, width) : nil
    }
    // The last go first where the title would have no room.
    while Self.taken(shown) + Self.leastTitle > columns,
      let place = shown.lastIndex(where: { ![.title, .age].contains($0.item.column) })
    {
      shown.remove(at: place)
    }
    let room = max(columns - Self.taken(shown), 0)
    var start = Self.first
    for (place, (item, width)) in shown.enumerated() {
      if place > 0 { start += item.column == .related ? 1 : 2 }
      if item.column == .title {
        title = Place(column: .title, start: start, width: room)
        let next = place + 1 < shown.count ? shown[place + 1] : nil
        if next?.item.column == .related, place + 2 == shown.count {
          spareOfTitle = next?.width ?? 0
        }
        start += room
      } else {
        places.append(Place(column: item.column, start: start, width: width))
        start += width
      }
    }
  }

  /// The columns of everything but the title, with what stands between and at the end.
  private static func taken(_ shown: [(item: ListStyle.Item, width: Int)]) -> Int {
    var sum = first
    for (place, (item, width)) in shown.enumerated() {
      if place > 0 { sum += item.column == .related ? 1 : 2 }
      sum += width
    }
    return sum + (shown.last?.item.column == .related ? 0 : 1)
  }

  /// 0 where a list of so many columns has no room for it.
  private static func usual(
    _ column: ListStyle.Column, _ columns: Int, _ style: ListStyle
  ) -> Int {
    switch column {
    case .title: 0
    case .age: style.dates.columns(isNarrow: columns < 60)
    case .provider, .source: columns >= 64 ? min(columns / 5, 22) : 0
    case .related: columns >= 34 ? 4 : 0
    case .heat, .quality: columns >= 44 ? 4 : 0
    case .topics, .author: columns >= 72 ? min(columns / 6, 18) : 0
    case .readingTime: columns >= 54 ? 6 : 0
    }
  }
}

extension String {
  /// Whether its first letter is of a script that is written from the right to the left.
  var isRightToLeft: Bool { isRightToLeftIfKnown ?? false }

  /// `nil` for what has no letters.
  var isRightToLeftIfKnown: Bool? {
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x41...0x5A, 0x61...0x7A: return false
      case ..<0xC0: continue
      case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
        return true
      default: if scalar.properties.isAlphabetic { return false }
      }
    }
    return nil
  }
}
