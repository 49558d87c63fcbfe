import Testing

@testable import Storage

/// What the index of words takes of a text.
struct SearchTextTests {
  @Test(arguments: [
    ("plain words, as they stand", "plain words, as they stand"),
    ("Überwachung – émigrés", "Überwachung – émigrés"),
    ("北京大学", " 北京 京大 大学 学 "),
    ("in 北京 now", "in  北京 京  now"),
    ("京", " 京 "),
    ("日本語のSwift", " 日本 本語 語の の Swift"),
    ("한국어 뉴스", " 한국 국어 어   뉴스 스 "),
    ("ไทย", " ไท ทย ย "),
    ("て\u{3099}も", " でも も "),
    ("\u{1112}\u{1161}\u{11AB}\u{1100}\u{116E}\u{11A8}", " 한국 국 "),
    ("эи\u{306}", "эй"),
    ("Łukasz Ørsted đakovo ħal Ŧ", "lukasz orsted dakovo hal t"),
    ("ＡＢＣ１２", "ABC12"),
    ("e\u{301}t\u{E9} Ёлка", "\u{E9}t\u{E9} елка"),
    ("مُحَمَّد", "محمد"),
    ("𠀀𠀁", " 𠀀𠀁 𠀁 "),
    ("䷀䷁ 中", "䷀䷁  中 "),
    ("", ""),
  ])
  func unspacedScriptsAreEnteredInPairs(text: String, entered: String) {
    #expect(SearchText.entered(text) == entered)
  }
}
