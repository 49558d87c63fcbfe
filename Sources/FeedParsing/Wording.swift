public import Articles

// All sentences of this target: place, what is wrong, what to do.

extension NotAnArticle {
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

// What is said of repairs in feeds.

extension FeedNote {
  /// One sentence for a person.
  var sentence: String {
    switch self {
    case .strayAmpersand: "\"&\" stands here for itself; it should be \"&amp;\"."
    case .strayBracket: "\"<\" stands here for itself; it should be \"&lt;\"."
    case .strayEndTag: "An end tag here closes nothing. It was left out."
    case .unclosed: "An element ends here before one inside it. The inner one was ended too."
    case .tooDeep: "Elements stand more than 300 deep in each other here. They were read as one."
    case .truncated: "The document ends in the middle. What is there was read."
    case .externalEntity: "The document wants to include something from outside. It was left out."
    case .entitiesGrow: "The entities of the document grow beyond all bounds. They were cut."
    case .controls: "Control characters were left out."
    case .invalidBytes(let name): "Some bytes are not \(name). They were replaced."
    case .wrongEncoding(let declared, let actual):
      "The document says it is \(declared), but it is \(actual)."
    case .guessedEncoding(let name): "The document is \(name) without saying so."
    case .unknownEncoding(let name): "The encoding \"\(shortened(name))\" is not known."
    case .textTooLong: "A text is longer than 8 MB. Its end was cut."
    case .lineTooLong: "A title or another line is longer than 8 KB. Its end was cut."
    case .escapedTwice: "The HTML of a text was escaped twice. It was read as HTML."
    case .untypedHTML:
      "A text does not say that it is HTML, but one element holds all of it. It was read as HTML."
    case .notBase64: "A text is said to be in Base64, but is not. It was read as it stands."
    case .unreadableDate(let text): "\"\(shortened(text))\" is not a date. The item has none."
    case .unknownZone(let name):
      "The time zone \"\(shortened(name))\" is not known. Its times were read as UTC."
    case .refusedLink(let text): "\"\(shortened(text))\" is not an address that may be opened."
    case .notAFeed(let notAFeed): notAFeed.sentence
    case .page: "This is a web page and not a feed."
    }
  }
}

extension NotAFeed {
  /// What it is and what to do, for a person.
  public var sentence: String {
    switch self {
    case .sitemap:
      "This is a sitemap, a list of pages for search engines, and no feed. Look for the feed's "
        + "address on the site."
    case .robotCheck:
      "This is a page that checks whether a robot asks, and no feed. Open the site in a browser, or "
        + "ask its owner to let readers of feeds through."
    case .cutOff: "The document ends before its first element does. It was cut off: fetch it again."
    case .xml(let root):
      "This is XML that begins with <\(shortened(root))>, and no feed. Look for the feed's address "
        + "on the site."
    case .json(let names):
      "This is JSON"
        + (names.isEmpty
          ? "" : " with the fields " + names.map { "\"\(shortened($0))\"" }.joined(separator: ", "))
        + ", and no feed: a JSON feed has a \"version\" and \"items\"."
    case .jsonList: "This is a list in JSON, and no feed: a JSON feed is an object with \"items\"."
    }
  }
}
