/// A key as the terminal reports it.
public enum Key: Hashable, Sendable {
  case character(Character)
  /// With Ctrl held; letters in lower case, the space bar as " ".
  case control(Character)
  /// With Alt held, or typed after Escape.
  case alt(Character)
  case up, down, left, right
  case home, end, pageUp, pageDown
  case enter, escape, tab, backTab, backspace, delete, insert
  /// F1 is 1.
  case function(Int)
}

extension Key {
  /// The key of a name as in settings and help: "j", "Space", "Ctrl-D", "PgDn", "F5", "Alt-x".
  ///
  /// Names of more than one character are read in any case; Ctrl takes a letter or one of
  /// "Space", "\", "]", "^", "_". `C-d`, `^D` and `M-x` mean Ctrl-D and Alt-x, as other programs
  /// write them. `nil` for anything else, and for keys no terminal can report.
  public init?(name: String) {
    let lowered = name.lowercased()
    func find(_ names: [(name: String, key: Key)]) -> Key? {
      lowered.utf8.count < 2 ? nil : names.first { $0.name.lowercased() == lowered }?.key
    }
    if let key = find(Self.named) ?? find(Self.otherNames) {
      self = key
    } else if let character = Self.character(named: name) {
      self = .character(character)
    } else if let prefix = ["ctrl-", "c-", "^"].first(where: { lowered.hasPrefix($0) }),
      let character = Self.character(named: String(lowered.dropFirst(prefix.count))),
      Self.controllable.contains(character)
    {
      self = .control(character)
    } else if let prefix = ["alt-", "m-"].first(where: { lowered.hasPrefix($0) }),
      let character = Self.character(named: String(name.dropFirst(prefix.count)))
    {
      self = .alt(character)
    } else if let number = (1...63).first(where: { lowered == "f\($0)" }) {
      self = .function(number)
    } else {
      return nil
    }
  }

  public var name: String {
    switch self {
    case .character(let character): Self.name(of: character)
    case .control(" "): "Ctrl-Space"
    case .control(let character): "Ctrl-" + character.uppercased()
    case .alt(let character): "Alt-" + Self.name(of: character)
    case .function(let number): "F\(number)"
    default: Self.named.first { $0.key == self }?.name ?? ""
    }
  }

  private static let named: [(name: String, key: Key)] = [
    ("Up", .up), ("Down", .down), ("Left", .left), ("Right", .right),
    ("Home", .home), ("End", .end), ("PgUp", .pageUp), ("PgDn", .pageDown),
    ("Enter", .enter), ("Esc", .escape), ("Tab", .tab), ("Shift-Tab", .backTab),
    ("Backspace", .backspace), ("Del", .delete), ("Ins", .insert),
  ]

  /// As other programs call them.
  private static let otherNames: [(name: String, key: Key)] = [
    ("PageUp", .pageUp), ("PageDown", .pageDown), ("Return", .enter), ("Escape", .escape),
    ("Backtab", .backTab), ("Delete", .delete), ("Insert", .insert),
  ]

  private static let controllable = "abcdefghijklmnopqrstuvwxyz \\]^_"

  private static func name(of character: Character) -> String {
    character == " " ? "Space" : String(character)
  }

  /// The character that is drawn as itself under that name.
  private static func character(named name: String) -> Character? {
    if name.lowercased() == "space" { return " " }
    guard name.count == 1, let first = name.unicodeScalars.first,
      first != " ", [.narrow, .wide].contains(ScalarClass(first.value))
    else { return nil }
    return name.first
  }
}

/// What the mouse did at a cell.
public struct MouseEvent: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case press(Button)
    /// Moved while a button is held.
    case drag(Button)
    case release
    /// By notches, downwards where positive.
    case wheel(Int)
  }

  public enum Button: Hashable, Sendable {
    case left, middle, right
  }

  public var kind: Kind
  public var point: Point

  public init(_ kind: Kind, at point: Point) {
    self.kind = kind
    self.point = point
  }

  /// - Parameters:
  ///   - report: the numbers of xterm's SGR report (mode 1006): buttons, column and row from 1.
  ///   - isRelease: whether it ends in "m".
  public init?(report: [Int], isRelease: Bool) {
    guard report.count == 3, report[1] > 0, report[2] > 0 else { return nil }
    point = Point(column: report[1] - 1, row: report[2] - 1)
    // 4, 8 and 16 are the keys held with it.
    let code = report[0] & ~0b11100
    switch code {
    case 64: kind = .wheel(-1)
    case 65: kind = .wheel(1)
    case 0...2 where isRelease: kind = .release
    case 0...2, 32...34:
      let button: Button = [.left, .middle, .right][code & 3]
      kind = code < 32 ? .press(button) : .drag(button)
    default: return nil
    }
  }
}
