import Articles
import TestSupport
import Testing

struct StoryGroupTests {
  @Test(arguments: ["news", "everyday", "feeds"])
  func joinsWhatAPersonWouldJoin(_ name: String) throws {
    let labelled = try LabelledStories(name)
    var groups = StoryGroups()
    for entry in labelled.entries { groups.add(entry.text) }
    let judgement = labelled.judge(groups.stories)
    #expect(judgement.precision >= 0.97, "\(judgement.wrong.joined(separator: "\n"))")
    #expect(judgement.recall >= 0.9, "\(judgement.missed.joined(separator: "\n"))")
  }
}
