import CIDN
import Foundation

/// Host names with letters beyond ASCII, as browsers map them (UTS 46, non-transitional).
///
/// Label by label, as what one of them may be does not hang on the others. libidn2 maps a label and
/// encodes it. It asks more of the result than browsers do, by IDNA 2008: no symbols (☕.us), no
/// characters younger than its tables, no hyphens at the ends or in the third and fourth place. A label
/// that it refuses is mapped by case and compatibility forms instead, which is UTS 46 in short. That takes
/// also what browsers refuse: mixed directions, joiners and combining marks out of place, more than 63
/// bytes. Such a name leads nowhere, but an article may be known by it.
///
/// Labels in ASCII stay, whatever their length, their hyphens and their `_`; those that are encoded
/// already: see ``renewed(_:)``. So empty labels, and a dot at the end, stay too.
enum InternationalHost {
  /// The name as it is asked for: lower case, each label in punycode where it needs it.
  static func ascii(_ host: String) -> String? {
    var labels: [String] = []
    for label in host.unicodeScalars.split(omittingEmptySubsequences: false, whereSeparator: isDot)
    {
      let isName = label.allSatisfy {
        !$0.isASCII || AddressRules.isHostByte(UInt8(truncatingIfNeeded: $0.value))
      }
      guard isName, let ascii = ascii(label: String(label)) else { return nil }
      labels.append(ascii)
    }
    return labels.joined(separator: ".")
  }

  private static func ascii(label: String) -> String? {
    if label.utf8.allSatisfy({ $0 < 0x80 }) { return renewed(label.lowercased()) }
    if let mapped = mapped(label) { return mapped }
    // A form may stand for a dot.
    return mappedByForms(label)?.split(separator: ".", omittingEmptySubsequences: false)
      .map { renewed(String($0)) }.joined(separator: ".")
  }

  /// A label that is encoded already, mapped anew: older versions of this program, and of libidn2, have
  /// mapped some letters to others, and what they have written names the same article.
  ///
  /// Browsers refuse what is not mapped or cannot be decoded. Here that stays as it is.
  private static func renewed(_ label: String) -> String {
    guard label.hasPrefix(prefix), let letters = taken(idn_decoded(label)),
      let mapped = mapped(letters), mapped.hasPrefix(prefix)
    else { return label }
    return mapped
  }

  private static let prefix = "xn--"

  /// `nil` for what libidn2 refuses.
  private static func mapped(_ label: String) -> String? {
    // Since Unicode 15.1 capital ß is ß and not ss, also where libidn2 is older than that.
    let scalars = label.unicodeScalars.map { $0 == "\u{1E9E}" ? "\u{DF}" : $0 }
    return taken(idn_encoded(String(String.UnicodeScalarView(scalars))))
  }

  private static func taken(_ text: UnsafeMutablePointer<CChar>?) -> String? {
    guard let text else { return nil }
    defer { idn2_free(text) }
    return String(cString: text)
  }

  // MARK: What libidn2 refuses

  private static func mappedByForms(_ label: String) -> String? {
    let kept = String.UnicodeScalarView(
      label.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint || isJoiner($0) })
    // Compatibility forms (full-width letters, ligatures) may hide upper case, hence twice.
    let name = String(kept).lowercased().precomposedStringWithCompatibilityMapping.lowercased()
      .precomposedStringWithCompatibilityMapping
    guard name.unicodeScalars.allSatisfy(isNameScalar) else { return nil }
    var labels: [String] = []
    for label in name.unicodeScalars.split(omittingEmptySubsequences: false, whereSeparator: isDot)
    {
      if label.allSatisfy(\.isASCII) {
        labels.append(String(label))
      } else {
        guard let encoded = Punycode.encode(label) else { return nil }
        labels.append(prefix + String(decoding: encoded, as: UTF8.self))
      }
    }
    return labels.joined(separator: ".")
  }

  /// Full stops of any width.
  private static func isDot(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case ".", "\u{3002}", "\u{FF0E}", "\u{FF61}": true
    default: false
    }
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

/// Punycode (RFC 3492).
enum Punycode {
  /// The longest label that is worth encoding: a host has 63 bytes a label.
  private static let longest = 63

  static func encode(_ label: some BidirectionalCollection<Unicode.Scalar>) -> [UInt8]? {
    let input = label.map(\.value)
    guard input.count <= longest else { return nil }
    var output = input.filter { $0 < 0x80 }.map { UInt8($0) }
    let basicCount = output.count
    if basicCount > 0 {
      output.append(UInt8(ascii: "-"))
    }
    var next: UInt32 = 128
    var delta = 0
    var bias = 72
    var handled = basicCount
    while handled < input.count {
      guard let smallest = input.filter({ $0 >= next }).min() else { return nil }
      delta += Int(smallest - next) * (handled + 1)
      next = smallest
      for value in input {
        if value < next {
          delta += 1
        } else if value == next {
          appendVariableLength(delta, bias: bias, to: &output)
          bias = adapted(delta, count: handled + 1, isFirst: handled == basicCount)
          delta = 0
          handled += 1
        }
      }
      delta += 1
      next += 1
    }
    return output
  }

  private static func appendVariableLength(_ delta: Int, bias: Int, to output: inout [UInt8]) {
    var rest = delta
    var position = 36
    while true {
      let threshold = min(max(position - bias, 1), 26)
      guard rest >= threshold else { break }
      output.append(digit(threshold + (rest - threshold) % (36 - threshold)))
      rest = (rest - threshold) / (36 - threshold)
      position += 36
    }
    output.append(digit(rest))
  }

  private static func adapted(_ delta: Int, count: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / count
    var steps = 0
    while delta > 455 {
      delta /= 35
      steps += 36
    }
    return steps + 36 * delta / (delta + 38)
  }

  private static func digit(_ value: Int) -> UInt8 {
    value < 26 ? UInt8(ascii: "a") + UInt8(value) : UInt8(ascii: "0") + UInt8(value - 26)
  }
}
