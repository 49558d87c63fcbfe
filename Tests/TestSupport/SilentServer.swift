import Foundation

/// A server on loopback that takes connections and never says a word.
public final class SilentServer: Sendable {
  private let listener: Int32
  public let host: String

  public init() throws {
    let address = "127.0.0.1"
    let (listener, port) = try listeningSocket(on: address)
    self.listener = listener
    host = "\(address):\(port)"
  }

  deinit { close(listener) }
}

/// A socket that the system takes connections on, whether anybody accepts them or not.
func listeningSocket(on address: String) throws -> (listener: Int32, port: UInt16) {
  let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
  var place = sockaddr_in()
  place.sin_family = sa_family_t(AF_INET)
  inet_pton(AF_INET, address, &place.sin_addr)
  var size = socklen_t(MemoryLayout<sockaddr_in>.size)
  let isListening = withUnsafeMutablePointer(to: &place) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      bind(listener, $0, size) == 0 && listen(listener, 256) == 0
        && getsockname(listener, $0, &size) == 0
    }
  }
  guard isListening else { throw POSIXError(.EADDRNOTAVAIL) }
  return (listener, UInt16(bigEndian: place.sin_port))
}
