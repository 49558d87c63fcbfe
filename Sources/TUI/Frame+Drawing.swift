extension Frame {
  /// What becomes of text that is too wide.
  public enum Truncation: Sendable {
    case clip
    /// Ends in "…" ("..." in ASCII).
    case ellipsis
  }

  /// Draws one line of text; the gate for every text from outside.
  ///
  /// Tabs and line breaks become one blank; control and format characters are dropped; what the
  /// terminal could not show as counted is replaced (see ``DisplayWidth``).
  /// - Returns: the columns used: at most `width`, and never past the frame's edge. Text that was
  ///   too wide uses all of them.
  @discardableResult
  public mutating func draw(
    _ text: String, at point: Point, width: Int, style: Style = .plain,
    truncation: Truncation = .ellipsis
  ) -> Int {
    draw(at: point, width: width, truncation: truncation) { pen in
      pen.write(text, style: style)
    }
  }

  /// Draws one line of styled text, as ``draw(_:at:width:style:truncation:)`` does.
  @discardableResult
  public mutating func draw(
    _ text: StyledText, at point: Point, width: Int, truncation: Truncation = .ellipsis
  ) -> Int {
    draw(at: point, width: width, truncation: truncation) { pen in
      for run in text.runs { pen.write(run.text, style: run.style) }
    }
  }

  private mutating func draw(
    at point: Point, width: Int, truncation: Truncation, _ write: (inout Pen) -> Void
  ) -> Int {
    guard width > 0, (0..<size.rows).contains(point.row),
      (0..<size.columns).contains(point.column)
    else { return 0 }
    let end = point.column + min(width, size.columns - point.column)
    let charset = charset
    return edit(point.row, from: point.column, upTo: end) { cells in
      var pen = Pen(cells, charset: charset, truncation: truncation)
      write(&pen)
      return pen.finish()
    }
  }
}
