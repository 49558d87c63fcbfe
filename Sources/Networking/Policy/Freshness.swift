import Articles

/// How long an answer is good for, as HTTP says it (RFC 9111). All times are milliseconds.
enum Freshness {
  /// `nil` where nothing is said.
  static func wait(_ headers: ResponseHeaders, at now: Instant) -> Int? {
    let directives = directives(headers.cacheControl ?? "")
    if directives["no-store"] != nil || directives["no-cache"] != nil { return nil }
    if let text = directives["max-age"] {
      guard let seconds = seconds(text) else { return nil }
      return max(0, seconds - (headers.age.flatMap(Self.seconds) ?? 0)) * 1000
    }
    guard let expires = headers.expires.flatMap(HTTPDate.instant) else { return nil }
    let date = headers.date.flatMap(HTTPDate.instant) ?? now
    return max(0, Int(expires.milliseconds - date.milliseconds))
  }

  /// `nil` for what is neither a number of seconds nor a date.
  static func wait(retryAfter text: String, at now: Instant) -> Int? {
    if let seconds = seconds(text) { return seconds * 1000 }
    return HTTPDate.instant(text).map { max(0, Int($0.milliseconds - now.milliseconds)) }
  }

  /// Digits only, at most ten years: what is more counts as that.
  private static func seconds(_ text: String) -> Int? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return min(Int(text) ?? .max, 315_360_000)
  }

  /// Names in lower case, values without quotes; of several of one name the first counts.
  private static func directives(_ text: String) -> [String: String] {
    var result: [String: String] = [:]
    for part in text.split(separator: ",") {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let trimmed = sides.map { String($0.filter { !" \t\"".contains($0) }).lowercased() }
      if result[trimmed[0]] == nil { result[trimmed[0]] = trimmed.count > 1 ? trimmed[1] : "" }
    }
    return result
  }
}
