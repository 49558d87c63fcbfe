import Articles

@testable import Storage

/// A library over the folder "news" of a scratch folder, with the marks of one state file.
struct Desk {
  let scratch: Scratch
  let library: Library
  let marks: MarkStore

  /// - Parameter seconds: How far the clock is ahead: files that are written now are that old.
  init(_ scratch: Scratch = Scratch(), library name: String = "library", ahead seconds: Int64 = 0)
    throws
  {
    self.scratch = scratch
    scratch.makeFolder("news")
    library = try Library(path: scratch["data/\(name).sqlite"])
    marks = try MarkStore(
      statePath: scratch["data/state.json"], localFolder: scratch["local"], library: library
    ) { Clock.nanoseconds + seconds * 1_000_000_000 }
  }

  func sources(_ names: [String] = ["news"]) throws -> [Source] {
    try library.attach(names.map { SourceSpec(location: scratch[$0]) }, now: instant(0))
  }

  @discardableResult
  func index(_ names: [String] = ["news"]) throws -> IndexSummary {
    try Indexer(library: library, trustsYoungFiles: true).index(sources(names))
  }

  func view(_ names: [String] = ["news"]) throws -> LibraryView {
    library.view(sources: try sources(names).map(\.id), state: marks.stateID)
  }

  func titles(_ scope: ListScope = .all, _ names: [String] = ["news"]) throws -> [String] {
    let view = try view(names)
    return try view.rows(view.listing(scope).ids).map(\.title)
  }

  func rows() throws -> [ArticleRow] {
    let view = try view()
    return try view.rows(view.listing(.all).ids)
  }

  func row(_ title: String) throws -> ArticleRow? {
    let view = try view()
    return try view.rows(view.listing(.all).ids).first { $0.title == title }
  }

  func mark(_ address: String, _ name: MarkName, at milliseconds: Int64) throws {
    try marks.record([Mark(Address(key: address)!, name, at: instant(milliseconds))])
    try marks.indexPending()
  }
}
