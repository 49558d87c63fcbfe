import Testing

@testable import martlet

@Suite struct ArgumentPatternTests {
  private func filled(_ words: String..., title: String) -> [String] {
    ArgumentPattern.filled(words) { $0 == "title" ? title : $0 == "text" ? "a\nb\u{0}c\u{7}" : "" }
  }

  @Test func whatAnArticleSaysStaysInItsArgument() {
    #expect(filled("x", "{title}", title: "a; rm -rf ~ \"'$(b)") == ["x", "a; rm -rf ~ \"'$(b)"])
    #expect(filled("x", "--t={title}!", title: "-v") == ["x", "--t=-v!"])
    #expect(filled("x", "{{title}} {title}", title: "T") == ["x", "{title} T"])
    #expect(filled("x", "{\"a\": 1} {} {A} {", title: "T") == ["x", "{\"a\": 1} {} {A} {"])
    #expect(filled("x", "{title}", title: "{url}") == ["x", "{url}"])
  }

  @Test func itIsNeverAnOption() {
    #expect(filled("x", "{title}", title: "--exec=rm") == ["x", " --exec=rm"])
    #expect(filled("x", "{url}{title}", title: "-e") == ["x", " -e"])
    #expect(filled("x", "--", "{title}", title: "-e") == ["x", "--", "-e"])
    for joined in ["-\u{301}e", "-\u{200D}e", "-\u{FE0F}e"] {
      #expect(filled("x", "{title}", title: joined) == ["x", " " + joined])
    }
  }

  @Test(arguments: [
    "env -S {title}", "env '-S{title}'", "env --split-string={title}", "nice {title}",
    "env {title} mpv",
    "rsync -e {title} a b", "tar cf x --to-command={title}", "git -c core.pager={title} log",
    "tar cf x --checkpoint-action=exec={title}",
    "make --eval={title}", "gdb -ex {title}", "less +!{title}", "vim +{title}", "entr -s {title}",
    "sqlite3 x.db {title}", "convert --exec {title}", "x --rsh={title} b",
    "sh -c '{title}'", "sh -c 'echo {title}' sh", "/bin/bash -lc 'echo \"{title}\"'",
    "zsh -e -c {url}",
    "env A=b sh -c {title}", "sudo -u ada sh -c {title}", "nice -n 5 ssh host echo {title}",
    "python3 -W ignore -c 'print({title})'", "python3.11 -c {title}", "perl -ne '{title}'",
    "node --eval={title}", "ssh host wget {url}", "watch echo {title}",
    "tmux display-message {title}",
    "su ada -c 'x {title}'", "vim -c {title} file", "vim file -c {title}", "awk '{title}' f",
    "xterm -e {title}", "xterm -e sh -c {title}", "timeout 5 bash -c {title}", "sed -e {title} f",
    "busybox sh -c {title}", "find . -exec sh -c {title} ;", "emacsclient --eval '({title})'",
  ])
  func whatAnArticleSaysIsNeverCode(command: String) throws {
    let fault = ArgumentPattern.fault(in: try CommandWords.split(command))
    #expect(fault?.contains("code") == true, "\(fault ?? "taken")")
  }

  @Test(arguments: [
    "sh -c 'echo \"$1\"' sh {title}", "sh script.sh -c {title}", "python3 script.py {url}",
    "python3 -m http {url}", "tmux set-buffer {url}", "vim {file}", "awk -f prog {file}",
    "env A=b nice -n 5 mpv {url}", "git clone {url}", "rsync {url} x", "zenity --text={title}",
    "mpv --title={title}",
    "notify-send at {title}", "mail -s {title} ada", "grep -e {title} f", "env A=b mpv {url}",
    "xterm -e mpv {url}", "emacsclient -n {file}", "sed -e s/a/b/ {file}", "awk '{{print}}' {file}",
    "perl -ne print {file}",
  ])
  func argumentsOfCodeAreArguments(command: String) throws {
    #expect(ArgumentPattern.fault(in: try CommandWords.split(command)) == nil)
  }

  @Test func nothingInItCommandsATerminalOrEndsTheArgument() {
    #expect(filled("x", "{title}", title: "a\u{1B}[31m\u{0}b\nc\u{9B}") == ["x", "a [31mb c "])
    #expect(filled("x", "{text}", title: "") == ["x", "a\nbc "])
  }

  @Test func whatIsTooLongIsCut() {
    let long = String(repeating: "é", count: 100_000)
    #expect(filled("x", "{title}", title: long)[1].utf8.count == 100_000)
  }

  @Test func wordsThatAreNoneAreRefused() {
    #expect(ArgumentPattern.fault(in: ["x", "{url}", "{{foo}}"]) == nil)
    #expect(ArgumentPattern.fault(in: []) != nil)
    #expect(ArgumentPattern.fault(in: [""]) != nil)
    #expect(ArgumentPattern.fault(in: ["{url}"]) != nil)
    #expect(ArgumentPattern.fault(in: ["x", "{foo}"])?.contains("{foo}") == true)
  }
}
