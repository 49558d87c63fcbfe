import Articles
import FeedParsing
import Foundation
import Glibc
import Storage

/// Writes articles as files that read back to the same articles.
///
/// An article of a file is that file; an item of a feed becomes one. A file's name is made of the title
/// and of the address, so that a second export writes the same files and no article takes another's.
struct ArticleExport {
  let folder: URL

  /// - Returns: whether the article could still be read.
  func write(_ original: OriginalArticle, of row: ArticleRow) throws {
    try Data(Self.bytes(of: original)).write(
      to: folder.appendingPathComponent(Self.name(row.title, row.address)), options: .atomic)
  }

  /// What the file of an article holds.
  static func bytes(of original: OriginalArticle) -> [UInt8] {
    switch original {
    case .file(let found): found
    case .item(let article, let html): Array(text(of: article, html: html).utf8)
    }
  }

  static func name(_ title: String, _ address: Address) -> String {
    var name = ""
    for scalar in title.lowercased().unicodeScalars {
      let isWord = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      if isWord {
        name.unicodeScalars.append(scalar)
      } else if !name.isEmpty, name.last != "-" {
        name += "-"
      }
      if name.utf8.count > 60 { break }
    }
    if name.last == "-" { name.removeLast() }
    let hash = SHA256.hexDigest(of: Array(address.text.utf8)).prefix(8)
    return (name.isEmpty ? "" : name + "-") + hash + ".md"
  }

  // MARK: Items of feeds

  /// An item as a file: front matter, and its text in HTML.
  static func text(of article: Article, html: String) -> String {
    // A reader takes markup out of texts. Where that would change one, it is written as markup.
    for isEscaped in [false, true] {
      let text = text(of: fields(of: article, isEscaped: isEscaped), html: html)
      var bytes = text
      let isSame = bytes.withUTF8 { bytes in
        if case .article(let read, _, _) = ArticleFileParser.parse(UnsafeRawBufferPointer(bytes)) {
          read.title == article.title && read.excerpt == article.excerpt
            && read.provider == article.provider && read.topics == article.topics
            && read.actions == article.actions
        } else {
          false
        }
      }
      if isSame { return text }
    }
    return text(of: fields(of: article, isEscaped: true), html: html)
  }

  private static func fields(of article: Article, isEscaped: Bool) -> [FieldValue.Field] {
    let fields = ArticleJSON.fields(of: article)
    return isEscaped
      ? fields.map { .init(name: $0.name, value: escaped($0.value, in: $0.name)) } : fields
  }

  private static func escaped(_ value: FieldValue, in name: String) -> FieldValue {
    switch value {
    case .string(let text) where !name.lowercased().hasSuffix("url"):
      .string(
        text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(
          of: "<", with: "&lt;"))
    case .list(let values): .list(values.map { escaped($0, in: name) })
    case .map(let fields):
      .map(fields.map { .init(name: $0.name, value: escaped($0.value, in: $0.name)) })
    default: value
    }
  }

  private static func text(of fields: [FieldValue.Field], html: String) -> String {
    var text = "---\n"
    for field in fields { write(field, indent: "", to: &text) }
    text += "---\n"
    // The tag says that it is HTML, whatever else its text looks like.
    if !html.isEmpty { text += "<body>\n\(html)\n</body>\n" }
    return text
  }

  /// Block style; texts in quotes, as JSON writes them, which YAML reads the same.
  private static func write(_ field: FieldValue.Field, indent: String, to text: inout String) {
    text += indent + key(field.name) + ":"
    switch field.value {
    case .map(let fields) where !fields.isEmpty:
      text += "\n"
      for field in fields { write(field, indent: indent + "  ", to: &text) }
    case .list(let values) where !values.isEmpty:
      text += "\n"
      for value in values {
        if case .map(let fields) = value, !fields.isEmpty {
          var entry = ""
          for field in fields { write(field, indent: indent + "    ", to: &entry) }
          text += indent + "  - " + entry.dropFirst(indent.count + 4)
        } else {
          text += indent + "  - " + value.json + "\n"
        }
      }
    default: text += " " + field.value.json + "\n"
    }
  }

  private static func key(_ name: String) -> String {
    let isPlain =
      !name.isEmpty
      && name.utf8.allSatisfy { byte in
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      }
    return isPlain ? name : FieldValue.string(name).json
  }
}

/// Writes an article into a file of its own that was not there before.
struct NewFile {
  let path: String

  struct Refusal: Error {
    let message: String
    /// A path that may do better.
    let other: String
  }

  init(path: String) {
    self.path = path
  }

  /// - Parameters:
  ///   - typed: as the person typed it: `~/` is the home folder, a folder means a name in it.
  ///   - name: what the file is called there.
  init(typed: String, name: String, environment: [String: String]) {
    let typed = typed.trimmingCharacters(in: .whitespaces)
    let full = Paths.absolute(Paths.withHome(typed, environment))
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: full, isDirectory: &isFolder)
    path = typed.hasSuffix("/") || isThere && isFolder.boolValue ? full + "/" + name : full
  }

  /// A path that nothing has: the same, or with a number before the ending.
  static func free(_ path: String) -> String {
    var info = stat()
    guard lstat(path, &info) == 0 else { return path }
    let (folder, name) = parted(path)
    let dot = name.lastIndex(of: ".").flatMap { $0 == name.startIndex ? nil : $0 } ?? name.endIndex
    var number = 2
    while true {
      let other = "\(folder)/\(name[..<dot])-\(number)\(name[dot...])"
      if lstat(other, &info) != 0 { return other }
      number += 1
    }
  }

  /// Writes it in one step, after making the folders: nothing that is there is touched.
  func write(_ bytes: [UInt8]) throws(Refusal) {
    let (folder, name) = Self.parted(path)
    guard Self.make(folder) else {
      throw Refusal(
        message: Wording.folderNotMade(Output.clean(folder), Errno(errno).message), other: path)
    }
    let unfinished = "\(folder)/.\(name.prefix(100)).martlet-\(getpid())"
    unlink(unfinished)
    defer { unlink(unfinished) }
    guard Self.store(bytes, in: unfinished) else { throw failure(errno) }
    // A link takes a name only if it is free.
    guard link(unfinished, path) != 0 else { return }
    switch errno {
    case EEXIST: throw failure(EEXIST)
    case EPERM, EOPNOTSUPP, ENOSYS, EMLINK, EXDEV:
      // A file system without links: the name is taken first, and then what has it replaced.
      let taken = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      guard taken >= 0 else { throw failure(errno) }
      close(taken)
      guard rename(unfinished, path) == 0 else {
        let reason = errno
        unlink(path)
        throw failure(reason)
      }
    default: throw failure(errno)
    }
  }

  /// Makes a folder and those it lies in, where they are not there; `errno` says why not.
  private static func make(_ folder: String) -> Bool {
    var info = stat()
    if folder.isEmpty || stat(folder, &info) == 0 {
      errno = ENOTDIR
      return folder.isEmpty || info.st_mode & S_IFMT == S_IFDIR
    }
    return make(parted(folder).folder) && (mkdir(folder, 0o777) == 0 || errno == EEXIST)
  }

  private func failure(_ code: Int32) -> Refusal {
    let shown = Output.clean(path)
    return code == EEXIST
      ? Refusal(message: Wording.fileIsThere(shown), other: Self.free(path))
      : Refusal(message: Wording.notWritten(shown, Errno(code).message), other: path)
  }

  private static func store(_ bytes: [UInt8], in path: String) -> Bool {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard file >= 0 else { return false }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else {
        let reason = errno
        close(file)
        errno = reason
        return false
      }
      rest = rest.dropFirst(count)
    }
    guard fsync(file) == 0 || errno == EINVAL else {
      let reason = errno
      close(file)
      errno = reason
      return false
    }
    return close(file) == 0
  }

  private static func parted(_ path: String) -> (folder: String, name: Substring) {
    let slash = path.lastIndex(of: "/") ?? path.startIndex
    return (String(path[..<slash]), path[path.index(after: slash)...])
  }
}
