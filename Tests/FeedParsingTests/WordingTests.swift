import Articles
import Testing

@testable import FeedParsing

@Suite struct WordingTests {
  @Test(arguments: [
    (NotAnArticle.empty, "The file is empty."),
    (.notText, "The file is not text."),
    (
      .otherFrontMatter,
      "The front matter is not YAML between two lines \"---\". Have its generator write that, or "
        + "convert it."
    ),
    (.noFrontMatter, "The file has no front matter: its first line is not \"---\"."),
    (.notAMap, "The front matter has no fields."),
    (.taxonomy, "The file describes a topic or an organisation: it has a \"taxonomy\"."),
    (.noTitle, "The front matter has neither a \"title\" nor a \"name\" and a \"type\"."),
  ])
  func reasons(reason: NotAnArticle, sentence: String) {
    #expect(reason.sentence == sentence)
  }

  @Test(arguments: [
    (ArticleFileProblem.notUTF8, 1, "The file is UTF-16. Save it as UTF-8."),
    (.noEnd, 1, "The front matter that begins here has no end. Add a line \"---\" after it."),
    (
      .tooLarge, 1,
      "The front matter is larger than 1 MB. Move long texts below its last \"---\"."
    ),
    (
      .tooDeep(line: 7), 7,
      "Lists and maps stand more than 64 deep in each other here. Flatten them."
    ),
    (
      .tooManyNodes, 1,
      "The front matter has more than 10000 values, counting what aliases repeat. "
        + "Shorten its lists."
    ),
    (.duplicateField(name: "title", line: 3), 3, "\"title\" stands here twice. Remove one."),
    (
      .fieldNameIsNoText(line: 4), 4,
      "The name of this field is a list, a map or an alias. Write a plain word before the colon."
    ),
    (
      .invalidYAML(reason: "did not find expected key", line: 5), 5,
      "The front matter is not valid YAML: did not find expected key. Put texts with colons or "
        + "quotes into quotes, and check the indentation."
    ),
  ])
  func problems(problem: ArticleFileProblem, line: Int, sentence: String) {
    #expect(problem.problem == Problem(line: line, message: sentence))
  }

  @Test func quotedTextsAreShortAndPrintable() {
    #expect(
      FieldWording.notADate("a\u{1B}[31m\n\u{202E}b").hasPrefix(
        "\"a\u{FFFD}\u{FFFD}b\""))
    let long = FieldWording.notADate(String(repeating: "x", count: 1_000_000))
    #expect(long.hasPrefix("\"" + String(repeating: "x", count: 60) + "…\" is not a date."))
  }
}
