public import Articles

// All sentences of this target: place, what is wrong, what to do.

extension SkipReason {
  /// One sentence for a person.
  public var sentence: String {
    switch self {
    case .empty: "The file is empty."
    case .notText: "The file is not text."
    case .noFrontMatter: "The file has no front matter: its first line is not \"---\"."
    case .otherFrontMatter:
      "The front matter is not YAML between two lines \"---\". Have its generator write that, or convert "
        + "it."
    case .notAMap: "The front matter has no fields."
    case .taxonomy: "The file describes a topic or an organisation: it has a \"taxonomy\"."
    case .notAFile: "It is a pipe, a socket, a device, or a link that leads nowhere."
    case .noTitle: "The front matter has neither a \"title\" nor a \"name\" and a \"type\"."
    }
  }
}

extension ArticleFileProblem {
  /// Line and sentence for a person.
  public var problem: Problem {
    switch self {
    case .notUTF8:
      Problem(line: 1, message: "The file is UTF-16. Save it as UTF-8.")
    case .noEnd:
      Problem(
        line: 1,
        message: "The front matter that begins here has no end. Add a line \"---\" after it.")
    case .tooLarge:
      Problem(
        line: 1,
        message: "The front matter is larger than 1 MB. Move long texts below its last \"---\".")
    case .tooDeep(let line):
      Problem(
        line: line,
        message:
          "Lists and maps stand more than \(FrontMatterBounds.depth) deep in each other here. "
          + "Flatten them.")
    case .tooManyNodes:
      Problem(
        line: 1,
        message: "The front matter has more than \(FrontMatterBounds.nodes) values, counting what "
          + "aliases repeat. Shorten its lists.")
    case .duplicateField(let name, let line):
      Problem(line: line, message: "\"\(shortened(name))\" stands here twice. Remove one.")
    case .fieldNameIsNoText(let line):
      Problem(
        line: line,
        message: "The name of this field is a list, a map or an alias. Write a plain word before "
          + "the colon.")
    case .invalidYAML(let reason, let line):
      Problem(
        line: line,
        message: "The front matter is not valid YAML: \(reason). Put texts with colons or quotes "
          + "into quotes, and check the indentation.")
    }
  }
}

/// Sentences about single fields, kept as warnings.
enum FieldWording {
  static func notADate(_ text: String) -> String {
    "\"\(shortened(text))\" is not a date. Write it as 2026-03-01T09:30:00Z."
  }

  static func notAWholeNumber(_ text: String, field: String) -> String {
    "\"\(shortened(text))\" is not a whole number. Write \"\(field)\" as digits."
  }

  static func notANumber(_ text: String, field: String) -> String {
    "\"\(shortened(text))\" is not a number. Write \"\(field)\" as digits, with a point if need be."
  }

  static func notABoolean(_ text: String, field: String) -> String {
    "\"\(shortened(text))\" is neither true nor false. Write \"\(field)\" as one of them."
  }

  static func notText(field: String) -> String {
    "\"\(field)\" is a list or a map. Write a text."
  }

  static func notAListOfTexts(field: String) -> String {
    "\"\(field)\" holds something that is no text. Write a list of texts."
  }

  static func notAMap(field: String) -> String {
    "\"\(field)\" holds something that is no map. Write its fields below it, indented."
  }

  static func missing(_ name: String, in field: String) -> String {
    "An entry of \"\(field)\" has no \"\(name)\". Add it or remove the entry."
  }

  static let quoted =
    "YAML does not allow this value without quotes, or with others inside. It was read as the text "
    + "that stands here; put it into quotes."

  static let tabs = "Tabs stand before this line. They were read as blanks; YAML allows no others."

  static let terminalSequence =
    "Sequences that command a terminal stand here. They were left out; remove them."

  static func cut(field: String) -> String {
    "\"\(shortened(field))\" is longer than 8 KB. Its beginning is shown; move long texts below the "
      + "last \"---\"."
  }

  static let repairedBytes =
    "Some bytes here are not UTF-8 or no characters of a text. They were replaced by \u{FFFD}; "
    + "save the file as UTF-8."
}

/// A text from a file as a message may show it: one line, at most 60 characters.
func shortened(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in TerminalSequence.removed(from: text).unicodeScalars {
    guard result.count < 60 else {
      result.append("…")
      break
    }
    result.append(isPrintable(scalar) ? scalar : "\u{FFFD}")
  }
  return String(result)
}

private func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .surrogate: false
  default: true
  }
}
