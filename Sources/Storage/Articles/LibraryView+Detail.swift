@_spi(ArticleKeys) public import Articles
import GRDB

extension LibraryView {
  /// Everything the detail pane shows; `nil` for an article that is not in this view.
  ///
  /// Reads the article's file again, another of its files where the first is gone; an item of a feed
  /// comes out of the archive. Where none can be read, the detail holds what the library knows, and
  /// a warning.
  public func detail(_ id: ArticleID) throws(StorageError) -> ArticleDetail? {
    guard let place = try library.read({ try place(of: id, $0) }) else { return nil }
    let text = ArticleText(origins: place.origins, address: place.row.address)
    return try library.read { try detail(place, text, $0) }
  }

  private struct Place {
    var row: ArticleRow
    /// The one that supplies the fields first.
    var origins: [ArticleOrigin]
    /// The folder that holds the first file: its source, and its path there.
    var folder: (source: Int64, path: Path)
    /// Those that count for the article, the key first.
    var addresses: [Int64]
    /// Those that it has, also where others have them, too.
    var claimed: [Int64]
  }

  private func place(of id: ArticleID, _ database: Database) throws -> Place? {
    guard let row = try rows([id], database).first, shows(row),
      let stored = try StoredArticle(id.rawValue, database)
    else { return nil }
    let origins = try ArticleOrigins(database, of: self)
    let ranks = try origins.ranks(of: id.rawValue)
    let files = ranks.filter { $0.file == stored.file } + ranks.filter { $0.file != stored.file }
    let folder = try Query(database, "SELECT source, path FROM folder WHERE id = ?")
      .first(files.first?.file.folder ?? stored.file.folder) {
        (source: $0.integer(0), path: Path(bytes: $0.blob(1)))
      }
    return Place(
      row: row, origins: try origins.origins(files),
      folder: folder ?? (0, Path(bytes: [])),
      addresses: try AddressClaims.counted(stored.addresses, of: id.rawValue, database),
      claimed: row.address.isOwn ? [] : stored.addresses)
  }

  private func detail(_ place: Place, _ text: ArticleText, _ database: Database) throws
    -> ArticleDetail
  {
    let article = text.article ?? article(from: place.row)
    return ArticleDetail(
      row: place.row, article: article, body: text.body,
      related: try article.related.map { try entry($0, database) },
      pointedAtBy: try pointingAt(place, database),
      sameAddress: try others(at: place, article.links.addresses, database),
      items: try items(article.items, in: place.folder, database),
      files: place.origins.map(\.display),
      item: try place.origins.first?.archived.flatMap { try ItemFacts($0, database) },
      aliases: article.links.addresses.filter {
        $0 != place.row.address && place.addresses.contains(library.hashing($0))
      },
      warnings: text.warnings, story: try story(of: place.row, database),
      front: frontPageEntry(of: place.row.id))
  }

  /// What only the texts of articles tell of them; those that are gone are left out.
  public func digests(
    of ids: [ArticleID]
  ) throws(StorageError) -> [ArticleID: ArticleDigest] {
    let places = try library.read { database in
      let origins = try ArticleOrigins(database, of: self)
      return try rows(ids, database).map { row in
        (row: row, origins: try origins.origins(of: row.id.rawValue))
      }
    }
    var digests: [ArticleID: ArticleDigest] = [:]
    for (row, origins) in places {
      let text = ArticleText(origins: origins, address: row.address, limit: Self.digested)
      let words = text.article?.excerpt ?? text.body.beginning(bytes: 400)
      let excerpt = words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      let minutes = text.body.readingMinutes
      digests[row.id] = ArticleDigest(
        excerpt: excerpt.isEmpty ? nil : excerpt,
        author: text.article?.provider.flatMap { provider in
          provider.authors.isEmpty ? nil : provider.authors.joined(separator: ", ")
        }, minutes: minutes > 0 ? minutes : nil)
    }
    return digests
  }

  /// The most that is read of a file for what a row shows: a longer text reads as long as that.
  private static let digested = 1 << 18

  /// What a row tells of an article whose files are gone.
  private func article(from row: ArticleRow) -> Article {
    var article = Article(title: row.title)
    article.provider = row.provider.isEmpty ? nil : Provider(name: row.provider)
    article.published = row.published
    article.topics = row.topics
    article.quality = row.quality
    article.heat = row.heat
    return article
  }

  /// Where an article is that another one, or a link, names.
  public func entry(for related: RelatedArticle) throws(StorageError) -> RelatedEntry {
    try library.read { try entry(related, $0) }
  }

  private func entry(_ related: RelatedArticle, _ database: Database) throws -> RelatedEntry {
    let addresses = related.links.addresses
    guard let first = addresses.first else { return RelatedEntry(article: related) }
    let hashes = addresses.map { library.hashing($0) }
    let owners = try hashes.compactMap { try AddressClaims.owner(of: $0, database) }
    for owner in owners {
      guard let row = try rows([ArticleID(owner)], database).first, shows(row) else { continue }
      return RelatedEntry(article: related, place: .library(row))
    }
    // An article of a source that is not of this view is marked under its key all the same.
    if let row = try owners.first.flatMap({ try rows([ArticleID($0)], database).first }) {
      let marks = KeyMarks(
        key: row.key, flags: row.flags, labels: row.labels, lastMarked: row.lastMarked)
      return RelatedEntry(article: related, place: .elsewhere(marks))
    }
    let facts = try ArticleMarks.facts(of: hashes, database)[state.rawValue] ?? MarkFacts()
    let marks = KeyMarks(
      key: ArticleKey(first), flags: facts.flags, labels: facts.labels,
      lastMarked: facts.last.map(Instant.init(milliseconds:)))
    return RelatedEntry(article: related, place: .elsewhere(marks))
  }

  /// The newest articles whose related entries name one of the addresses.
  private func pointingAt(_ place: Place, _ database: Database) throws -> [ArticleRow] {
    var found: [Int64: Int64] = [:]
    let query = try Query(
      database,
      """
      SELECT article.id, published, lists FROM related JOIN article ON article.id = article
      WHERE hash = ?
      """)
    for address in place.addresses {
      try query.each(address) { row in
        if row.integer(0) != place.row.id.rawValue, !sources(in: row, 2).isEmpty {
          found[row.integer(0)] = row.optionalInteger(1) ?? .min
        }
        return true
      }
    }
    let newest = found.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(50)
    return try rows(newest.map { ArticleID($0.key) }, database)
  }

  /// The articles apart from this one that have one of its addresses, the newest first: where several claim
  /// one, it joins none of them; and an item that shares its link with others of its feed has a key of its own.
  /// - Parameter links: as its text gives them.
  private func others(
    at place: Place, _ links: [Address], _ database: Database
  ) throws -> [ArticleRow] {
    var hashes = Set(place.claimed)
    for address in links + (place.row.address.isOwn ? [] : [place.row.address]) {
      hashes.insert(library.hashing(address))
      if let twin = SchemeTwin.of(address.text) { hashes.insert(library.hashing.hash(twin)) }
    }
    let claims = try AddressClaims.query(database)
    let items = try Query(database, Self.itemsWithLink)
    var found: Set<Int64> = []
    for hash in hashes {
      var sharing = Set(try AddressClaims.claimants(of: hash, claims).articles)
      // One more than may count, and this one itself, are enough to know that there are too many.
      let keys = try items.all(hash) { $0.text(0) }
      for key in keys.compactMap(Address.init(key:)) {
        if let owner = try AddressClaims.owner(of: library.hashing(key), claims) {
          sharing.insert(owner)
        }
      }
      sharing.remove(place.row.id.rawValue)
      if sharing.count <= Self.mostAtAnAddress { found.formUnion(sharing) }
    }
    return try rows(found.map(ArticleID.init), database).filter(shows)
      .sorted {
        ($0.published?.milliseconds ?? .min, $1.id) > ($1.published?.milliseconds ?? .min, $0.id)
      }
  }

  /// An address that more articles share is that of a site: it says nothing.
  private static let mostAtAnAddress = 12

  /// The keys of the items that give an address as their link.
  static let itemsWithLink = """
    SELECT item.address FROM feed CROSS JOIN item ON item.feed = feed.id AND item.link = ?
    LIMIT \(mostAtAnAddress + 2)
    """

  /// Articles by the names of their files without suffix, from the folder above the collection's.
  private func items(
    _ names: [String], in folder: (source: Int64, path: Path), _ database: Database
  ) throws -> [ArticleRow] {
    guard !folder.path.isEmpty else { return [] }
    let query = try Query(
      database,
      """
      SELECT article FROM folder JOIN file ON file.folder = folder.id
      WHERE source = ? AND path = ? AND name > ? AND name < ? AND article IS NOT NULL LIMIT 1
      """)
    let ids = try names.compactMap { name -> ArticleID? in
      let parts = name.split(separator: "/", omittingEmptySubsequences: false)
      guard !parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) else { return nil }
      let path = folder.path.parent.appending(name)
      // "." is followed by "/" among bytes: between the two lie the names with any suffix.
      return try query.first(
        folder.source, path.parent.bytes, path.lastComponent + [0x2E], path.lastComponent + [0x2F]
      ) { ArticleID($0.integer(0)) }
    }
    return try rows(ids, database).filter(shows)
  }
}
