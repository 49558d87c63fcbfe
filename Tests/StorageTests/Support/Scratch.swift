import Articles
import Glibc

@testable import Storage

/// A folder of its own for one test, gone with the value.
final class Scratch {
  let path: String

  init() {
    var template = Array("/tmp/martlet-test-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { mkdtemp($0.baseAddress!) }
    path = made.map { String(cString: $0) } ?? ""
  }

  deinit {
    guard path.hasPrefix("/tmp/martlet-test-") else { return }
    remove(Path(path))
  }

  subscript(_ name: String) -> String { path + "/" + name }

  func write(_ name: String, _ text: String) { write(Path(self[name]), Array(text.utf8)) }

  /// Makes the file, and the folders above it.
  func write(_ path: Path, _ bytes: [UInt8]) {
    makeFolders(path.parent)
    guard let file = OpenFile(path, O_WRONLY | O_CREAT | O_TRUNC, mode: 0o644) else { return }
    _ = bytes.withUnsafeBytes { file.write($0) }
  }

  func append(_ name: String, _ bytes: [UInt8]) {
    guard let file = OpenFile(Path(self[name]), O_WRONLY | O_APPEND) else { return }
    _ = bytes.withUnsafeBytes { file.write($0) }
  }

  func read(_ name: String) -> String? {
    OpenFile(Path(self[name]), O_RDONLY)?.bytes(limit: 1 << 26).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  func names(_ name: String) -> [String] {
    guard let folder = OpenFile(Path(self[name]), O_RDONLY | O_DIRECTORY) else { return [] }
    return FolderNames(folder)?.sorted.map(\.display) ?? []
  }

  func makeFolder(_ name: String) { makeFolders(Path(self[name])) }

  func link(_ name: String, to target: String) { symlink(target, self[name]) }

  func move(_ name: String, to other: String) {
    makeFolders(Path(self[other]).parent)
    rename(self[name], self[other])
  }

  func delete(_ name: String) { remove(Path(self[name])) }

  private func makeFolders(_ path: Path) {
    if path.bytes.count > 1, FileFacts(at: path) == nil { makeFolders(path.parent) }
    _ = path.withCString { mkdir($0, 0o755) }
  }

  private func remove(_ path: Path) {
    _ = path.withCString { chmod($0, 0o700) }
    if path.withCString({ unlink($0) }) == 0 { return }
    if let folder = OpenFile(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW),
      let names = FolderNames(folder)
    {
      for name in names.sorted { remove(path.appending(name.bytes)) }
    }
    _ = path.withCString { rmdir($0) }
  }
}

/// Front matter as a file has it.
func article(
  _ title: String, url: String? = nil, amp: String? = nil, original: String? = nil,
  at date: String? = "2026-10-01T08:00:00Z", provider: String? = nil, topics: [String] = [],
  related: [String] = [], items: [String] = [], body: String = ""
) -> String {
  var lines = ["---", "title: \"\(title)\"", "type: article"]
  if let url { lines.append("webUrl: \"\(url)\"") }
  if let original { lines.append("originalUrl: \"\(original)\"") }
  if let amp { lines.append("ampWebUrl: \"\(amp)\"") }
  if let date { lines.append("publishedDateTime: \(date)") }
  if let provider { lines += ["provider:", "  name: \(provider)", "  domain: example.org"] }
  if !topics.isEmpty { lines += ["topics:"] + topics.map { "  - \($0)" } }
  if !related.isEmpty {
    lines += ["related:"] + related.map { "  - title: \"To \($0)\"\n    webUrl: \"\($0)\"" }
  }
  if !items.isEmpty { lines += ["items:"] + items.map { "  - \($0)" } }
  return (lines + ["---", body, ""]).joined(separator: "\n")
}

func address(_ text: String) -> Address { Address(key: text)! }

/// Milliseconds after 2023-11-14T22:13:20Z: in the past for every clock that is right.
func instant(_ milliseconds: Int64) -> Instant {
  Instant(milliseconds: 1_700_000_000_000 + milliseconds)
}
