import Foundation
import ReaderCore
import Testing

@testable import martlet

@Suite struct ViewsEditorTests {
  private let view = SavedView(name: "Birds", query: #"swift "bell tower""#)

  private func added(_ text: String, _ view: SavedView? = nil) throws -> String {
    try ViewsEditor.adding(view ?? self.view, to: text, file: "config.yaml")
  }

  private static let entry = """
      - name: "Birds"
        query: "swift \\"bell tower\\""

    """

  @Test(arguments: [
    ("", "views:\n" + entry),
    ("# mine\n", "# mine\nviews:\n" + entry),
    ("color: never\n", "color: never\n\nviews:\n" + entry),
    ("color: never", "color: never\n\nviews:\n" + entry),
    ("views: []  # none\ncolor: never\n", "views:  # none\n" + entry + "color: never\n"),
    ("views:\ncolor: never\n", "views:\n" + entry + "color: never\n"),
  ])
  func newViewsAreAdded(_ text: String, _ expected: String) throws {
    let result = try added(text)
    #expect(
      result.replacing("\n\nviews", with: "\nviews")
        == expected.replacing("\n\nviews", with: "\nviews"))
    #expect(try Settings(yaml: result, file: "", home: "").views == [view])
  }

  @Test func othersStay() throws {
    let text = """
      # my settings
      views:   # the best
      - query: is:starred # why not
        name: Stars

      # the end of the list

      color: never
      """
    let result = try added(text)
    #expect(
      result == """
        # my settings
        views:   # the best
        - query: is:starred # why not
          name: Stars
        - name: "Birds"
          query: "swift \\"bell tower\\""

        # the end of the list

        color: never
        """)
    #expect(try Settings(yaml: result, file: "", home: "").views.map(\.name) == ["Stars", "Birds"])
  }

  @Test(arguments: [
    "swift # all of them", "\"sw\\\"ift\"   # all of them", "'sw''ift' # all of them", "swift",
  ])
  func aQueryOfTheSameNameIsReplaced(_ old: String) throws {
    let result = try added(
      "views:\n  - query: \(old)\n    mark_read: manual\n    name: Birds\n")
    let comment = old.hasSuffix("them") ? (old.hasPrefix("\"") ? "   " : " ") + "# all of them" : ""
    #expect(
      result == "views:\n  - query: \"swift \\\"bell tower\\\"\"\(comment)\n"
        + "    mark_read: manual\n    name: Birds\n")
  }

  @Test func lineEndsStay() throws {
    let result = try added("color: never\r\nviews:\r\n  - name: A\r\n    query: b\r\n")
    #expect(
      result.hasSuffix(
        "query: b\r\n  - name: \"Birds\"\r\n    query: \"swift \\\"bell tower\\\"\"\r\n"))
  }

  @Test(arguments: [
    "views: [{name: A, query: b}]\n", "views:\n  - name: Birds\n    query: >\n      long\n",
    "[1, 2]",
    "{views: []}", "a: b: c",
  ])
  func whatIsWrittenOtherwiseIsLeftToThePerson(_ text: String) {
    #expect(throws: ViewsEditor.Refusal.self) { try added(text) }
  }

  /// Between brackets, behind a list of lines: the lines are another's.
  @Test func aListBetweenBracketsBehindAnotherIsLeftToThePerson() throws {
    let views = "mute:\n  - topic:a\nviews: [{name: A, query: b}]\nhighlight: []\n"
    #expect(throws: ViewsEditor.Refusal.self) { try added(views) }
    let mutes = "views:\n  - name: A\n    query: b\nmute: [a]\nhighlight:\n  - query: c\n"
    #expect(throws: ViewsEditor.Refusal.self) {
      try ViewsEditor.adding(rule, to: mutes, file: "config.yaml")
    }
    #expect(throws: ViewsEditor.Refusal.self) {
      try ViewsEditor.removing(MuteRule(query: "a"), from: mutes, file: "config.yaml")
    }
  }

  @Test func anOrderOfItsOwnLineStaysThere() throws {
    let text = "views:\n  - name: Birds\n    query: topic:birds\n    sort: heat\n"
    #expect(
      try added(text, SavedView(name: "Birds", query: "topic:birds sort:heat gull"))
        == text.replacing("topic:birds", with: "\"topic:birds gull\""))
    // Another order: the person says which is meant.
    for query in [
      "topic:birds sort:oldest", "sort:oldest", "topic:birds sort:heat sort:oldest", "gull",
    ] {
      #expect(throws: ViewsEditor.Refusal.self) {
        try added(text, SavedView(name: "Birds", query: query))
      }
    }
  }

  // MARK: Rules

  private let rule = MuteRule(query: #"topic:sport -"the cup""#)

  @Test(arguments: [
    "", "# mine\n", "color: never\n", "mute: []  # none\ncolor: never\n", "mute:\ncolor: never\n",
    "mute:\n  - other # why\n\n# end\ncolor: never\n", "mute:\n- {query: a}\n",
    "mute:\r\n  - other\r\ncolor: never\r\n",
  ])
  func aRuleIsAddedAndTakenBack(_ text: String) throws {
    let old = try Settings(yaml: text, file: "", home: "").mutes
    let added = try ViewsEditor.adding(rule, to: text, file: "config.yaml")
    #expect(try Settings(yaml: added, file: "", home: "").mutes == old + [rule])
    #expect(try ViewsEditor.adding(rule, to: added, file: "config.yaml") == added)
    let removed = try ViewsEditor.removing(rule, from: added, file: "config.yaml")
    #expect(try Settings(yaml: removed, file: "", home: "").mutes == old)
    if text.contains("mute:"), text != "mute:\ncolor: never\n" { #expect(removed == text) }
  }

  @Test func aRuleWithANameIsTakenOutWhole() throws {
    let text = "mute:\n  # first\n  - name: A\n    query: a\n  - b\n"
    #expect(
      try ViewsEditor.removing(MuteRule(query: "a"), from: text, file: "")
        == "mute:\n  # first\n  - b\n")
    #expect(try ViewsEditor.removing(MuteRule(query: "none"), from: text, file: "") == text)
  }

  @Test(arguments: ["{theme: dark}", "{theme: dark}\n", "theme: dark\n...\n", "theme: dark\n---\n"])
  func whatWouldBeNoSettingsAnyMoreIsLeftAlone(_ text: String) {
    #expect(throws: ViewsEditor.Refusal.self) { try added(text) }
    #expect(throws: ViewsEditor.Refusal.self) {
      try ViewsEditor.adding(MuteRule(query: "a"), to: text, file: "")
    }
    #expect(throws: ViewsEditor.Refusal.self) {
      try ViewsEditor.setting(.rows, to: "compact", in: text, file: "")
    }
    #expect(
      SettingsText.adding("connections", ["connections: 4"], defaults: "16", to: text) == .kept)
  }

  @Test(arguments: ["mute: [a]\n", "{mute: []}", "a: b: c"])
  func rulesThatAreWrittenOtherwiseAreLeftToThePerson(_ text: String) {
    #expect(throws: ViewsEditor.Refusal.self) {
      try ViewsEditor.adding(rule, to: text, file: "config.yaml")
    }
  }

  @Test(arguments: [
    ("", "theme: nord\n"),
    ("# mine\n", "# mine\ntheme: nord\n"),
    ("color: auto", "color: auto\ntheme: nord\n"),
    ("theme: dark\ncolor: auto\n", "theme: nord\ncolor: auto\n"),
    ("theme:  'dark'   # mine\r\ncolor: auto\r\n", "theme:  nord   # mine\r\ncolor: auto\r\n"),
    ("theme: \"dark\"\n", "theme: nord\n"),
    ("theme:\ncolor: auto\n", "theme: nord\ncolor: auto\n"),
    ("theme: # none\n", "theme: nord # none\n"),
    ("color: auto # theme: x\n\n\n", "color: auto # theme: x\n\n\ntheme: nord\n"),
  ])
  func aSettingOfOneWordIsChangedInItsLine(_ text: String, _ expected: String) throws {
    let result = try ViewsEditor.setting(.theme, to: "nord", in: text, file: "config.yaml")
    #expect(result == expected)
    #expect(try Settings(yaml: result, file: "", home: "").theme == "nord")
  }

  @Test(arguments: [
    "{theme: dark}", "theme:\n  dark\n", "theme: >\n  dark\n", "- x", "theme: [a]\n",
  ])
  func aSettingWrittenOtherwiseIsLeftAlone(_ text: String) {
    #expect(throws: ViewsEditor.Refusal.self) {
      try ViewsEditor.setting(.theme, to: "nord", in: text, file: "config.yaml")
    }
  }
}
