import Articles
import Foundation
import ReaderCore
import Storage
import TUI

/// Starts the programs that the settings want at the beginning, at the end and when articles have come.
struct HookRunner: Sendable {
  let workspace: Workspace

  private var hooks: Hooks { workspace.settings.hooks }

  /// Whether anybody wants to know what a refresh brings.
  var wantsNews: Bool { !hooks.onNew.isEmpty || !hooks.notices.isEmpty }

  /// A program that has not ended by then is stopped, in milliseconds.
  private static let limit = 60_000
  /// The most articles that a program is given at once, the last that came.
  private static let mostArticles = 5000

  /// Gives the articles that a refresh has brought to those that want them, and tells by a command.
  ///
  /// Blocks until the programs have ended.
  /// - Returns: what went wrong, in sentences.
  func tell(_ ids: [ArticleID]) -> [String] {
    guard !ids.isEmpty else { return [] }
    let title = (try? workspace.view.rows([ids[ids.count - 1]]))?.first?.title ?? ""
    let faults = Locked<[String]>([])
    let all = DispatchGroup()
    // Each on a thread of its own: one that hangs keeps no other waiting.
    func begin(_ hook: @escaping @Sendable () -> [String]) {
      all.enter()
      Thread.detachNewThread {
        let failed = hook()
        faults.withLock { $0 += failed }
        all.leave()
      }
    }
    for case .command(let words) in hooks.notices {
      let words = ArgumentPattern.filled(words) { $0 == "count" ? "\(ids.count)" : title }
      begin { run("notify", words, input: nil) }
    }
    for hook in hooks.onNew { begin { give(ids, title: title, to: hook) } }
    all.wait()
    return faults.withLock { $0 }
  }

  private func give(_ ids: [ArticleID], title: String, to hook: Hooks.OnNew) -> [String] {
    do throws(StorageError) {
      let chosen = try fitting(ids, hook.query)
      if chosen.isEmpty { return [] }
      let words = ArgumentPattern.filled(hook.words) { $0 == "count" ? "\(chosen.count)" : title }
      return run("on_new", words, input: try lines(chosen))
    } catch {
      return [Wording.hookFailed("on_new", error.message)]
    }
  }

  /// Starts what is wanted when a window opens.
  /// - Returns: what went wrong, once it has ended.
  func start() -> [String] {
    run("on_start", hooks.onStart, input: nil, limit: nil)
  }

  var hasStart: Bool { !hooks.onStart.isEmpty }

  /// Starts what is wanted when a window closes; nobody waits for it.
  func exit() {
    guard let words = try? ProgramWords(hooks.onExit, environment: workspace.environment) else {
      if let first = hooks.onExit.first {
        Output.error(
          Wording.hookFailed("on_exit", Wording.noProgram(Output.clean(first), setting: nil)))
      }
      return
    }
    do throws(Errno) {
      _ = try ChildProcess.start(words.path, words.arguments, streams: .detached)
    } catch {
      Output.error(Wording.hookFailed("on_exit", "\(words.name): \(error.message)"))
    }
  }

  private func fitting(_ ids: [ArticleID], _ query: String?) throws(StorageError) -> [ArticleID] {
    guard let query, let parsed = try? QueryArgument.query(query) else { return ids }
    if parsed.asksForWords { _ = try workspace.library.indexTexts(kept: workspace.fullTexts.kept) }
    let found = Set(try workspace.view.listing(.query(parsed, in: .all)).ids)
    return ids.filter(found.contains)
  }

  private func lines(_ ids: [ArticleID]) throws(StorageError) -> [UInt8] {
    let printer = ArticlePrinter(workspace: workspace, charset: .unicode)
    var bytes: [UInt8] = []
    for id in ids.suffix(Self.mostArticles) {
      if let detail = try workspace.view.detail(id) { bytes += printer.json(detail) }
    }
    return bytes
  }

  /// - Returns: what went wrong.
  private func run(
    _ hook: String, _ words: [String], input: [UInt8]?, limit: Int? = HookRunner.limit
  ) -> [String] {
    failure(of: words, input: input, limit: limit).map { [Wording.hookFailed(hook, $0)] } ?? []
  }

  /// Why a program has not done well; `nil` where it has, or there is none.
  private func failure(of words: [String], input: [UInt8]?, limit: Int?) -> String? {
    if words.isEmpty { return nil }
    let program: ProgramWords
    do throws(ProgramWords.Refusal) {
      program = try ProgramWords(words, environment: workspace.environment)
    } catch {
      return error.message
    }
    do throws(Errno) {
      let child = try CapturedProgram(
        program.path, program.arguments, input: input, isPrinting: false, outlives: true)
      let ending = child.run(limit: limit)
      if ending.wasStopped { return Wording.tookTooLong(program.name, seconds: Self.limit / 1000) }
      return ending.status == 0
        ? nil : Wording.ended(program.name, status: ending.status, lastLine: ending.lastLine)
    } catch {
      return "\(program.name): \(error.message)"
    }
  }
}

/// Which articles have come since it was made, by whichever process.
struct NewArticles {
  private var last: ArticleID?

  init(in view: LibraryView) { _ = take(in: view) }

  /// Those since the last call; none where the library cannot tell.
  mutating func take(in view: LibraryView) -> [ArticleID] {
    guard let (ids, last) = try? view.arrived(after: last) else { return [] }
    self.last = last
    return ids
  }
}
