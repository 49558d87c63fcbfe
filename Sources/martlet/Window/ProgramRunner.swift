import Articles
import Foundation
import ReaderCore
import Storage

/// Runs programs of the person's own in the background, and tells the window what becomes of them.
final class ProgramRunner: Sendable {
  private let desk: OpenWorkspace
  private let inbox: Inbox
  /// What runs now and can be stopped, by the number of its run.
  private let running = Locked<[Int: (child: CapturedProgram, isShown: Bool)]>([:])
  private let stopped = Locked<Set<Int>>([])

  init(_ desk: OpenWorkspace, inbox: Inbox) {
    self.desk = desk
    self.inbox = inbox
  }

  /// One article after the other; each in a process of its own.
  func run(
    _ program: OwnProgram, named name: String, _ articles: [PrintedArticle],
    _ printer: ArticlePrinter, run: Int
  ) {
    Thread.detachNewThread { [self] in
      var failures: [String] = []
      var done = 0
      for article in articles where !stopped.withLock({ $0.contains(run) }) {
        do throws(ProgramWords.Refusal) {
          try start(program, article, printer, run: run)
          done += 1
        } catch {
          failures.append(error.message)
        }
      }
      running.withLock { $0[run] = nil }
      let isStopped = stopped.withLock { $0.remove(run) != nil }
      inbox.post(
        .programEnded(
          run: run, isStopped ? .done(Wording.stopped(name)) : Wording.ran(name, done, failures)))
    }
  }

  private func start(
    _ program: OwnProgram, _ article: PrintedArticle, _ printer: ArticlePrinter, run: Int
  ) throws(ProgramWords.Refusal) {
    let words = try ProgramWords(
      try printer.arguments(program.words, for: article),
      environment: printer.workspace.environment)
    let input = try program.input.map { form throws(ProgramWords.Refusal) in
      try Self.bytes(of: article, form, printer)
    }
    let isShown = program.mode == .show
    let child: CapturedProgram
    do throws(Errno) {
      child = try CapturedProgram(
        words.path, words.arguments, input: input, isPrinting: isShown, outlives: !isShown)
    } catch {
      throw ProgramWords.Refusal(message: "\(words.name): \(error.message)")
    }
    running.withLock { $0[run] = (child, isShown) }
    if stopped.withLock({ $0.contains(run) }) { child.stop() }
    var shown = ShownOutput()
    let ending = child.run { bytes in
      let text = shown.take(bytes)
      if !text.isEmpty { inbox.post(.programPrinted(run: run, text)) }
      return !shown.isFull
    }
    let rest = shown.end()
    if !rest.isEmpty { inbox.post(.programPrinted(run: run, rest)) }
    // Nor is it wrong to be cut off.
    if ending.wasStopped || ending.status == 0 || shown.isFull { return }
    // Who did not want all of the article has done nothing wrong.
    if input != nil, ending.status == 128 + SIGPIPE { return }
    throw ProgramWords.Refusal(
      message: Wording.ended(words.name, status: ending.status, lastLine: ending.lastLine))
  }

  private static func bytes(
    of article: PrintedArticle, _ form: PipeForm, _ printer: ArticlePrinter
  ) throws(ProgramWords.Refusal) -> [UInt8] {
    let bytes: [UInt8]?
    do throws(StorageError) {
      bytes = try printer.bytes(of: article, form)
    } catch {
      throw ProgramWords.Refusal(message: error.message)
    }
    guard let bytes else { throw ProgramWords.Refusal(message: Wording.articleIsGone) }
    return bytes
  }

  func stop(run: Int) {
    stopped.withLock { _ = $0.insert(run) }
    running.withLock { $0[run]?.child }?.stop()
  }

  /// Ends what is only shown here; what runs by itself goes on.
  func end() {
    for (child, isShown) in running.withLock({ Array($0.values) }) where isShown { child.stop() }
  }
}

/// What a program prints, as text in which nothing commands a terminal, so much of it as is shown.
struct ShownOutput {
  private var left = 512 << 10
  /// The beginning of a character or of a sequence whose end is still to come.
  private var rest: [UInt8] = []

  var isFull: Bool { left <= 0 }

  mutating func take(_ bytes: ArraySlice<UInt8>) -> String {
    let given = bytes.prefix(left)
    left -= given.count
    rest += given
    // Whole lines: sequences that command a terminal are taken out whole.
    guard let end = rest.lastIndex(of: 0x0A) else { return "" }
    let whole = rest[...end]
    rest = Array(rest[(end + 1)...])
    return Self.safe(whole)
  }

  mutating func end() -> String {
    defer { rest = [] }
    return Self.safe(rest[...])
  }

  private static func safe(_ bytes: ArraySlice<UInt8>) -> String {
    // What a program prints over itself with a carriage return is its last word.
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
      String(decoding: line.split(separator: 0x0D).last ?? [], as: UTF8.self)
    }
    let text = lines.joined(separator: "\n")
    return Output.safe(text).replacing("\t", with: "    ")
  }
}
