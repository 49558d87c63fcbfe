import TUI

/// Themes: chosen where they are seen, kept in the settings, and followed where the terminal's own
/// colours change.
extension Model {
  mutating func chooseTheme() -> [Effect] {
    overlay = .choose(
      Chooser(
        firstStep == .theme ? Wording.firstTheme : Wording.chooseTheme, themeEntries,
        selected: .theme(configuration.themes.wish),
        height: chooserRows, isBeside: true))
    return [.loadThemes]
  }

  private var themeEntries: [Chooser.Entry] {
    let book = configuration.themes
    let auto = Chooser.Entry(
      title: Wording.themeOfTerminal, note: Wording.name(of: book.ground), choice: .theme(nil))
    let own = Set(book.own.map(\.name))
    return [auto]
      + book.names.map { name in
        let ground = book.recipe(name).map { Wording.name(of: $0.ground) } ?? ""
        return Chooser.Entry(
          title: name, note: own.contains(name) ? Wording.ownTheme : ground, choice: .theme(name))
      }
  }

  /// The themes of the person's own, as their files are now.
  mutating func take(_ themes: [ThemeRecipe], faults: [String]) -> [Effect] {
    configuration.themes.own = themes
    if let fault = faults.first { fail(fault) }
    guard case .choose(var chooser) = overlay, chooser.isBeside else { return [] }
    chooser.replace(themeEntries, height: chooserRows)
    overlay = .choose(chooser)
    return preview(chooser)
  }

  /// Shows everything in the theme that is selected.
  mutating func preview(_ chooser: Chooser) -> [Effect] {
    guard case .theme(let name) = chooser.selected?.choice else { return [] }
    return wear(configuration.themes.theme(name))
  }

  mutating func restoreTheme() -> [Effect] {
    wear(configuration.themes.theme(configuration.themes.wish))
  }

  mutating func keepTheme(_ name: String?) -> [Effect] {
    configuration.themes.wish = name
    return wear(configuration.themes.theme(name)) + [.keepTheme(name)]
  }

  /// What the terminal says of its ground.
  mutating func take(_ ground: Ground) -> [Effect] {
    configuration.themes.ground = ground
    guard configuration.themes.wish == nil else { return [] }
    if case .choose(var chooser) = overlay, chooser.isBeside {
      chooser.replace(themeEntries, height: chooserRows)
      overlay = .choose(chooser)
      return preview(chooser)
    }
    return wear(configuration.themes.theme(nil))
  }

  /// Text that is laid out has its styles in it: it is laid out again.
  private mutating func wear(_ theme: Theme?) -> [Effect] {
    guard let theme, theme != configuration.theme else { return [] }
    configuration.theme = theme
    page = nil
    switch overlay {
    case .info(var info):
      info.page = nil
      overlay = .info(info)
    case .faults(var faults):
      faults.columns = 0
      overlay = .faults(faults)
    default: break
    }
    return [.forgetStyles]
  }

  /// Whether the theme is to follow what the terminal says of its ground.
  public var followsGround: Bool {
    configuration.themes.wish == nil && configuration.themes.depth != .none
  }
}
