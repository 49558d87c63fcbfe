import Articles
import CCurl

/// Dates as HTTP writes them (RFC 9110, 5.6.7): all three forms, and what servers make of them.
enum HTTPDate {
  static func instant(_ text: String) -> Instant? {
    let seconds = Int64(curl_getdate(text, nil))
    guard (0...253_402_300_799).contains(seconds) else { return nil }
    return Instant(milliseconds: seconds * 1000)
  }
}
