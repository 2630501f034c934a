import Foundation
import Testing
import TripleHelix

@testable import Scenarios

/// Headers, units and names of tables of statistics.
@Suite struct CountryWordsTests {
  @Test(arguments: [
    ("GRP, bln roubles", "grp", 1e9), ("population_thousand_2022", "population", 1e3),
    ("Gross regional product (million EUR)", "gross regional product", 1e6),
    ("grp_2004_100mln_yuan", "grp", 1e8), ("GRP, bln crowns", "grp", 1e9),
    ("ВРП, млрд руб.", "врп", 1e9), ("Population ('000)", "population", 1e3),
    ("GDP (€m)", "gdp", 1e6),
  ])
  func `headers come apart into subject and scale`(
    _ header: String, _ subject: String, _ scale: Double
  ) {
    let words = HeaderWords(header)
    #expect(words.subject == subject)
    #expect(words.unit.scale == scale)
  }

  @Test(arguments: [
    ("Население, тыс.", "population"),
    ("Численность населения на конец года, тыс. человек", "population"),
    ("Занято в экономике, тыс. чел.", "employed"), ("ВРП, млрд крон", "product"),
    ("Валовой региональный продукт, млн тенге", "product"),
    ("ВРП на душу населения, тыс. тенге", "product"),
    ("Доля занятых в промышленности, %", "industry_share"), ("Промышленность, %", "industry_share"),
    ("Занято в сфере услуг, %", "services_share"), ("Услуги, %", "services_share"),
    ("Площадь, тыс. кв. км", "area"), ("Территория, км²", "area"), ("Широта", "latitude"),
    ("Долгота, град.", "longitude"), ("Регион", "name"), ("Область", "name"),
    ("Уровень безработицы, %", "unemployment_rate"), ("Рабочая сила, тыс. чел.", "labour_force"),
    ("Инвестиции в основной капитал, млн тенге", "fixed_investment"),
    ("Внутренние затраты на исследования и разработки, млн руб.", "research_expenditure"),
    ("Количество зарегистрированных юридических лиц, единиц", "registered_firms"),
    ("Действующие юридические лица, единиц", "active_firms"),
    ("Среднемесячная заработная плата, тенге", "wage"), ("Патенты, единиц", "patents"),
    ("Өңір", "name"), ("Халық саны, мың адам", "population"), ("ЖӨӨ, млн теңге", "product"),
    ("Ауданы, мың км²", "area"), ("Жұмыссыздық деңгейі, пайыз", "unemployment_rate"),
    ("Ендік", "latitude"), ("Бойлық", "longitude"),
    ("Тіркелген заңды тұлғалар", "registered_firms"),
  ])
  func `Russian and Kazakh headers are recognised`(_ header: String, _ key: String) throws {
    var problems = CountryProblems(path: "t.csv")
    let cell = CountrySource.Cell(text: header, line: 1, column: 1)
    let match = CountryMatch(
      CountrySource(path: "t.csv", header: [cell], rows: [], hasDecimalCommas: false),
      CountryRequest(), &problems)
    #expect(match.columns.map(\.column.key) == [key], "\(HeaderWords(header).subject)")
  }

  @Test func `no header in any language names two columns`() {
    var seen: [String: String] = [:]
    for column in CountryColumn.all {
      for name in Set(column.names.map { HeaderWords($0).subject }) {
        // A territory is a region or, with a unit, its area.
        guard !name.isEmpty, name != "территория" else { continue }
        #expect(seen.updateValue(column.key, forKey: name) == nil, "\(name)")
      }
    }
    for key in CountryColumn.otherLanguages.keys { #expect(CountryColumn.named(key) != nil) }
  }

  @Test func `Russian and Kazakh units are read`() {
    let head = HeaderWords("ВРП на душу населения, тыс. тенге").unit
    #expect(head.isPerHead && head.scale == 1000 && head.currency == "tenge")
    #expect(HeaderWords("Площадь, тыс. кв. км").unit.scale == 1000)
    #expect(HeaderWords("ЖӨӨ жан басына шаққанда, мың теңге").unit.isPerHead)
    #expect(HeaderWords("Жұмыссыздық, пайыз").unit.share == 0.01)
    #expect(HeaderWords("ВРП, млн крон").unit.currency == "крон")
  }

  @Test func `currencies, shares, areas and bases are read from headers`() {
    #expect(HeaderWords("GRP, bln roubles").unit.currency == "roubles")
    #expect(HeaderWords("GRP, bln pengő").unit.currency == "pengő")
    #expect(HeaderWords("Unemployment rate (%)").unit.share == 0.01)
    #expect(HeaderWords("unemployment_rate_2021_pct").unit.share == 0.01)
    #expect(HeaderWords("Employed in industry per 1,000 employed").unit.share == 0.001)
    let head = HeaderWords("GRP per capita, thousand tenge").unit
    #expect(head.isPerHead && head.scale == 1000 && head.currency == "tenge")
    let area = HeaderWords("Area, thousand km²").unit
    #expect(area.area == 1 && area.scale == 1000)
    #expect(HeaderWords("average_wage_2021_rub_month").unit.periodsAYear == 12)
    #expect(HeaderWords("population density").subject == "population density")
  }

  @Test(arguments: [
    ("Северо-Кавказский федеральный округ", "severo_kavkazskiy_federalnyy_okrug"),
    ("Қызылорда облысы", "qyzylorda_oblysy"), ("Түркістан", "turkistan"),
    ("Länsi-Suomi", "lansi_suomi"), ("Île-de-France", "ile_de_france"), ("Łódź", "lodz"),
    ("Århus & Omegn", "arhus_omegn"), ("São Paulo (capital)", "sao_paulo_capital"),
    ("Θεσσαλία", "thessalia"), ("16 Region", "region_16_region"), ("Côte d'Or", "cote_dor"),
  ])
  func `identifiers are made of names in any script`(_ name: String, _ id: String) {
    #expect(Transliteration.identifier(from: name) == id)
  }

  @Test func `no identifier is made of letters that are not known`() {
    #expect(Transliteration.identifier(from: "北京") == nil)
    #expect(Transliteration.identifier(from: "--") == nil)
  }

  @Test func `values of totals have units or percentages`() throws {
    func read(_ text: String, _ key: String) throws -> CountryTotal.Value? {
      let assumption = try #require(CountryAssumption.named(key))
      if case .success(let total) = CountryTotal.read(text, of: assumption) { return total.value }
      return nil
    }
    #expect(try read("24 %", "fixed_investment") == .share(0.24))
    #expect(try read("22945 billion", "fixed_investment") == .amount(22_945_000))
    #expect(try read("22945", "fixed_investment") == nil)
    #expect(try read("71.7 million", "employed") == .amount(71_700_000))
    #expect(try read("0.06", "unemployment_rate") == .share(0.06))
    #expect(try read("140 %", "unemployment_rate") == nil)
    #expect(try read("17 thousand km2", "area") == .amount(17_000))
    #expect(try read("many", "area") == nil)
  }

  @Test func `every default is a value that its option would take`() {
    for assumption in CountryAssumption.all where !assumption.defaultText.isEmpty {
      guard case .success = CountryTotal.read(assumption.defaultText, of: assumption) else {
        Issue.record("\(assumption.key): \(assumption.defaultText)")
        continue
      }
    }
  }
}

/// Figures that a table lacks.
@Suite struct CountryEstimateTests {
  /// Four regions with what is required, and `more` columns.
  private func country(
    _ more: [(header: String, cells: [String])] = [],
    _ change: (inout CountryRequest) -> Void = { _ in }
  ) throws -> CountryScenario {
    let columns: [(header: String, cells: [String])] =
      [
        ("name", ["a", "b", "c", "d"]), ("population", ["100000", "200000", "300000", "400000"]),
        ("employed", ["50000", "80000", "120000", "150000"]),
        ("product, million marks", ["5000", "10000", "9000", "16000"]),
        ("industry share", ["0.3", "0.2", "0.25", "0.1"]),
        ("services share", ["0.6", "0.7", "0.5", "0.8"]), ("area", ["100", "200", "300", "400"]),
        ("latitude", ["50", "51", "52", "53"]), ("longitude", ["10", "12", "11", "13"]),
      ] + more
    func cell(_ text: String, _ line: Int) -> CountrySource.Cell {
      CountrySource.Cell(text: text, line: line, column: 1)
    }
    var request = CountryRequest()
    change(&request)
    return try CountryScenario(
      CountrySource(
        path: "table.csv", header: columns.map { cell($0.header, 1) },
        rows: (0..<4).map { row in columns.map { cell($0.cells[row], row + 2) } },
        hasDecimalCommas: false), request)
  }

  private func values(_ country: CountryScenario, _ key: String) -> [Double] {
    (country.values[key] ?? []).map(\.value)
  }

  @Test func `defaults are shares of what the table has`() throws {
    let country = try country()
    #expect(values(country, "fixed_investment") == [1100, 2200, 1980, 3520])
    #expect(values(country, "budget_investment") == [165, 330, 297, 528])
    // 15 % of 40,000 by population.
    #expect(values(country, "public_expenditure") == [600, 1200, 1800, 2400])
    #expect(values(country, "research_expenditure") == [50, 100, 90, 160])
    // 1 % / 1.6 of 400,000 employed, by R&D.
    #expect(values(country, "research_personnel") == [312.5, 625, 562.5, 1000])
    #expect(values(country, "patent_share") == [0.125, 0.25, 0.225, 0.4])
    #expect(values(country, "active_firms") == [5000, 8000, 12_000, 15_000])
    // Active firms are 70 % of those registered.
    #expect(values(country, "registered_firms") == [7142.86, 11_428.6, 17_142.9, 21_428.6])
    #expect(country.patentsPerYear.value == 150)
    #expect(country.currency == "marks")
    #expect(country.sectorsText == nil)
  }

  @Test
  func `every firm is an agent where there are not too many, and the scale is said otherwise`()
    throws
  {
    let small = try country([("active firms", ["60000", "60000", "70000", "80000"])])
    #expect(small.scale == 1 && small.notes.isEmpty)
    let large = try country([("active firms", ["150000", "150000", "150000", "150000"])])
    #expect(large.scale == 2)
    #expect(large.notes.first?.contains("an agent stands for 2 firms (`scale: 2`)") == true)
  }

  @Test func `gaps are filled by the mean of the other regions`() throws {
    let country = try country([("fixed investment, million marks", ["1000", "", "1800", "3200"])])
    #expect(values(country, "fixed_investment") == [1000, 2000, 1800, 3200])
    let origins = (country.values["fixed_investment"] ?? []).map(\.origin)
    #expect(origins == [.given, .estimated, .given, .given])
  }

  @Test func `unemployment gives the labour force, and counts of workers give shares`() throws {
    let country = try country([
      ("unemployment rate, %", ["4", "10", "5", "6"]), ("patents", ["10", "20", "30", "40"]),
      ("agriculture share", ["0.04", "0.05", "0.1", "0.05"]),
    ])
    // Employed over one less the rate, to seven digits.
    #expect(values(country, "labour_force") == [52_083.33, 88_888.89, 126_315.8, 159_574.5])
    #expect(values(country, "patent_share") == [0.1, 0.2, 0.3, 0.4])
    #expect(country.patentsPerYear.value == 100)
    // What is neither of the three is construction: 2,500 + 4,000 + 18,000 + 7,500 of 400,000.
    #expect(
      country.sectorsText?.contains("construction,Construction,construction,engineering,0.") == true
    )
  }

  @Test func `registered firms give active ones, and totals are shared out by columns`() throws {
    let country = try country([
      ("registered firms", ["1000", "2000", "3000", "4000"]), ("factories", ["1", "1", "1", "1"]),
    ]) {
      $0.headers["industry_share"] = ""
      $0.headers["services_share"] = ""
      $0.totals["industry_share"] = "20 %"
      $0.totals["services_share"] = "60 %"
      $0.weights["industry_share"] = "factories"
    }
    #expect(values(country, "active_firms") == [700, 1400, 2100, 2800])
    // 80,000 in industry, a quarter in each region.
    #expect(values(country, "industry_share") == [0.4, 0.25, 0.1667, 0.1333])
    #expect(values(country, "services_share") == [0.45, 0.5625, 0.625, 0.65])
  }

  @Test func `contradictions are told together`() throws {
    let error = #expect(throws: CountryProblems.self) {
      _ = try country([("labour force", ["40000", "90000", "130000", "160000"])]) {
        $0.units["area"] = "stones"
        $0.totals["luck"] = "1"
      }
    }
    let lines = (error?.lines ?? []).joined(separator: "\n")
    #expect(lines.contains("--unit area=stones: error: the unit is unknown"))
    #expect(lines.contains("--total luck=1: error: there is no figure `luck`"))
    let other = #expect(throws: CountryProblems.self) {
      _ = try country([("labour force", ["40000", "90000", "130000", "160000"])])
    }
    #expect(
      other?.lines == [
        "table.csv: error: employed is larger than labour_force in `a` (50000 and 40000); look at the "
          + "units and columns of both"
      ])
  }
}

/// What `scenario check` says of figures that can run.
@Suite struct PlausibilityTests {
  private func warnings(_ overrides: String..., file: String = "kazakhstan.yaml") throws -> [String]
  {
    try Scenario.load("\(Fixtures.scenarios)/\(file)", overrides: overrides).warnings.map(\.code)
  }

  @Test(arguments: Fixtures.shipped.filter { !$0.contains("/") })
  func `scenarios at the top that are shipped are plausible`(file: String) throws {
    let warnings = try Scenario.load("\(Fixtures.scenarios)/\(file)").warnings
    #expect(warnings.isEmpty, "\(warnings.map(\.description))")
  }

  @Test(arguments: Fixtures.shipped)
  func `no shipped scenario has a figure in a wrong unit or a policy without clusters`(
    file: String
  ) throws {
    let codes = try Scenario.load("\(Fixtures.scenarios)/\(file)").warnings.map(\.code)
    #expect(Set(codes).isSubset(of: ["patents_default", "too_many_groups"]), "\(codes)")
  }

  @Test func `a product below investment, or in another unit, is told at its cell`() throws {
    let path = "regions.atyrau.gross_regional_product"
    #expect(try warnings("\(path)=900000").contains("product_below_investment"))
    #expect(try warnings("\(path)=90000000").contains("outlier_region"))
    let scenario = try Scenario.load(
      "\(Fixtures.scenarios)/kazakhstan.yaml", overrides: ["\(path)=9e5"])
    let warning = try #require(scenario.warnings.first)
    #expect(
      warning.description.hasPrefix("--set \(path)=9e5: warning: \(path): product, 900000 million"))
    #expect(scenario.configuration.likelyMistake?.key == warning.key)
  }

  @Test func `product in thousands where millions are meant is told`() throws {
    #expect(
      try warnings("regions.columns.gross_regional_product=grp_2013_mln_tenge * 1000")
        .contains("product_magnitude"))
    #expect(
      try warnings("regions.columns.gross_regional_product=grp_2013_mln_tenge / 1000")
        .contains("product_below_investment"))
  }

  @Test func `swapped coordinates, clusters off, groups and patents are told`() throws {
    #expect(
      try warnings(
        "regions.columns.latitude=centre_lon_deg", "regions.columns.longitude=centre_lat_deg")
        == ["swapped_coordinates"])
    #expect(
      try warnings("mechanisms.clusters=false", file: "disputes/contest.yaml")
        .contains("clusters_off"))
    #expect(try warnings("recluster.groups=16") == ["too_many_groups"])
    let own = try Fixtures.temporary("extends: \(Fixtures.broken)/good.yaml\n")
    #expect(try Scenario.load(own).warnings.allSatisfy { $0.code != "product_below_investment" })
  }

  @Test func `the wage that follows is near to that of the first state`() throws {
    let scenario = try Scenario.load(
      "\(Fixtures.scenarios)/kazakhstan.yaml", overrides: ["scale=50"])
    let simulation = try Simulation(scenario.configuration, seed: 1)
    var recording = Recording()
    simulation.record(into: &recording)
    let column = try #require(recording.national.index(of: "wage"))
    guard case .number(let quarterly) = recording.national.rows[0][column] else {
      Issue.record("no wage")
      return
    }
    let mean = quarterly * 1e6 / 3
    let fact = try #require(scenario.facts.first { $0.name == "wage" })
    #expect(abs(fact.country / mean - 1) < 0.1)
  }
}
