/// How large a file is, as every place says it: "47 KB", "3.8 MB", "38 MB", "1.3 GB".
///
/// Rounded up to whole KB first, as a library keeps it, so that a row and a link never differ.
public struct ByteSize: Hashable, Sendable, CustomStringConvertible {
  private let kilobytes: Int

  public init(_ bytes: Int) {
    kilobytes = (min(max(bytes, 0), 1 << 60) + 1023) >> 10
  }

  public var description: String {
    if kilobytes < 1024 { return "\(kilobytes) KB" }
    let megabytes = (kilobytes + 512) >> 10
    return megabytes < 1024
      ? Self.text(kilobytes, in: 10) + " MB" : Self.text(kilobytes, in: 20) + " GB"
  }

  /// With a tenth where that is more than a twentieth of it.
  private static func text(_ kilobytes: Int, in bits: Int) -> String {
    let half = 1 << (bits - 1)
    let tenths = (kilobytes * 10 + half) >> bits
    guard tenths < 100, tenths % 10 != 0 else { return "\((kilobytes + half) >> bits)" }
    return "\(tenths / 10).\(tenths % 10)"
  }
}
