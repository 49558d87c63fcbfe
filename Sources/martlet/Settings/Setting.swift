/// Every setting, by its name in `config.yaml`.
///
/// `config/config.yaml` shows each at its default; a test compares the two.
enum Setting: String, CaseIterable {
  case markRead = "mark_read"
  case previewDelay = "preview_delay"
  case color
  case characters
  case terminalBrowsers = "terminal_browsers"
  case stateFile = "state_file"

  /// What a value must look like; ends the sentence "NAME is …".
  var expectation: String {
    switch self {
    case .markRead: "on_open, at_end, manual, or a time such as \"after 5s\""
    case .previewDelay: "a whole number of milliseconds from 0 to 10000"
    case .color: "auto or never"
    case .characters: "auto or ascii"
    case .terminalBrowsers: "a list of program names, such as [w3m, lynx]"
    case .stateFile: "the path of a file, absolute or beginning with ~/"
    }
  }
}
