extension String {
  /// Blanks follow.
  package func padded(_ width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }

  /// Blanks go before.
  package func aligned(_ width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }
}

extension Double {
  /// With one decimal, aligned to the right.
  package func text(_ width: Int) -> String {
    let tenths = Int((self * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)".aligned(width)
  }
}
