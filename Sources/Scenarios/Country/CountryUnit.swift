/// What is known of the unit of a column.
package struct CountryUnit: Sendable, Equatable {
  /// How many things, or units of currency, a 1 stands for; `nil` where nothing says so.
  var scale: Double?
  /// The same for shares: 0.01 for a percentage.
  var share: Double?
  /// km² of a 1 without `scale`.
  var area: Double?
  var isPerHead = false
  /// Periods in a year: 12 for pay a month.
  var periodsAYear: Double?
  /// Currency as the header names it.
  package var currency: String?
  /// Whether the header names persons, so that shares of employment are numbers of employed.
  var isPersons = false

  static let scales: [String: Double] = [
    "thousand": 1e3, "thousands": 1e3, "thous": 1e3, "thou": 1e3, "ths": 1e3, "thsd": 1e3, "k": 1e3,
    "тыс": 1e3, "тысяч": 1e3, "тысячи": 1e3, "мың": 1e3, "миллион": 1e6, "миллионов": 1e6,
    "миллиард": 1e9, "миллиардов": 1e9,
    "million": 1e6, "millions": 1e6, "mln": 1e6, "mn": 1e6, "mio": 1e6, "mill": 1e6, "млн": 1e6,
    "billion": 1e9, "billions": 1e9, "bln": 1e9, "bn": 1e9, "mrd": 1e9, "mlrd": 1e9, "млрд": 1e9,
    "trillion": 1e12, "trillions": 1e12, "trln": 1e12, "tn": 1e12, "трлн": 1e12,
    "lakh": 1e5, "lakhs": 1e5, "crore": 1e7, "crores": 1e7,
  ]
  private static let shares: [String: Double] = [
    "%": 0.01, "pct": 0.01, "percent": 0.01, "percentage": 0.01, "процент": 0.01, "проценты": 0.01,
    "процентов": 0.01, "пайыз": 0.01, "промилле": 0.001,
    "‰": 0.001, "permille": 0.001, "permil": 0.001,
  ]
  private static let areas: [String: Double] = [
    "km2": 1, "sqkm": 1, "км2": 1, "km": 1, "км": 1, "ha": 0.01, "hectares": 0.01, "hectare": 0.01,
    "га": 0.01, "гектаров": 0.01, "километров": 1, "mi2": 2.589988, "sqmi": 2.589988,
    "miles": 2.589988, "m2": 1e-6,
    "kilometres": 1, "kilometers": 1,
  ]
  private static let persons: Set = [
    "person", "persons", "people", "heads", "человек", "чел", "адам",
  ]
  private static let others: Set = [
    "deg", "degrees", "square", "sq", "кв", "units", "fraction",
    "квадратных", "шаршы", "ед", "единиц", "шт", "бірлік", "град", "градусы", "градусов", "градус",
  ]

  /// Takes a word of a unit in.
  ///
  /// - Returns: Whether the word is one of a unit.
  mutating func take(_ word: String) -> Bool {
    if let scale = Self.scales[word] {
      self.scale = (self.scale ?? 1) * scale
    } else if let share = Self.shares[word] {
      self.share = share
    } else if let area = Self.areas[word] {
      self.area = area
    } else if let currency = Currency.named(word) {
      self.currency = currency.name
    } else if Currency.otherNames.contains(word) {
      self.currency = word
    } else if Self.persons.contains(word) {
      isPersons = true
    } else if word == "fraction" || word == "fractions" {
      share = 1
    } else if ["monthly", "month", "месяц", "мес", "айына"].contains(word) {
      periodsAYear = 12
    } else {
      return Self.others.contains(word)
    }
    return true
  }

  /// A unit as an option names it, such as `bln` or `thousand km2`; `nil` where a word is unknown.
  init?(option text: String) {
    self.init()
    let words = HeaderWords(text)
    guard words.subject.isEmpty || words.subject == "share" else { return nil }
    self = words.unit
    if words.subject == "share" { share = 1 }
    guard !HeaderWords.words(of: text).isEmpty else { return nil }
    // "persons", "km2" and a currency alone are units of one.
    if scale == nil { scale = 1 }
  }

  init() {}

  /// Lays what an option says over what a header says.
  func overridden(by option: CountryUnit?) -> CountryUnit {
    guard let option else { return self }
    var unit = option
    unit.currency = option.currency ?? currency
    unit.isPerHead = option.isPerHead || isPerHead
    unit.periodsAYear = option.periodsAYear ?? periodsAYear
    return unit
  }

  static let allowed =
    "thousand, million, billion, trillion, %, share, km2, ha, persons, a currency, per capita"

  /// Whether a column of `quantity` can be in this unit.
  func fits(_ quantity: CountryColumn.Quantity) -> Bool {
    switch quantity {
    case .money, .pay: share == nil && area == nil
    case .share, .employmentShare: currency == nil && area == nil
    case .count: currency == nil && area == nil && share == nil
    case .squareKilometres: currency == nil && share == nil
    case .text, .degrees: currency == nil && share == nil && area == nil && scale == nil
    }
  }
}
