import Articles
import ReaderCore
import Yams

/// The views of the settings.
extension Settings {
  mutating func takeViews(_ value: Node, file: String, line: Int) {
    if value.null != nil { return }
    guard let list = value.sequence else {
      faults.append("\(file):\(line): views is \(Setting.views.expectation).")
      mistaken.insert(.views)
      return
    }
    for item in list {
      do throws(Failure) {
        views.append(try view(item, file: file, line: item.mark?.line ?? line))
      } catch {
        faults.append(Wording.withoutView(error.message))
      }
    }
  }

  private mutating func view(_ item: Node, file: String, line: Int) throws(Failure) -> SavedView {
    func fail(_ reason: String, at node: Node? = nil) -> Failure {
      Failure(message: "\(file):\(node?.mark?.line ?? line): \(reason)")
    }
    guard let fields = item.mapping else { throw fail("views is \(Setting.views.expectation).") }
    var view = SavedView(name: "", query: "")
    for (key, value) in fields {
      switch (key.string, value.string) {
      case ("name", let name?): view.name = name
      case ("query", let query?):
        view.query = query + (view.query.isEmpty ? "" : " " + view.query)
      case ("sort", let sort?):
        guard QuerySort(rawValue: sort) != nil else {
          let names = QuerySort.allCases.map(\.rawValue).joined(separator: ", ")
          throw fail("sort is one of \(names).", at: key)
        }
        view.query += (view.query.isEmpty ? "" : " ") + "sort:\(sort)"
      case ("mark_read", let word?):
        guard let markRead = Self.markRead(word) else {
          throw fail("mark_read is \(Setting.markRead.expectation).", at: key)
        }
        view.markRead = markRead
      case ("key", let name?):
        do throws(BindingError) {
          view.key = try keys.bindings.keys(named: name, beside: ownKeys(beside: views))
        } catch {
          faults.append(
            Wording.keyOfView(error.message, at: "\(file):\(key.mark?.line ?? line)"))
        }
      default:
        throw fail(
          "a view has name, query, sort, mark_read and key, and no \"\(key.string ?? "")\".",
          at: key)
      }
    }
    guard !view.name.isEmpty, !view.query.isEmpty else {
      throw fail("a view needs a name and a query.")
    }
    guard !views.contains(where: { $0.name == view.name }) else {
      throw fail("there are two views \"\(view.name)\".")
    }
    do {
      _ = try QueryParser.parse(view.query, now: Instant(milliseconds: 0))
    } catch {
      throw fail("\(view.name): \(error.description)")
    }
    return view
  }

  /// What of the person's own has keys already.
  func ownKeys(beside views: [SavedView]) -> [(name: String, keys: KeySequence)] {
    views.compactMap { view in view.key.map { (Wording.theView(view.name), $0) } }
      + commands.compactMap { own in own.key.map { (Wording.theCommand(own.name), $0) } }
  }
}
