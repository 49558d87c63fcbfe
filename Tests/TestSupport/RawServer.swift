import Foundation
import Synchronization

/// A server on loopback that says exactly what a test wants, byte by byte.
///
/// The script is called for each request, on a thread of its connection.
public final class RawServer: Sendable {
  /// One request and the connection to answer on.
  public struct Exchange: Sendable {
    /// Request line and headers.
    public let head: String
    /// From 1, over all connections, and that of the connection.
    public let number: Int
    public let connection: Int
    fileprivate let socket: Int32

    public var path: String {
      let words = head.prefix { $0 != "\r\n" }.split(separator: " ")
      return words.count > 1 ? String(words[1]) : ""
    }

    /// The value of a header field; `nil` if the request has none of that name.
    public func header(_ name: String) -> String? {
      head.split(separator: "\r\n").dropFirst().lazy
        .map { $0.split(separator: ":", maxSplits: 1) }
        .first { $0.first?.lowercased() == name.lowercased() }
        .map { $0.count > 1 ? $0[1].trimmingCharacters(in: .whitespaces) : "" }
    }

    /// `false` once the client has gone.
    @discardableResult
    public func send(_ bytes: [UInt8]) -> Bool {
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes {
          Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard count > 0 else { return false }
        rest = rest.dropFirst(count)
      }
      return true
    }

    @discardableResult
    public func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    /// A whole answer.
    public func answer(
      _ status: String = "200 OK", _ headers: [String] = [], body: [UInt8] = Array("hello".utf8)
    ) {
      let lines = ["HTTP/1.1 \(status)"] + headers + ["Content-Length: \(body.count)", "", ""]
      send(Array(lines.joined(separator: "\r\n").utf8) + body)
    }

    public func close() { shutdown(socket, Int32(SHUT_RDWR)) }

    /// Waits until the client has gone.
    public func waitForEnd() {
      var byte: UInt8 = 0
      while recv(socket, &byte, 1, 0) > 0 {}
    }
  }

  public let address: String
  public let port: UInt16
  private let listener: Int32
  private let work: Connections

  public init(address: String = "127.0.0.1", _ script: @escaping @Sendable (Exchange) -> Void)
    throws
  {
    self.address = address
    work = Connections(script)
    (listener, port) = try listeningSocket(on: address)
    let listener = listener
    let work = work
    Thread { work.accept(from: listener) }.start()
  }

  deinit { stop() }

  public func stop() {
    work.stop(listener)
  }

  public var url: String { "http://\(address):\(port)" }
  public var host: String { "\(address):\(port)" }
  public var exchanges: [Exchange] { work.state.withLock(\.exchanges) }
  public var connections: Int { work.state.withLock(\.connections) }
}

/// What the threads of a server share; it outlives the server until they have ended.
private final class Connections: Sendable {
  struct State {
    var sockets: Set<Int32> = []
    var exchanges: [RawServer.Exchange] = []
    var connections = 0
    var isStopped = false
  }

  let state = Mutex(State())
  private let script: @Sendable (RawServer.Exchange) -> Void

  init(_ script: @escaping @Sendable (RawServer.Exchange) -> Void) {
    self.script = script
  }

  /// Once, and under the lock: afterwards the numbers of these sockets may be those of another
  /// server's.
  func stop(_ listener: Int32) {
    state.withLock { state in
      guard !state.isStopped else { return }
      state.isStopped = true
      shutdown(listener, Int32(SHUT_RDWR))
      for socket in state.sockets { shutdown(socket, Int32(SHUT_RDWR)) }
    }
  }

  func accept(from listener: Int32) {
    while true {
      let socket = Glibc.accept(listener, nil, nil)
      if socket >= 0 {
        Thread { self.serve(socket) }.start()
      } else if state.withLock(\.isStopped) {
        break
      } else {
        // A client that has gone already, or no number left for a socket.
        usleep(1000)
      }
    }
    close(listener)
  }

  private func serve(_ socket: Int32) {
    let connection = state.withLock { state in
      state.sockets.insert(socket)
      state.connections += 1
      return state.isStopped ? -1 : state.connections
    }
    while connection > 0, let head = Self.readHead(socket) {
      let exchange = state.withLock { state in
        let exchange = RawServer.Exchange(
          head: head, number: state.exchanges.count + 1, connection: connection, socket: socket)
        state.exchanges.append(exchange)
        return exchange
      }
      script(exchange)
    }
    _ = state.withLock { $0.sockets.remove(socket) }
    close(socket)
  }

  private static func readHead(_ socket: Int32) -> String? {
    var head: [UInt8] = []
    while let byte = readByte(socket) {
      head.append(byte)
      // The first word of TLS, which this server does not speak.
      if head == [0x16] { return nil }
      if head.suffix(4) == [13, 10, 13, 10] { return String(decoding: head, as: UTF8.self) }
    }
    return nil
  }

  private static func readByte(_ socket: Int32) -> UInt8? {
    var byte: UInt8 = 0
    var count = recv(socket, &byte, 1, 0)
    while count < 0, errno == EINTR { count = recv(socket, &byte, 1, 0) }
    return count == 1 ? byte : nil
  }
}
