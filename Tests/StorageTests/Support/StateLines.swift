/// What stands in a state file as this program writes it.
enum StateLines {
  static func file(_ lines: [String]) -> String {
    "{\n  \"format\": \"martlet-state\",\n  \"version\": 1,\n  \"articles\": {\n"
      + lines.joined(separator: ",\n") + "\n  }\n}\n"
  }

  /// `name` was read so many seconds into the twentieth of November 2026.
  static func read(_ name: String, _ second: Int = 0) -> String {
    "    \"https://example.org/\(name)\": "
      + "{\"read\":\"2026-11-20T00:00:\(second / 10)\(second % 10).000Z\"}"
  }
}
