import TUI

/// Settings that change while the window is open: everything that is on the screen stays where it is.
extension Model {
  mutating func take(_ reading: SettingsReading) -> [Effect] {
    let wasBroken = areSettingsBroken
    var new = reading.configuration
    new.themes = reading.keepsThemes ? configuration.themes : joined(new.themes)
    let isNew = reading.isNew || new.themes.wanted != configuration.themes.wanted
    let effects = isNew ? take(new) : []
    say(reading.faults)
    if areSettingsBroken { return effects }
    if !reading.late.isEmpty {
      say(Wording.settingsLate(reading.late))
    } else if wasBroken {
      say(Wording.settingsMended)
    } else if isNew {
      say(Wording.settingsRead)
    }
    return effects
  }

  /// Says the first fault, and that there are more.
  mutating func say(_ faults: [SettingsReading.Fault]) {
    areSettingsBroken = !faults.isEmpty
    guard let fault = faults.first else { return }
    let more = Wording.moreFaults(faults.count - 1)
    message = StatusMessage(text: fault.text + more, short: fault.short + more, isError: true)
  }

  private mutating func take(_ new: Configuration) -> [Effect] {
    let old = configuration
    configuration = new
    configuration.theme = old.theme
    pendingKey = nil
    var effects = takeThemes()
    effects += takeViews(old)
    if new.usesMouse != old.usesMouse, new.usesMouse != isMouseOn {
      isMouseOn = new.usesMouse
      pointer = Pointer()
      effects.append(.useMouse(isMouseOn))
    }
    if new.pictures != old.pictures { pictures.areShown = new.pictures == .shown }
    if new.refreshInterval != old.refreshInterval {
      effects.append(
        new.refreshInterval > 0
          ? .wake(.refresh, afterMilliseconds: min(new.refreshInterval, 10_080) * 60_000)
          : .cancelWake(.refresh))
    }
    if new.foldsStories != old.foldsStories, new.foldsStories != foldsStories {
      foldsStories = new.foldsStories
      effects += [.foldStories(foldsStories)] + reloadListing()
    }
    if new.mutes != old.mutes {
      // What they hide is known now, or is told of soon.
      awaitsMuted = true
      effects += reloadListing()
    }
    // Rows have what rules and queries say of them, pages their signs and dates.
    list.rows.outdate()
    list.digests.forget()
    page?.isOutdated = true
    return effects + reloadSidebarSoon()
  }

  /// With the ground that the terminal has told, and the themes that were read before.
  private func joined(_ new: ThemeBook) -> ThemeBook {
    var book = new
    book.ground = configuration.themes.ground
    book.own += configuration.themes.own.filter { old in
      !new.own.contains { $0.name == old.name } && old.name != new.wish
    }
    return book
  }

  private mutating func takeThemes() -> [Effect] {
    guard case .choose(let chooser) = overlay, chooser.isBeside else { return restoreTheme() }
    // The one that is looked at is worn on.
    return take(configuration.themes.own, faults: [])
  }

  /// A view that is shown stays, also where it is gone from the settings or asks for something else.
  private mutating func takeViews(_ old: Configuration) -> [Effect] {
    guard configuration.views != old.views else { return [] }
    if let saved = list.saved,
      let new = configuration.views.first(where: { $0.name == saved.name }),
      new.query == saved.query
    {
      list.saved = new
    }
    return [.loadSidebar]
  }
}

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

/// What became of settings that were read while the window is open.
public struct SettingsReading: Hashable, Sendable {
  /// What holds now: of what is broken, what held before.
  public var configuration: Configuration
  /// Whether anything is other than before.
  public var isNew: Bool
  /// What is wrong: place, reason and remedy, and the same with the name of the file alone.
  public var faults: [Fault]
  /// Whether the theme that is wanted cannot be had, so that themes stay as they are.
  public var keepsThemes = false
  /// The settings that have changed and count from the next start.
  public var late: [String]

  public struct Fault: Hashable, Sendable {
    public var text: String
    public var short: String

    public init(text: String, short: String) {
      self.text = text
      self.short = short
    }
  }

  public init(
    _ configuration: Configuration, isNew: Bool, faults: [Fault] = [], late: [String] = []
  ) {
    self.configuration = configuration
    self.isNew = isNew
    self.faults = faults
    self.late = late
  }
}
