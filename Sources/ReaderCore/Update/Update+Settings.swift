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
