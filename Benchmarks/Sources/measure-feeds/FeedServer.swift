import BenchmarkSupport
import Foundation
import Glibc

/// Gives feeds from memory at every loopback address: a process of its own, so that what the readers
/// take is not counted with its memory.
///
/// The path is the delay of the answer in milliseconds and the number of the feed. One thread with
/// `poll` answers some ten thousand requests a second. A feed's validator is its number; who has it
/// gets 304.
struct FeedServer {
  private let process: Process
  let port: Int

  static let command = "serve"

  /// Starts it, and waits until it listens.
  init(_ count: Int, items: Int) throws(Failure) {
    let process = Process()
    process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = [Self.command, "\(count)", "\(items)"]
    let output = Pipe()
    process.standardOutput = output
    do {
      try process.run()
    } catch {
      throw Failure("the server cannot be started")
    }
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    guard let port = Int(line.prefix { $0.isNumber }) else { throw Failure("no port to listen on") }
    self.process = process
    self.port = port
  }

  func stop() {
    process.terminate()
    process.waitUntilExit()
  }

  /// A host of its own for each feed, so that a reader that spares hosts may ask all of them.
  func address(_ feed: Int, delay: Int) -> String {
    "http://127.0.\(1 + feed / 250).\(1 + feed % 250):\(port)/\(delay)/\(feed)"
  }

  /// On one host for all, whose connections serve again.
  func addressOnOneHost(_ feed: Int) -> String { "http://127.0.0.1:\(port)/0/\(feed)" }

  /// The server itself; ends with its process.
  static func serve(_ feeds: [[UInt8]]) throws(Failure) -> Never {
    let listener = socket(
      AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
    // Any address: one listener for all of 127.0.0.0/8. Others are turned away.
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listener, address, length) == 0 && listen(listener, 1024) == 0
          && getsockname(listener, address, &length) == 0
      }
    }
    guard isListening else { throw Failure("no port to listen on") }
    print(UInt16(bigEndian: address.sin_port))
    fflush(nil)
    var loop = ServerLoop(listener: listener, feeds: feeds)
    while true { loop.turn() }
  }
}
