/// What stands in the place of a page.
enum BinaryFile {
  /// Whether it is a file of another kind, whatever the server calls it.
  static func begins(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let start = bytes.prefix(64).drop { $0 <= 0x20 }
    return signatures.contains { start.starts(with: $0) }
  }

  /// PDF, PNG, JPEG, ZIP (also EPUB and office documents), GIF.
  private static let signatures: [[UInt8]] = [
    Array("%PDF-".utf8), [0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF], [0x50, 0x4B, 0x03, 0x04],
    Array("GIF87a".utf8), Array("GIF89a".utf8),
  ]
}

extension PageTree {
  /// Whether it has a form, and nothing but one, that asks to say yes or no to cookies.
  var asksForConsent: Bool {
    var says: Set<Bool> = []
    var buttons = 0
    var place = Self.body
    while place >= 0, buttons < 40 {
      let label: String? =
        switch element(place) {
        case .button: text(in: place, limit: 200)
        case .input: value("value", of: place)
        default: nil
        }
      if let label = label?.lowercased(), isInForm(place) {
        buttons += 1
        if Self.yes.contains(where: { label.contains($0) }) { says.insert(true) }
        if Self.no.contains(where: { label.contains($0) }) { says.insert(false) }
      }
      place = following(place, within: Self.html)
    }
    return says.count == 2
  }

  private func isInForm(_ place: Place) -> Bool {
    var outer = self[place].parent
    while outer >= 0 {
      if self[outer].element == .form { return true }
      outer = self[outer].parent
    }
    return false
  }

  private static let yes = [
    "accept", "agree", "allow", "akzept", "zustimm", "accett", "aceptar", "aceitar", "akkoord",
  ]
  private static let no = [
    "reject", "decline", "refuse", "manage", "options", "customi", "ablehn", "einstell", "refuser",
    "rifiuta", "rechazar", "rejeitar", "weiger",
  ]
}
