import Articles

/// Reads the input as a query: what comes out is printed as a text that is read as itself, and a
/// mistake points into the text. libFuzzer has the `main` that calls this.
@_cdecl("LLVMFuzzerTestOneInput")
func readInput(_ start: UnsafeRawPointer?, _ count: Int) -> Int32 {
  let bytes = UnsafeRawBufferPointer(start: start, count: count)
  let text = String(decoding: bytes, as: UTF8.self)
  let now = Instant(year: 2026, month: 11, day: 27, hour: 23, minute: 30)
  do throws(QueryMistake) {
    let query = try QueryParser.parse(text, now: now)
    let printed = query.description
    if printed.unicodeScalars.count <= QueryParser.longest {
      precondition((try? QueryParser.parse(printed, now: now)) == query)
    }
  } catch {
    precondition((1...text.count + 1).contains(error.column))
  }
  return 0
}
