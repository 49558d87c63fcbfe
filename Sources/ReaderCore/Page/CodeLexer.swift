/// Tells the parts of code that a reader's eye looks for: keywords, texts, comments, numbers. A line at a time;
/// what goes on in the next line is kept in mind. One for many languages, by tables: what none of them
/// knows is left as it is.
struct CodeLexer: Sendable {
  enum Part: Int, CaseIterable {
    case other, keyword, text, comment, number
  }

  private struct Language: Sendable {
    var keywords: Set<Substring> = []
    var lineComments: [String] = []
    var blockComment: (open: String, close: String)?
    /// Signs that texts stand between.
    var quotes: [UInt8] = Array("\"'".utf8)
    /// Texts between these go on over lines.
    var longQuotes: [String] = []
    /// A word before a colon is a keyword.
    var hasKeys = false
    /// Keywords count in small and in capital letters.
    var isCaseless = false
    /// Between "<" and ">" is code, the rest is text.
    var isMarkup = false
  }

  private let language: Language
  /// What ends the comment or text that goes on from the line before.
  private var open: (part: Part, end: String)?
  private var isInTag = false

  init?(_ name: String) {
    guard let language = Self.languages[name.lowercased()] else { return nil }
    self.language = language
  }

  /// All of a line, part after part.
  mutating func parts(of line: String) -> [(Part, Range<String.Index>)] {
    let bytes = Array(line.utf8)
    var found: [(part: Part, end: Int)] = []
    var place = 0
    while place < bytes.count {
      let (part, end) = next(in: bytes, at: place)
      place = max(end, place + 1)
      if let last = found.last, last.part == part {
        found[found.count - 1].end = place
      } else {
        found.append((part, place))
      }
    }
    var start = line.startIndex
    return found.map { part, end in
      let end = line.utf8.index(line.startIndex, offsetBy: end)
      defer { start = end }
      return (part, start..<end)
    }
  }

  private mutating func next(in bytes: [UInt8], at place: Int) -> (Part, end: Int) {
    if let (part, sign) = open {
      guard let end = Self.end(of: sign, in: bytes, from: place) else { return (part, bytes.count) }
      open = nil
      return (part, end)
    }
    if let comment = language.blockComment, Self.stands(comment.open, in: bytes, at: place) {
      return begin(.comment, comment.open, comment.close, in: bytes, at: place)
    }
    if language.isMarkup { return nextOfMarkup(in: bytes, at: place) }
    for sign in language.lineComments where Self.stands(sign, in: bytes, at: place) {
      // "#" in a word is none, nor in "$#"; nor are the slashes of an address.
      let isApart = place == 0 || bytes[place - 1] <= 0x20 || bytes[place - 1] == UInt8(ascii: ";")
      let mayFollow = (sign == "//" || sign == ";") && !language.hasKeys
      if mayFollow || isApart { return (.comment, bytes.count) }
    }
    for sign in language.longQuotes where Self.stands(sign, in: bytes, at: place) {
      return begin(.text, sign, sign, in: bytes, at: place)
    }
    let byte = bytes[place]
    if language.quotes.contains(byte), let end = Self.endOfText(in: bytes, from: place) {
      return (language.hasKeys && isKey(before: end, in: bytes) ? .keyword : .text, end)
    }
    if Self.isDigit(byte) {
      var end = place + 1
      while end < bytes.count, Self.isOfWord(bytes[end]) || bytes[end] == UInt8(ascii: ".") {
        end += 1
      }
      return (.number, end)
    }
    guard Self.isOfWord(byte) || byte == UInt8(ascii: "@") || byte == UInt8(ascii: "#") else {
      return (.other, place + 1)
    }
    var end = place + 1
    while end < bytes.count,
      Self.isOfWord(bytes[end]) || language.hasKeys && bytes[end] == UInt8(ascii: "-")
    {
      end += 1
    }
    let word = String(decoding: bytes[place..<end], as: UTF8.self)
    let isKnown = language.keywords.contains(
      language.isCaseless ? word.lowercased()[...] : word[...])
    return (isKnown || language.hasKeys && isKey(before: end, in: bytes) ? .keyword : .other, end)
  }

  private mutating func nextOfMarkup(in bytes: [UInt8], at place: Int) -> (Part, end: Int) {
    let byte = bytes[place]
    if isInTag {
      if byte == UInt8(ascii: ">") {
        isInTag = false
        return (.keyword, place + 1)
      }
      if language.quotes.contains(byte), let end = Self.endOfText(in: bytes, from: place) {
        return (.text, end)
      }
      return (.other, place + 1)
    }
    guard byte == UInt8(ascii: "<"), place + 1 < bytes.count, bytes[place + 1] > 0x20 else {
      return (.other, place + 1)
    }
    isInTag = true
    var end = place + 1
    while end < bytes.count, bytes[end] > 0x20, bytes[end] != UInt8(ascii: ">") { end += 1 }
    return (.keyword, end)
  }

  private mutating func begin(
    _ part: Part, _ opening: String, _ closing: String, in bytes: [UInt8], at place: Int
  ) -> (Part, end: Int) {
    if let end = Self.end(of: closing, in: bytes, from: place + opening.utf8.count) {
      return (part, end)
    }
    open = (part, closing)
    return (part, bytes.count)
  }

  private func isKey(before end: Int, in bytes: [UInt8]) -> Bool {
    let rest = bytes[end...].drop { $0 == 0x20 }
    guard rest.first == UInt8(ascii: ":") || rest.first == UInt8(ascii: "=") else { return false }
    return rest.dropFirst().first.map { $0 <= 0x20 || !Self.isOfWord($0) } ?? true
  }

  private static func stands(_ sign: String, in bytes: [UInt8], at place: Int) -> Bool {
    bytes[place...].starts(with: sign.utf8)
  }

  private static func end(of sign: String, in bytes: [UInt8], from start: Int) -> Int? {
    let count = sign.utf8.count
    var place = start
    while place + count <= bytes.count {
      if stands(sign, in: bytes, at: place) { return place + count }
      place += 1
    }
    return nil
  }

  /// `nil` where the text does not end in its line: an apostrophe is no quotation mark.
  private static func endOfText(in bytes: [UInt8], from start: Int) -> Int? {
    var place = start + 1
    while place < bytes.count {
      if bytes[place] == bytes[start] { return place + 1 }
      place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isOfWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "_")
      || byte >= 0x80
  }

  // MARK: Languages

  private static let languages: [String: Language] = {
    var languages: [String: Language] = [:]
    func add(_ names: String, _ language: Language) {
      for name in names.split(separator: " ") { languages[String(name)] = language }
    }
    func words(_ text: String) -> Set<Substring> { Set(text.split(separator: " ")) }
    let control = "if else for while do switch case default break continue return true false "
    let slashes = ["//"]
    let stars = (open: "/*", close: "*/")
    add(
      "c h cpp c++ cc hpp cs csharp c# java kotlin kt scala dart objc objective-c objectivec php groovy d zig "
        + "glsl arduino solidity v",
      Language(
        keywords: words(
          control
            + "goto sizeof typedef struct union enum class interface namespace using template typename "
            + "public private protected static const volatile extern inline virtual override final abstract new "
            + "delete this super null nullptr void int long short char float double bool boolean unsigned signed "
            + "auto register try catch finally throw throws import package extends implements instanceof "
            + "function fun val var foreach as is in out ref readonly async await yield echo when object trait "
            + "def string byte #include #define #ifdef #ifndef #endif #if #else #pragma"),
        lineComments: slashes, blockComment: stars))
    add(
      "js javascript jsx mjs ts typescript tsx node coffeescript qml",
      Language(
        keywords: words(
          control
            + "const let var function class extends new delete typeof instanceof this super null undefined "
            + "import export from as async await yield try catch finally throw in of void static get set "
            + "interface type enum implements private public protected readonly declare namespace"),
        lineComments: slashes, blockComment: stars, longQuotes: ["`"]))
    add(
      "swift rust rs go golang",
      Language(
        keywords: words(
          control
            + "func fn let var mut const struct enum class protocol extension trait impl type typealias "
            + "import use mod pub crate package guard where in is as try catch throw throws rethrows defer go "
            + "select chan map range interface self Self super init deinit nil None Some Ok Err match loop "
            + "move ref static async await actor some any inout private public internal fileprivate open "
            + "override final mutating nonmutating lazy weak unowned unsafe dyn where fallthrough repeat @main "
            + "string int bool"),
        lineComments: slashes, blockComment: stars, quotes: Array("\"".utf8),
        longQuotes: ["\"\"\"", "`"]))
    add(
      "python py python3 ipython pycon starlark gdscript",
      Language(
        keywords: words(
          "and as assert async await break class continue def del elif else except finally for from global if "
            + "import in is lambda nonlocal not or pass raise return try while with yield match case True "
            + "False None self print"),
        lineComments: ["#"], longQuotes: ["\"\"\"", "'''"]))
    add(
      "ruby rb perl pl elixir ex crystal julia jl r nim",
      Language(
        keywords: words(
          "def end if elsif elseif else unless while until for do begin rescue ensure class module return yield "
            + "self nil true false and or not in then case when require include puts my our use sub package "
            + "foreach last next function local struct mutable using import export let try catch finally "
            + "defmodule fn proc var const"),
        lineComments: ["#"]))
    add(
      "sh bash shell zsh console shell-session ksh fish dockerfile docker makefile make cmake nginx "
        + "powershell ps1 tcl awk",
      Language(
        keywords: words(
          "if then else elif fi for while until do done case esac in function return local export set unset "
            + "exit break continue source alias eval exec trap shift read echo cd sudo true false end FROM RUN "
            + "COPY ADD CMD ENTRYPOINT ENV ARG WORKDIR EXPOSE USER VOLUME LABEL include ifeq ifdef endif"
        ),
        lineComments: ["#"]))
    add(
      "sql mysql postgres postgresql plsql sqlite psql lua haskell hs ada vhdl elm",
      Language(
        keywords: words(
          "select from where insert into values update set delete create table drop alter add index view join "
            + "left right inner outer on as and or not null is in like between order by group having limit offset "
            + "union all distinct case when then else end primary key foreign references default unique with "
            + "begin commit rollback local function return if elseif for while do repeat until nil true false "
            + "module import data type class instance let of deriving newtype"),
        lineComments: ["--"], blockComment: stars, isCaseless: true))
    add(
      "lisp scheme clojure clj elisp emacs-lisp commonlisp racket asm nasm assembly ini-like",
      Language(
        keywords: words(
          "defun defn def define let let* lambda fn if cond when unless do loop setq set! quote nil t true false "
            + "mov push pop call ret jmp add sub cmp"),
        lineComments: [";"], quotes: Array("\"".utf8)))
    add(
      "html xml xhtml svg vue svelte jinja handlebars rss atom plist html5 markup",
      Language(blockComment: (open: "<!--", close: "-->"), isMarkup: true))
    add(
      "json yaml yml toml ini cfg conf properties jsonc json5 hcl terraform tf env editorconfig",
      Language(
        keywords: words("true false null yes no on off"), lineComments: ["#", "//"], hasKeys: true))
    add(
      "css scss less sass",
      Language(
        keywords: words("@media @import @font @keyframes @supports important"),
        blockComment: stars, hasKeys: true))
    add(
      "tex latex matlab octave erlang prolog",
      Language(
        keywords: words(
          "begin end section if else for while function return true false when case of fun module export"
        ),
        lineComments: ["%"], quotes: Array("\"".utf8)))
    return languages
  }()
}
