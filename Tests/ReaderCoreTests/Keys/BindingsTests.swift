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

  private func changed(
    _ changes: KeyChange..., in base: Bindings = .standard
  ) -> (Bindings, [String]) {
    let (bindings, faults) = base.changed(by: changes)
    return (bindings, faults.map { "\($0.change): \($0.error.message)" })
  }

  @Test func whatIsSaidOfAPaneHoldsThereAlone() {
    let (bindings, faults) = changed(
      KeyChange(action: "next-link", keys: ["Tab"], pane: .detail),
      KeyChange(action: "next-pane", keys: ["Ctrl-W"], pane: .detail))
    #expect(faults == [])
    #expect(bindings.meaning(of: .tab, in: .detail) == .action(.nextLink))
    #expect(bindings.meaning(of: .character("}"), in: .detail) == .nothing)
    #expect(bindings.meaning(of: .control("w"), in: .detail) == .action(.nextPane))
    #expect(bindings.meaning(of: .tab, in: .list) == .action(.nextPane))
    #expect(bindings.meaning(of: .character("}"), in: .list) == .action(.nextLink))
    #expect(bindings.keys(for: .nextPane, in: .detail).map(\.name) == ["Ctrl-W"])
    #expect(bindings.panesApart(of: .nextLink) == [.detail])
  }

  @Test func keysOfOneActionThatAnotherTakesInAPaneAreNotItsThere() {
    let (bindings, _) = changed(KeyChange(action: "next-link", keys: ["Tab"], pane: .detail))
    #expect(bindings.keys(for: .nextPane, in: .detail).isEmpty)
    #expect(bindings.keys(for: .nextPane, in: .list).map(\.name) == ["Tab"])
  }

  @Test func twoActionsChangeKeys() {
    let (bindings, faults) = changed(
      KeyChange(action: "toggle-read", keys: ["s"]), KeyChange(action: "toggle-star", keys: ["m"]))
    #expect(faults == [])
    #expect(bindings.meaning(of: .character("s")) == .action(.toggleRead))
    #expect(bindings.meaning(of: .character("m")) == .action(.toggleStar))
  }

  @Test func aWrongChangeIsLeftOutAndTheOthersHold() {
    let (bindings, faults) = changed(
      KeyChange(action: "toggle-star", keys: ["F5"]), KeyChange(action: "undo", keys: ["m"]),
      KeyChange(action: "fly", keys: ["f"]), KeyChange(action: "redo", keys: ["Hyper-r"]))
    #expect(faults.map { $0.prefix(2) } == ["1:", "2:", "3:"])
    #expect(faults[0].contains("\"m\" is wanted by toggle-read and by undo"))
    #expect(bindings.meaning(of: .function(5)) == .action(.toggleStar))
    #expect(bindings.meaning(of: .character("u")) == .action(.undo))
  }

  @Test(arguments: [
    ("Ctrl-I", "Tab"), ("Ctrl-M", "Enter"), ("Ctrl-J", "Enter"), ("Ctrl-H", "Backspace"),
    ("g Ctrl-I", "Tab"), ("Esc x", "Alt-x"),
  ])
  func keysThatNoTerminalReportsAreRefused(name: String, instead: String) {
    let (_, faults) = changed(KeyChange(action: "undo", keys: [name]))
    #expect(faults.count == 1)
    #expect(faults.first?.contains("it comes as \"\(instead)\"") == true, "\(faults)")
  }

  @Test func anActionOfAnotherPaneIsUnreachable() {
    let (_, faults) = changed(KeyChange(action: "toggle-group", keys: ["x"], pane: .list))
    #expect(faults == ["0: toggle-group does nothing in the pane list, but in sidebar."])
  }

  @Test func whatAPaneWantsMustNotHideSequences() {
    let (_, faults) = changed(KeyChange(action: "undo", keys: ["g"], pane: .list))
    #expect(faults.count == 1, "\(faults)")
  }

  @Test func thereIsAlwaysAWayOut() {
    let (bindings, faults) = changed(
      KeyChange(action: "quit", keys: []), KeyChange(action: "leave", keys: []))
    #expect(faults.count == 1)
    #expect(faults.first?.contains("no key would leave the window") == true)
    #expect(!bindings.keys(for: .leave).isEmpty || !bindings.keys(for: .quit).isEmpty)
  }

  @Test func keysAreNamedAsOtherProgramsDo() {
    for (name, key) in [
      ("C-d", Key.control("d")), ("^D", .control("d")), ("M-x", .alt("x")), ("M-X", .alt("X")),
      ("PageDown", .pageDown), ("^", .character("^")),
    ] {
      #expect(Key(name: name) == key, "\(name)")
    }
  }
}
