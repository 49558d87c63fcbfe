import Articles

/// The words that dates are written with: months in the languages of feeds, zones, signs.
enum DateWords {
  /// 1 to 12, by a whole name or its usual short form in lower case; English also by any beginning
  /// of three letters.
  static func month(named word: String) -> Int? {
    if let known = months[word] { return known }
    guard word.utf8.count >= 3, word.utf8.allSatisfy({ $0.isASCIILowerLetter })
    else { return nil }
    return english.firstIndex { $0.hasPrefix(word) }.map { $0 + 1 }
  }

  /// 1 is Monday, 7 is Sunday; in English.
  static func weekday(named word: String) -> Int? {
    let word = word.lowercased()
    guard word.utf8.count >= 3 else { return nil }
    return weekdays.firstIndex { $0.hasPrefix(word) }.map { $0 + 1 }
  }

  /// The length of a period of the syndication module.
  static func minutes(ofPeriod word: String) -> Int? {
    switch word.lowercased() {
    case "hourly": 60
    case "daily": 24 * 60
    case "weekly": 7 * 24 * 60
    case "monthly": 30 * 24 * 60
    case "yearly": 365 * 24 * 60
    default: nil
    }
  }

  static func isAfternoon(_ word: String) -> Bool? {
    switch word {
    case "am", "a.m", "오전", "午前", "上午": false
    case "pm", "p.m", "오후", "午後", "下午": true
    default: nil
    }
  }

  static func isKorean(_ word: String) -> Bool { word == "오전" || word == "오후" }

  enum Unit {
    case year(isKorean: Bool)
    case month, day, hour, minute, second
  }

  /// What a sign behind a number makes of it.
  static func unit(of word: String) -> Unit? {
    switch word {
    case "年": .year(isKorean: false)
    case "년": .year(isKorean: true)
    case "月", "월": .month
    case "日", "일", "号": .day
    case "時", "时", "시", "点": .hour
    case "分", "분": .minute
    case "秒", "초": .second
    default: nil
    }
  }

  /// Minutes east of Greenwich; military letters mean nothing (RFC 2822, 4.3).
  static func offset(named word: String) -> Int? {
    if word.utf8.count == 1, word.utf8.allSatisfy({ $0.isASCIILowerLetter }) { return 0 }
    return zones[word]
  }

  private static let english = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]
  private static let weekdays = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]

  private static let zones: [String: Int] = {
    var result: [String: Int] = [:]
    for line in zoneTable.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard let first = words.first, let hundreds = Int(first) else { continue }
      for word in words.dropFirst() {
        result[String(word)] = hundreds / 100 * 60 + hundreds % 100
      }
    }
    return result
  }()

  /// Hours and minutes, then the names; of names with several meanings the American or European.
  private static let zoneTable = """
    0 ut utc gmt z wet uct
    100 cet met bst wat west
    200 cest mest eet sast cat
    300 msk eest eat trt
    330 irst
    400 gst msd samt
    500 pkt uzt yekt
    530 ist
    545 npt
    600 omst
    700 ict wib krat
    800 awst hkt sgt pht wita irkt myt
    900 jst kst wit yakt
    930 acst
    1000 aest vlat
    1030 acdt
    1100 aedt
    1200 nzst
    1300 nzdt
    -100 azot
    -300 art brt adt
    -330 nst
    -230 ndt
    -400 ast at edt clt
    -500 est et cdt pet cot
    -600 cst ct mdt
    -700 mst mt pdt
    -800 pst pt akdt
    -900 akst
    -1000 hst hast
    """

  private static let months: [String: Int] = {
    var result: [String: Int] = [:]
    for (index, line) in monthTable.split(separator: "\n").enumerated() {
      for word in line.split(separator: " ") { result[String(word)] = index + 1 }
    }
    return result
  }()

  /// A line a month: French, German, Spanish, Italian, Portuguese, Dutch, Scandinavian, Finnish,
  /// Polish, Czech, Hungarian, Romanian, Turkish, Greek, Russian, Ukrainian, Arabic.
  private static let monthTable = """
    janv janvier jän jänner januar jan ene enero gen gennaio janeiro januari tammikuu \
      tammi tammikuuta sty stycznia styczeń led ledna leden január ian ianuarie oca ocak \
      ιαν ιανουάριος ιανουαρίου янв января январь січ січня يناير
    févr fév février fevr feb februar febrero febbraio fevereiro fev februari helmikuu \
      helmikuuta lut lutego luty úno února únor február februarie şub şubat φεβ \
      φεβρουάριος φεβρουαρίου фев февр февраля февраль лют лютого فبراير
    mars mär märz maerz mrz mar marzo março mrt maart maaliskuu maaliskuuta marca marzec \
      bře března březen márc március martie mart μαρ μάρ μάρτιος μαρτίου мар марта март \
      бер березня مارس
    avr avril apr april abr abril aprile huhtikuu huhtikuuta kwi kwietnia kwiecień dub \
      dubna duben ápr április aprilie nis nisan απρ απρίλιος απριλίου апр апреля апрель \
      кві квітня أبريل ابريل إبريل
    mai may mayo mag maggio maio mei maj toukokuu toukokuuta maja kvě května květen máj \
      május mayıs μαϊ μαι μάιος μάϊος μαΐου мая май тра травня مايو
    juin jun juni junio giu giugno junho kesäkuu kesäkuuta cze czerwca czerwiec čer \
      června červen jún június iun iunie haz haziran ιουν ιούν ιούνιος ιουνίου июн июня \
      июнь чер червня يونيو
    juil juillet jul juli julio lug luglio julho heinäkuu heinäkuuta lip lipca lipiec \
      čvc července červenec júl július iul iulie tem temmuz ιουλ ιούλ ιούλιος ιουλίου \
      июл июля июль лип липня يوليو
    août aout aug august ago agosto augustus augusti elokuu elokuuta sie sierpnia \
      sierpień srp srpna srpen augusztus ağu ağustos αυγ αύγ αύγουστος αυγούστου авг \
      августа август сер серпня أغسطس اغسطس
    sept septembre sep september septiembre set settembre setembro syyskuu syyskuuta wrz \
      września wrzesień zář září szept szeptember septembrie eyl eylül σεπ σεπτ \
      σεπτέμβριος σεπτεμβρίου сен сент сентября сентябрь вер вересня سبتمبر
    oct octobre okt oktober octubre ott ottobre out outubro lokakuu lokakuuta paź \
      października październik říj října říjen október octombrie eki ekim οκτ οκτώβριος \
      οκτωβρίου окт октября октябрь жов жовтня أكتوبر اكتوبر
    nov novembre november noviembre novembro marraskuu marraskuuta lis listopada \
      listopad lisp noiembrie noi kas kasım νοε νοέ νοέμβριος νοεμβρίου ноя нояб ноября \
      ноябрь лис листопада نوفمبر
    déc décembre dez dezember dic diciembre dicembre dezembro dec december desember \
      joulukuu joulukuuta gru grudnia grudzień pro prosince prosinec decembrie ara \
      aralık δεκ δεκέμβριος δεκεμβρίου дек декабря декабрь гру грудня ديسمبر
    """
}
