import Testing

@testable import martlet

@Suite struct PathsTests {
  @Test func defaultsAreThoseOfTheSpecification() {
    let paths = Paths(environment: ["HOME": "/home/ada"])
    #expect(paths.settingsFile == "/home/ada/.config/martlet/config.yaml")
    #expect(paths.stateFile == "/home/ada/.local/share/martlet/state.json")
    #expect(paths.library == "/home/ada/.local/share/martlet/library.sqlite")
    #expect(paths.state == "/home/ada/.local/state/martlet")
    #expect(paths.cache == "/home/ada/.cache/martlet")
  }

  @Test func relativeAndEmptyVariablesAreIgnored() {
    let paths = Paths(environment: [
      "HOME": "/h", "XDG_DATA_HOME": "data", "XDG_STATE_HOME": "", "XDG_CONFIG_HOME": "/c",
    ])
    #expect(paths.data == "/h/.local/share/martlet")
    #expect(paths.state == "/h/.local/state/martlet")
    #expect(paths.configuration == "/c/martlet")
  }

  @Test func aFolderIsOneSourceHoweverItIsNamed() {
    #expect(Paths.absolute("/a//b/./c/../") == "/a/b")
    #expect(Paths.absolute("/../..") == "/")
    #expect(Paths.absolute("x").hasSuffix("/x"))
  }
}
