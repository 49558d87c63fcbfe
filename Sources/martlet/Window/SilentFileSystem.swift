import Glibc

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
