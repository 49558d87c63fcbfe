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

  /// Lets much come in a folder within a tenth of a second.
  private func crowd(_ watcher: FileWatcher, in name: String = "states", now: Int64) throws {
    _ = watcher.take(now: now - 100)
    for number in 0..<40 { try program.write("x", to: "\(name)/often\(now)-\(number)") }
    #expect(!watcher.take(now: now))
  }

  @Test func aFolderInWhichMuchComesAndGoesIsLeftAlone() throws {
    let watcher = FileWatcher(
      paths: [file], isWanted: { [folder] in $0.hasPrefix(folder + "/copy") })
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
    #expect(watcher.due == 70_000)
    #expect(!watcher.take(now: 69_999))

    // After a minute it is seen what has come, and whether there is still so much.
    #expect(watcher.take(now: 70_000))
    #expect(watcher.isTrying)
    #expect(watcher.due == 71_000)
    try crowd(watcher, now: 70_900)
    #expect(watcher.due == 130_900 && !watcher.isTrying)
    #expect(watcher.take(now: 130_900))
    #expect(!watcher.take(now: 131_900))
    #expect(watcher.due == nil && !watcher.isTrying)
    try program.write("x", to: "states/copy2")
    #expect(watcher.take(now: 140_000))
  }

  @Test func aFileThatIsMissingInACrowdIsFoundSoon() throws {
    let watcher = FileWatcher(paths: [file])
    try crowd(watcher, now: 1000)
    #expect(watcher.due == 61_000)
    unlink(file)
    #expect(watcher.take(now: 2000))
    #expect(watcher.due == 3000)
    // Nothing puts that off.
    #expect(!watcher.take(now: 2500))
    #expect(watcher.due == 3000)
    for second in Int64(3)...6 where !second.isMultiple(of: 2) {
      #expect(watcher.take(now: second * 1000))
      #expect(watcher.isTrying)
      try crowd(watcher, now: second * 1000 + 900)
      #expect(watcher.due == second * 1000 + 1900)
    }
    try write("back")
    #expect(watcher.take(now: 7000))
    try crowd(watcher, now: 7900)
    #expect(watcher.due == 67_900)
    _ = watcher.take(now: 8000)
    #expect(!isReadable(watcher))
    try write("again")
    #expect(isReadable(watcher))
    #expect(watcher.take(now: 9000))
  }

  @Test func aFolderThatTookTheNameOfOneInACrowdIsSeenWhenAsked() throws {
    let watcher = FileWatcher(paths: [file])
    try crowd(watcher, now: 1000)
    try move(folder, to: folder + ".old")
    try write("other")
    #expect(watcher.take(now: 2000))
    #expect(watcher.due == nil && !watcher.needsLooking)
    try write("more")
    #expect(watcher.take(now: 3000))
  }

  @Test func aFolderThatIsLeftAloneTellsOfItself() throws {
    let watcher = FileWatcher(paths: [file])
    try crowd(watcher, now: 1000)
    _ = watcher.take(now: 1001)
    try program.write("x", to: "states/another")
    #expect(!isReadable(watcher))
    try move(folder, to: folder + ".old")
    #expect(isReadable(watcher))
    try write("other")
    #expect(watcher.take(now: 2000))
    try write("more")
    #expect(isReadable(watcher))
    #expect(watcher.take(now: 2100))

    try crowd(watcher, now: 3000)
    try FileManager.default.removeItem(atPath: folder)
    #expect(watcher.take(now: 3100))
    #expect(watcher.needsLooking && watcher.due == nil)
    try write("back")
    #expect(watcher.watchAgain())
  }

  /// A name that matters in one folder is any other in another.
  @Test func namesBelongToTheirFolder() throws {
    let other = try program.write("{}", to: "other/state.json")
    let watcher = FileWatcher(paths: [file, other])
    try program.write("x", to: "other/journal")
    #expect(!watcher.take())
    try program.write("x", to: "states/state.json")
    #expect(!watcher.take())
  }

  @Test func whatComesTogetherLaterIsNoCrowd() throws {
    let watcher = FileWatcher(paths: [file])
    for now in Int64(0)..<12 {
      try program.write("x", to: "states/few\(now)")
      _ = watcher.take(now: now * 40)
    }
    // Seven at once ten minutes later.
    for number in 0..<7 { try program.write("x", to: "states/late\(number)") }
    #expect(!watcher.take(now: 600_000))
    #expect(watcher.due == nil)
    // Nobody has asked for an hour.
    for number in 0..<40 { try program.write("x", to: "states/hour\(number)") }
    #expect(!watcher.take(now: 4_200_000))
    #expect(watcher.due == nil)
  }

  @Test func onlyTheFolderThatIsCrowdedIsLeftAlone() throws {
    let other = try program.write("{}", to: "other/state.json")
    let watcher = FileWatcher(paths: [file, other])
    try crowd(watcher, now: 1000)
    #expect(watcher.due == 61_000)
    _ = watcher.take(now: 1001)
    unlink(other)
    #expect(watcher.take(now: 2000))
    #expect(watcher.due == 61_000)
    try program.write("{}", to: "other/state.json")
    #expect(watcher.take(now: 3000))
  }

  @Test func aCrowdOnANetworkFileSystemWakesNobodyEither() throws {
    let watcher = FileWatcher(paths: [file], fileSystem: { _ in 0x6969 })
    try crowd(watcher, now: 1000)
    #expect(watcher.due == 61_000 && watcher.needsLooking)
    #expect(!watcher.watchAgain())
    _ = watcher.take(now: 1001)
    try program.write("x", to: "states/another")
    #expect(!isReadable(watcher))
  }

  @Test func aDescriptorIsLeftOutAndTakenInAgain() throws {
    let watcher = FileWatcher(paths: [file])
    var polls = PollSet([-1, watcher.descriptor])
    try write("two")
    polls.rest(watcher.descriptor, true)
    polls.rest(-1, true)
    polls.wait(timeout: 0)
    #expect(!polls.isReady(watcher.descriptor) && !polls.isReady(0))
    polls.rest(watcher.descriptor, true)
    polls.rest(watcher.descriptor, false)
    polls.wait(timeout: 0)
    #expect(polls.isReady(watcher.descriptor))
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
