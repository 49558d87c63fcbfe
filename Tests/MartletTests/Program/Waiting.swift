import Foundation
import Testing

struct TimedOut: Error {}

/// Asks again and again until something holds; throws after twenty seconds.
func waitUntil(_ holds: () throws -> Bool) throws {
  let deadline = ContinuousClock.now + .seconds(20)
  while try !holds() {
    guard ContinuousClock.now < deadline else { throw TimedOut() }
    usleep(5_000)
  }
}
