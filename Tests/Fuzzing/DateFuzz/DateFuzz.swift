import Articles

@testable import FeedParsing

/// Reads the input as a date: what comes out is a date that is read as itself, and the short way of
/// reading agrees with the long one. libFuzzer has the `main` that calls this.
@_cdecl("LLVMFuzzerTestOneInput")
func readInput(_ start: UnsafeRawPointer?, _ count: Int) -> Int32 {
  let bytes = UnsafeRawBufferPointer(start: start, count: count)
  let text = String(decoding: bytes, as: UTF8.self)
  if let date = FeedDate.parse(text) {
    precondition(FeedDate.parse(date.iso8601) == date)
  }
  var cleaned = TextCleaning.clean(text)
  // The short way does not look at the name of the day, so it is right about "T4u, 19 Nov 2026".
  let hasDay = cleaned.utf8.contains(UInt8(ascii: ","))
  let isNamed = !cleaned.utf8.prefix(3).contains { (0x30...0x39).contains($0) }
  if let short = cleaned.withUTF8(MailDate.parse), isNamed || !hasDay {
    var long = DateReader(DateScanner.parts(of: cleaned))
    precondition(long.instant() == short)
  }
  return 0
}
