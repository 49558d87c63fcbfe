import Articles
import ReaderCore
import Yams

/// The views of the settings.
extension Settings {
  mutating func readViews(
    _ value: Node, file: String, line: Int
  ) throws(Failure) -> [SavedView] {
    if value.null != nil { return [] }
    guard let list = value.sequence else {
      throw Failure(message: "\(file):\(line): views is \(Setting.views.expectation).")
    }
    var views: [SavedView] = []
    for item in list {
      let place = "\(file):\(item.mark?.line ?? line)"
      guard let fields = item.mapping else {
        throw Failure(message: "\(place): views is \(Setting.views.expectation).")
      }
      var view = SavedView(name: "", query: "")
      for (key, value) in fields {
        let place = "\(file):\(key.mark?.line ?? line)"
        switch (key.string, value.string) {
        case ("name", let name?): view.name = name
        case ("query", let query?):
          view.query = query + (view.query.isEmpty ? "" : " " + view.query)
        case ("sort", let sort?):
          guard QuerySort(rawValue: sort) != nil else {
            let names = QuerySort.allCases.map(\.rawValue).joined(separator: ", ")
            throw Failure(message: "\(place): sort is one of \(names).")
          }
          view.query += (view.query.isEmpty ? "" : " ") + "sort:\(sort)"
        case ("mark_read", let word?):
          guard let markRead = Self.markRead(word) else {
            throw Failure(message: "\(place): mark_read is \(Setting.markRead.expectation).")
          }
          view.markRead = markRead
        case ("key", let name?):
          do throws(BindingError) {
            view.key = try keys.bindings.keys(named: name, beside: ownKeys(beside: views))
          } catch {
            faults.append(Wording.keyOfView(error.message, at: place))
          }
        default:
          throw Failure(
            message: "\(place): a view has name, query, sort, mark_read and key, and no "
              + "\"\(key.string ?? "")\".")
        }
      }
      guard !view.name.isEmpty, !view.query.isEmpty else {
        throw Failure(message: "\(place): a view needs a name and a query.")
      }
      guard !views.contains(where: { $0.name == view.name }) else {
        throw Failure(message: "\(place): there are two views \"\(view.name)\".")
      }
      do {
        _ = try QueryParser.parse(view.query, now: Instant(milliseconds: 0))
      } catch {
        throw Failure(message: "\(place): \(view.name): \(error.description)")
      }
      views.append(view)
    }
    return views
  }

  /// What of the person's own has keys already.
  func ownKeys(beside views: [SavedView]) -> [(name: String, keys: KeySequence)] {
    views.compactMap { view in view.key.map { (Wording.theView(view.name), $0) } }
      + commands.compactMap { own in own.key.map { (Wording.theCommand(own.name), $0) } }
  }
}
