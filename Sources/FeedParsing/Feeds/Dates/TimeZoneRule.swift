import Articles

/// The time zones of the IANA by their names, `Europe/Berlin`, with the rules that hold today.
///
/// What held in earlier years is not known here: a date of an old summer may be an hour off where a
/// country has changed its rules since.
struct TimeZoneRule {
  /// Minutes east of Greenwich in winter.
  let standard: Int
  /// What is added in summer.
  let saving: Int
  let start: Change?
  let end: Change?

  /// When a clock is moved, by itself: "the last Sunday of March at two", as POSIX writes `M3.5.0/2`.
  struct Change {
    let month: Int
    /// 5 is the last one.
    let week: Int
    /// 0 is Sunday.
    let weekday: Int
    /// After midnight; more than a day is possible, and less than none.
    let minutes: Int

    init?(_ text: Substring) {
      let parts = text.dropFirst().split(separator: "/")
      let numbers = parts.first?.split(separator: ".").compactMap { Int($0) } ?? []
      guard text.first == "M", numbers.count == 3 else { return nil }
      (month, week, weekday) = (numbers[0], numbers[1], numbers[2])
      let time = parts.count > 1 ? parts[1].split(separator: ":").compactMap { Int($0) } : [2]
      minutes = (time.first ?? 2) * 60 + (time.count > 1 ? time[1] : 0)
    }

    /// In minutes since 1970, as the clock shows it.
    func minute(in year: Int) -> Int {
      let first = Int(Instant(year: year, month: month, day: 1).milliseconds / 86_400_000)
      // The first of January 1970 was a Thursday.
      let firstWeekday = ((first + 4) % 7 + 7) % 7
      var day = (weekday - firstWeekday + 7) % 7 + (week - 1) * 7
      while day >= CivilDate.dayCount(ofMonth: month, year: year) { day -= 7 }
      return (first + day) * 24 * 60 + minutes
    }
  }

  /// Minutes east of Greenwich when a clock there shows so many minutes since 1970.
  func offset(year: Int, localMinute: Int) -> Int {
    guard let start, let end else { return standard }
    let (begins, ends) = (start.minute(in: year), end.minute(in: year))
    let isSummer =
      begins < ends
      ? begins <= localMinute && localMinute < ends : localMinute < ends || begins <= localMinute
    return standard + (isSummer ? saving : 0)
  }

  /// By its name in any case; `nil` for one that is not known.
  init?(named name: some StringProtocol) {
    guard let rule = Self.rules[name.lowercased()] ?? Self.fixed(name.lowercased()) else {
      return nil
    }
    self = rule
  }

  private init(_ standard: Int, _ saving: Int = 0, _ start: Change? = nil, _ end: Change? = nil) {
    (self.standard, self.saving, self.start, self.end) = (standard, saving, start, end)
  }

  /// `Etc/GMT+5` is west of Greenwich.
  private static func fixed(_ name: String) -> TimeZoneRule? {
    guard name.hasPrefix("etc/") else { return nil }
    let rest = name.dropFirst(4)
    if ["utc", "gmt", "uct", "zulu", "greenwich", "universal"].contains(rest) {
      return TimeZoneRule(0)
    }
    guard rest.hasPrefix("gmt"), let hours = Int(rest.dropFirst(3)), abs(hours) <= 14
    else { return nil }
    return TimeZoneRule(-hours * 60)
  }

  private static let rules: [String: TimeZoneRule] = {
    var result: [String: TimeZoneRule] = [:]
    for line in table.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count > 3, let hundreds = Int(words[0]), let saving = Int(words[1]) else {
        continue
      }
      let changes = words[2].split(separator: ",").compactMap { Change($0) }
      let rule = TimeZoneRule(
        hundreds / 100 * 60 + hundreds % 100, saving, changes.first, changes.last)
      var area: Substring = ""
      for word in words.dropFirst(3) {
        if word.hasSuffix("/") { area = word } else { result[String(area + word)] = rule }
      }
    }
    return result
  }()

  /// A line a rule: hours and minutes in winter, minutes more in summer, when the clock is moved; then
  /// areas, which end in a slash, each before its places.
  private static let table = """
    -1100 0 - pacific/ midway niue pago_pago samoa us/ samoa
    -1000 0 - pacific/ honolulu johnston rarotonga tahiti us/ hawaii
    -930 0 - pacific/ marquesas
    -900 0 - pacific/ gambier
    -800 0 - pacific/ pitcairn
    -700 0 - america/ creston dawson dawson_creek fort_nelson hermosillo mazatlan phoenix \
      whitehorse canada/ yukon mexico/ bajasur us/ arizona
    -600 0 - america/ bahia_banderas belize chihuahua costa_rica el_salvador guatemala managua \
      merida mexico_city monterrey regina swift_current tegucigalpa canada/ saskatchewan \
      mexico/ general pacific/ galapagos
    -500 0 - america/ atikokan bogota cancun cayman coral_harbour eirunepe guayaquil jamaica \
      lima panama porto_acre rio_branco brazil/ acre
    -400 0 - america/ anguilla antigua aruba barbados blanc-sablon boa_vista campo_grande \
      caracas cuiaba curacao dominica grenada guadeloupe guyana kralendijk la_paz lower_princes \
      manaus marigot martinique montserrat port_of_spain porto_velho puerto_rico santo_domingo \
      st_barthelemy st_kitts st_lucia st_thomas st_vincent tortola virgin brazil/ west
    -300 0 - america/ araguaina asuncion bahia belem buenos_aires catamarca cayenne cordoba \
      coyhaique fortaleza jujuy maceio mendoza montevideo paramaribo punta_arenas recife \
      rosario santarem sao_paulo america/argentina/ buenos_aires catamarca comodrivadavia \
      cordoba jujuy la_rioja mendoza rio_gallegos salta san_juan san_luis tucuman ushuaia \
      antarctica/ palmer rothera atlantic/ stanley brazil/ east
    -200 0 - america/ noronha atlantic/ south_georgia brazil/ denoronha
    -100 0 - atlantic/ cape_verde
    000 0 - africa/ abidjan accra bamako banjul bissau conakry dakar freetown lome monrovia \
      nouakchott ouagadougou sao_tome timbuktu america/ danmarkshavn atlantic/ reykjavik \
      st_helena
    100 0 - africa/ algiers bangui brazzaville casablanca douala el_aaiun kinshasa lagos \
      libreville luanda malabo ndjamena niamey porto-novo tunis
    200 0 - africa/ blantyre bujumbura gaborone harare johannesburg juba khartoum kigali \
      lubumbashi lusaka maputo maseru mbabane tripoli windhoek europe/ kaliningrad
    300 0 - africa/ addis_ababa asmara asmera dar_es_salaam djibouti kampala mogadishu nairobi \
      antarctica/ syowa asia/ aden amman baghdad bahrain damascus istanbul kuwait qatar riyadh \
      europe/ istanbul kirov minsk moscow simferopol volgograd indian/ antananarivo comoro \
      mayotte
    330 0 - asia/ tehran
    400 0 - asia/ baku dubai muscat tbilisi yerevan europe/ astrakhan samara saratov ulyanovsk \
      indian/ mahe mauritius reunion
    430 0 - asia/ kabul
    500 0 - antarctica/ mawson vostok asia/ almaty aqtau aqtobe ashgabat ashkhabad atyrau \
      dushanbe karachi oral qostanay qyzylorda samarkand tashkent yekaterinburg indian/ \
      kerguelen maldives
    530 0 - asia/ calcutta colombo kolkata
    545 0 - asia/ kathmandu katmandu
    600 0 - asia/ bishkek dacca dhaka kashgar omsk thimbu thimphu urumqi indian/ chagos
    630 0 - asia/ rangoon yangon indian/ cocos
    700 0 - antarctica/ davis asia/ bangkok barnaul ho_chi_minh hovd jakarta krasnoyarsk \
      novokuznetsk novosibirsk phnom_penh pontianak saigon tomsk vientiane indian/ christmas
    800 0 - antarctica/ casey asia/ brunei choibalsan chongqing chungking harbin hong_kong \
      irkutsk kuala_lumpur kuching macao macau makassar manila shanghai singapore taipei \
      ujung_pandang ulaanbaatar ulan_bator australia/ perth west
    845 0 - australia/ eucla
    900 0 - asia/ chita dili jayapura khandyga pyongyang seoul tokyo yakutsk pacific/ palau
    930 0 - australia/ darwin north
    1000 0 - antarctica/ dumontdurville asia/ ust-nera vladivostok australia/ brisbane lindeman \
      queensland pacific/ chuuk guam port_moresby saipan truk yap
    1100 0 - asia/ magadan sakhalin srednekolymsk pacific/ bougainville efate guadalcanal \
      kosrae noumea pohnpei ponape
    1200 0 - asia/ anadyr kamchatka pacific/ fiji funafuti kwajalein majuro nauru tarawa wake \
      wallis
    1300 0 - pacific/ apia enderbury fakaofo kanton tongatapu
    1400 0 - pacific/ kiritimati
    1030 30 M10.1.0,M4.1.0 australia/ lhi lord_howe
    930 60 M10.1.0,M4.1.0/3 australia/ adelaide broken_hill south yancowinna
    1000 60 M10.1.0,M4.1.0/3 antarctica/ macquarie australia/ act canberra currie hobart \
      melbourne nsw sydney tasmania victoria
    1100 60 M10.1.0,M4.1.0/3 pacific/ norfolk
    -1000 60 M3.2.0,M11.1.0 america/ adak atka us/ aleutian
    -900 60 M3.2.0,M11.1.0 america/ anchorage juneau metlakatla nome sitka yakutat us/ alaska
    -800 60 M3.2.0,M11.1.0 america/ ensenada los_angeles santa_isabel tijuana vancouver canada/ \
      pacific mexico/ bajanorte us/ pacific
    -700 60 M3.2.0,M11.1.0 america/ boise cambridge_bay ciudad_juarez denver edmonton inuvik \
      shiprock yellowknife canada/ mountain us/ mountain
    -600 60 M3.2.0,M11.1.0 america/ chicago knox_in matamoros menominee ojinaga rainy_river \
      rankin_inlet resolute winnipeg america/indiana/ knox tell_city america/north_dakota/ \
      beulah center new_salem canada/ central us/ central indiana-starke
    -500 60 M3.2.0,M11.1.0 america/ detroit fort_wayne grand_turk indianapolis iqaluit \
      louisville montreal nassau new_york nipigon pangnirtung port-au-prince thunder_bay \
      toronto america/indiana/ indianapolis marengo petersburg vevay vincennes winamac \
      america/kentucky/ louisville monticello canada/ eastern us/ east-indiana eastern michigan
    -400 60 M3.2.0,M11.1.0 america/ glace_bay goose_bay halifax moncton thule atlantic/ bermuda \
      canada/ atlantic
    -330 60 M3.2.0,M11.1.0 america/ st_johns canada/ newfoundland
    -300 60 M3.2.0,M11.1.0 america/ miquelon
    -500 60 M3.2.0/0,M11.1.0/1 america/ havana
    200 60 M3.4.4/26,M10.5.0 asia/ jerusalem tel_aviv
    200 60 M3.4.4/50,M10.4.4/50 asia/ gaza hebron
    100 60 M3.5.0,M10.5.0/3 africa/ ceuta arctic/ longyearbyen atlantic/ jan_mayen europe/ \
      amsterdam andorra belgrade berlin bratislava brussels budapest busingen copenhagen \
      gibraltar ljubljana luxembourg madrid malta monaco oslo paris podgorica prague rome \
      san_marino sarajevo skopje stockholm tirane vaduz vatican vienna warsaw zagreb zurich
    200 60 M3.5.0,M10.5.0/3 europe/ chisinau tiraspol
    -200 60 M3.5.0/-1,M10.5.0/0 america/ godthab nuuk scoresbysund
    200 60 M3.5.0/0,M10.5.0/0 asia/ beirut
    -100 60 M3.5.0/0,M10.5.0/1 atlantic/ azores
    000 60 M3.5.0/1,M10.5.0 atlantic/ canary faeroe faroe madeira europe/ belfast dublin \
      guernsey isle_of_man jersey lisbon london
    000 120 M3.5.0/1,M10.5.0/3 antarctica/ troll
    200 60 M3.5.0/3,M10.5.0/4 asia/ famagusta nicosia europe/ athens bucharest helsinki kiev \
      kyiv mariehamn nicosia riga sofia tallinn uzhgorod vilnius zaporozhye
    200 60 M4.5.5/0,M10.5.4/24 africa/ cairo
    -600 60 M9.1.6/22,M4.1.6/22 chile/ easterisland pacific/ easter
    -400 60 M9.1.6/24,M4.1.6/24 america/ santiago chile/ continental
    1200 60 M9.5.0,M4.1.0/3 antarctica/ mcmurdo south_pole pacific/ auckland
    1245 60 M9.5.0/2:45,M4.1.0/3:45 pacific/ chatham
    """
}

/// The name of a zone in a date.
struct ZoneName {
  let name: String
  /// `nil` for a zone that nobody knows.
  let rule: TimeZoneRule?
  /// The date without it.
  let rest: String

  /// `nil` where no zone is named as the IANA does, or in whole words.
  init?(in text: String) {
    if let slash = text.utf8.firstIndex(of: UInt8(ascii: "/")), Self.hasLetter(text.utf8[..<slash])
    {
      let words = text.split { $0 == " " || $0 == "[" || $0 == "]" || $0 == "(" || $0 == ")" }
      for word in words where Self.isName(word) {
        name = String(word)
        rule = TimeZoneRule(named: word)
        rest = text.replacing(word, with: " ", maxReplacements: 1)
        return
      }
      return nil
    }
    guard text.utf8.last.map({ $0 | 0x20 == UInt8(ascii: "e") }) ?? false else { return nil }
    let lowercased = text.lowercased()
    for (words, zone) in Self.spelledOut where lowercased.hasSuffix(words) {
      name = words
      rule = TimeZoneRule(named: zone)
      rest = String(text.dropLast(words.count))
      return
    }
    return nil
  }

  /// A word after the time in capitals that is no zone that is known, nor anything else.
  static func unknown(in text: String) -> String? {
    guard let colon = text.utf8.lastIndex(of: UInt8(ascii: ":")) else { return nil }
    return text[colon...].split { !$0.isLetter }.first { word in
      (3...5).contains(word.utf8.count) && word.utf8.allSatisfy { $0.isASCIIUpperLetter }
        && DateWords.month(named: word.lowercased()) == nil
        && DateWords.weekday(named: String(word)) == nil
        && DateWords.offset(named: word.lowercased()) == nil
    }.map(String.init)
  }

  private static func hasLetter(_ bytes: Substring.UTF8View) -> Bool {
    bytes.last.map { $0.isASCIILetter } ?? false
  }

  private static func isName(_ word: Substring) -> Bool {
    let parts = word.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count > 1 && parts[0].utf8.allSatisfy { $0.isASCIILetter }
      && parts.allSatisfy { part in
        !part.isEmpty
          && part.utf8.allSatisfy {
            $0.isASCIIAlphanumeric || $0 == 0x5F
              || $0 == 0x2D || $0 == 0x2B
          }
      }
  }

  /// As Windows and browsers write them, "standard" or "daylight" by themselves.
  private static let spelledOut = [
    ("eastern standard time", "Etc/GMT+5"), ("eastern daylight time", "Etc/GMT+4"),
    ("central standard time", "Etc/GMT+6"), ("central daylight time", "Etc/GMT+5"),
    ("mountain standard time", "Etc/GMT+7"), ("mountain daylight time", "Etc/GMT+6"),
    ("pacific standard time", "Etc/GMT+8"), ("pacific daylight time", "Etc/GMT+7"),
    ("central european standard time", "Etc/GMT-1"),
    ("central european summer time", "Etc/GMT-2"), ("central european time", "Etc/GMT-1"),
    ("greenwich mean time", "Etc/GMT"), ("coordinated universal time", "Etc/UTC"),
  ]
}
