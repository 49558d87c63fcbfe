import Testing

@testable import Storage

struct TemporaryFileTests {
  private let scratch = Scratch()

  @Test func onlyOldOnesAreLeftBehind() {
    scratch.write("undo", "kept")
    scratch.write(".undo.martlet-0123456789abcdef", "half")
    scratch.write(".other.martlet-0123456789abcdef", "half")
    let path = Path(scratch["undo"])
    // A writer that lives may still be at work.
    #expect(TemporaryFile.leftBehind(beside: path, now: Clock.nanoseconds).isEmpty)
    let later = Clock.nanoseconds + 61_000_000_000
    #expect(
      TemporaryFile.leftBehind(beside: path, now: later)
        == [Path(scratch[".undo.martlet-0123456789abcdef"])])
  }
}
