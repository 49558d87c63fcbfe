import Testing

@testable import martlet

struct SilentFileSystemTests {
  @Test(arguments: [
    (0x6969, "NFS"), (0xFF53_4D42, "SMB"), (0xFE53_4D42, "SMB"), (0x517B, "SMB"),
    (0x6573_5546, "FUSE"), (0x0102_1997, "9P"), (0x5346_414F, "AFS"), (0x6B41_4653, "AFS"),
    (0x00C3_6400, "Ceph"), (0x786F_4256, "VirtualBox"), (0xBACB_ACBC, "VMware"),
  ])
  func whatOthersWriteHereIsNotTold(type: UInt32, name: String) {
    #expect(SilentFileSystem(type: type)?.rawValue == name)
  }

  /// ext4, tmpfs, Btrfs, XFS, ZFS, F2FS, overlayfs, ecryptfs, exFAT: inotify tells all.
  @Test(arguments: [
    0xEF53, 0x0102_1994, 0x9123_683E, 0x5846_5342, 0x2FC1_2FC1, 0xF2F5_2010, 0x794C_7630, 0xF15F,
    0x2011_BAB0,
  ])
  func localOnesAreNotLookedAt(type: UInt32) {
    #expect(SilentFileSystem(type: type) == nil)
  }

  @Test func theTypeOfAFileSystemIsHad() {
    #expect(SilentFileSystem.type(of: "/proc") == 0x9FA0)
    #expect(SilentFileSystem.type(of: "/proc/nowhere") == nil)
  }
}
