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
