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
