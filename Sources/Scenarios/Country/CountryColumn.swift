/// A column that a table of a country's regions may have.
///
/// A scenario needs the keys of `Key<RegionDescription>.region`; statistical offices publish some of
/// them under other names and in other units, and others from which those follow.
package struct CountryColumn: Sendable {
  /// What the values measure, and so which units they may have.
  enum Quantity: Sendable {
    case text
    case degrees
    case squareKilometres
    /// Persons, firms or other things that are counted.
    case count
    /// Money a year; a scenario has it in millions.
    case money
    /// Money a month or a year for one person.
    case pay
    /// A share of the employed, or employed persons.
    case employmentShare
    /// Any other share.
    case share
  }

  /// Name in options, as in `--map product=…`.
  package let key: String
  let quantity: Quantity
  package let meaning: String
  /// Headers that are read as this column, in lower case, without units, years and words such as "total".
  let names: [String]
  /// Other names in options: the keys of a scenario, where they differ.
  let aliases: [String]

  init(
    _ key: String, _ quantity: Quantity, _ meaning: String, aliases: [String] = [],
    _ names: [String]
  ) {
    self.key = key
    self.quantity = quantity
    self.meaning = meaning
    self.aliases = aliases
    self.names =
      names + (Self.otherLanguages[key] ?? [])
      + ([key] + aliases).map { $0.replacing("_", with: " ") }
  }

  /// Unit in a scenario.
  package var unit: String {
    switch quantity {
    case .text: ""
    case .degrees: "degrees"
    case .squareKilometres: "km²"
    case .count: key.hasSuffix("firms") ? "firms" : key == "patents" ? "patents" : "persons"
    case .money: "million a year"
    case .pay: "a year"
    case .employmentShare: "share of employed"
    case .share: "share"
    }
  }

  /// The column of that name or alias.
  static func named(_ name: String) -> CountryColumn? {
    all.first { $0.key == name || $0.aliases.contains(name) }
  }

  /// Every column, required ones first.
  package static let all: [CountryColumn] = [
    .init(
      "name", .text, "name of the region",
      [
        "region", "region name", "territory", "area name", "province", "state", "district",
        "county",
        "oblast", "federal district", "nuts name", "name en", "geo", "geo label",
      ]),
    .init(
      "population", .count, "inhabitants",
      ["inhabitants", "people", "residents", "pop", "resident population", "persons"]),
    .init(
      "employed", .count, "employed persons, own-account workers included",
      [
        "employment", "employees", "workers", "jobs", "employed population", "employed people",
        "employed persons", "persons employed", "persons in employment", "people in employment",
      ]),
    .init(
      "product", .money, "gross regional product", aliases: ["gross_regional_product"],
      [
        "grp", "gdp", "gsdp", "rgdp", "regional gdp", "regional product", "gross domestic product",
        "regional gross domestic product", "gross value added", "gva", "value added", "output",
      ]),
    .init(
      "industry_share", .employmentShare, "share of the employed in industry",
      aliases: ["industry"],
      [
        "industry employment", "industry employment share", "employed industry",
        "employment industry", "share industry", "employment share industry",
        "share employed industry", "share employment industry", "industrial employment",
        "employed industry share", "workers industry",
      ]),
    .init(
      "services_share", .employmentShare, "share of the employed in services",
      aliases: ["services"],
      [
        "service", "service share", "services employment", "services employment share",
        "employed services", "employment services", "share services", "employment share services",
        "share employed services", "share employment services", "employed services share",
        "workers services",
      ]),
    .init(
      "area", .squareKilometres, "area", ["surface", "land area", "surface area", "territory area"]
    ),
    .init(
      "latitude", .degrees, "latitude of the centre, degrees north",
      ["lat", "centre lat", "center lat", "centre latitude", "center latitude", "lat deg"]),
    .init(
      "longitude", .degrees, "longitude of the centre, degrees east",
      [
        "lon", "long", "lng", "centre lon", "center lon", "centre longitude", "center longitude",
        "lon deg",
      ]),
    .init(
      "id", .text, "identifier", ["code", "nuts code", "geo code", "region code", "region id"]),
    .init(
      "labour_force", .count, "employed and unemployed persons", aliases: ["labor_force"],
      [
        "workforce", "active population", "economically active population", "economically active",
        "labour force participants",
      ]),
    .init(
      "unemployed", .count, "unemployed persons", ["unemployed persons", "unemployed people"]),
    .init(
      "unemployment_rate", .share, "unemployed as a share of the labour force",
      ["unemployment", "jobless rate", "rate unemployment"]),
    .init(
      "agriculture_share", .employmentShare, "share of the employed in agriculture",
      aliases: ["agriculture"],
      [
        "agriculture employment", "agriculture employment share", "employed agriculture",
        "employment agriculture", "share agriculture", "share employed agriculture",
        "agricultural employment", "farming",
      ]),
    .init(
      "construction_share", .employmentShare, "share of the employed in construction",
      aliases: ["construction"],
      [
        "construction employment", "construction employment share", "employed construction",
        "employment construction", "share construction", "share employed construction", "building",
      ]),
    .init(
      "fixed_investment", .money, "all fixed investment", aliases: ["investment"],
      [
        "gross fixed capital formation", "gfcf", "capital formation", "fixed capital investment",
        "investment fixed capital", "investments fixed capital", "investments",
        "capital investment",
        "capital expenditure",
      ]),
    .init(
      "budget_investment", .money, "fixed investment that public budgets pay",
      aliases: ["public_investment"],
      ["government investment", "investment budget", "investment public"]),
    .init(
      "public_expenditure", .money, "outlays of regional and local budgets",
      [
        "public spending", "government expenditure", "government spending", "budget expenditure",
        "budget outlays", "local budget outlays", "local budget expenditure",
        "regional budget expenditure", "budget spending",
      ]),
    .init(
      "research_expenditure", .money, "gross expenditure on R&D", aliases: ["r_and_d"],
      [
        "rd expenditure", "r d expenditure", "r d", "rd", "rnd", "rnd expenditure", "gerd",
        "research spending", "rd spending", "r d spending", "research development expenditure",
        "expenditure r d", "expenditure research development", "expenditure research", "r and d",
        "r and d expenditure",
      ]),
    .init(
      "research_personnel", .count, "persons employed in R&D",
      [
        "rd personnel", "r d personnel", "rnd personnel", "researchers", "rd staff", "r d staff",
        "research staff", "rd employees", "r and d personnel",
      ]),
    .init(
      "patents", .count, "patents or applications a year",
      ["patent", "patent applications", "applications patents", "patents epo", "patents granted"]),
    .init(
      "patent_share", .share, "share of the country's patents",
      ["patents share", "share patents", "share country patents"]),
    .init(
      "active_firms", .count, "active enterprises", aliases: ["firms"],
      [
        "enterprises", "active enterprises", "businesses", "active businesses", "companies",
        "organisations", "organizations", "establishments", "legal entities",
        "active legal entities", "business units", "active companies", "active organisations",
      ]),
    .init(
      "registered_firms", .count, "registered enterprises, active ones included",
      [
        "registered enterprises", "registered businesses", "registered companies",
        "registered organisations", "registered organizations", "registered legal entities",
      ]),
    .init(
      "wage", .pay, "mean pay; used only to check the units of product",
      [
        "wages", "pay", "salary", "average wage", "earnings", "monthly wage", "nominal wage",
        "monthly pay", "compensation",
      ]),
  ]

  /// Names in options, for messages.
  static let keys = all.map(\.key)
}
