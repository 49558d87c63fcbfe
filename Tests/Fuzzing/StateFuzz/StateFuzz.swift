/// Reads the input as a state file, as two that are merged, and as a line of the journal and of the
/// steps to undo. libFuzzer has the `main` that calls this.
@_cdecl("LLVMFuzzerTestOneInput")
func readInput(_ start: UnsafeRawPointer?, _ count: Int) -> Int32 {
  let input = Array(UnsafeRawBufferPointer(start: start, count: count))
  let violations = StateProperties.violations(of: input)
  precondition(violations.isEmpty, "\(violations)")
  return 0
}
