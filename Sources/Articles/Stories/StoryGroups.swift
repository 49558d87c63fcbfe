/// Puts articles together into stories, one after the other: what the library does with a table, in
/// memory.
///
/// An article joins the story of every article that it matches, if it contradicts none of that story:
/// what is numbered otherwise, or came more than 72 hours before its first.
public struct StoryGroups: Sendable {
  public private(set) var stories: [[Int]] = []
  private var profiles: [StoryProfile] = []
  private var storyOf: [Int] = []
  private var byKey: [UInt32: [Int]] = [:]

  /// Of more candidates under one key none is looked at: such a key says nothing.
  public static let mostAlike = 48
  /// A story has no more articles.
  public static let mostMembers = 64

  public init() {}

  /// - Returns: the number of the article.
  @discardableResult
  public mutating func add(_ text: StoryText) -> Int {
    let id = profiles.count
    let profile = StoryProfile(text)
    var candidates: Set<Int> = []
    for key in text.keys + text.relatedKeys {
      guard let others = byKey[key], others.count <= Self.mostAlike else { continue }
      candidates.formUnion(others)
    }
    let matched = candidates.filter { StoryRules.reason(profile, profiles[$0]) != nil }
    profiles.append(profile)
    storyOf.append(stories.count)
    stories.append([id])
    for key in text.keys { byKey[key, default: []].append(id) }
    for story in Set(matched.map { storyOf[$0] }).sorted() {
      let members = stories[storyOf[id]] + stories[story]
      guard members.count <= Self.mostMembers,
        StoryRules.agree(members.map { profiles[$0].text })
      else { continue }
      for member in stories[storyOf[id]] { storyOf[member] = story }
      stories[stories.count - 1] = []
      stories[story] = members
    }
    return id
  }
}
