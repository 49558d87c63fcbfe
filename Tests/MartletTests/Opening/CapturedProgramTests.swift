import Foundation
import Glibc
import Testing

@testable import martlet

@Suite struct CapturedProgramTests {
  private func start(_ script: String, input: [UInt8]? = nil, isPrinting: Bool = false) throws
    -> CapturedProgram
  {
    try CapturedProgram(
      "/bin/sh", ["-c", script], input: input, isPrinting: isPrinting, outlives: false)
  }

  @Test func statusAndLastLineOfAFailureAreTold() throws {
    let child = try start("echo one >&2; echo 'no \u{1B}[31mnetwork' >&2; echo >&2; exit 3")
    let ending = child.run()
    #expect(ending.status == 3 && ending.lastLine == "no network", "\(ending)")
  }

  @Test func whatItPrintsIsHandedOn() throws {
    var output: [UInt8] = []
    let child = try start("cat; echo end", input: Array("article\n".utf8), isPrinting: true)
    let ending = child.run { bytes in
      output += bytes
      return true
    }
    #expect(ending.status == 0)
    #expect(String(decoding: output, as: UTF8.self) == "article\nend\n")
  }

  @Test func aProgramThatReadsNothingKeepsNobodyWaiting() throws {
    let child = try start("exit 0", input: [UInt8](repeating: 0x61, count: 4 << 20))
    #expect(child.run().status == 0)
  }

  @Test func outputWithoutEndIsCut() throws {
    var count = 0
    let child = try start("exec yes", isPrinting: true)
    let ending = child.run { bytes in
      count += bytes.count
      return count < 100_000
    }
    #expect(ending.status == 128 + SIGPIPE)
    #expect(count < 200_000)
  }

  @Test func complaintsWithoutEndAreNotKept() throws {
    let child = try start("yes | head -c 3000000 >&2; echo last >&2; exit 1")
    let ending = child.run()
    #expect(ending.status == 1 && ending.lastLine == "last" && ending.lines.last == "last")
  }

  @Test func whatNeverEndsIsStopped() throws {
    let child = try start("sleep 1000")
    child.stop()
    let ending = child.run()
    #expect(ending.wasStopped && ending.status == 128 + SIGTERM)
  }

  @Test func whatDoesNotWantToEndIsKilled() throws {
    let child = try start("trap '' TERM; while :; do :; done")
    let ending = child.run(limit: 50)
    #expect(ending.wasStopped && ending.status == 128 + SIGKILL)
  }

  @Test func aChildOfItsThatLivesOnIsNotWaitedFor() throws {
    let child = try start("sleep 30 & exit 4")
    #expect(child.run().status == 4)
    kill(-child.process, SIGKILL)
  }

  @Test func aProgramThatIsNotThereIsTold() {
    #expect(throws: Errno.self) {
      _ = try CapturedProgram("/nonsense/x", [], input: [1], isPrinting: true, outlives: true)
    }
  }

  @Test func shownOutputCommandsNoTerminal() {
    var shown = ShownOutput()
    let text = shown.take(Array("a\u{1B}]0;title\u{7}b\tc\r\n50%\r100%\nrest".utf8)[...])
    #expect(text == "ab    c\n100%\n")
    #expect(shown.end() == "rest")
  }
}
