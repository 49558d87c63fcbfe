/// Why there is no answer, or none of use: facts; ``message`` makes the sentence.
public enum FetchFailure: Error, Hashable, Sendable {
  case cancelled
  /// The handler wanted no more.
  case stopped
  case notAnAddress(String)
  case schemeRefused(String)
  /// A document or a server led to a private network or this machine.
  case privateAddress(host: String)
  case nameNotFound(host: String)
  case proxyNameNotFound
  /// `code` is an `errno`, 0 if there is none.
  case cannotConnect(host: String, code: Int32)
  case proxyFailed(reason: String)
  case timedOut(host: String)
  case tooLarge(limit: Int)
  case tooLargeCompressed(limit: Int)
  case headersTooLarge(limit: Int)
  case truncated
  case badCompression
  case certificate(host: String, reason: String)
  case secureConnection(host: String, reason: String)
  /// Libcurl's reason, or the path of a file that cannot be read.
  case identityFile(String)
  case notHTTP(host: String)
  case redirectLoop(String)
  case tooManyRedirects(limit: Int)
  case redirectNowhere(status: Int)
  case noRegularFile(String)
  case connectionBroken(reason: String)
  /// An answer, but no success.
  case status(Int, host: String)
  /// The body is nothing that the reader knows; the reason is the parser's sentence.
  case notAFeed(String)
}
