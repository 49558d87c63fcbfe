import Foundation

/// Host names with letters beyond ASCII (RFC 3490 and RFC 3492; the mapping of UTS 46 in short).
enum InternationalHost {
  /// The name as it is asked for: lower case, each label in punycode where it needs it.
  static func ascii(_ host: String) -> [UInt8]? {
    let kept = String.UnicodeScalarView(
      host.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint || isJoiner($0) })
    // Compatibility forms (full-width letters, ligatures) may hide upper case, hence twice.
    let name = String(kept).lowercased().precomposedStringWithCompatibilityMapping.lowercased()
      .precomposedStringWithCompatibilityMapping
    guard name.unicodeScalars.allSatisfy(isNameScalar) else { return nil }
    var result: [UInt8] = []
    for (index, label) in name.unicodeScalars.split(
      omittingEmptySubsequences: false, whereSeparator: isDot
    ).enumerated() {
      if index > 0 {
        result.append(UInt8(ascii: "."))
      }
      if label.allSatisfy(\.isASCII) {
        result.append(contentsOf: label.map { UInt8(truncatingIfNeeded: $0.value) })
      } else {
        guard let encoded = Punycode.encode(label) else { return nil }
        result.append(contentsOf: "xn--".utf8)
        result.append(contentsOf: encoded)
      }
    }
    return result
  }

  private static func isDot(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "." || scalar == "\u{3002}"
  }

  /// Joiners tell words apart in Persian and Indic names.
  private static func isJoiner(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\u{200C}" || scalar == "\u{200D}"
  }

  private static func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII || isJoiner(scalar) {
      return true
    }
    return switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .spaceSeparator,
      .lineSeparator, .paragraphSeparator:
      false
    default:
      scalar != "\u{FFFD}"
    }
  }
}
