public import TUI

/// Whether a terminal's ground is dark or light.
public enum Ground: String, Hashable, Sendable, CaseIterable {
  case dark, light

  /// What `COLORFGBG` says ("15;0"): the last number is that of the ground.
  public init?(colorFGBG text: String) {
    switch text.split(separator: ";").last.flatMap({ Int($0) }) {
    case .some(0...6), .some(8): self = .dark
    case .some(7), .some(9...15): self = .light
    default: return nil
    }
  }
}

/// A theme as its file has it: colours by name, and for each role which of them it has.
public struct ThemeRecipe: Hashable, Sendable {
  public var name: String
  /// The terminals it is made for.
  public var ground: Ground
  public var colors: [String: Shades]
  public var looks: [Role: Look]

  /// The themes that come with the program.
  public static var shipped: [ThemeRecipe] { makers.map { $0.make() } }

  /// A colour on terminals of different depths.
  public struct Shades: Hashable, Sendable {
    public var direct: Color
    public var indexed: Color
    public var sixteen: Color

    /// What is not given is the nearest there.
    public init(_ direct: Color, indexed: Color? = nil, sixteen: Color? = nil) {
      self.direct = direct
      self.indexed = indexed ?? Self.nearest(to: direct, in: 16...255)
      self.sixteen = sixteen ?? Self.nearest(to: indexed ?? direct, in: 0...15)
    }

    private static func nearest(to color: Color, in indices: ClosedRange<UInt8>) -> Color {
      if case .indexed(let index) = color, index <= indices.upperBound { return color }
      return RGB(color).map { .indexed($0.nearest(in: indices)) } ?? .standard
    }
  }

  /// How a role looks; what it does not say is as in ``Role/text``.
  public struct Look: Hashable, Sendable {
    var foreground: Ink?
    var background: Ink?
    var attributes: Attributes = []
  }

  enum Ink: Hashable, Sendable {
    case named(String)
    case exactly(Shades)
  }

  /// - Parameters:
  ///   - colors: beside those of `base`.
  ///   - looks: beside those of `base`, or the standard ones.
  public init(
    name: String, ground: Ground, base: ThemeRecipe? = nil, colors: [String: Shades],
    looks: [Role: Look] = [:]
  ) {
    self.name = name
    self.ground = ground
    self.colors = (base?.colors ?? [:]).merging(colors) { $1 }
    self.looks = (base?.looks ?? Self.standardRoles).merging(looks) { $1 }
  }

  /// With colours by numbers: with true colours, with 256 and with 16; -1 is the terminal's own, and for
  /// the first what there is of 256.
  init(
    _ name: String, _ ground: Ground,
    _ colors: [(name: String, direct: Int32, indexed: Int16, sixteen: Int16)]
  ) {
    var shades: [String: Shades] = [:]
    for (name, direct, indexed, sixteen) in colors {
      let known = UInt8(exactly: indexed).map(Color.indexed) ?? .standard
      let exact = Color.rgb(
        UInt8(truncatingIfNeeded: direct >> 16), UInt8(truncatingIfNeeded: direct >> 8),
        UInt8(truncatingIfNeeded: direct))
      shades[name] = Shades(
        direct < 0 ? known : exact, indexed: known,
        sixteen: UInt8(exactly: sixteen).map(Color.indexed) ?? .standard)
    }
    self.init(name: name, ground: ground, colors: shades)
  }

  /// A role and its look a line.
  static func looks(_ text: String) -> [Role: Look] {
    var looks: [Role: Look] = [:]
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: ":")
      guard let role = Role(name: String(parts[0])), let look = try? Look(String(parts[1])) else {
        preconditionFailure("\(line) is no role and its look")
      }
      looks[role] = look
    }
    return looks
  }

  /// The styles for a terminal.
  public func theme(for depth: ColorDepth) -> Theme {
    guard depth != .none else { return .monochrome }
    func color(_ ink: Ink?) -> Color? {
      let shades: Shades?
      switch ink {
      case .named(let name): shades = colors[name]
      case .exactly(let exact): shades = exact
      case nil: shades = nil
      }
      return switch depth {
      case .direct: shades?.direct
      case .indexed: shades?.indexed
      case .none, .eight, .sixteen: shades?.sixteen
      }
    }
    let text = looks[.text] ?? Look()
    let foreground = color(text.foreground) ?? .standard
    let background = color(text.background) ?? .standard
    return Theme { role in
      let look = looks[role] ?? Look()
      return Style(
        foreground: color(look.foreground) ?? foreground,
        background: color(look.background) ?? background, attributes: look.attributes)
    }
  }

  /// The names in the looks that are no colours of the theme.
  public var unknownColors: [(role: Role, name: String)] {
    Role.allCases.flatMap { role -> [(role: Role, name: String)] in
      [looks[role]?.foreground, looks[role]?.background].compactMap { ink in
        guard case .named(let name) = ink, colors[name] == nil else { return nil }
        return (role, name)
      }
    }
  }
}

extension ThemeRecipe.Look {
  public enum Mistake: Error, Hashable, Sendable {
    /// More than one colour before, or other than one after "on".
    case colors
    case empty
  }

  /// "accent bold", "bar_text on bar", "#ff8800 on 16 underline", "plain": colours, named or exact, and
  /// attributes.
  public init(_ text: String) throws(Mistake) {
    self.init()
    var isBackground = false
    let words = text.split(separator: " ").map(String.init)
    if words.isEmpty { throw .empty }
    for word in words {
      if let attribute = Self.attributes[word] {
        attributes.formUnion(attribute)
      } else if word == "on" {
        if isBackground { throw .colors }
        isBackground = true
      } else {
        let ink = Color(named: word).map { ThemeRecipe.Ink.exactly(.init($0)) } ?? .named(word)
        switch (isBackground, foreground, background) {
        case (false, nil, _): foreground = ink
        case (true, _, nil): background = ink
        default: throw .colors
        }
      }
    }
    if isBackground, background == nil { throw .colors }
  }

  /// Whether it says a colour and nothing else.
  public var isOnlyColor: Bool { foreground != nil && background == nil && attributes.isEmpty }

  static let attributes: [String: Attributes] = [
    "bold": .bold, "dim": .dim, "italic": .italic, "underline": .underline, "reverse": .reverse,
    "plain": [],
  ]
}

extension Color {
  /// "default", "red", "bright-red", a number of xterm's 256 colours, or "#ff8800".
  public init?(named word: String) {
    if word == "default" {
      self = .standard
    } else if let index = Self.names.firstIndex(of: word) {
      self = .indexed(UInt8(index))
    } else if let index = UInt8(word), word.first != "+" {
      self = .indexed(index)
    } else if word.hasPrefix("#"), word.utf8.count == 7,
      word.utf8.dropFirst().allSatisfy(Self.isHex), let value = UInt32(word.dropFirst(), radix: 16)
    {
      self = .rgb(
        UInt8(value >> 16), UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value))
    } else {
      return nil
    }
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
  }

  static let names: [String] = {
    let eight = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]
    return eight + eight.map { "bright-" + $0 }
  }()
}
