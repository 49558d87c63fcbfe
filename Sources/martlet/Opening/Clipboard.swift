import Foundation

/// The clipboard programs of desktops. The terminal's own way, OSC 52, is the event loop's.
struct Clipboard {
  let environment: [String: String]

  /// The first program that exists and whose display is there, with the arguments that make it read
  /// its standard input.
  private var program: (path: String, arguments: [String])? {
    var candidates: [(String, [String])] = []
    if environment["WAYLAND_DISPLAY"] != nil { candidates.append(("wl-copy", [])) }
    if environment["DISPLAY"] != nil {
      candidates.append(("xclip", ["-selection", "clipboard"]))
    }
    candidates.append(("pbcopy", []))
    for (name, arguments) in candidates {
      if let path = ChildProcess.path(of: name, environment: environment) {
        return (path, arguments)
      }
    }
    return nil
  }

  /// Hands the text to a clipboard program.
  /// - Returns: the program's name; `nil` if there is none or it failed.
  func copy(_ text: String) -> String? {
    guard let program,
      let process = try? ChildProcess.start(
        program.path, program.arguments, streams: .input(Array(text.utf8))),
      ChildProcess.wait(for: process) == 0
    else { return nil }
    return program.path.split(separator: "/").last.map(String.init)
  }
}
