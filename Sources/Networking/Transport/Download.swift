import Foundation

/// A whole body in memory, for what is not worth a handler of its own.
public struct Download: Sendable {
  public let head: ResponseHead
  public let body: [UInt8]
}

extension Transport {
  /// Asks for an address and collects what comes.
  ///
  /// An answer that is no success (a status other than 200 and 203) has an empty body.
  /// - Parameter limit: the most bytes of the body; beyond it the request fails.
  @discardableResult
  public func download(
    _ request: Request, limit: Int = 8 << 20,
    completion: @escaping @Sendable (Result<Download, FetchFailure>) -> Void
  ) -> Ticket {
    let makeHandler: @Sendable () -> any ResponseHandler = {
      DownloadHandler(limit: limit, completion: completion)
    }
    return submit([(request, makeHandler)])[0]
  }
}

private final class DownloadHandler: ResponseHandler {
  private let limit: Int
  private let completion: @Sendable (Result<Download, FetchFailure>) -> Void
  private var body: [UInt8] = []
  private var isTooLarge = false

  init(limit: Int, completion: @escaping @Sendable (Result<Download, FetchFailure>) -> Void) {
    self.limit = limit
    self.completion = completion
  }

  func begin(_ head: ResponseHead) -> Bool { true }

  func consume(_ bytes: UnsafeRawBufferPointer) -> Bool {
    isTooLarge = body.count + bytes.count > limit
    if !isTooLarge { body.append(contentsOf: bytes) }
    return !isTooLarge
  }

  func end(_ completion: Completion) {
    let limit = limit
    let body = body
    let isTooLarge = isTooLarge
    self.completion(
      completion.result.map { Download(head: $0, body: body) }
        .mapError { isTooLarge ? .tooLarge(limit: limit) : $0 })
  }
}
