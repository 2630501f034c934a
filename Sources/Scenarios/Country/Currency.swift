/// A currency by the names that tables use, with its rough worth and the place of its country.
///
/// Only for checks of magnitude: the worth is right within a factor of three for the years since 2000,
/// and a warning needs far more.
struct Currency: Sendable {
  let name: String
  let words: Set<String>
  /// Units to a US dollar, about.
  let perDollar: Double
  /// Degrees in which centres of its regions lie; `nil` where several countries share the name.
  let latitudes: ClosedRange<Double>?
  let longitudes: ClosedRange<Double>?

  private init(
    _ name: String, _ words: Set<String>, _ perDollar: Double,
    _ latitudes: ClosedRange<Double>? = nil, _ longitudes: ClosedRange<Double>? = nil
  ) {
    self.name = name
    self.words = words
    self.perDollar = perDollar
    self.latitudes = latitudes
    self.longitudes = longitudes
  }

  /// The currency that a word of a header or a scenario's `currency` means.
  static func named(_ text: String) -> Currency? {
    let text = text.lowercased()
    return all.first { $0.name.lowercased() == text || $0.words.contains(text) }
      ?? all.first { currency in
        text.split(separator: " ").contains { currency.words.contains(String($0)) }
      }
  }

  /// Whether a word names a currency, of a known worth or not.
  static func isName(_ word: String) -> Bool { named(word) != nil || otherNames.contains(word) }

  /// Names that several countries give to currencies of different worth.
  static let otherNames: Set = [
    "crowns", "crown", "krone", "kroner", "krona", "franc", "francs", "peso", "pesos", "dinar",
    "dinars", "dirham", "dirhams", "riyals", "shillings", "naira", "marks", "currency", "lcu",
  ]

  static let all: [Currency] = [
    .init("tenge", ["kzt", "тенге", "теңге", "tenges"], 300, 40...56, 46...88),
    .init(
      "roubles", ["rub", "rur", "rouble", "ruble", "rubles", "руб", "рубль", "рублей", "рубли"], 50,
      41...78, 19...180),
    .init("euros", ["eur", "euro", "€"], 0.9, 27...71, -32...36),
    .init("US dollars", ["usd", "dollar", "dollars", "$"], 1),
    .init("yuan", ["cny", "rmb", "renminbi", "юань"], 7, 18...54, 73...136),
    .init("rupees", ["inr", "rupee", "rs"], 60, 5...38, 60...98),
    .init("pounds", ["gbp", "pound", "sterling"], 0.75),
    .init("yen", ["jpy"], 110, 24...46, 122...146),
    .init("won", ["krw"], 1150, 33...39, 124...132),
    .init("forint", ["huf", "forints"], 280, 45...49, 16...23),
    .init("zloty", ["pln", "zlotys", "złoty"], 3.7, 49...55, 14...25),
    .init("Swedish kronor", ["sek", "kronor"], 9, 55...70, 10...25),
    .init("Norwegian kroner", ["nok"], 8, 57...72, 4...32),
    .init("Danish kroner", ["dkk"], 6.5, 54...58, 8...16),
    .init("Czech koruna", ["czk", "koruna", "korun"], 23, 48...52, 12...19),
    .init("Swiss francs", ["chf"], 1, 45...48, 5...11),
    .init("hryvnia", ["uah", "hryvnias", "грн"], 20, 44...53, 22...41),
    .init("soum", ["uzs", "so'm", "сум"], 8000, 37...46, 55...74),
    .init("Kyrgyz som", ["kgs", "сом"], 65, 39...44, 69...81),
    .init("reais", ["brl"], 3.5, -34...6, -74...(-34)),
    .init("rand", ["zar"], 12, -35...(-22), 16...33),
    .init("Turkish lira", ["try", "lira"], 5, 35...43, 25...45),
    .init("dong", ["vnd"], 21_000, 8...24, 102...110),
    .init("rupiah", ["idr"], 13_000, -11...6, 95...141),
    .init("baht", ["thb"], 33, 5...21, 97...106),
    .init("leva", ["bgn", "lev"], 1.7, 41...45, 22...29),
    .init("lei", ["ron", "leu"], 4, 43...49, 20...30),
    .init("Canadian dollars", ["cad"], 1.3, 41...84, -142...(-52)),
    .init("Australian dollars", ["aud"], 1.4, -44...(-10), 112...154),
  ]
}
