import Articles
import NcursesTerminal
import ReaderCore
import Storage
import TUI

/// Settings while the window is open: opened in the person's editor, and read again when they change.
extension ReaderWindow {
  /// Gives the terminal to the editor; a file that is not there yet has every setting at its default.
  func editSettings() -> CommandOutcome {
    let path = workspace.paths.settingsFile
    do {
      let editor = try ProgramWords.editor(workspace.environment)
      try SettingPage.writeFile(at: path)
      let status = try runHere(editor, [path], streams: .terminal, keepsOutput: false)
      return status == 0
        ? .done(Wording.backFrom(editor.name))
        : .failed(Wording.ended(editor.name, status: status))
    } catch let refusal as ProgramWords.Refusal {
      return .failed(refusal.message)
    } catch let error as StorageError {
      return .failed(error.message)
    } catch {
      return .failed((error as? Errno)?.message ?? "\(error)")
    }
  }

  /// Reads the settings again if a file of theirs is another one.
  func followSettings() {
    guard settingsFiles.hasChanged() else { return }
    watcher.watch(workspace.watchedPaths)
    runner.readSettings(depth: terminal.colorDepth, reportsMouse: terminal.reportsMouse)
  }
}

extension EffectRunner {
  /// Writes which preset of keys is wanted into the settings.
  func keepKeys(_ preset: KeyPreset) {
    run { [self] in
      switch editSettings({ text, file throws(ViewsEditor.Refusal) in
        try ViewsEditor.setting(.keys, to: preset.rawValue, in: text, file: file)
      }) {
      case .success: .notice(Wording.keysKept(preset))
      case .failure(let stop): .themeNotKept(reason: stop.message)
      }
    }
  }

  /// Takes over what files have, each by a program of its own: this one asked for the command.
  func takeOver(_ files: [String]) {
    run { [self] in
      var said: [String] = []
      var lines: [String] = []
      for file in files {
        do throws(Errno) {
          let program = try CapturedProgram(
            "/proc/self/exe", ["import", file], input: nil, isPrinting: false, outlives: false)
          let ending = program.run(limit: Self.importLimit)
          let line =
            ending.lastLine.isEmpty ? Wording.tookOver(Output.clean(file)) : ending.lastLine
          lines += ending.lines.map(Self.withoutName)
          guard ending.status == 0 else { return .tookOver(.failed(line), lines: lines) }
          said.append(line)
        } catch {
          return .tookOver(.failed(error.message), lines: lines)
        }
      }
      let text = said.joined(separator: "; ")
      // Where each file has but one to say, that stands in the status line.
      let report = lines.count > files.count ? lines : []
      finder.follow { [inbox] result in
        if case .success(let workspace) = result {
          inbox.post(.sourcesChanged(tags: workspace.view.tags))
        }
        inbox.post(.tookOver(.done(text), lines: report))
      }
      return .notice(text)
    }
  }

  /// What a command complains of begins with the program's name.
  private static func withoutName(_ line: String) -> String {
    let name = "martlet: "
    return line.hasPrefix(name) ? String(line.dropFirst(name.count)) : line
  }

  /// In milliseconds.
  private static let importLimit = 120_000

  /// Reads the settings again and tells the window what holds now.
  func readSettings(depth: ColorDepth, reportsMouse: Bool) {
    run { [self] in
      let rules = desk.now.settings.mutes
      var answer = Workspace.NewSettings()
      let workspace = desk.change { answer = $0.readSettings() }
      let (themes, fault) = workspace.themes(for: depth)
      if workspace.settings.mutes != rules { updateMuted(saysAlways: true) }
      let configuration = workspace.configuration(
        themes, usesMouse: workspace.settings.usesMouse ?? reportsMouse)
      var reading = SettingsReading(configuration, isNew: answer.isNew)
      reading.keepsThemes = fault != nil
      reading.late = answer.late.map(\.rawValue)
      reading.faults = workspace.told(answer.faults + [fault].compactMap(\.self))
      return .settingsRead(reading)
    }
  }
}

extension Workspace {
  /// Faults as a person reads them in a window.
  func told(_ faults: [String]) -> [SettingsReading.Fault] {
    let prefix = Output.clean(paths.configuration) + "/"
    return faults.map(Output.clean).map { fault in
      SettingsReading.Fault(
        text: shortened(fault),
        short: fault.hasPrefix(prefix) ? String(fault.dropFirst(prefix.count)) : fault)
    }
  }
}

/// What other processes write while the window is open.
extension ReaderWindow {
  /// Where inotify is silent, in milliseconds: what is found is shown within a second.
  private static let lookDelay = 900
  /// How long a file that others write is left to them, in milliseconds.
  private static let followDelay = 200

  func planLook(_ now: Int64) {
    if let due = watcher.due {
      deadlines.set(.watcher, afterMilliseconds: Int(due - now), now: now)
    }
    guard watcher.needsLooking, !isLooking else { return }
    isLooking = true
    deadlines.set(.look, afterMilliseconds: Self.lookDelay, now: now)
  }

  func look() {
    isLooking = false
    watcher.watchAgain()
    runner.marks.look()
    follow()
    planLook(SystemClock.uptime)
  }

  /// Looks soon at what other processes have done to feeds and sources.
  func planToFollow() {
    deadlines.set(.follow, afterMilliseconds: Self.followDelay, now: SystemClock.uptime)
  }

  /// Sources come first: what is new in them is counted when they are known.
  func follow() {
    followSettings()
    let isNew = news.hasChanged()
    if sourcesFile.hasChanged() {
      runner.followSources()
    } else if isNew {
      runner.feeds.lookForNews()
      runner.lookForFolderNews()
    }
  }
}
