/// A colour by its parts, 0 to 255 each.
struct RGB {
  var red: Int32
  var green: Int32
  var blue: Int32

  init(red: Int32, green: Int32, blue: Int32) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// What xterm shows for one of its 256 colours.
  init(index: UInt8) {
    let index = Int32(index)
    switch index {
    case ..<16:
      let level: Int32 = index == 7 ? 229 : index > 8 ? 255 : index == 8 ? 127 : 205
      let dark: Int32 = index == 8 ? 127 : 0
      red = index & 1 != 0 || index == 8 ? level : dark
      green = index & 2 != 0 || index == 8 ? level : dark
      blue = index & 4 != 0 || index == 8 ? level : dark
    case ..<232:
      red = Self.level(of: (index - 16) / 36)
      green = Self.level(of: (index - 16) / 6 % 6)
      blue = Self.level(of: (index - 16) % 6)
    default:
      red = 8 + (index - 232) * 10
      green = red
      blue = red
    }
  }

  private static func level(of step: Int32) -> Int32 { step == 0 ? 0 : 55 + step * 40 }

  /// The index of the most similar of these of xterm's colours.
  func nearest(in indices: ClosedRange<UInt8>) -> Int32 {
    Int32(indices.min { distance(to: RGB(index: $0)) < distance(to: RGB(index: $1)) } ?? 0)
  }

  private func distance(to other: RGB) -> Int32 {
    let (red, green, blue) = (red - other.red, green - other.green, blue - other.blue)
    return red * red + green * green + blue * blue
  }
}
