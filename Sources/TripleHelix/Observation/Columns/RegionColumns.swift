import RegionalMeasures

extension Table {
  public static let regions = TableSchema(
    "regions",
    "One row per region and recorded tick; the columns from `specialisation` on are filled once a year.",
    needs: .regions, RegionColumns())

  /// The fourteen indicators of a region, in the order P1…P14.
  public static let indicators: [TableColumn] = indicatorColumns.map(\.column)

  static let indicatorColumns = regions.indicators.columns
}

/// A region at the end of a tick.
public struct RegionRow: StateRow {
  let simulation: Simulation
  /// In canonical order.
  let region: Int
  /// Once a year.
  var measures: FirmMeasures?

  var regions: RegionState { simulation.regions }
  var id: String { simulation.layout.regions[region].id }

  /// Of the last four quarters.
  func yearly(_ flow: YearlyFlows.Flow) -> Double { regions.year.total(flow, region: region) }

  /// A flow that no table gives for the year before tick 0: known after a year only.
  func known(_ flow: YearlyFlows.Flow) -> Double {
    tick < simulation.timeStep.ticksPerYear ? .nan : yearly(flow)
  }

  func perInhabitant(_ flow: YearlyFlows.Flow) -> Double {
    yearly(flow) / regions.population[region]
  }

  func perThousandAtWork(_ people: Double) -> Double {
    let atWork = simulation.employedPersons(region)
    return atWork > 0 ? 1000 * people / atWork : 0
  }

  /// Employed in industry or services; researchers of firms and universities serve.
  func employed(in class: SectorDescription.Class) -> Double {
    var people = `class` == .services ? researchers : 0
    for (s, sector) in simulation.layout.sectors.enumerated() where sector.class == `class` {
      people += simulation.sum(.employees, region: region, sector: s)
    }
    return people
  }

  var researchers: Double { regions.firmResearchers[region] + regions.researchStaff[region] }

  /// In percent of the country's.
  var shareOfPatents: Double {
    let all = (0..<simulation.layout.regionCount).reduce(0.0) {
      $0 + regions.year.total(.patents, region: $1)
    }
    return all > 0 ? 100 * yearly(.patents) / all : 0
  }

  /// Contribution to Theil's index of product per inhabitant.
  var theilPart: Double {
    let share = yearly(.product) / simulation.yearlyProduct.reduce(0, +)
    let people = regions.population.reduce(0, +)
    return share > 0 && people > 0
      ? share * logarithm(share / (regions.population[region] / people)) : .nan
  }

  func shares(ofScales values: [Double]) -> [Double] {
    RegionalMeasures.shares(of: Array(values[3 * region..<3 * region + 3]))
  }
}

/// P1 to P14, over the last four quarters. Money is at base-year prices.
public struct IndicatorColumns: ColumnGroup {
  public typealias Row = RegionRow

  private static func indicator(
    _ name: String, _ unit: TableUnit, _ meaning: String,
    _ read: @escaping @Sendable (RegionRow) -> Double
  ) -> Column {
    Column(
      name, unit, meaning, source: "Turekulova, Mukhambetova, Chimgentbaeva, see the ODD", read)
  }

  private static let thousandPerPerson = TableUnit("thousand currency/person")

  public let p1 = indicator(
    "p1", TableUnit("%"), "P1: share of the country's patents, over four quarters."
  ) { $0.shareOfPatents }
  public let p2 = indicator(
    "p2", TableUnit("currency/person"), "P2: gross R&D expenditure per inhabitant and year."
  ) { $0.perInhabitant(.research) * 1e6 }
  public let p3 = indicator("p3", .perThousand, "P3: research personnel per 1,000 employed.") {
    $0.perThousandAtWork($0.researchers)
  }
  public let p4 = indicator("p4", .perThousand, "P4: employed per 1,000 inhabitants.") {
    1000 * $0.simulation.residentsAtWork($0.region) / $0.regions.population[$0.region]
  }
  public let p5 = indicator(
    "p5", .perThousand, "P5: economically active per 1,000 inhabitants."
  ) { 1000 * $0.regions.labourForce[$0.region] / $0.regions.population[$0.region] }
  public let p6 = indicator(
    "p6", thousandPerPerson, "P6: fixed investment per inhabitant and year."
  ) { $0.perInhabitant(.investment) * 1e3 }
  public let p7 = indicator(
    "p7", thousandPerPerson, "P7: investment of public budgets per inhabitant and year."
  ) { $0.perInhabitant(.budgetInvestment) * 1e3 }
  public let p8 = indicator(
    "p8", thousandPerPerson, "P8: expenditure of the regional budget per inhabitant and year."
  ) { $0.perInhabitant(.outlays) * 1e3 }
  public let p9 = indicator(
    "p9", .none,
    "P9: sum of the distances to the two capitals, divided by the distance between them."
  ) { $0.regions.accessibility[$0.region] }
  public let p10 = indicator(
    "p10", TableUnit("per 1,000 km²"), "P10: active enterprises per 1,000 km²."
  ) { 1000 * $0.simulation.sum(.firms, region: $0.region) / $0.regions.area[$0.region] }
  public let p11 = indicator(
    "p11", TableUnit("per 100,000"), "P11: registered enterprises per 100,000 inhabitants."
  ) {
    100_000
      * ($0.simulation.sum(.firms, region: $0.region) + $0.regions.dormant[$0.region])
      / $0.regions.population[$0.region]
  }
  public let p12 = indicator(
    "p12", .perThousand, "P12: employed in industry per 1,000 employed."
  ) { $0.perThousandAtWork($0.employed(in: .industry)) }
  public let p13 = indicator(
    "p13", .perThousand, "P13: employed in services per 1,000 employed."
  ) { $0.perThousandAtWork($0.employed(in: .services)) }
  public let p14 = indicator(
    "p14", thousandPerPerson, "P14: gross regional product per inhabitant and year."
  ) { $0.perInhabitant(.deflatedProduct) * 1e3 }
}

public struct RegionColumns: ColumnGroup {
  public typealias Row = RegionRow

  public let tick = Column.tick
  public let year = Column.year
  public let region = Column.region { $0.id }
  public let indicators = IndicatorColumns()
  public let population = Column("population", .persons, "Inhabitants.") {
    $0.regions.population[$0.region]
  }
  public let labourForce = Column("labour_force", .persons, "Employed and unemployed.") {
    $0.regions.labourForce[$0.region]
  }
  public let employed = Column(
    "employed", .persons, "Employed by firms and in research, where they work."
  ) { $0.simulation.employedPersons($0.region) }
  public let unemployment = Column(
    "unemployment", .share, "Unemployed divided by the labour force."
  ) { $0.regions.unemployment[$0.region] }
  public let wage = Column("wage", .million, per: .quarter, "Wage of a worker.") {
    $0.regions.wage[$0.region]
  }
  public let product = Column(
    "grp", .million, per: .year, "Gross regional product at current prices."
  ) { $0.yearly(.product) }
  public let realProduct = Column(
    "real_grp", .million, per: .year, "Gross regional product at base-year prices."
  ) { $0.yearly(.realProduct) }
  public let exports = Column(
    "exports", .million, per: .year, "Sales of the region's firms abroad."
  ) { $0.yearly(.exports) }
  public let firms = Column("firms", .firms, "Active enterprises.") {
    $0.simulation.sum(.firms, region: $0.region)
  }
  public let entries = Column("entries", .firms, per: .year, "Enterprises founded.") {
    $0.known(.entries)
  }
  public let exits = Column("exits", .firms, per: .year, "Enterprises closed.") {
    $0.known(.exits)
  }
  public let netMigration = Column(
    "net_migration", .persons, per: .year, "Arrivals less departures."
  ) { $0.known(.migration) }
  public let netCommuters = Column(
    "net_commuters", .persons,
    "People who work here and live elsewhere, less those who live here and work elsewhere."
  ) { $0.simulation.netCommuters($0.region) }
  public let firmsInPhases = PhaseColumns("firms", "the number") { (row: RegionRow, phase) in
    row.simulation.share(ofFirmsIn: phase, region: row.region)
  }
  public let outputInPhases = PhaseColumns("output", "the output") { (row: RegionRow, phase) in
    row.simulation.share(ofOutputIn: phase, region: row.region)
  }
  public let innovationOutput = Column(
    "innovation_output", .share, "Output on lines newer than the sector's tradition."
  ) { $0.simulation.newerShare(region: $0.region) }
  public let researchStaff = Column(
    "research_staff", .persons, "Research staff of universities."
  ) { $0.regions.researchStaff[$0.region] }
  public let discoveries = Column(
    "discoveries", .none, "Discoveries made here since the start."
  ) { $0.regions.discoveries[$0.region] }
  public let householdDeposits = Column(
    "household_deposits", .million, "Deposits of households."
  ) { $0.simulation.ledger[.households($0.region)] }
  public let landPrice = Column("land_price", .none, "Price of land, 1 at the start.") {
    $0.regions.landPrice[$0.region]
  }
  public let resourceIntensity = Column.resourceIntensity {
    $0.simulation.resourceIntensity(region: $0.region)
  }
  public let heterogeneity = Column(
    "heterogeneity", .none,
    "Dispersion of firms' knowledge: root-mean-square distance from the sector mean, weighted by output."
  ) {
    $0.simulation.mechanisms.knowledgeSpace
      ? $0.simulation.heterogeneity(region: $0.region) : .nan
  }
  public let heterogeneityChange = Column(
    "heterogeneity_change", .rate, per: .year, "Smoothed yearly change of `heterogeneity`."
  ) { $0.simulation.stageAxes(ofRegion: $0.region)?.widening ?? .nan }
  public let employmentGrowth = Column(
    "employment_growth", .rate, per: .year, "Smoothed log growth of firms' employment."
  ) { $0.simulation.stageAxes(ofRegion: $0.region)?.growth ?? .nan }
  public let stage = Column.text(
    "stage",
    "Stage after Menzel and Fornahl: emergence, growth, sustainment, decline or renewal."
  ) { "\($0.simulation.stage(ofRegion: $0.region))" }
  public let tertiaryShare = Column.tertiaryShare { $0.simulation.tertiaryShare($0.region) }
  public let governmentRevenue = Column(
    "government_revenue", .million, per: .quarter,
    "Taxes and land rents received by the regional government."
  ) { $0.regions.ownRevenue[$0.region] }
  public let governmentTransfers = Column(
    "government_transfers", .million, per: .quarter,
    "Transfers from the national government; negative where the region pays."
  ) { $0.tick == 0 ? .nan : $0.regions.transfers[$0.region] }
  public let governmentOutlays = Column(
    "government_outlays", .million, per: .quarter,
    "Purchases of the regional government and its spending on policies."
  ) { $0.tick == 0 ? .nan : $0.regions.outlays[$0.region] }
  public let governmentDeposit = Column(
    "government_deposit", .million, "Deposit of the regional government; debt if negative."
  ) { $0.simulation.ledger[.government($0.region)] }
  public let disposableIncome = Column(
    "disposable_income", .million, per: .quarter, "Disposable income of households."
  ) { $0.regions.disposableIncome[$0.region] }
  public let dividends = DividendColumns(
    abroad: { (row: RegionRow) in row.regions.dividendsAbroad[row.region] },
    toState: { $0.regions.stateDividends[$0.region] })
  public let theilPart = Column(
    "theil_part", .none,
    "Contribution of the region to Theil's index of product per inhabitant; the contributions add up to the index.",
    source: "Theil 1967, Economics and Information Theory, chapter 4"
  ) { $0.theilPart }
  public let measures = PartColumns(RegionMeasureColumns(), needs: .firmMeasures) {
    (row: RegionRow) in
    row.measures.map { MeasuredRegion($0.indicators, region: row.region) }
  }
  public let output = PartColumns(
    ScaleColumns("output", "output", read: { $0 }), needs: .firmMeasures
  ) { (row: RegionRow) in row.measures.map { row.shares(ofScales: $0.outputByScale) } }
  public let exportsByScale = PartColumns(
    ScaleColumns("exports", "exports", read: { $0 }), needs: .firmMeasures
  ) { (row: RegionRow) in row.measures.map { row.shares(ofScales: $0.exportsByScale) } }
  public let links = PartColumns(LinkColumns(), needs: .firmMeasures) { (row: RegionRow) in
    row.measures?.links[row.region]
  }
  public let owners = PartColumns(OwnerColumns(), needs: .firmMeasures) { (row: RegionRow) in
    row.measures?.owners[row.region]
  }
}
