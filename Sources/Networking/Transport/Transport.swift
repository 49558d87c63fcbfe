import Foundation

/// Asks servers, many at once, on one thread of its own (libcurl's multi interface).
///
/// Requests are submitted and cancelled from any thread. Hosts take turns; the limits of
/// ``TransportSettings`` hold. Letting go of the transport cancels what is under way.
public final class Transport: Sendable {
  private let mailbox = Mailbox()

  public init(_ settings: TransportSettings) {
    let mailbox = mailbox
    let thread = Thread {
      // Without memory for one handle there is none for an error either.
      guard let loop = TransferLoop(settings, mailbox) else {
        fatalError("No memory for the network.")
      }
      loop.run()
    }
    thread.name = "network"
    thread.start()
  }

  deinit {
    mailbox.close()
  }

  /// Asks for addresses; each handler is made on the transport's thread, and told the end.
  @discardableResult
  public func submit(
    _ requests: [(request: Request, makeHandler: @Sendable () -> any ResponseHandler)]
  ) -> [Ticket] {
    mailbox.submit(requests)
  }

  /// Lets those go on whose handlers wanted bytes later.
  public func resume() {
    mailbox.resume()
  }

  /// Ends requests at once with ``FetchFailure/cancelled``; those that have ended are passed over.
  public func cancel(_ tickets: some Sequence<Ticket>) {
    mailbox.cancel(tickets)
  }
}
