/// What a state file looked like to `stat` when it was read; -1 throughout where there was none.
struct StateStamp: Hashable {
  var size: Int64
  var modified: Int64
  var changed: Int64
  var inode: Int64

  static let missing = StateStamp(size: -1, modified: -1, changed: -1, inode: -1)
}

extension StateStamp {
  init(_ facts: FileFacts?) {
    guard let facts else {
      self = .missing
      return
    }
    self.init(
      size: facts.size, modified: facts.modified, changed: facts.changed, inode: facts.inode)
  }
}
