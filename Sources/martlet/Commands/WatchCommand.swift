import ArgumentParser
import Articles
import Foundation
import Glibc
import ReaderCore
import Storage
import TUI

/// `martlet watch [QUERY]`: prints articles as they come.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Print new articles as they come, until it is interrupted.",
    discussion: """
      One article a line, as list prints them. It fetches nothing itself: a window does, or \
      martlet refresh from a timer. New files of folders are seen when they are written.
      """)

  @OptionGroup var query: QueryArgument

  @Flag(help: "Print one JSON object a line, with every field.")
  var json = false

  @OptionGroup var place: PlaceOptions

  func run() throws {
    _ = try query.query()
    let workspace = try Workspace.open(sources: place.sources, state: place.state)
    defer { workspace.tellNotices() }
    _ = try workspace.bringUpToDate(workspace.sources.filter { !$0.isFeed })
    workspace.settleMuted()
    var new = NewArticles(in: workspace.view)
    let bell = WatchBell(workspace)
    let printer = ArticlePrinter(workspace: workspace, charset: .unicode)
    let clock = LocalClock.system
    while let reason = bell.wait() {
      if reason == .folders {
        _ = try workspace.bringUpToDate(workspace.sources.filter { !$0.isFeed })
      }
      workspace.settleMuted()
      let ids = new.take(in: workspace.view)
      guard !ids.isEmpty else { continue }
      // Words such as today mean another day tomorrow.
      for id in try fitting(ids, try query.query(), workspace) {
        if json {
          guard let detail = try workspace.view.detail(id) else { continue }
          Output.text(String(decoding: printer.json(detail), as: UTF8.self))
        } else if let row = try workspace.view.rows([id]).first {
          Output.line(of: ListCommand.fields(row, clock))
        }
      }
      // Nobody reads any more.
      guard Output.flush() else { return }
    }
    if let signal = bell.signal { throw ExitCode(128 + signal) }
  }

  private func fitting(
    _ ids: [ArticleID], _ query: ArticleQuery?, _ workspace: Workspace
  ) throws -> [ArticleID] {
    guard let query else { return ids }
    if query.asksForWords {
      _ = try workspace.library.indexTexts(kept: workspace.fullTexts.kept)
    }
    let found = Set(try workspace.view.listing(.query(query, in: .all)).ids)
    return ids.filter(found.contains)
  }
}

/// Rings when there may be something new: sleeps until then.
private final class WatchBell {
  enum Reason {
    case library
    case folders
  }

  private let watcher: FileWatcher
  private let folders: Int32
  private let roots: [String]
  private let ends: (read: Int32, write: Int32)
  private let interrupts: Interrupts
  /// Whether some folder could not be watched, so that it has to be looked at.
  private var isBlind = false

  /// What nobody tells of is looked for so often, in milliseconds.
  private static let interval: Int32 = 60_000
  /// Who writes one thing will soon write the next, in milliseconds.
  private static let pause: useconds_t = 200_000
  private static let mostFolders = 2000

  init(_ workspace: Workspace) {
    watcher = FileWatcher(paths: [workspace.paths.news, workspace.paths.library + "-wal"])
    var pair: [Int32] = [-1, -1]
    precondition(pipe(&pair) == 0, "no descriptors left")
    ends = (pair[0], pair[1])
    interrupts = Interrupts { [write = pair[1]] in _ = Glibc.write(write, "!", 1) }
    folders = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    roots = workspace.sources.filter { !$0.isFeed }.map(\.location)
    for root in roots { watch(root) }
  }

  deinit {
    for end in [folders, ends.read, ends.write] where end >= 0 { close(end) }
  }

  var signal: Int32? { interrupts.signal }

  private func watch(_ root: String) {
    let events = UInt32(
      IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_ONLYDIR)
    guard folders >= 0, inotify_add_watch(folders, root, events) >= 0 else {
      isBlind = true
      return
    }
    let below = FileManager.default.enumerator(
      at: URL(fileURLWithPath: root), includingPropertiesForKeys: [.isDirectoryKey])
    var count = 0
    while let url = below?.nextObject() as? URL {
      guard (try? url.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true else {
        continue
      }
      count += 1
      guard count < Self.mostFolders, inotify_add_watch(folders, url.path, events) >= 0 else {
        isBlind = true
        return
      }
    }
  }

  /// - Returns: `nil` when it is time to end: a signal has come, or nobody reads any more.
  func wait() -> Reason? {
    while signal == nil {
      var polled = [
        pollfd(fd: ends.read, events: Int16(POLLIN), revents: 0),
        // Only whether the other end is still there.
        pollfd(fd: STDOUT_FILENO, events: 0, revents: 0),
        pollfd(fd: watcher.isTrying ? -1 : watcher.descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: folders, events: Int16(POLLIN), revents: 0),
      ]
      let pause = watcher.due.map { Int32(clamping: max(0, $0 - SystemClock.uptime)) }
      let ready = poll(&polled, nfds_t(polled.count), min(Self.interval, pause ?? .max))
      if polled[0].revents != 0 || polled[1].revents != 0 { return nil }
      if ready == 0 {
        if pause != nil, !watcher.take() { continue }
        watcher.watchAgain()
        return isBlind ? .folders : .library
      }
      if ready < 0 { continue }
      usleep(Self.pause)
      let isOfFolders = polled[3].revents != 0
      // What is watched already stays so.
      if isOfFolders, drain() { for root in roots { watch(root) } }
      if watcher.take() || isOfFolders { return isOfFolders ? .folders : .library }
    }
    return nil
  }

  /// - Returns: whether there may be new folders.
  private func drain() -> Bool {
    var isAnyNew = false
    withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 8) { buffer in
      while true {
        let count = read(folders, buffer.baseAddress, buffer.count)
        guard count > 0 else { return }
        var offset = 0
        while offset + MemoryLayout<inotify_event>.size <= count {
          let event = buffer.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
          let isNew = event.mask & UInt32(IN_CREATE | IN_MOVED_TO | IN_Q_OVERFLOW) != 0
          if isNew, event.mask & (0x4000_0000 | UInt32(IN_Q_OVERFLOW)) != 0 { isAnyNew = true }
          offset += MemoryLayout<inotify_event>.size + Int(event.len)
        }
      }
    }
    return isAnyNew
  }
}
