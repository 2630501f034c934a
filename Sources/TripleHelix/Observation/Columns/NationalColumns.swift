import RegionalMeasures

extension Table {
  public static let national = TableSchema(
    "national",
    "One row per recorded tick; the columns from `survival_1_year` on are filled once a year.",
    needs: .national, NationalColumns())
}

/// The country at the end of a tick.
public struct NationRow: StateRow {
  let simulation: Simulation
  /// Once a year.
  let measures: FirmMeasures?
  let distribution: SizesAndGrowth
  private let product: [Double]
  let productTheil: TheilDecomposition

  init(_ simulation: Simulation, _ measures: FirmMeasures?, _ distribution: SizesAndGrowth) {
    self.simulation = simulation
    self.measures = measures
    self.distribution = distribution
    product = simulation.yearlyProduct
    productTheil = theil(
      of: product, weights: simulation.regions.population, groups: simulation.canonicalGroups)
  }

  var nation: NationState { simulation.nation }
  var productGini: Double {
    gini(of: zip(product, simulation.regions.population).map { $0 / $1 })
  }

  /// A flow of the last four quarters over the firms of a year ago.
  func yearlyRate(_ flow: YearlyFlows.Flow) -> Double {
    func yearly(_ flow: YearlyFlows.Flow) -> Double {
      (0..<simulation.layout.regionCount).reduce(0.0) {
        $0 + simulation.regions.year.total(flow, region: $1)
      }
    }
    let before = simulation.sum(.firms) - yearly(.entries) + yearly(.exits)
    let isKnown = tick >= simulation.timeStep.ticksPerYear && before > 0
    return isKnown ? yearly(flow) / before : .nan
  }

  /// Between or within Ward groups, once there are any.
  func ofGroups(_ part: Double) -> Double { simulation.canonicalGroups == nil ? .nan : part }

  /// Shares of small, medium and large firms of the country in values at `region * 3 + scale`.
  static func shares(ofScales values: [Double]) -> [Double] {
    RegionalMeasures.shares(
      of: (0..<3).map { size in
        stride(from: size, to: values.count, by: 3).reduce(0.0) { $0 + values[$1] }
      })
  }
}

public struct NationalColumns: ColumnGroup {
  public typealias Row = NationRow

  private static let theil = "Theil 1967, Economics and Information Theory, chapter 4"
  private static let demography = "Eurostat, Business demography"
  private static let subbotin = "Bottazzi and Secchi 2006, doi:10.1093/icc/dtl005"

  public let tick = Column.tick
  public let year = Column.year
  public let gdp = Column(
    "gdp", .million, per: .quarter,
    "Gross domestic product at current prices, without value-added tax."
  ) { $0.nation.gdp }
  public let realGDP = Column(
    "real_gdp", .million, per: .quarter,
    "Gross domestic product at base-year prices, without value-added tax."
  ) { $0.nation.realGdp }
  public let consumption = Column(
    "consumption", .million, per: .quarter, "Consumption of households, with tax."
  ) { $0.nation.consumption }
  public let government = Column("government", .million, per: .quarter, "Public purchases.") {
    $0.nation.government
  }
  public let investment = Column(
    "investment", .million, per: .quarter, "Investment of firms, including new ones."
  ) { $0.nation.investment }
  public let exports = Column("exports", .million, per: .quarter, "Exports.") {
    $0.nation.exports
  }
  public let imports = Column("imports", .million, per: .quarter, "Imports.") {
    $0.nation.imports
  }
  public let wages = Column(
    "wages", .million, per: .quarter, "Wages of all employed persons."
  ) { $0.nation.wages }
  public let research = Column(
    "research", .million, per: .quarter, "R&D of firms and universities."
  ) { $0.nation.research }
  public let employed = Column("employed", .persons, "Employed persons.") { row in
    (0..<row.simulation.layout.regionCount).reduce(0.0) {
      $0 + row.simulation.employedPersons($1)
    }
  }
  public let unemployment = Column(
    "unemployment", .share, "Unemployed divided by the labour force."
  ) { $0.nation.unemployment }
  public let wage = Column("wage", .million, per: .quarter, "Mean wage.") {
    $0.simulation.meanWage
  }
  public let consumerPrice = Column(
    "consumer_price", .none, "Consumer price index, about 1 at the start."
  ) { $0.nation.consumerPrice }
  public let exchangeRate = Column(
    "exchange_rate", .none, "Home price of foreign currency, 1 at the start."
  ) { $0.nation.exchangeRate }
  public let interestRate = Column(
    "interest_rate", .rate, per: .quarter, "Interest rate of loans."
  ) { $0.simulation.parameters.accounts.interest + $0.nation.rateGap }
  public let firms = Column("firms", .firms, "Active enterprises.") { $0.simulation.sum(.firms) }
  public let startUps = Column("start_ups", .firms, per: .quarter, "Start-ups.") {
    $0.nation.startUps
  }
  public let spinOffs = Column("spin_offs", .firms, per: .quarter, "Spin-offs of firms.") {
    $0.nation.spinOffs
  }
  public let universitySpinOffs = Column(
    "university_spin_offs", .firms, per: .quarter, "Spin-offs of universities."
  ) { $0.nation.universitySpinOffs }
  public let exits = Column("exits", .firms, per: .quarter, "Enterprises closed.") {
    $0.nation.exits
  }
  public let insolvencies = Column(
    "insolvencies", .firms, per: .quarter, "Enterprises closed because of insolvency."
  ) { $0.nation.insolvencies }
  public let firmsInPhases = PhaseColumns("firms", "the number") { (row: NationRow, phase) in
    row.simulation.share(ofFirmsIn: phase)
  }
  public let outputInPhases = PhaseColumns("output", "the output") { (row: NationRow, phase) in
    row.simulation.share(ofOutputIn: phase)
  }
  public let innovationOutput = Column(
    "innovation_output", .share, "Output on lines newer than their sector's tradition."
  ) { $0.simulation.newerShare() }
  public let innovations = Column(
    "innovations", .events, per: .quarter, "Firms that launched a line by own research."
  ) { $0.nation.innovations }
  public let imitations = Column(
    "imitations", .events, per: .quarter, "Firms that launched a line by imitation."
  ) { $0.nation.imitations }
  public let patents = Column("patents", .events, per: .quarter, "Patents.") {
    $0.nation.patents
  }
  public let generationsOpened = Column.integer(
    "generations_opened", .none, "Generations discovered since the start."
  ) { $0.nation.generationsOpened }
  public let improvements = Column.integer(
    "improvements", .none, "Discoveries since the start that improved an existing generation."
  ) { $0.nation.improvements }
  public let cycles = Column(
    "cycles", .events, per: .quarter, "Firms that returned to tradition on a newer line."
  ) { $0.nation.cycles }
  public let cycleLength = Column(
    "cycle_length", .years, "Median time from tradition to tradition."
  ) { $0.nation.cycleLength }
  public let credit = Column("credit", .million, "Loans of firms.") {
    $0.simulation.ledger.loans
  }
  public let ventureCapital = Column(
    "venture_capital", .million, per: .quarter, "Equity that young firms sold."
  ) { $0.nation.ventureCapital }
  public let governmentDeposit = Column(
    "government_deposit", .million, "Deposit of all governments; debt if negative."
  ) { $0.simulation.governmentDeposit }
  public let hillExponent = Column(
    "hill_exponent", .none, "Hill estimator of the largest 5 % of firms.",
    source: "Hill 1975, doi:10.1214/aos/1176343247", needs: .sizesAndGrowth
  ) { $0.distribution.hill }
  public let largestFirm = Column(
    "largest_firm", .share, "Largest firm's share of employment.", needs: .sizesAndGrowth
  ) { $0.distribution.largest }
  public let growthShape = Column(
    "growth_shape", .none, "Subbotin shape of yearly growth; 1 is Laplace.", source: subbotin,
    needs: .sizesAndGrowth
  ) { $0.distribution.shape }
  public let growthShapeSmall = Column(
    "growth_shape_small", .none,
    "Subbotin shape of yearly growth of firms with 10 to 50 employees.", source: subbotin,
    needs: .sizesAndGrowth
  ) { $0.distribution.shapeSmall }
  public let growthSizeSlope = Column(
    "growth_size_slope", .none,
    "Log-log slope of the standard deviation of yearly growth on firm size.",
    source: "Stanley et al. 1996, doi:10.1038/379804a0", needs: .sizesAndGrowth
  ) { $0.distribution.slope }

  private static func exitHazard(
    _ suffix: String, _ firms: String, _ place: NationState.ExitClass
  ) -> Column {
    Column("exits_\(suffix)", .rate, per: .year, "Exit hazard of firms \(firms).") {
      $0.tick == 0 ? .nan : $0.nation.exitHazards[place.rawValue]
    }
  }

  public let exitsUnder2 = exitHazard("under_2", "under 2 minimum efficient sizes", .under2)
  public let exits2To5 = exitHazard("2_to_5", "of 2 to 5 minimum efficient sizes", .from2To5)
  public let exits5To20 = exitHazard("5_to_20", "of 5 to 20 minimum efficient sizes", .from5To20)
  public let exitsOver20 = exitHazard("over_20", "over 20 minimum efficient sizes", .over20)
  public let exitsYoung = exitHazard("young", "under 2 years", .young)
  public let exitsMiddle = exitHazard("middle", "of 2 to 15 years", .middle)
  public let exitsOld = exitHazard("old", "over 15 years", .old)
  public let accountDrift = Column(
    "account_drift", .none,
    "Change of all deposits less loans since the start, relative to their gross sum; a check of the accounts."
  ) { $0.simulation.ledger.drift }
  public let traditionAge = Column(
    "tradition_age", .years,
    "Time since the first use of each sector's tradition, weighted by sales."
  ) { $0.simulation.traditionAge }
  public let resourceIntensity = Column.resourceIntensity { $0.simulation.resourceIntensity() }
  public let currentAccount = Column(
    "current_account", .million, per: .quarter,
    "Exports less imports and dividends paid abroad; the exchange rate responds to it."
  ) { $0.simulation.currentAccount }
  public let dividends = DividendColumns(
    abroad: { (row: NationRow) in row.simulation.regions.dividendsAbroad.reduce(0, +) },
    toState: { $0.simulation.regions.stateDividends.reduce(0, +) })
  public let giniOfProduct = Column(
    "gini_grp", .none, "Gini coefficient of regional product per inhabitant.",
    source: "Gini 1912"
  ) { $0.productGini }
  public let theilOfProduct = Column(
    "theil_grp", .none,
    "Theil's index of regional product per inhabitant, weighted by inhabitants.", source: theil
  ) { $0.productTheil.total }
  public let theilBetween = Column(
    "theil_grp_between", .none, "Theil's index between Ward groups.", source: theil
  ) { $0.ofGroups($0.productTheil.between) }
  public let theilWithin = Column(
    "theil_grp_within", .none, "Theil's index within Ward groups.", source: theil
  ) { $0.ofGroups($0.productTheil.within) }
  public let entryRate = Column(
    "entry_rate", .rate, per: .year,
    "Firms founded in the last four quarters divided by firms a year ago.", source: demography
  ) { $0.yearlyRate(.entries) }
  public let exitRate = Column(
    "exit_rate", .rate, per: .year,
    "Firms closed in the last four quarters divided by firms a year ago.", source: demography
  ) { $0.yearlyRate(.exits) }
  public let survivalOneYear = Column(
    "survival_1_year", .share,
    "Share of firms founded in the year that ended a year ago that are still active.",
    source: demography, needs: .firmMeasures
  ) { $0.measures?.survivalOneYear ?? .nan }
  public let survivalFiveYears = Column(
    "survival_5_years", .share,
    "Share of firms founded in the year that ended five years ago that are still active.",
    source: demography, needs: .firmMeasures
  ) { $0.measures?.survivalFiveYears ?? .nan }
  public let measures = PartColumns(NationalMeasureColumns(), needs: .firmMeasures) {
    (row: NationRow) in row.measures?.indicators
  }
  public let output = PartColumns(
    ScaleColumns("output", "output", read: { $0 }), needs: .firmMeasures
  ) { (row: NationRow) in row.measures.map { NationRow.shares(ofScales: $0.outputByScale) } }
  public let exportsByScale = PartColumns(
    ScaleColumns("exports", "exports", read: { $0 }), needs: .firmMeasures
  ) { (row: NationRow) in row.measures.map { NationRow.shares(ofScales: $0.exportsByScale) } }
  public let links = PartColumns(LinkColumns(), needs: .firmMeasures) { (row: NationRow) in
    row.measures?.nationalLinks
  }
  public let owners = PartColumns(OwnerColumns(), needs: .firmMeasures) { (row: NationRow) in
    row.measures?.nationalOwners
  }
}
