import Foundation
import Glibc

/// Tells when one of a few files was written, replaced or removed, through inotify on the files and, for
/// what comes and goes, on their folders: what is written to other files there wakes nobody.
///
/// Where inotify does not tell all of it, ``needsLooking`` says so: then somebody has to look once a
/// second, and call ``watchAgain()``. It does not tell on network file systems, without watches or
/// instances left, and while a folder is not there.
///
/// Where much comes and goes beside the files, in a folder that others fill, that folder is left alone for
/// a minute at a time, as long as all of the files in it are there: they tell of themselves then, and
/// what is new beside them is found at ``due``.
final class FileWatcher {
  /// Readable when something happened; -1 if there is nothing to wait for.
  let descriptor: Int32
  /// Why the files are looked at, for the person; `nil` where that is not for long.
  private(set) var notice: String?

  private var paths: [String]
  private var files: [String: Int32] = [:]
  /// When ``take(now:)`` was called last.
  private var lastTake = Int64.min / 2
  private let isWanted: (String) -> Bool
  private let fileSystem: (String) -> UInt32?
  private var folders: [Folder]

  private struct Folder {
    let path: String
    let isSilent: Bool
    /// `nil` while inotify does not watch it.
    var watch: Int32?
    /// What was watched: another folder may take the name.
    var identity: Identity?
    /// How much came and went there that nobody wants, and since when it is counted.
    var crowd = (count: 0, since: Int64(0))
    var rest = Rest.none

    enum Rest: Equatable {
      case none
      /// What it holds is not watched until then.
      case left(until: Int64)
      /// It is seen whether much comes and goes there still, until then.
      case tried(until: Int64)
    }

    var isLeft: Bool { if case .left = rest { true } else { false } }
    var isCrowded: Bool { crowd.count > Self.fewest }

    /// More events than this in so many milliseconds are a crowd.
    private static let fewest = 16
    static let crowdTime: Int64 = 1000
    static let restTime: Int64 = 60_000

    mutating func beginCounting(_ now: Int64) {
      if case .tried = rest { return }
      if now - crowd.since >= Self.crowdTime { crowd = (0, now) }
    }

    /// What happens to the folder itself.
    static let ownEvents = UInt32(IN_DELETE_SELF | IN_MOVE_SELF)

    mutating func leave(until: Int64, _ now: Int64) {
      rest = .left(until: until)
      crowd = (0, now)
    }

    /// - Parameter isSoon: whether to leave it alone for a second at most.
    mutating func goOn(_ now: Int64, isSoon: Bool) {
      switch rest {
      // To watch it again tells whoever asks that there may be something new.
      case .left(let until) where until <= now:
        rest = .tried(until: now + Self.crowdTime)
        crowd = (0, now)
        watch = nil
      case .left(let until) where isSoon: rest = .left(until: min(until, now + Self.crowdTime))
      case .tried(let until) where until <= now: rest = .none
      default: break
      }
    }
  }

  private struct Identity: Equatable {
    let device: UInt64
    let inode: UInt64

    init?(_ path: String) {
      var info = stat()
      guard stat(path, &info) == 0 else { return nil }
      device = UInt64(info.st_dev)
      inode = UInt64(info.st_ino)
    }
  }

  /// - Parameters:
  ///   - isWanted: Whether another file in these folders matters, too, by its path.
  ///   - fileSystem: The type of the file system that holds a folder, as `statfs(2)` has it.
  init(
    paths: [String], isWanted: @escaping (String) -> Bool = { _ in false },
    fileSystem: @escaping (String) -> UInt32? = SilentFileSystem.type(of:)
  ) {
    self.isWanted = isWanted
    self.fileSystem = fileSystem
    self.paths = []
    folders = []
    descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    if descriptor < 0 { notice = Wording.withoutWatches }
    watch(paths)
  }

  /// Watches these from now on, and no others.
  func watch(_ paths: [String]) {
    guard paths != self.paths else { return }
    self.paths = paths
    let wanted = Set(paths.map { ($0 as NSString).deletingLastPathComponent })
    for folder in folders where !wanted.contains(folder.path) {
      if let watch = folder.watch { inotify_rm_watch(descriptor, watch) }
    }
    folders.removeAll { !wanted.contains($0.path) }
    for path in wanted.subtracting(folders.map(\.path)).sorted() {
      let silent = fileSystem(path).flatMap(SilentFileSystem.init(type:))
      if let silent { notice = Wording.looking(at: path, silent.rawValue) }
      folders.append(Folder(path: path, isSilent: silent != nil))
    }
    for (path, watch) in files where !paths.contains(path) {
      files[path] = nil
      if !files.values.contains(watch) { inotify_rm_watch(descriptor, watch) }
    }
    if !watchAgain() { watchFiles() }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Whether something may happen that ``take(now:)`` does not tell, neither at once nor when it is ``due``.
  var needsLooking: Bool {
    folders.contains { $0.isSilent || $0.watch == nil && !$0.isLeft }
  }

  /// When ``take(now:)`` has to be called even if nothing happens; `nil` for never.
  var due: Int64? {
    folders.compactMap { folder in
      switch folder.rest {
      case .none: nil
      case .left(let until), .tried(let until): until
      }
    }.min()
  }

  /// Whether what happens can wait until then.
  var isTrying: Bool { folders.contains { if case .tried = $0.rest { true } else { false } } }

  /// Tries to watch what is not watched; whether that succeeded anywhere.
  @discardableResult
  func watchAgain() -> Bool {
    var isAnyNew = false
    let events = UInt32(IN_MOVED_TO | IN_CREATE | IN_DELETE | IN_MOVED_FROM) | Folder.ownEvents
    for index in folders.indices
    where folders[index].watch == nil && !folders[index].isLeft && descriptor >= 0 {
      // Before, so that a folder that takes the name meanwhile is found to be another one.
      let identity = Identity(folders[index].path)
      let watch = inotify_add_watch(descriptor, folders[index].path, events)
      if watch >= 0 {
        folders[index].watch = watch
        folders[index].identity = identity
        isAnyNew = true
      } else if errno == ENOSPC {
        notice = Wording.withoutWatches
      }
    }
    if isAnyNew { watchFiles() }
    return isAnyNew
  }

  /// Watches the files that have the names now.
  private func watchFiles() {
    let events = UInt32(IN_MODIFY | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF)
    for path in paths {
      let watch = inotify_add_watch(descriptor, path, events)
      if watch < 0, errno == ENOSPC { notice = Wording.withoutWatches }
      if let old = files[path], old != watch,
        !files.contains(where: { $0.key != path && $0.value == old })
      {
        inotify_rm_watch(descriptor, old)
      }
      files[path] = watch < 0 ? nil : watch
    }
  }

  /// Whether any of the files may have been touched since the last call.
  /// - Parameter now: milliseconds of a clock that never jumps.
  func take(now: Int64 = SystemClock.uptime) -> Bool {
    var touched = false
    // What has come since came together.
    let isSudden = now - lastTake <= 2 * Folder.crowdTime
    lastTake = now
    for index in folders.indices { folders[index].beginCounting(now) }
    let known = files
    withUnsafeTemporaryAllocation(byteCount: 16 * 1024, alignment: 8) { buffer in
      while true {
        let count = read(descriptor, buffer.baseAddress, buffer.count)
        guard count > 0 else { return }
        var offset = 0
        while offset + MemoryLayout<inotify_event>.size <= count {
          let event = buffer.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
          let start = offset + MemoryLayout<inotify_event>.size
          let name = buffer[start..<min(count, start + Int(event.len))].prefix { $0 != 0 }
          if take(event, name: String(decoding: name, as: UTF8.self)) { touched = true }
          offset = start + Int(event.len)
        }
      }
    }
    dropOthers()
    // Another file may have the name.
    if touched { watchFiles() }
    for index in folders.indices where folders[index].isCrowded || folders[index].rest != .none {
      let isLacking = lacks(in: folders[index], of: paths)
      if isSudden, folders[index].isCrowded, !folders[index].isLeft {
        // In the place of the events of what it holds.
        inotify_add_watch(descriptor, folders[index].path, Folder.ownEvents)
        folders[index].leave(until: now + (isLacking ? Folder.crowdTime : Folder.restTime), now)
      } else {
        // What may soon take the place of one that has gone is not waited for so long.
        let isNews = isLacking && lacks(in: folders[index], of: Array(known.keys))
        folders[index].goOn(now, isSoon: isNews)
      }
    }
    return watchAgain() || touched
  }

  /// Whether one of some files of a folder is not watched: it is not there, or that is not allowed.
  private func lacks(in folder: Folder, of paths: [String]) -> Bool {
    paths.contains { files[$0] == nil && ($0 as NSString).deletingLastPathComponent == folder.path }
  }

  private func take(_ event: inotify_event, name: String) -> Bool {
    if event.mask & UInt32(IN_Q_OVERFLOW) != 0 { return true }
    if event.mask & UInt32(IN_IGNORED) != 0 {
      for index in folders.indices where folders[index].watch == event.wd {
        folders[index].watch = nil
        folders[index].rest = .none
      }
      files = files.filter { $0.value != event.wd }
    }
    if files.values.contains(event.wd) { return true }
    for index in folders.indices where folders[index].watch == event.wd {
      let path = folders[index].path + "/" + name
      if paths.contains(path) || isWanted(path) { return true }
      folders[index].crowd.count += 1
    }
    return false
  }

  /// Lets go of folders that are no longer where they were.
  private func dropOthers() {
    for index in folders.indices where !folders[index].isSilent {
      guard let watch = folders[index].watch,
        Identity(folders[index].path) != folders[index].identity
      else { continue }
      inotify_rm_watch(descriptor, watch)
      folders[index].watch = nil
      folders[index].rest = .none
    }
  }
}

/// File systems on which inotify tells only what this machine does: what another machine, or the
/// host of a virtual one, writes there has to be looked for.
enum SilentFileSystem: String, CaseIterable {
  case afs = "AFS"
  case beegfs = "BeeGFS"
  case ceph = "Ceph"
  case cifs = "SMB"
  case coda = "Coda"
  case fuse = "FUSE"
  case gfs2 = "GFS2"
  case gpfs = "GPFS"
  case lustre = "Lustre"
  case ncp = "NCP"
  case nfs = "NFS"
  case ninep = "9P"
  case ocfs2 = "OCFS2"
  case orangefs = "OrangeFS"
  case parallels = "Parallels"
  case virtualBox = "VirtualBox"
  case vmware = "VMware"

  /// By the number that `statfs(2)` gives as the type; `nil` for a file system that inotify tells of.
  init?(type: UInt32) {
    switch type {
    case 0x5346_414F, 0x6B41_4653: self = .afs
    case 0x1983_0326: self = .beegfs
    case 0x00C3_6400: self = .ceph
    case 0xFF53_4D42, 0xFE53_4D42, 0x0000_517B: self = .cifs
    case 0x7375_7245: self = .coda
    // Also that of virtiofs, and of a local disk through FUSE, which is looked at in vain.
    case 0x6573_5546: self = .fuse
    case 0x0116_1970: self = .gfs2
    case 0x4750_4653: self = .gpfs
    case 0x0BD0_0BD0: self = .lustre
    case 0x0000_564C: self = .ncp
    case 0x0000_6969: self = .nfs
    case 0x0102_1997: self = .ninep
    case 0x7461_636F: self = .ocfs2
    case 0x2003_0528: self = .orangefs
    case 0x7C7C_6673: self = .parallels
    case 0x786F_4256: self = .virtualBox
    case 0xBACB_ACBC: self = .vmware
    default: return nil
    }
  }

  /// What `statfs(2)` gives as the type of the file system that holds a file or folder.
  static func type(of path: String) -> UInt32? {
    // struct statfs begins with the type, and takes 120 bytes.
    var info = [UInt32](repeating: 0, count: 64)
    guard let statfs, statfs(path, &info) == 0 else { return nil }
    return info[0]
  }

  /// Declared in a header that the module of the C library leaves out.
  private static let statfs = dlsym(nil, "statfs").map {
    unsafeBitCast(
      $0, to: (@convention(c) (UnsafePointer<CChar>, UnsafeMutableRawPointer) -> Int32).self)
  }
}
