import TestSupport
import Testing

@testable import Articles

struct ArticleSetTests {
  private func set(_ numbers: Int64...) -> ArticleSet { ArticleSet(numbers.map(ArticleID.init)) }

  /// Against a set of numbers, over everything that happens to a few of them, strays among them.
  @Test func itIsASetOfNumbers() {
    let numbers: [Int64] = [0, 1, 63, 64, 200, -1, .max, .min, ArticleSet.mostBits, 64, 1]
    var set = ArticleSet()
    var model: Set<Int64> = []
    for number in numbers + numbers.reversed() {
      #expect(set.insert(ArticleID(number)) == model.insert(number).inserted)
      #expect(set.count == model.count && set.last?.rawValue == model.max())
      #expect(set.map(\.rawValue) == model.sorted())
      for other in numbers { #expect(set.contains(ArticleID(other)) == model.contains(other)) }
    }
    for number in numbers {
      #expect(set.remove(ArticleID(number)) == (model.remove(number) != nil))
      #expect(set.map(\.rawValue) == model.sorted() && set.count == model.count)
      #expect(set == ArticleSet(model.map(ArticleID.init)))
    }
    #expect(set.isEmpty && set == ArticleSet() && set.last == nil)
  }

  @Test func thoseThatAreMeantAreFoundTogether() {
    let numbers: [Int64] = [0, 1, 63, 64, 127, 128, 640, 641, -2, -1, .max]
    let even = ArticleSet(numbers.map(ArticleID.init)).filter {
      $0.rawValue % 2 == 0
    } together: { _ in
      0x5555_5555_5555_5555
    }
    #expect(even == set(0, 64, 128, 640, -2) && even.count == 5 && even.last?.rawValue == 640)
    #expect(set(1, 3).filter({ _ in true }, together: { _ in 0 }) == ArticleSet())
  }

  @Test func setsAreJoinedAndCut() {
    let (one, two) = (set(1, 64, 200, -1, .max), set(64, 3, .max, 5000))
    var joined = one
    joined.formUnion(two)
    #expect(joined == set(1, 3, 64, 200, 5000, -1, .max) && joined.count == 7)
    for (left, right) in [(one, two), (two, one)] {
      var cut = left
      cut.formIntersection(right)
      #expect(cut == set(64, .max) && cut.count == 2)
    }
    var none = one
    none.formIntersection(ArticleSet())
    #expect(none == ArticleSet() && none.isEmpty)
  }

  @Test func aMassMarkKnowsWhenEachWasMarked() {
    var mass = MassMark(.read, at: Instant(milliseconds: 5))
    mass.insert(ArticleID(1), at: mass.at)
    mass.insert(ArticleID(2), at: Instant(milliseconds: 9))
    #expect(mass.count == 2 && mass.articles == set(1, 2))
    #expect(mass.instant(of: ArticleID(1)).milliseconds == 5)
    #expect(mass.instant(of: ArticleID(2)).milliseconds == 9)
    mass.remove(ArticleID(2))
    #expect(mass.articles == set(1) && mass.later.isEmpty)
  }

  @Test func ofAListItIsWhatItIsOfOneAfterTheOther() {
    var random = SplitMix(seed: 5)
    for count in [0, 1, 64, 65, 3000] {
      var ids = (0..<count).map { _ in ArticleID(Int64(random.next(below: 9000))) }
      let strays: [Int64] = [-1, .min, .max, 1 << 27, 1 << 40]
      ids += ids.prefix(9) + strays.prefix(count).map(ArticleID.init)
      var grown = ArticleSet()
      for id in ids { grown.insert(id) }
      #expect(ArticleSet(ids) == grown)
      #expect(ArticleSet(ids).count == Set(ids).count)
      #expect(Array(ArticleSet(ids)) == Set(ids).map(\.rawValue).sorted().map(ArticleID.init))
    }
  }
}
