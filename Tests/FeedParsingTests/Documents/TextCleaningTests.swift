import FeedParsing
import Testing

struct TextCleaningTests {
  @Test(arguments: [
    ("", ""),
    ("   \n\t ", ""),
    ("plain text stays", "plain text stays"),
    ("  two  blanks ", "two blanks"),
    ("a\r\nb\u{2028}c\u{2029}d\u{A0}e\u{3000}f\u{2003}g\u{85}h\u{B}i", "a b c d e f g h i"),
    ("trailing ", "trailing"),
    (" leading", "leading"),
    ("soft\u{AD}hyphen", "softhyphen"),
    ("\u{FEFF}mark", "mark"),
    ("zero\u{200B}width\u{2060}", "zerowidth"),
    ("\u{202E}evil\u{202C} \u{2066}x\u{2069}\u{200E}\u{200F}\u{061C}", "evil x"),
    ("\u{1B}[31mred\u{7}\u{9B}31m\u{7F}\u{0}", "red"),
    ("\u{1B}]0;EVIL\u{7}a \u{1B}]8;;x\u{1B}\\b\u{9D}c", "a bc"),
    ("a \u{200B} b", "a b"),
  ])
  func blanksAndInvisibleCharacters(text: String, cleaned: String) {
    #expect(TextCleaning.clean(text).unicodeScalars.elementsEqual(cleaned.unicodeScalars))
  }

  @Test(arguments: [
    ("AT&amp;T", "AT&T"),
    ("AT&T & R&D;", "AT&T & R&D;"),
    ("it&#39;s &#x2019;so&#X2019;", "it's ’so’"),
    ("a&nbsp;b &nbsp;&nbsp; c", "a b c"),
    ("a&amp;nbsp;b", "a b"),
    ("&amp;amp;lt;b&amp;amp;gt;", "<b>"),
    ("&amp;amp;amp;lt;", "&lt;"),
    ("&hellip;&ldquo;x&rdquo;&ndash;&mdash;&trade;&eacute;&Eacute;", "…“x”–—™éÉ"),
    ("&apos;&quot;&AMP;&check;&Zcaron;&rarr;&hearts;&frac12;", "'\"&✓Ž→♥½"),
    ("&#128;&#145;&#150;&#159;", "€‘–Ÿ"),
    ("x&#129;y", "xy"),
    ("&#0;&#xD800;&#x110000;&#9999999999999;", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
    ("&#99999999999999999999;", "&#99999999999999999999;"),
    ("&#;&#x;&;&#12a;&#xg;&unknown;&", "&#;&#x;&;&#12a;&#xg;&unknown;&"),
    ("?a=1&copy=2&lta", "?a=1&copy=2&lta"),
    ("&shy;&#x202e;&zwnj;x&#27;[1m", "x"), ("&#27;]0;a&#7;b", "b"),
    ("&&amp;&", "&&&"),
  ])
  func references(text: String, cleaned: String) {
    #expect(TextCleaning.clean(text).unicodeScalars.elementsEqual(cleaned.unicodeScalars))
  }

  @Test(arguments: [
    "👩‍💻 ships", "می‌خواهم", "🏳️‍🌈 and 🇨🇦", "日本語の題", "e\u{301}", "שלום", "“Quotes” – dashes…", "İ",
  ])
  func writingIsLeftAlone(text: String) {
    #expect(TextCleaning.clean(text).unicodeScalars.elementsEqual(text.unicodeScalars))
  }

  @Test func joinersBesideBlanksAreDropped() {
    #expect(TextCleaning.clean("\u{200D}a\u{200C} \u{200D}b\u{200D}").unicodeScalars.count == 3)
  }

  /// Eight bytes are looked at together; what is clean there must be so wherever it stands.
  @Test func oneSignInPlainTextIsCleanedWhereverItStands() {
    for sign in [" ", "  ", "&amp;", "\n", "\u{7F}", "\u{AD}", "\u{200B}", "é", "\u{1B}", "&"] {
      for length in 0..<20 {
        for rest in ["", "b", "cd efghij", " k", "lmnopq rstuvwxyz "] {
          let text = String(repeating: "a", count: length) + sign + rest
          var kept = text.replacing("&amp;", with: "&")
          for dropped in ["\u{7F}", "\u{AD}", "\u{200B}"] {
            kept = kept.replacing(dropped, with: "")
          }
          let words = kept.split { $0 == " " || $0 == "\n" }
          guard sign != "\u{1B}" else {
            #expect(!TextCleaning.clean(text).contains(sign))
            continue
          }
          #expect(
            TextCleaning.clean(text) == words.joined(separator: " "), "\(text.debugDescription)")
        }
      }
    }
  }
}
