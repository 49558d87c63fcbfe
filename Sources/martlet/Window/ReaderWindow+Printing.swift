import Articles
import FeedParsing
import Foundation
import Glibc
import NcursesTerminal
import ReaderCore
import Storage
import TUI

/// Articles that leave the window: to a command, into a file, into an editor.
extension ReaderWindow {
  var printer: ArticlePrinter { ArticlePrinter(workspace: workspace, charset: charset) }

  // MARK: To a command

  func pipe(_ command: String, _ form: PipeForm, _ article: PrintedArticle) -> CommandOutcome {
    let program: ProgramWords
    do {
      program = try ProgramWords(
        typed: command, variables: ["PAGER"], otherwise: ["less", "more"],
        environment: workspace.environment)
    } catch {
      return .failed(error.message)
    }
    let bytes: [UInt8]
    do throws(StorageError) {
      guard let found = try printer.bytes(of: article, form) else {
        return .failed(Wording.articleIsGone)
      }
      bytes = found
    } catch {
      return .failed(error.message)
    }
    let isFullScreen = program.isFullScreen(others: workspace.settings.terminalBrowsers)
    do {
      let status = try runHere(
        program, streams: .terminalReading(bytes), keepsOutput: !isFullScreen)
      return status == 0
        ? .done(Wording.backFrom(program.name))
        : .failed(Wording.ended(program.name, status: status))
    } catch {
      return .failed("\(program.name): \(error.message)")
    }
  }

  /// Runs a program of the person's own, here where it wants the terminal.
  func run(_ program: OwnProgram, named name: String, _ articles: [PrintedArticle], run: Int) {
    guard program.mode == .terminal, let article = articles.first else {
      return runner.programs.run(program, named: name, articles, printer, run: run)
    }
    feed(.programEnded(run: run, runHere(program, named: name, article)))
  }

  private func runHere(
    _ program: OwnProgram, named name: String, _ article: PrintedArticle
  ) -> CommandOutcome {
    do {
      let words = try ProgramWords(
        try printer.arguments(program.words, for: article), environment: workspace.environment)
      var streams = ChildProcess.Streams.terminal
      if let form = program.input {
        guard let bytes = try printer.bytes(of: article, form) else {
          return .failed(Wording.articleIsGone)
        }
        streams = .terminalReading(bytes)
      }
      let isFullScreen = words.isFullScreen(others: workspace.settings.terminalBrowsers)
      let status = try runHere(words, streams: streams, keepsOutput: !isFullScreen)
      return status == 0
        ? .done(Wording.backFrom(words.name))
        : .failed("\(name): " + Wording.ended(words.name, status: status))
    } catch let refusal as ProgramWords.Refusal {
      return .failed("\(name): \(refusal.message)")
    } catch let error as StorageError {
      return .failed(error.message)
    } catch {
      return .failed("\(name): \((error as? Errno)?.message ?? "\(error)")")
    }
  }

  /// Gives a program the terminal until it ends.
  /// - Parameter keepsOutput: whether what it printed stays until the person has read it.
  /// - Returns: its exit status; that it did not want all of its input is none.
  func runHere(
    _ program: ProgramWords, _ more: [String] = [], streams: ChildProcess.Streams,
    keepsOutput: Bool
  ) throws(Errno) -> Int32 {
    terminal.suspend()
    defer {
      terminal.resume()
      discardInterrupts()
    }
    let process = try ChildProcess.start(
      program.path, program.arguments + more, streams: streams)
    let status = ChildProcess.wait(for: process)
    let isEarly = status == 128 + SIGPIPE
    if keepsOutput {
      if status != 0, !isEarly { Output.prompt(Wording.ended(program.name, status: status) + "\n") }
      Output.prompt(Wording.pressEnter)
      awaitEnter()
    }
    return isEarly ? 0 : status
  }

  /// Reads the rest of a line that nobody wants; a window that is told to end waits for none.
  private func awaitEnter() {
    var descriptors = [terminal.inputDescriptor, signals.descriptor].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    var byte: UInt8 = 0
    while true {
      discardInterrupts()
      guard ending == nil else { return }
      let count = poll(&descriptors, nfds_t(descriptors.count), -1)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      guard descriptors[0].revents != 0 else { continue }
      guard read(terminal.inputDescriptor, &byte, 1) == 1, byte != 0x0A, byte != 0x0D else {
        return
      }
    }
  }

  // MARK: Into an editor

  func edit(_ id: ArticleID) -> CommandOutcome {
    do {
      let editor = try ProgramWords.editor(workspace.environment)
      if let path = try workspace.view.originalFile(id) { return edit(path, of: id, with: editor) }
      return try editCopy(of: id, with: editor)
    } catch let error as ProgramWords.Refusal {
      return .failed(error.message)
    } catch let error as StorageError {
      return .failed(error.message)
    } catch {
      return .failed("\(error)")
    }
  }

  private func edit(
    _ path: String, of id: ArticleID, with editor: ProgramWords
  ) -> CommandOutcome {
    let before = FileManager.default.contents(atPath: path)
    do {
      let status = try runHere(editor, [path], streams: .terminal, keepsOutput: false)
      guard FileManager.default.contents(atPath: path) == before else {
        return .changed(id, Wording.readAnew(Output.clean(path)))
      }
      return status == 0
        ? .done(Wording.backFrom(editor.name))
        : .failed(Wording.ended(editor.name, status: status))
    } catch {
      return .failed("\(editor.name): \(error.message)")
    }
  }

  /// What has no file is shown as one; it goes again unless the person has made something of it.
  private func editCopy(of id: ArticleID, with editor: ProgramWords) throws -> CommandOutcome {
    guard let original = try workspace.view.original(id),
      let row = try workspace.view.rows([id]).first
    else { return .failed(Wording.articleIsGone) }
    let bytes = ArticleExport.bytes(of: original)
    let base = workspace.environment["TMPDIR"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"
    var template = Array((base + "/martlet-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else {
      return .failed(Wording.folderNotMade(base, Errno(errno).message))
    }
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let path = folder + "/" + ArticleExport.name(row.title, row.address)
    do {
      try NewFile(path: path).write(bytes)
      let status = try runHere(editor, [path], streams: .terminal, keepsOutput: false)
      if let now = FileManager.default.contents(atPath: path), Array(now) != bytes {
        return .done(Wording.copyStays(path))
      }
      try? FileManager.default.removeItem(atPath: folder)
      return status == 0
        ? .done(Wording.backFrom(editor.name))
        : .failed(Wording.ended(editor.name, status: status))
    } catch {
      try? FileManager.default.removeItem(atPath: folder)
      if let refusal = error as? NewFile.Refusal { return .failed(refusal.message) }
      let reason = (error as? Errno)?.message ?? "\(error)"
      return .failed("\(editor.name): \(reason)")
    }
  }
}
