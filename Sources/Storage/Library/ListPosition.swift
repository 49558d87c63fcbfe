/// Where an article stands in every list: newest first, then those without a date by title.
struct ListPosition: Hashable {
  var sort: Int64
  var title: String

  init(published: Int64?, title: String) {
    if let published {
      sort = published == .min ? .max - 1 : -published
      self.title = ""
    } else {
      sort = .max
      self.title = title
    }
  }
}
