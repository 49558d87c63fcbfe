/// Words that tell nothing of what a text is about, and words that count: of the languages that feeds
/// are most written in. All are folded, as ``FoldedText`` folds.
enum SeriesWords {
  /// What a word says besides what it is about.
  struct Facts {
    /// It stands in every text.
    var isEmpty = false
    /// A number behind it counts through a series, or one before it.
    var isCounter = false
    /// A number behind it is an amount.
    var isMeasured = false
    /// What it counts as behind a word that counts: "part two", "part II"; 0 for nothing, as below.
    var numeral: UInt64 = 0
    var roman: UInt64 = 0
    var month: UInt64 = 0
    var weekday: UInt64 = 0
  }

  /// `nil` for a word that is about something.
  static func facts(_ hash: UInt64) -> Facts? {
    mayBeKnown[Int(hash & filterMask)] ? table[hash] : nil
  }

  /// Most words are not in the table, which is seen sooner here.
  private static let mayBeKnown: [Bool] = {
    var known = [Bool](repeating: false, count: Int(filterMask) + 1)
    for hash in table.keys { known[Int(hash & filterMask)] = true }
    return known
  }()
  private static let filterMask: UInt64 = 4095

  /// One look-up a word: strings as keys took ten times all the rest.
  private static let table: [UInt64: Facts] = {
    var table: [UInt64: Facts] = [:]
    func add(_ words: Set<String>, _ change: (inout Facts) -> Void) {
      for word in words {
        change(&table[StoryHash.of(word.unicodeScalars.lazy.map(\.value)), default: Facts()])
      }
    }
    add(empty) { $0.isEmpty = true }
    add(counters) { $0.isCounter = true }
    add(measured) { $0.isMeasured = true }
    for (word, value) in numerals { add([word]) { $0.numeral = value } }
    for (word, value) in romans { add([word]) { $0.roman = value } }
    for (word, value) in months { add([word]) { $0.month = value } }
    for (word, value) in weekdays { add([word]) { $0.weekday = value } }
    return table
  }()

  /// What amounts stand behind.
  private static let measured = words(
    """
    up down rises rise rose falls fall fell gains gain gained loses lost drops drop dropped jumps \
    jumped climbs climbed slips slipped grows grew worth nearly almost about around over under \
    least most than hits hit reaches reached tops raises raised magnitude quake earthquake \
    usd eur gbp us
    """)

  /// What a number of a series stands behind, or before.
  private static let counters = words(
    """
    part parts pt episode ep eps chapter ch issue iss vol volume no nr num number season series \
    round lesson week day night stage session book act lecture edition entry exercise level heat \
    game match leg race rfc bulletin advisory newsletter digest update build release version rc \
    beta alpha milestone sprint phase step section \
    teil folge kapitel ausgabe tag woche staffel runde band lektion spieltag etappe \
    partie episode chapitre numero tome saison semaine jour etape journee lecon \
    parte capitulo episodio edicion temporada jornada etapa semana dia volumen leccion tomo \
    puntata giornata settimana giorno numero edizione lezione tappa \
    deel aflevering week dag del avsnitt kapittel nummer uke vecka \
    czesc odcinek rozdzial tydzien dzien \
    часть глава выпуск серия эпизод сезон номер день неделя урок этап том тур \
    частина розділ випуск серія \
    jilid bagian bab cast bolum hafta gun sayi \
    الجزء الحلقة العدد الفصل فرق חלק פרק גיליון भाग अध्याय अंक μερος επεισοδιο τευχος
    """)

  private static let numerals = numbered([
    "one two three four five six seven eight nine ten eleven twelve",
    "eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf",
    "un deux trois quatre cinq six sept huit neuf dix onze douze",
    "uno dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "uno due tre quattro cinque sei sette otto nove dieci undici dodici",
    "um dois tres quatro cinco seis sete oito nove dez onze doze",
  ])

  private static let romans = numbered(["- ii iii iv - vi vii viii ix - xi xii xiii xiv xv xvi"])

  private static let months = numbered(
    [
      "january february march april - june july august september october november december",
      "jan feb - apr - jun jul aug sept oct nov dec",
      "januar februar marz april mai juni juli august september oktober november dezember",
      "janvier fevrier mars avril - juin juillet aout septembre octobre novembre decembre",
      "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
      "gennaio febbraio - aprile maggio giugno luglio - settembre ottobre - dicembre",
      "janeiro fevereiro marco - maio junho julho - setembro outubro novembro dezembro",
      "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
      "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    ], isHashed: false)

  private static let weekdays = numbered(
    [
      "monday tuesday wednesday thursday friday saturday sunday",
      "montag dienstag mittwoch donnerstag freitag samstag sonntag",
      "lundi mardi mercredi jeudi vendredi samedi dimanche",
      "lunes martes miercoles jueves viernes sabado domingo",
      "lunedi martedi mercoledi giovedi venerdi sabato domenica",
      "понедельник вторник среда четверг пятница суббота воскресенье",
    ], isHashed: false)

  /// 第 before a number needs no sign behind it: 回話期章部集弾号輪課巻 화편부회호권.
  static let counterSigns: Set<UInt32> = [
    0x56DE, 0x8A71, 0x671F, 0x7AE0, 0x90E8, 0x96C6, 0x5F3E, 0x53F7, 0x865F, 0x8F2A, 0x8F6E,
    0x8AB2, 0x8BFE, 0x5DFB, 0x5377, 0x8BDD, 0x5F39, 0xD654, 0xD3B8, 0xBD80, 0xD68C, 0xD638,
    0xAD8C, 0x65E5, 0x6708, 0x5E74, 0xC77C, 0xC6D4, 0xB144,
  ]

  static let unspacedNumerals: [UInt32: UInt64] = Dictionary(
    uniqueKeysWithValues: "一二三四五六七八九十".unicodeScalars.enumerated().map {
      ($1.value, StoryHash.of("\($0 + 1)".unicodeScalars.map(\.value)))
    })

  /// Of Chinese: 的了在是和也就都不与為为這这個个有被.
  static let emptySigns = Set("的了在是和也就都不与為为這这個个有被".unicodeScalars.map(\.value))

  static let weekdaySigns: [UInt32: UInt64] = Dictionary(
    uniqueKeysWithValues: "月火水木金土日".unicodeScalars.enumerated().map {
      ($1.value, UInt64($0 + 1))
    })

  private static let empty = words(
    """
    the a an and or but nor of in on at to for from by with without into onto over under after \
    before about as is are was were be been being am it its this that these those there here he \
    she they we you i his her their our your my me him them us who whom whose which what when \
    where why how not no so if then than too very can could will would shall should may might \
    must do does did done has have had having get gets got just also more most some any all each \
    own same such only other again once up down out off via per amid says say said new now \
    breaking update updated exclusive live watch video photos report reports \
    der die das den dem des ein eine einer eines einem einen und oder aber von vom zu zum zur im \
    ins am mit aus bei nach uber unter fur auf an als ist sind war waren wird werden wurde hat \
    haben sich nicht auch noch wie was wer wo es er sie wir ihr man dass \
    le la les l un une des du de d et ou mais dans sur sous par pour avec sans en au aux ce cet \
    cette ces il elle ils elles nous vous on est sont etait ont plus que qui quoi dont ne pas se \
    el los las lo unos unas y o pero del al con sin sobre entre por para es son fue han ha su sus \
    que se como mas ya este esta estos \
    gli uno e ed ma di da dal dalla della dei delle nel nella che non con per tra fra sono era \
    os as um uma ao nas nos em na no com sem dos das mais foi sao \
    het een van op te met voor uit bij naar niet ook maar dat die deze wordt zijn \
    och att det som en ett av for pa ar til med er og i ikke den \
    i w z na do nie to sie ze jest oraz dla od po przez \
    и в во на с со к по из за от до не но а о об что как это для при его ее их он она они мы вы \
    был была было были так же уже \
    та і й у з на що як до не від \
    ve bir bu icin ile da de \
    και το τα τη την της του των στο στη στην για με απο που θα να δεν ειναι \
    في من على إلى عن مع أن هذا هذه التي الذي ما لا و של על את עם לא הוא היא גם כי או \
    की का के में से को है और ने पर यह था थी हैं
    """)

  private static func words(_ text: String) -> Set<String> {
    Set(text.split(separator: " ").map(String.init))
  }

  private static func numbered(_ lists: [String], isHashed: Bool = true) -> [String: UInt64] {
    var numbers: [String: UInt64] = [:]
    for list in lists {
      for (index, word) in list.split(separator: " ").enumerated() where word != "-" {
        // As the digits would be.
        numbers[String(word)] =
          isHashed
          ? StoryHash.of("\(index + 1)".unicodeScalars.map(\.value)) : UInt64(index + 1)
      }
    }
    return numbers
  }
}
