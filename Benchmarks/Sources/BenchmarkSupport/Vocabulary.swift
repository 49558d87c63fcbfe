/// What generated articles are made of.
package enum Vocabulary {
  package static let words = words(
    """
    harbour swift tower clock river bridge market lamp signal window orchard engine cloud ferry
    letter garden radio valley kettle ladder winter copper mirror station needle archive island
    thunder paper meadow compass cellar bicycle lantern rooftop barley anchor chapel granite
    violin saddle beacon ribbon quarry tunnel satin pepper timber canvas shadow ember pocket
    """)
  package static let verbs = words(
    """
    opens returns finds keeps moves counts builds answers repairs leaves follows measures carries
    reads remembers wins closes sells draws lights
    """)
  package static let links = words("of the in a for with and under over near before after without")
  package static let names = words(
    "Ada Bram Chidi Dora Emil Fadi Greta Hugo Ines Jonas Kira Lars Mina Noor Odile Pavel Rosa")
  package static let topics = words(
    "Birds Towers Weather Software Space Cooking Sea Cities Reading Music")
  package static let cjk = [
    "時計台に雨燕が戻る", "港の灯台は静かになった", "彗星掠过港口的夜空", "城市数清了所有的台阶",
    "제비는 왜 늦게 돌아왔을까", "밤 전차는 이제 도서관이다", "屋根の上の観察会は日曜日",
  ]
  package static let entities = [
    "&nbsp;", "&#39;", "&amp;", "&quot;", "&hellip;", "&amp;nbsp;", "&#x2019;",
  ]

  /// The first owns four articles of five.
  package static let providers: [(name: String, domain: String)] =
    [("The Daily Martlet", "dailymartlet.example")]
    + (0..<84).map { number in
      let first = words[number % words.count]
      let second = words[(number * 7 + 3) % words.count]
      return ("\(capitalized(first)) \(capitalized(second))", "\(first)-\(second)\(number).example")
    }

  package static func capitalized(_ word: String) -> String {
    word.prefix(1).uppercased() + word.dropFirst()
  }

  private static func words(_ text: String) -> [String] {
    text.split { $0 == " " || $0 == "\n" }.map(String.init)
  }
}
