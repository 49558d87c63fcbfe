/// Sites change from `http` to `https`, and stay what they are.
enum SecureTwin {
  /// The same address under the other of the two; `nil` for what is no address of the web.
  static func of(_ address: String) -> String? {
    for (scheme, other) in [("https://", "http://"), ("http://", "https://")]
    where address.hasPrefix(scheme) {
      return other + address.dropFirst(scheme.count)
    }
    return nil
  }
}
