import Foundation
import Testing

@testable import martlet

struct FileWatcherTests {
  private let program: Program
  private let folder: String
  private var file: String { folder + "/journal" }

  init() throws {
    program = try Program()
    folder = program.home.path + "/states"
    try program.write("one", to: "states/journal")
  }

  private func write(_ text: String) throws {
    try program.write(text, to: "states/journal")
  }

  private func move(_ old: String, to new: String) throws {
    try FileManager.default.moveItem(atPath: old, toPath: new)
  }

  @Test func writingReplacingAndRemovingAreTold() throws {
    let watcher = FileWatcher(paths: [file])
    #expect(!watcher.take())
    #expect(!watcher.needsLooking)
    try write("two")
    #expect(watcher.take())
    #expect(!watcher.take())
    try program.write("three", to: "states/new")
    _ = watcher.take()
    rename(folder + "/new", file)
    #expect(watcher.take())
    unlink(file)
    #expect(watcher.take())
    #expect(!watcher.needsLooking)
  }

  @Test func otherFilesAreNotTold() throws {
    let watcher = FileWatcher(paths: [file])
    try program.write("x", to: "states/journal.new")
    #expect(!watcher.take())
  }

  private func isReadable(_ watcher: FileWatcher) -> Bool {
    var polls = PollSet([watcher.descriptor])
    polls.wait(timeout: 0)
    return polls.isReady(watcher.descriptor)
  }

  @Test func whatIsWrittenToOtherFilesWakesNobody() throws {
    try program.write("x", to: "states/other")
    let watcher = FileWatcher(paths: [file, folder + "/state.json"])
    let other = try #require(FileHandle(forWritingAtPath: folder + "/other"))
    for _ in 0..<10 { try other.write(contentsOf: Data("more".utf8)) }
    #expect(!isReadable(watcher))
    // A file that was made later is watched as well, and one that took the name of another.
    for name in ["state.json", "journal"] {
      try program.write("x", to: "states/new")
      rename(folder + "/new", folder + "/" + name)
      #expect(watcher.take())
      let handle = try #require(FileHandle(forWritingAtPath: folder + "/" + name))
      try handle.write(contentsOf: Data("y".utf8))
      #expect(watcher.take())
    }
  }

  private func crowd(_ watcher: FileWatcher, now: Int64) throws {
    for number in 0..<40 { try program.write("x", to: "states/often\(now)-\(number)") }
    #expect(!watcher.take(now: now))
  }

  @Test func aFolderInWhichMuchComesAndGoesIsLeftAlone() throws {
    let watcher = FileWatcher(paths: [file], isWanted: { $0.hasPrefix("copy") })
    for number in 0..<40 {
      try program.write("x", to: "states/seldom\(number)")
      #expect(!watcher.take(now: Int64(number * 100)))
      #expect(watcher.due == nil)
    }
    try crowd(watcher, now: 10_000)
    #expect(watcher.due == 70_000)
    #expect(!watcher.isTrying && !watcher.needsLooking)
    _ = watcher.take(now: 10_001)
    try program.write("x", to: "states/copy")
    try program.write("x", to: "states/another")
    #expect(!isReadable(watcher))

    // The file itself is watched all the time, whoever has its name.
    try write("two")
    #expect(watcher.take(now: 11_000))
    for round in 0..<3 {
      try program.write("three", to: "states/new")
      rename(folder + "/new", file)
      #expect(watcher.take(now: 12_000), "\(round)")
    }

    // What takes the place of one that was removed is found soon.
    unlink(file)
    #expect(watcher.take(now: 12_500))
    #expect(watcher.due == 13_500)
    try write("four")
    #expect(watcher.take(now: 13_500))
    try crowd(watcher, now: 14_000)
    #expect(watcher.due == 74_000)

    // After a minute it is seen what has come, and whether there is still so much.
    #expect(!watcher.take(now: 73_999))
    #expect(watcher.take(now: 74_000))
    #expect(watcher.isTrying)
    #expect(watcher.due == 75_000)
    try crowd(watcher, now: 74_900)
    #expect(watcher.due == 134_900 && !watcher.isTrying)
    #expect(watcher.take(now: 134_900))
    #expect(!watcher.take(now: 135_900))
    #expect(watcher.due == nil && !watcher.isTrying)
    try program.write("x", to: "states/copy2")
    #expect(watcher.take(now: 140_000))
  }

  @Test func onlyTheFolderThatIsCrowdedIsLeftAlone() throws {
    let other = try program.write("{}", to: "other/state.json")
    let watcher = FileWatcher(paths: [file, other])
    try crowd(watcher, now: 1)
    #expect(watcher.due == 60_001)
    _ = watcher.take(now: 2)
    unlink(other)
    #expect(watcher.take(now: 3))
    try program.write("{}", to: "other/state.json")
    #expect(watcher.take(now: 4))
  }

  @Test func aNetworkFileSystemIsLookedAtAndThatIsSaid() throws {
    let watcher = FileWatcher(paths: [file], fileSystem: { _ in 0x6969 })
    #expect(watcher.needsLooking)
    #expect(
      watcher.notice
        == "network file system (NFS): marks are looked for once a second in \(folder)")
    // What this machine does there is told as ever.
    try write("two")
    #expect(watcher.take())
    #expect(watcher.needsLooking)
  }

  @Test func onlyTheFolderThatIsSilentNeedsLooking() throws {
    try program.write("{}", to: "synced/state.json")
    let synced = program.home.path + "/synced"
    let watcher = FileWatcher(
      paths: [file, synced + "/state.json"],
      fileSystem: { $0 == synced ? 0xFF53_4D42 : 0xEF53 })
    #expect(watcher.needsLooking)
    #expect(watcher.notice?.hasSuffix(synced) == true)
  }

  @Test func aFolderThatIsMissingIsWatchedOnceItIsThere() throws {
    let watcher = FileWatcher(paths: [program.home.path + "/later/journal"])
    #expect(watcher.needsLooking)
    #expect(watcher.notice == nil)
    #expect(!watcher.watchAgain())
    #expect(!watcher.take())
    try program.write("x", to: "later/journal")
    #expect(watcher.watchAgain())
    #expect(!watcher.needsLooking)
    try program.write("y", to: "later/journal")
    #expect(watcher.take())
  }

  @Test func aFolderThatWasRemovedIsLookedForUntilItIsBack() throws {
    let watcher = FileWatcher(paths: [file])
    try FileManager.default.removeItem(atPath: folder)
    #expect(watcher.take())
    #expect(watcher.needsLooking)
    #expect(!watcher.take())
    try write("back")
    #expect(watcher.take())
    #expect(!watcher.needsLooking)
    try write("again")
    #expect(watcher.take())
  }

  @Test func aFolderThatTookTheNameIsWatchedInstead() throws {
    let watcher = FileWatcher(paths: [file])
    try move(folder, to: folder + ".old")
    try write("other")
    #expect(watcher.take())
    #expect(!watcher.needsLooking)
    try program.write("x", to: "states.old/journal")
    #expect(!watcher.take())
    try write("more")
    #expect(watcher.take())
  }

  /// Of this the kernel tells nothing: the folder itself stays where it is.
  @Test func aFolderFurtherUpThatWasReplacedIsSeenWhenAsked() throws {
    let deep = try program.write("x", to: "up/states/journal")
    let watcher = FileWatcher(paths: [deep])
    try move(program.home.path + "/up", to: program.home.path + "/up.old")
    try program.write("y", to: "up/states/journal")
    #expect(watcher.take())
    try program.write("z", to: "up/states/journal")
    #expect(watcher.take())
  }
}
