import Glibc

/// `generate-library FOLDER COUNT [--seed N]`: writes article files in the shape of real ones.
@main
enum GenerateLibrary {
  static func main() {
    guard let options = Options(Array(CommandLine.arguments.dropFirst())) else {
      fail("usage: generate-library FOLDER COUNT [--seed N]", status: 2)
    }
    var writer = LibraryWriter(folder: options.folder)
    let generator = ArticleGenerator(seed: options.seed, count: options.count)
    var text: [UInt8] = []
    for number in 0..<options.count {
      text.removeAll(keepingCapacity: true)
      let name = generator.write(number, to: &text)
      do {
        try writer.write(text, named: name, number: number)
      } catch {
        fail("\(error.path): \(String(cString: strerror(error.code)))", status: 1)
      }
    }
    print("\(options.count) articles, \(writer.bytes >> 20) MB in \(writer.folders) folders")
  }

  private static func fail(_ message: String, status: Int32) -> Never {
    let line = Array("\(message)\n".utf8)
    Glibc.write(STDERR_FILENO, line, line.count)
    exit(status)
  }
}
