import TUI
import Testing

@testable import ReaderCore

struct BindingsTests {
  @Test func replacesTheKeysOfAnAction() throws {
    let bindings = try Bindings(replacing: [
      ("down", ["%", "g e"]), ("up", ["i"]), ("show-info", []),
    ])
    #expect(bindings.meaning(of: .character("%")) == .action(.down))
    #expect(bindings.meaning(of: .character("e"), after: .character("g")) == .action(.down))
    #expect(bindings.meaning(of: .character("g"), after: .character("g")) == .action(.first))
    #expect(bindings.meaning(of: .character("i")) == .action(.up))
    #expect(bindings.meaning(of: .character("j")) == .nothing)
    #expect(bindings.keys(for: .showInfo).isEmpty)
    #expect(bindings.keys(for: .down).map(\.name) == ["%", "g e"])
  }

  @Test func nothingReplacedIsTheStandard() throws {
    #expect(try Bindings(replacing: []) == .standard)
  }

  @Test(arguments: [
    ([("fly", ["j"])], "\"fly\" is not an action. `martlet keys` lists them."),
    (
      [("down", ["Hyper-J"])],
      "down: \"Hyper-J\" is not a key. Write it as in \"j\", \"Ctrl-D\" or \"g g\"."
    ),
    (
      [("down", ["g g g"])],
      "down: \"g g g\" is not a key. Write it as in \"j\", \"Ctrl-D\" or \"g g\"."
    ),
    ([("down", [""])], "down: \"\" is not a key. Write it as in \"j\", \"Ctrl-D\" or \"g g\"."),
    (
      [("down", ["k"])],
      "\"k\" is wanted by down and by up. Give one of them another key."
    ),
    (
      [("down", ["g"])],
      "\"g\" is wanted by down and by first. Give one of them another key."
    ),
    (
      [("last", ["j j"])],
      "\"j\" is wanted by down and by last. Give one of them another key."
    ),
  ])
  func errorsSayWhatIsWrong(_ replacements: [(String, [String])], _ message: String) {
    do throws(BindingError) {
      _ = try Bindings(replacing: replacements.map { (action: $0.0, keys: $0.1) })
      Issue.record("no error")
    } catch {
      #expect(error.message == message)
    }
  }
}
