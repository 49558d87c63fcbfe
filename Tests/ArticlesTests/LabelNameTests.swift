import Articles
import Testing

struct LabelNameTests {
  @Test(arguments: [
    ("swift", "swift"), ("  to   read\t", "to read"), ("読む", "読む"), ("e\u{301}te\u{301}", "été"),
    ("C++", "C++"), ("-x", "-x"), ("a, b", "a, b"), ("\"", "\""), ("👩‍👩‍👧", "👩‍👩‍👧"),
    ("\u{645}\u{6CC}\u{200C}\u{62E}", "\u{645}\u{6CC}\u{200C}\u{62E}"), ("read", "read"),
    ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"),
  ])
  func whatIsALabelAndHowItIsWritten(text: String, name: String) {
    #expect(Label(text)?.name.utf8.elementsEqual(name.utf8) == true)
  }

  @Test(arguments: [
    "", " ", "\n", "\u{200D}", "\u{301}", "a\u{0}b", "\u{1B}[31mred", "a\u{7F}", "a\u{9B}31m",
    "a\u{202E}b", "\u{2066}x", "a\u{FFFE}", "\u{E000}", "\u{2028}\u{7}",
    String(repeating: "a", count: 65), "a" + String(repeating: "\u{301}", count: 200),
    String(repeating: "a", count: 1_000_000),
  ])
  func whatIsNone(text: String) {
    #expect(Label(text) == nil)
  }

  @Test(arguments: [
    ("Swift", "swift"), ("été", "ETE"), ("to read", "To  Read"), ("ＡＢＣ", "abc"),
    ("straße", "STRASSE"),
  ])
  func whatIsTheSameLabel(a: String, b: String) {
    #expect(Label(a) == Label(b) && Label(a)?.hashValue == Label(b)?.hashValue)
  }

  @Test func signsTellLabelsApart() {
    let names = ["C", "C++", "C#", "c.", "to read", "toread", "-c"]
    #expect(Set(names.compactMap { Label($0) }).count == names.count)
  }

  @Test func marksSayWhichLabelTheyGiveOrTake() {
    let label = Label("Été")!
    #expect(
      MarkName.label(label).text == "label:Été" && MarkName.unlabel(label).text == "unlabel:Été")
    #expect(MarkName.label(label).opposite == .unlabel(label))
    #expect(MarkName.unlabel(label).opposite == .label(label))
    #expect(MarkName("label:x").label.map { [$0.label.name, "\($0.isGiven)"] } == ["x", "true"])
    #expect(MarkName("unlabel:x").label?.isGiven == false)
    for text in ["label:", "unlabel: ", "label", "labels:x", "label:\u{7}", "read", "Label:x"] {
      #expect(MarkName(text).label == nil && MarkName(text).identity == text)
    }
    #expect(MarkName("label:ÉTÉ").identity == MarkName("label: ete ").identity)
    #expect(MarkName("label:a").identity != MarkName("unlabel:a").identity)
  }
}
