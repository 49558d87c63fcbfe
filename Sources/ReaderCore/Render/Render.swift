public import TUI

/// Draws the window. Reads the model only, so that the same model always gives the same frame.
///
/// A frame of another size or charset is replaced by a fitting one.
public func render(_ model: Model, into frame: inout Frame) {
  if frame.size != model.size || frame.charset != model.charset {
    frame = Frame(size: model.size, charset: model.charset)
  }
  frame.ground = model.configuration.theme[.text]
  frame.clear()
  let painter = Painter(model)
  if model.layout.isTooSmall {
    frame.draw(
      Wording.tooSmall, at: Point(column: 0, row: 0), width: model.size.columns,
      style: painter.theme[.text])
    return
  }
  painter.paintTitle(into: &frame)
  switch model.overlay {
  case .help(let help): painter.paint(help, into: &frame)
  case .info(let info): painter.paint(info, into: &frame)
  case .add(let adding): painter.paint(adding, into: &frame)
  case .faults(let faults): painter.paint(faults, into: &frame)
  case .choose(let chooser):
    if chooser.isBeside { painter.paintPanes(into: &frame) }
    painter.paint(chooser, into: &frame)
  case .output(let output): painter.paint(output, into: &frame)
  case .number, .search, .mute, .hints, .confirm, nil: painter.paintPanes(into: &frame)
  }
  painter.paintStatus(into: &frame)
}

/// What all parts of the drawing need.
struct Painter {
  let model: Model
  let theme: Theme
  let glyphs: Glyphs

  init(_ model: Model) {
    self.model = model
    let isSpoken = model.configuration.isForScreenReader
    theme = isSpoken ? Self.spoken(model.configuration.theme) : model.configuration.theme
    glyphs = Glyphs(
      model.charset, set: model.configuration.glyphs, isSpoken: isSpoken)
  }

  func paintPanes(into frame: inout Frame) {
    let layout = model.layout
    if let list = layout.list { paintList(in: list, into: &frame) }
    if let detail = layout.detail { paintDetail(in: detail, into: &frame) }
    if let rule = layout.horizontal { paint(rule, glyphs.horizontal, into: &frame) }
    if let sidebar = layout.sidebar {
      if layout.sidebarFloats { frame.fill(sidebar, style: theme[.text]) }
      paintSidebar(in: sidebar, into: &frame)
    }
    for line in layout.verticals { paint(line, glyphs.vertical, into: &frame) }
  }

  func paint(_ line: Rect, _ glyph: String, into frame: inout Frame) {
    let style = theme[.separator]
    for row in line.row..<(line.row + line.rows) {
      for column in line.column..<(line.column + line.columns) {
        frame.draw(glyph, at: Point(column: column, row: row), width: 1, style: style)
      }
    }
  }

  /// The style of a role in a row that may be selected: then the bar's colours, and the attributes
  /// of both.
  func style(_ role: Role, bar: Style?) -> Style {
    bar.map { $0.adding(theme[role].attributes.subtracting(.dim)) } ?? theme[role]
  }

  /// The bar of the selected row of a pane.
  func bar(in pane: Pane) -> Style {
    theme[model.focus == pane ? .selection : .restingSelection]
  }
}
