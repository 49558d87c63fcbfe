import ArgumentParser
import Articles
import Glibc
import Storage

/// `martlet open ADDRESS`: as the key `o` does.
struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open",
    abstract: "Open an address in the browser and mark it read.")

  @Argument(help: "An http, https, gemini or mailto address.")
  var address: String

  @OptionGroup var place: PlaceOptions

  func run() throws {
    let workspace = try Workspace.open(
      sources: place.sources, state: place.state, needsSources: false,
      patience: Workspace.patienceOfMarks)
    _ = try? workspace.marks.indexPending { _ in }
    workspace.tellNotices()
    try open(with: workspace)
    guard let address = Address(canonicalizing: address) else { return }
    try workspace.record(workspace.marks.marks(.read, of: [address], now: SystemClock.now))
  }

  private func open(with workspace: Workspace) throws {
    let plan = try plan(of: workspace)
    let process: pid_t
    do {
      process = try ChildProcess.start(
        plan.path, plan.arguments, streams: plan.needsTerminal ? .terminal : .detached)
    } catch {
      throw CommandFailure(.failed, "\(plan.name): \(error.message)")
    }
    guard plan.needsTerminal else { return }
    let status = ChildProcess.wait(for: process)
    if status != 0 { throw CommandFailure(.failed, Wording.ended(plan.name, status: status)) }
  }

  private func plan(of workspace: Workspace) throws -> URLOpener.Plan {
    do {
      return try workspace.opener.plan(for: address)
    } catch {
      let status: ExitStatus =
        switch error {
        case .noOpener, .noSuchProgram: .failed
        case .noAddress, .schemeNotAllowed: .wrongUsage
        }
      throw CommandFailure(status, "\(Output.clean(address)): \(error.message)")
    }
  }
}
