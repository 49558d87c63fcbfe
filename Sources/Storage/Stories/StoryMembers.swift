import Articles
import GRDB

/// Which articles of the library are in a story with others, and where: a bit for each article of the
/// library, and eight bytes for each that is in one.
///
/// A million articles are looked up within a few milliseconds; the rejected way, the table itself, took
/// fifty for every list.
struct StoryMembers: Sendable {
  /// How many stories there may be; their numbers here are dense.
  private(set) var storyCount = 0
  private var words: [UInt64] = []
  /// How many members come before each word.
  private var ranks: [UInt32] = []
  /// Of each member its story, and above 32 bits its place there.
  private var entries: [UInt64] = []

  static let pageBits: Int64 = 12
  static let pageMask: Int64 = 1 << pageBits - 1
  /// Greater numbers, which only a damaged library has, are in no story.
  private static let mostBits: Int64 = 1 << 27

  static func packed(article: Int64, story: Int64, place: Int64) -> Int64 {
    story << 20 | (place & 0xFF) << pageBits | article & pageMask
  }

  var isEmpty: Bool { entries.isEmpty }

  init() {}

  init(_ database: Database) throws {
    var stories = Bits()
    var found: [(article: Int64, story: Int64, place: Int64)] = []
    try Query(database, "SELECT page, bytes FROM story_page ORDER BY page").each { row in
      let first = row.integer(0) << Self.pageBits
      row.withBlob(1) { bytes in
        for entry in PackedIntegers.unpack(bytes) {
          let article = first + (entry & Self.pageMask)
          let story = entry >> 20
          guard 0..<Self.mostBits ~= article, 0..<Self.mostBits ~= story else { continue }
          found.append((article, story, entry >> Self.pageBits & 0xFF))
          stories.insert(Int(story))
        }
      }
      return true
    }
    stories.count()
    storyCount = Int(stories.total)
    var members = Bits()
    for member in found { members.insert(Int(member.article)) }
    members.count()
    entries = found.map { UInt64($0.place) << 32 | UInt64(stories.rank(of: Int($0.story))) }
    (words, ranks) = (members.words, members.ranks)
  }

  /// The story of an article and its place there.
  @inline(__always)
  func entry(of article: Int64) -> (story: Int, place: UInt32)? {
    guard article >= 0, article < Int64(words.count) << 6 else { return nil }
    let (word, bit) = (Int(article >> 6), UInt64(1) << UInt64(article & 63))
    guard words[word] & bit != 0 else { return nil }
    let entry = entries[Int(ranks[word]) + (words[word] & (bit - 1)).nonzeroBitCount]
    return (Int(entry & 0xFFFF_FFFF), UInt32(entry >> 32))
  }

  /// Puts the articles of each story of a list under the best of those that are there.
  /// Those that the person has split off stand for themselves.
  func folded(_ whole: consuming Listing) -> Listing {
    var (ids, flags) = (whole.ids, whole.flags)
    var best = [UInt32](repeating: .max, count: storyCount)
    var counts = [Int32](repeating: 0, count: storyCount)
    var isFolded = false
    for (index, id) in ids.enumerated() {
      guard let (story, place) = entry(of: id.rawValue), !flags[index].contains(.split) else {
        continue
      }
      best[story] = min(best[story], place)
      counts[story] += 1
      if counts[story] > 1 { isFolded = true }
    }
    guard isFolded else { return whole }
    // What is left moves up where it is: a second list of that length would be megabytes.
    whole = Listing()
    var heads: [(place: Int, story: Int)] = []
    var hidden: [(story: Int, id: ArticleID, flags: MarkFlags)] = []
    let end = ids.withUnsafeMutableBufferPointer { ids in
      flags.withUnsafeMutableBufferPointer { flags in
        var end = 0
        for index in ids.indices {
          let id = ids[index]
          if let (story, place) = entry(of: id.rawValue), counts[story] > 1,
            !flags[index].contains(.split)
          {
            guard place == best[story] else {
              hidden.append((story, id, flags[index]))
              continue
            }
            heads.append((end, story))
          }
          (ids[end], flags[end]) = (id, flags[index])
          end += 1
        }
        return end
      }
    }
    ids.removeLast(ids.count - end)
    flags.removeLast(flags.count - end)
    var listing = Listing(ids: ids, flags: flags)
    // Where the articles of each story begin among the others: in the order of the rows.
    var starts = [Int](repeating: 0, count: storyCount)
    var last = 0
    listing.folds = heads.map { head in
      starts[head.story] = last
      last += Int(counts[head.story]) - 1
      return Listing.Fold(place: head.place, end: last)
    }
    listing.folded = Array(repeating: ArticleID(0), count: hidden.count)
    listing.foldedFlags = Array(repeating: [], count: hidden.count)
    for member in hidden {
      listing.folded[starts[member.story]] = member.id
      listing.foldedFlags[starts[member.story]] = member.flags
      starts[member.story] += 1
    }
    return listing
  }

  /// Numbers as bits, and how many come before each.
  private struct Bits {
    var words: [UInt64] = []
    var ranks: [UInt32] = []
    var total: UInt32 = 0

    mutating func insert(_ number: Int) {
      let word = number >> 6
      if word >= words.count {
        words.append(
          contentsOf: repeatElement(0, count: max(word + 1, words.count * 2) - words.count))
      }
      words[word] |= 1 << UInt64(number & 63)
    }

    mutating func count() {
      ranks = words.map { word in
        defer { total += UInt32(word.nonzeroBitCount) }
        return total
      }
    }

    func rank(of number: Int) -> UInt32 {
      let word = number >> 6
      return ranks[word]
        + UInt32((words[word] & (1 << UInt64(number & 63) - 1)).nonzeroBitCount)
    }
  }
}
