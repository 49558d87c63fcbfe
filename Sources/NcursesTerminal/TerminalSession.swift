internal import CNcurses
internal import CTerminal
internal import Glibc
public import TUI

/// The terminal while a window is open; there is one at a time, used from the main thread only.
///
/// It takes the alternate screen and raw keys, and gives back at `close()` what it found, also at
/// `exit()`, at a trap and at an abort.
public final class TerminalSession {
  /// What can be shown: frames must be made with it. ASCII unless the locale speaks UTF-8.
  public let charset: Charset
  /// To be polled for reading; then ask ``nextInput()`` until it gives `nil`.
  public let inputDescriptor: Int32

  private let outputDescriptor: Int32
  private let terminal: OpaquePointer
  private var keys: KeyReader
  private var screen: Screen
  private var state = State.shown
  /// The size that the caller knows.
  private var toldSize: Size
  private let isInTmux: Bool
  private var pictureChoice = PictureChoice.blocks
  private var pictureAnswers = PictureAnswers()
  /// What the caller knows of how pictures are shown.
  private var toldForm = PictureForm.blocks
  /// The pixels of a cell, where the system knows them.
  private var systemCell: Size?

  private enum State {
    case shown, suspended, closed
  }

  /// Takes the terminal of standard input and output.
  /// - Throws: `TerminalError`, with the terminal untouched.
  public convenience init(color: ColorMode = .automatic) throws(TerminalError) {
    guard isatty(STDIN_FILENO) == 1 else { throw .inputIsNoTerminal }
    guard isatty(STDOUT_FILENO) == 1 else { throw .outputIsNoTerminal }
    guard let name = getenv("TERM").map({ String(cString: $0) }), !name.isEmpty else {
      throw .unnamedTerminal
    }
    TerminalLocale.use()
    try self.init(terminal: name, input: STDIN_FILENO, output: STDOUT_FILENO, color: color)
  }

  /// Takes any terminal, in the locale of the process.
  init(terminal name: String, input: Int32, output: Int32, color: ColorMode)
    throws(TerminalError)
  {
    guard name != "dumb" else { throw .dumbTerminal(name) }
    ct_save_terminal(output)
    guard let terminal = cn_open(name, output, input) else { throw .unknownTerminal(name) }
    guard let keys = KeyReader(), Terminfo.string("cup") != nil else {
      endwin()
      delscreen(terminal)
      throw .dumbTerminal(name)
    }
    self.terminal = terminal
    self.keys = keys
    inputDescriptor = input
    outputDescriptor = output
    charset = TerminalLocale.speaksUTF8 ? .unicode : .ascii
    Terminfo.armReset(withColors: false)
    isInTmux = getenv("TMUX") != nil
    let kitty = KittyGraphics(seed: UInt32(bitPattern: getpid()), tmux: isInTmux)
    screen = Screen(
      color: color, isTruecolor: Self.isTruecolor, pictures: PictureLayer(kitty: kitty))
    toldSize = screen.size
    ct_hold_terminal(true)
    ct_restore_on_crash()
  }

  private static let askable = [
    "xterm", "tmux", "screen", "rxvt", "alacritty", "foot", "kitty", "wezterm", "st-", "konsole",
    "gnome", "vte", "contour", "ghostty", "mintty", "iterm", "mlterm",
  ]

  private static var termName: String { getenv("TERM").map { String(cString: $0) } ?? "" }
  private static var isAskable: Bool { askable.contains(where: termName.hasPrefix) }

  private static var isTruecolor: Bool {
    let name = getenv("COLORTERM").map { String(cString: $0) }
    return name == "truecolor" || name == "24bit"
  }

  deinit {
    close()
  }

  public var size: Size { screen.size }

  /// How many colours are shown; where none, a style must say everything with its attributes.
  public var colorDepth: ColorDepth { screen.depth }

  /// Makes room for the colours of other styles than before: the next frame is painted whole.
  public func forgetStyles() {
    guard state != .closed else { return }
    screen.forgetStyles()
  }

  /// Whether the terminal is known to report the mouse.
  public var reportsMouse: Bool { Terminfo.string("kmous") != nil }

  /// What the terminal is to report, until it is given away or told otherwise.
  public var modes: Set<TerminalMode> = [] {
    didSet {
      guard state == .shown, modes != oldValue else { return }
      write(escape: TerminalMode.bytes(off: oldValue.subtracting(modes)))
      write(escape: TerminalMode.bytes(on: modes.subtracting(oldValue)))
      Terminfo.modes = modes
      Terminfo.armReset()
    }
  }

  /// Asks for the colour of the ground; the answer, if one comes, is an ``Input``. Nothing is asked of
  /// terminals that would print the question.
  public func askForGround() {
    guard state == .shown, Self.isAskable else { return }
    keys.isAnswerDue = true
    write(escape: Array("\u{1B}]11;?\u{1B}\\".utf8))
  }

  /// Asks how the terminal shows pictures, without waiting: once it is known, and again where a cell gets
  /// another size, an ``Input`` says so. Until then they are blocks.
  public func usePictures(_ choice: PictureChoice) {
    pictureChoice = choice
    guard state == .shown, choice != .blocks, charset == .unicode else { return }
    decideOnPictures(isFinal: false)
    guard Self.isAskable, isInTmux || !Self.termName.hasPrefix("screen") else { return }
    keys.arePicturesDue = true
    // The last question is the one that every terminal answers. In tmux the others would reach nobody, or
    // become titles.
    let questions = isInTmux ? [] : KittyGraphics.question + Array("\u{1B}[>q\u{1B}[?1;1;0S".utf8)
    write(escape: questions + Array("\u{1B}[16t\u{1B}[c".utf8))
  }

  private func take(_ answer: TerminalAnswer) {
    if pictureAnswers.take(answer) { decideOnPictures(isFinal: true) }
  }

  private func decideOnPictures(isFinal: Bool) {
    guard isFinal || pictureChoice != .automatic else { return }
    screen.pictures.use(
      pictureAnswers.way(for: pictureChoice, depth: colorDepth, tmux: isInTmux))
  }

  private var pictureForm: PictureForm {
    pictureAnswers.form(of: screen.pictures.way, systemCell: systemCell) ?? .blocks
  }

  /// Sends a part of the pictures that the last frame shows, as much as the terminal takes at once.
  /// - Returns: whether more is to be sent.
  public func sendPictures() -> Bool {
    guard state == .shown else { return false }
    var left = 1 << 16
    while left > 0, !screen.pictures.isIdle {
      var output = pollfd(fd: outputDescriptor, events: Int16(POLLOUT), revents: 0)
      guard poll(&output, 1, 0) > 0, let piece = screen.pictures.next() else { break }
      write(escape: piece)
      left -= piece.count
    }
    return !screen.pictures.isIdle
  }

  private func takePicturesAway() {
    for piece in screen.pictures.farewell() { write(escape: piece) }
  }

  /// Shows the frame; sends only what differs from the one shown before. Nothing happens while the
  /// terminal is given away.
  public func present(_ frame: Frame) {
    guard state == .shown else { return }
    screen.show(frame)
  }

  /// The next key or change of size; `nil` when nothing is pending.
  ///
  /// After a lone Escape it waits 25 ms for the rest of a sequence, else it never blocks.
  public func nextInput() -> Input? {
    guard state == .shown else { return nil }
    followSize()
    while toldSize == screen.size, let input = keys.next() {
      guard case .answer(let answer) = input else { return input }
      take(answer)
    }
    screen.followCurses()
    if toldSize != screen.size {
      toldSize = screen.size
      return .resized(toldSize)
    }
    if toldForm != pictureForm {
      toldForm = pictureForm
      return .pictures(toldForm)
    }
    return isGone ? .hangup : nil
  }

  /// Gives the terminal to another program until `resume()`.
  public func suspend() {
    guard state == .shown else { return }
    takePicturesAway()
    write(escape: TerminalMode.bytes(off: modes))
    endwin()
    ct_hold_terminal(false)
    state = .suspended
  }

  /// Takes the terminal back and shows the last frame again. Ask ``nextInput()`` then: the size may
  /// have changed.
  public func resume() {
    guard state == .suspended else { return }
    state = .shown
    ct_hold_terminal(true)
    followSize()
    redraw()
    write(escape: TerminalMode.bytes(on: modes))
  }

  /// Stops the process group as Ctrl-Z does in other programs; comes back when it is continued, as
  /// from ``resume()``.
  public func stopProcess() {
    guard state == .shown else { return }
    suspend()
    ct_stop()
    resume()
  }

  /// Sends everything anew, for a terminal that something else wrote to.
  public func redraw() {
    guard state == .shown else { return }
    screen.repaint()
  }

  /// Sends bytes past curses, which must not move the cursor or draw: see `OSC52`.
  public func write(escape bytes: [UInt8]) {
    guard state == .shown else { return }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(outputDescriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if count == 0 || errno != EINTR {
        return
      }
    }
  }

  /// Gives the terminal back for good. Calling it again does nothing.
  public func close() {
    guard state != .closed else { return }
    if state == .shown {
      takePicturesAway()
      write(escape: TerminalMode.bytes(off: modes))
      endwin()
    }
    Terminfo.modes = []
    ct_hold_terminal(false)
    keys.close()
    delscreen(terminal)
    state = .closed
  }

  /// Changes the size that curses knows; the screen is blank then until the next frame.
  func resize(to size: Size) {
    guard size != Screen.cursesSize else { return }
    resize_term(Int32(clamping: size.rows), Int32(clamping: size.columns))
    screen.followCurses()
  }

  /// What curses holds, for tests.
  func heldCell(column: Int, row: Int) -> Screen.HeldCell? {
    screen.heldCell(column: column, row: row)
  }

  var heldCursor: Point { screen.heldCursor }

  private func followSize() {
    var window = winsize()
    guard ioctl(outputDescriptor, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0,
      window.ws_row > 0
    else { return }
    if window.ws_xpixel > 0, window.ws_ypixel > 0 {
      systemCell = Size(
        columns: Int(window.ws_xpixel / window.ws_col), rows: Int(window.ws_ypixel / window.ws_row))
    }
    resize(
      to: Size(columns: min(Int(window.ws_col), 4096), rows: min(Int(window.ws_row), 2048)))
  }

  private var isGone: Bool {
    var input = pollfd(fd: inputDescriptor, events: Int16(POLLIN), revents: 0)
    return poll(&input, 1, 0) > 0 && input.revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0
  }
}

/// The character set of the process.
enum TerminalLocale {
  /// Takes the person's locale for characters only: numbers keep their decimal point.
  ///
  /// Where that locale is not installed but promises UTF-8, as is common over SSH, C.UTF-8 serves.
  static func use() {
    guard setlocale(LC_CTYPE, "") == nil else { return }
    let name = ["LC_ALL", "LC_CTYPE", "LANG"].lazy
      .compactMap { (name: String) in getenv(name).map { String(cString: $0) } }
      .first { !$0.isEmpty }
    let lowered = name?.lowercased() ?? ""
    if lowered.hasSuffix("utf-8") || lowered.hasSuffix("utf8") { setlocale(LC_CTYPE, "C.UTF-8") }
  }

  static var speaksUTF8: Bool {
    nl_langinfo(nl_item(CODESET)).map { String(cString: $0) } == "UTF-8"
  }
}

/// SIGTERM, SIGHUP, SIGINT and SIGQUIT as something `poll` can wait for; SIGPIPE is ignored.
///
/// SIGWINCH wakes the waiter too: ask ``TerminalSession/nextInput()`` whenever `poll` returns.
/// Signals belong to the process: every instance reads the same pipe.
public final class SignalPipe {
  /// To be polled for reading; -1 where no pipe could be made.
  public let descriptor: Int32

  public init() {
    descriptor = ct_signal_pipe()
  }

  /// The number of the next signal that arrived; `nil` when there is none. Never blocks.
  public func next() -> Int32? {
    var byte: UInt8 = 0
    while read(descriptor, &byte, 1) == 1 {
      if Int32(byte) != SIGWINCH { return Int32(byte) }
    }
    return nil
  }
}
