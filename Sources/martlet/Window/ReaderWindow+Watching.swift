/// What other processes write while the window is open.
extension ReaderWindow {
  /// Where inotify is silent, in milliseconds: what is found is shown within a second.
  private static let lookDelay = 900
  /// How long a file that others write is left to them, in milliseconds.
  private static let followDelay = 200

  func planLook() {
    guard watcher.needsLooking, !isLooking else { return }
    isLooking = true
    timers.set(.look, afterMilliseconds: Self.lookDelay, now: SystemClock.uptime)
  }

  /// Where much comes and goes beside the files.
  func planCrowdedLook() {
    guard !isCrowdPlanned else { return }
    isCrowdPlanned = true
    timers.set(.crowd, afterMilliseconds: Self.lookDelay, now: SystemClock.uptime)
  }

  func look() {
    isLooking = false
    watcher.watchAgain()
    runner.marks.look()
    follow()
    planLook()
  }

  /// Looks soon at what other processes have done to feeds and sources.
  func planToFollow() {
    timers.set(.follow, afterMilliseconds: Self.followDelay, now: SystemClock.uptime)
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
