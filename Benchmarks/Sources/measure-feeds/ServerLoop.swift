import Glibc

/// What the server does between two waits.
struct ServerLoop {
  private struct Connection {
    let serial: Int
    var input: [UInt8] = []
    /// The answer under way: its head, then the feed unless there is none.
    var head: [UInt8] = []
    var feed: Int?
    var sent = 0

    var isSending: Bool { !head.isEmpty }
  }

  private struct Answer {
    let due: Int
    let socket: Int32
    let serial: Int
    let feed: Int
    let isKnown: Bool
  }

  private let listener: Int32
  private let feeds: [[UInt8]]
  private var connections: [Int32: Connection] = [:]
  /// In the order in which they are due.
  private var waiting: [Answer] = []
  private var accepted = 0
  private var buffer = [UInt8](repeating: 0, count: 1 << 14)

  init(listener: Int32, feeds: [[UInt8]]) {
    self.listener = listener
    self.feeds = feeds
  }

  /// Waits for something to do and does it.
  mutating func turn() {
    var polled = [pollfd(fd: listener, events: Int16(POLLIN), revents: 0)]
    for (socket, connection) in connections {
      let events = connection.isSending ? POLLIN | POLLOUT : POLLIN
      polled.append(pollfd(fd: socket, events: Int16(events), revents: 0))
    }
    let wait = waiting.first.map { max(0, ($0.due - Self.now + 999_999) / 1_000_000) } ?? 1000
    poll(&polled, nfds_t(polled.count), Int32(wait))
    for entry in polled.dropFirst() where entry.revents != 0 {
      if entry.revents & Int16(POLLOUT) != 0 { send(entry.fd) }
      if entry.revents & ~Int16(POLLOUT) != 0 { receive(entry.fd) }
    }
    if polled[0].revents != 0 { accept() }
    let now = Self.now
    let due = waiting.prefix { $0.due <= now }
    waiting.removeFirst(due.count)
    for answer in due where connections[answer.socket]?.serial == answer.serial { begin(answer) }
  }

  private mutating func accept() {
    while true {
      var peer = sockaddr_in()
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      let socket = withUnsafeMutablePointer(to: &peer) { peer in
        peer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          Glibc.accept(listener, $0, &length)
        }
      }
      guard socket >= 0 else { return }
      guard UInt32(bigEndian: peer.sin_addr.s_addr) >> 24 == 127 else {
        close(socket)
        continue
      }
      _ = fcntl(socket, F_SETFL, O_NONBLOCK)
      _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
      accepted += 1
      connections[socket] = Connection(serial: accepted)
    }
  }

  private mutating func receive(_ socket: Int32) {
    let count = recv(socket, &buffer, buffer.count, 0)
    guard count > 0 else {
      if count == 0 || errno != EAGAIN { drop(socket) }
      return
    }
    guard var connection = connections[socket] else { return }
    connection.input += buffer[..<count]
    while let end = Self.end(of: connection.input) {
      let request = String(decoding: connection.input[..<end], as: UTF8.self)
      connection.input.removeFirst(end)
      let words = request.prefix { $0 != "\r\n" }.split(separator: " ")
      let path = words.count > 1 ? words[1].split(separator: "/").map { Int($0) ?? -1 } : []
      let (delay, feed) = path.count == 2 ? (path[0], path[1]) : (0, -1)
      let answer = Answer(
        due: Self.now + delay * 1_000_000, socket: socket, serial: connection.serial, feed: feed,
        isKnown: request.lowercased().contains("if-none-match: \"\(feed)\""))
      let place = waiting.lastIndex { $0.due <= answer.due } ?? -1
      waiting.insert(answer, at: place + 1)
    }
    connections[socket] = connection
  }

  /// After the blank line that ends a request.
  private static func end(of bytes: [UInt8]) -> Int? {
    guard bytes.count >= 4 else { return nil }
    return (4...bytes.count).first { bytes[($0 - 4)..<$0].elementsEqual("\r\n\r\n".utf8) }
  }

  private mutating func begin(_ answer: Answer) {
    let isThere = feeds.indices.contains(answer.feed)
    var head = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    if isThere, answer.isKnown {
      head = "HTTP/1.1 304 Not Modified\r\nETag: \"\(answer.feed)\"\r\n\r\n"
    } else if isThere {
      head = """
        HTTP/1.1 200 OK\r\nETag: "\(answer.feed)"\r\nContent-Type: application/rss+xml\r
        Content-Length: \(feeds[answer.feed].count)\r\n\r\n
        """
    }
    connections[answer.socket]?.head = Array(head.utf8)
    connections[answer.socket]?.feed = isThere && !answer.isKnown ? answer.feed : nil
    connections[answer.socket]?.sent = 0
    send(answer.socket)
  }

  private mutating func send(_ socket: Int32) {
    guard var connection = connections[socket], connection.isSending else { return }
    let head = connection.head.count
    let body = connection.feed.map { feeds[$0] } ?? []
    while connection.sent < head + body.count {
      let (bytes, start) =
        connection.sent < head ? (connection.head, connection.sent) : (body, connection.sent - head)
      let more = connection.sent < head && !body.isEmpty ? Int32(MSG_MORE) : 0
      let count = bytes.withUnsafeBytes { bytes in
        Glibc.send(
          socket, bytes.baseAddress! + start, bytes.count - start,
          Int32(MSG_NOSIGNAL) | more)
      }
      guard count > 0 else {
        if errno == EAGAIN { break }
        return drop(socket)
      }
      connection.sent += count
    }
    if connection.sent == head + body.count { connection.head = [] }
    connections[socket] = connection
  }

  private mutating func drop(_ socket: Int32) {
    connections[socket] = nil
    close(socket)
  }

  private static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}
