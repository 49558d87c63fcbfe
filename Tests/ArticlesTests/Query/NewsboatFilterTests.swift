import Articles
import Testing

struct NewsboatFilterTests {
  private func query(_ filter: String) -> String {
    do throws(NewsboatFilter.Refusal) {
      return try NewsboatFilter(filter).query
    } catch {
      return "! " + error.message
    }
  }

  @Test(arguments: [
    (#"unread = "yes""#, "is:unread"),
    (#"unread == "no""#, "is:read"),
    (#"unread != "no""#, "-is:read"),
    (#"age < 3"#, "age<3d"),
    (#"age <= 3"#, "age<4d"),
    (#"age > 3"#, "age>=4d"),
    (#"age >= 3"#, "age>=3d"),
    (#"age = 0"#, "age<1d"),
    (#"age = 2"#, "age>=2d age<3d"),
    (#"age != 2"#, "-(age>=2d age<3d)"),
    (#"age between 0:7"#, "age<8d"),
    (#"age between 10:2"#, "age>=2d age<11d"),
    (#"age between "1:3""#, "age>=1d age<4d"),
    (#"age > "5""#, "age>=6d"),
    (#"title =~ "otter""#, "title:otter*"),
    (#"title =~ "river otter""#, #"title:"river otter*""#),
    (#"title !~ "advert""#, "-title:advert*"),
    (#"title = "The Week""#, #"title:"The Week""#),
    (#"title =~ "otter|heron|newt""#, "title:otter* or title:heron* or title:newt*"),
    (#"title !~ "otter|heron""#, "-(title:otter* or title:heron*)"),
    (#"title =~ "(otter|heron)s""#, "title:otters* or title:herons*"),
    (#"title =~ "colou?r""#, "title:colour* or title:color*"),
    (#"title =~ "[Oo]tter""#, "title:otter*"),
    (#"title =~ ".*otter.*""#, "title:otter*"),
    (#"title =~ "\bart\b""#, #"title:"art""#),
    (#"title =~ "\<art\>""#, #"title:"art""#),
    (#"title =~ "v1\.2""#, #"title:"v1.2*""#),
    (#"title =~ "C\+\+""#, #"title:"C++*""#),
    (#"title =~ "or""#, #"title:"or*""#),
    (#"title =~ "say \"so\"""#, #"title:"say \"so\"*""#),
    (#"content =~ "tide""#, "excerpt:tide* or body:tide*"),
    (#"content !~ "tide""#, "-(excerpt:tide* or body:tide*)"),
    (#"author =~ "ada""#, "author:ada*"),
    (#"author = "Ada Byron""#, #"author:"Ada Byron""#),
    (#"link =~ "example.org/blog""#, #"url:"example.org/blog*""#),
    (#"link =~ "example\.org/blog""#, #"url:"example.org/blog*""#),
    (#"rssurl = "https://example.org/feed""#, #"source:"https://example.org/feed""#),
    (#"rssurl =~ "example""#, "source:example*"),
    (#"feedtitle = "Tern Street""#, #"source:"Tern Street""#),
    (#"feedtitle =~ "tern""#, "source:tern*"),
    (#"feedlink = "https://example.org/about""#, #"domain:"example.org""#),
    (#"tags # "news""#, "tag:news"),
    (#"tags !# "news""#, "-tag:news"),
    (#"tags # "two words""#, #"tag:"two words""#),
    (#"tags =~ "news|tech""#, "tag:news* or tag:tech*"),
    (#"enclosure_url != """#, "has:enclosure"),
    (#"enclosure_url = """#, "-has:enclosure"),
    (#"enclosure_type =~ ".+""#, "has:enclosure"),
    (#"date =~ "2026""#, "on:2026"),
    (#"unread = "yes" and tags # "news""#, "is:unread tag:news"),
    (#"unread = "yes" and (tags # "a" or tags # "b")"#, "is:unread (tag:a or tag:b)"),
    (#"tags # "a" or tags # "b" and age < 2"#, "tag:a or (tag:b age<2d)"),
    (
      #"(tags # "a") or (unread = "yes" and title =~ "x|y")"#,
      "tag:a or (is:unread (title:x* or title:y*))"
    ),
    (#"unread="yes"and age<2"#, "is:unread age<2d"),
    (#"  ( unread = "yes" )  "#, "is:unread"),
    (#"UNREAD = "yes" AND age < 2"#, "is:unread age<2d"),
  ])
  func isSaidAsAQuery(filter: String, expected: String) {
    let found = query(filter)
    #expect(expected.hasPrefix("!") ? found.hasPrefix(expected) : found == expected, "\(filter)")
  }

  @Test(arguments: [
    (#"flags # "s""#, "flags cannot be asked for here. Star the articles"),
    (#"guid = "x""#, "guid cannot be asked for here."),
    (#"unread_count > 0"#, "unread_count cannot be asked for here. It says something of a feed"),
    (#"total_count > 5"#, "total_count cannot be asked for here."),
    (#"articleindex < 5"#, "articleindex cannot be asked for here."),
    (#"description =~ "x""#, "description cannot be asked for here."),
    (#"colour = "x""#, "colour cannot be asked for here. docs/queries.md"),
    (#"date < "Mon""#, "date cannot be asked for here. Write a view with since:"),
    (#"title < "x""#, "title cannot be compared with < here."),
    (#"tags < "x""#, "tags cannot be compared with < here. Write tags #"),
    (#"unread = "maybe""#, "unread cannot be asked for “maybe” here."),
    (#"age < "soon""#, "age cannot be asked for “soon” here."),
    (#"age between 3"#, "age cannot be asked for “3” here."),
    (
      #"enclosure_type =~ "audio""#,
      "enclosure_type cannot be asked for “audio” here. Write a view with has:enclosure"
    ),
    (#"title =~ "^Daily""#, "the expression “^Daily” is more than words"),
    (#"title =~ "a.*b""#, "the expression “a.*b” is more than words"),
    (#"title =~ "[a-z]x""#, "the expression “[a-z]x” is more than words"),
    (#"title =~ "x{3}""#, "the expression “x{3}” is more than words"),
    (#"title =~ "(a|b""#, "the expression “(a|b” is more than words"),
    (#"title =~ "!!""#, "title cannot be asked for “!!” here."),
    (#"title =~ """#, "title cannot be asked for “” here."),
    (#"title =~ otter"#, "column 10 of its condition cannot be read."),
    (#"title"#, "column 1 of its condition cannot be read."),
    (#""#, "column 1 of its condition cannot be read."),
    (#"unread = "yes" and"#, "column 19 of its condition cannot be read."),
    (#"(unread = "yes""#, "column 16 of its condition cannot be read."),
    (#"unread = "yes")"#, "column 15 of its condition cannot be read."),
    (#"unread = "yes" age < 2"#, "column 16 of its condition cannot be read."),
    (#"title =~ "open"#, "column 15 of its condition cannot be read."),
  ])
  func whatCannotBeSaidIsNamedWithAReason(filter: String, sentence: String) {
    #expect(query(filter).hasPrefix("! " + sentence), "\(filter): \(query(filter))")
  }

  @Test func whatFindsMoreIsTold() throws {
    let filter = try NewsboatFilter(#"title = "a b" and title =~ "c" and title =~ "d""#)
    #expect(
      filter.remarks == [
        "title = also finds what contains the words",
        "title =~ finds words that begin so, not parts of words",
      ])
    #expect(try NewsboatFilter(#"unread = "yes" and age < 2"#).remarks == [])
  }

  @Test func deepConditionsEndSomewhere() {
    let deep = String(repeating: "(", count: 5000) + "age < 2" + String(repeating: ")", count: 5000)
    #expect(query(deep).hasPrefix("! column"))
    let wide = Array(repeating: #"title =~ "a|b|c""#, count: 30).joined(separator: " or ")
    #expect(!query(wide).isEmpty)
  }
}
