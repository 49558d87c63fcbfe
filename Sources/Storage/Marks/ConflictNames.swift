/// The names that sync tools give to a second version of a file, made from its real name.
///
/// Of `state.json`: `state.sync-conflict-20261123-101112-ABCDEFG.json` (Syncthing),
/// `state (HOST's conflicted copy 2026-11-23).json` (Dropbox, Nextcloud),
/// `state_conflict-20261123-101112.json` (ownCloud), `state (1).json` (browsers, cloud folders).
struct ConflictNames: Sendable {
  private let stem: [UInt8]
  /// From the last dot on; empty without one.
  private let ending: [UInt8]

  init(of path: Path) {
    let name = path.lastComponent
    let dot = name.lastIndex(of: UInt8(ascii: ".")).flatMap { $0 > 0 ? $0 : nil } ?? name.count
    stem = Array(name[..<dot])
    ending = Array(name[dot...])
  }

  func contains(_ name: [UInt8]) -> Bool {
    guard name.count > stem.count + ending.count, name.starts(with: stem),
      name.suffix(ending.count).elementsEqual(ending)
    else { return false }
    let added = Array(name[stem.count..<name.count - ending.count])
    if added.starts(with: ".sync-conflict-".utf8) || added.starts(with: "_conflict-".utf8) {
      return true
    }
    guard added.starts(with: " (".utf8), added.last == UInt8(ascii: ")") else { return false }
    let remark = added.dropFirst(2).dropLast()
    let isNumber = !remark.isEmpty && remark.allSatisfy { (0x30...0x39).contains($0) }
    return isNumber || String(decoding: remark, as: UTF8.self).contains("conflicted copy")
  }
}
