import Foundation
import Glibc
import ReaderCore
import Testing

@testable import martlet

struct InboxTests {
  private func isReadable(_ inbox: Inbox) -> Bool {
    var polled = pollfd(fd: inbox.descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&polled, 1, 0) == 1
  }

  @Test func isReadableWhileMessagesWait() {
    let inbox = Inbox()
    #expect(!isReadable(inbox))
    inbox.post(.notice("a"))
    inbox.post(.notice("b"))
    #expect(isReadable(inbox))
    #expect(inbox.take() == [.notice("a"), .notice("b")])
    #expect(!isReadable(inbox))
    #expect(inbox.take() == [])
  }

  /// Otherwise a loop that waits on the descriptor would never sleep again. A byte that is written
  /// too late is caught in every third round or so.
  @Test(arguments: 1...4) func sleepsAgainHoweverPostingAndTakingMeet(round: Int) {
    let inbox = Inbox()
    let (threads, count) = (8, 20_000)
    for _ in 0..<threads {
      Thread.detachNewThread {
        for _ in 0..<count {
          inbox.post(.marksSaved)
          sched_yield()
        }
      }
    }
    var taken = 0
    while taken < threads * count {
      taken += inbox.take().count
      sched_yield()
    }
    #expect(inbox.take() == [])
    #expect(!isReadable(inbox))
  }
}
