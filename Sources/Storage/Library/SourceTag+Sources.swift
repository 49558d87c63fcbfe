import Articles

extension SourceTag {
  /// What the person has put sources under, in the order of the first source of each.
  static func all(of sources: [Source]) -> [SourceTag] {
    var tags: [SourceTag] = []
    var places: [String: Int] = [:]
    for source in sources {
      for name in source.tags {
        let place = places[name] ?? tags.count
        places[name] = place
        if place == tags.count { tags.append(SourceTag(name: name, sources: [])) }
        // One source's words come one after the other.
        if tags[place].sources.last != source.id { tags[place].sources.append(source.id) }
      }
    }
    return tags
  }
}
