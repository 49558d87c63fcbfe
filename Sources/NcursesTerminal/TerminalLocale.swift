internal import Glibc

/// The character set of the process.
enum TerminalLocale {
  /// Takes the person's locale for characters only: numbers keep their decimal point.
  ///
  /// Where that locale is not installed but promises UTF-8, as is common over SSH, C.UTF-8 serves.
  static func use() {
    guard setlocale(LC_CTYPE, "") == nil else { return }
    let name = ["LC_ALL", "LC_CTYPE", "LANG"].lazy
      .compactMap { (name: String) in getenv(name).map { String(cString: $0) } }
      .first { !$0.isEmpty }
    let lowered = name?.lowercased() ?? ""
    if lowered.hasSuffix("utf-8") || lowered.hasSuffix("utf8") { setlocale(LC_CTYPE, "C.UTF-8") }
  }

  static var speaksUTF8: Bool {
    nl_langinfo(nl_item(CODESET)).map { String(cString: $0) } == "UTF-8"
  }
}
