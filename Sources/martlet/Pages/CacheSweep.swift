import Foundation

/// Keeps a folder of files that can be had again below a size and an age.
struct CacheSweep {
  let folder: String
  /// In bytes, of all files together.
  var mostBytes: Int
  /// In seconds.
  var longest = 180.0 * 86_400
  /// What the names of its files end in.
  let endings: Set<String>

  /// Between two looks at all of them, in seconds.
  static let rest = 86_400.0

  /// Once a day: what is old goes, and then the oldest until the rest has room.
  func runIfDue() {
    let mark = URL(fileURLWithPath: folder + "/swept")
    let last = try? mark.resourceValues(forKeys: [.contentModificationDateKey])
    if let date = last?.contentModificationDate, -date.timeIntervalSinceNow < Self.rest { return }
    try? Data().write(to: mark)
    run()
  }

  func run() {
    let keys: [URLResourceKey] = [.contentModificationDateKey, .fileSizeKey]
    guard
      let files = FileManager.default.enumerator(
        at: URL(fileURLWithPath: folder), includingPropertiesForKeys: keys)
    else { return }
    var kept: [(url: URL, age: Double, size: Int)] = []
    for case let file as URL in files where endings.contains(file.pathExtension) {
      guard let values = try? file.resourceValues(forKeys: Set(keys)),
        let date = values.contentModificationDate, let size = values.fileSize
      else { continue }
      let age = -date.timeIntervalSinceNow
      if age > longest {
        try? FileManager.default.removeItem(at: file)
      } else {
        kept.append((file, age, size))
      }
    }
    var total = kept.reduce(0) { $0 + $1.size }
    for file in kept.sorted(by: { $0.age > $1.age }) where total > mostBytes {
      try? FileManager.default.removeItem(at: file.url)
      total -= file.size
    }
  }
}
