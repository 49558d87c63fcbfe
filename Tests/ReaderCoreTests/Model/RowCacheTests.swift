import Articles
import Testing

@testable import ReaderCore

struct RowCacheTests {
  private let ids = (0..<10_000).map { ArticleID(Int64($0)) }

  private func rows(_ ids: [ArticleID]) -> [ArticleRow] {
    ids.map {
      ArticleRow(
        id: $0, address: Address(fileWithType: "", domain: "", title: "\($0)"), title: "\($0)")
    }
  }

  @Test func asksForTheWindowAndWhatLiesAroundOnce() {
    var cache = RowCache()
    let asked = cache.missing(around: 100..<120, in: ids)
    #expect(asked == Array(ids[36..<184]))
    #expect(cache.missing(around: 100..<120, in: ids).isEmpty)
    #expect(cache.missing(around: 110..<130, in: ids).isEmpty)
    cache.insert(rows(asked), asked: asked)
    #expect(cache[ids[100]]?.title == "\(ids[100])")
    #expect(!cache.isAwaited(ids[100]))
  }

  @Test func asksAheadBeforeTheEdgeIsReached() {
    var cache = RowCache()
    let first = cache.missing(around: 0..<20, in: ids)
    cache.insert(rows(first), asked: first)
    #expect(cache.missing(around: 44..<64, in: ids).isEmpty)
    #expect(cache.missing(around: 45..<65, in: ids).first == ids[84])
  }

  @Test func whatIsNotAmongTheRowsIsGone() {
    var cache = RowCache()
    let asked = cache.missing(around: 0..<3, in: Array(ids[..<3]))
    cache.insert(rows([ids[0], ids[2]]), asked: asked)
    #expect(cache.isGone(ids[1]))
    #expect(!cache.isAwaited(ids[1]))
    #expect(!cache.isGone(ids[2]))
  }

  @Test func staysBoundedAndKeepsTheWindow() {
    var cache = RowCache()
    for top in stride(from: 0, to: 9_900, by: 60) {
      let asked = cache.missing(around: top..<(top + 60), in: ids)
      cache.insert(rows(asked), asked: asked)
      #expect(ids[top..<(top + 60)].allSatisfy { cache[$0] != nil })
    }
    #expect(cache.all.reduce(0) { count, _ in count + 1 } < RowCache.capacity + 500)
  }

  @Test func outdatedRowsAreShownAndAskedForAgain() {
    var cache = RowCache()
    let asked = cache.missing(around: 0..<5, in: Array(ids[..<5]))
    cache.insert(rows(asked), asked: asked)
    cache.outdate()
    cache.forgetPlaces()
    #expect(cache[ids[2]] != nil)
    #expect(cache.missing(around: 0..<5, in: Array(ids[..<5])) == Array(ids[..<5]))
  }
}
