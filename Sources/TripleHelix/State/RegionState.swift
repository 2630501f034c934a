import Chunking

/// The regions: one entry a region in every array, in canonical order.
///
/// Each region has its households, its university and its government.
struct RegionState: Sendable {
  // Constants of the region, set when the state is synthesised.

  /// Hash of the region's identifier, by which streams are keyed.
  var key: [UInt64] = []
  var area: [Double] = []
  /// P9.
  var accessibility: [Double] = []
  /// Capital per unit of quarterly output, quarters.
  var capitalOutput: [Double] = []
  /// R&D of a searching firm relative to `research.share_of_sales`.
  var researchIntensity: [Double] = []
  /// Patents of a firm's innovation relative to the country.
  var patentPropensity: [Double] = []
  /// Patents per university researcher and quarter.
  var universityPatentRate: [Double] = []
  /// Public funding of the university as a share of GDP.
  var universityFundingShare: [Double] = []
  /// Outlays of the regional government as a share of all public purchases.
  var outlayShare: [Double] = []
  /// Investment in those outlays.
  var budgetInvestmentShare: [Double] = []
  var initialWage: [Double] = []
  var initialUnemployment: [Double] = []
  var initialLabourForce: [Double] = []
  var initialFirms: [Double] = []
  var initialProductivity: [Double] = []
  /// Profit over sales of the region's mix of sectors at tick 0.
  var initialMargin: [Double] = []
  var initialStaff: [Double] = []
  /// University funding over the regional wage at tick 0, researchers' wages.
  var initialFunding: [Double] = []

  // State.

  var population: [Double] = []
  /// Labour force before it reacts to unemployment.
  var labourBase: [Double] = []
  var labourForce: [Double] = []
  /// Employees of firms.
  var firmEmployees: [Double] = []
  /// Researchers that firms pay.
  var firmResearchers: [Double] = []
  /// Persons who live in region a and work in b, at `a * count + b`; none at the start.
  var commuters: [Double] = []
  var unemployment: [Double] = []
  var wage: [Double] = []
  /// Research staff of the university.
  var researchStaff: [Double] = []
  /// Funding of the university this quarter: public, by contract and from royalties.
  var universityFunding: [Double] = []
  /// Discoveries made since the start.
  var discoveries: [Double] = []
  /// Public infrastructure, million at base-year prices.
  var infrastructure: [Double] = []
  /// Price of land, 1 at the start.
  var landPrice: [Double] = []
  /// Closed enterprises that are still registered.
  var dormant: [Double] = []
  /// Disposable income of households in the last quarter.
  var disposableIncome: [Double] = []
  /// What firms that foreigners or the state own since tick 0 paid out to them in the last quarter,
  /// the first after tax, million.
  var dividendsAbroad: [Double] = []
  var stateDividends: [Double] = []
  /// Product of the region in the last quarter, with what universities and policies pay, at current
  /// and at base-year prices.
  var valueAdded: [Double] = []
  var realValueAdded: [Double] = []

  /// Taxes and rents that the regional government got last quarter, and transfers from the national one,
  /// negative where it pays, million.
  var ownRevenue: [Double] = []
  var transfers: [Double] = []
  /// Purchases of the regional government last quarter, and what policies cost it, million.
  var outlays: [Double] = []

  /// Flows of the last four quarters.
  var year = YearlyFlows()

  var count: Int { key.count }

  init() {}

  mutating func archive(_ archive: inout Archive) {
    archive.array(&key, filler: 0)
    archive.numbers(&area)
    archive.numbers(&accessibility)
    archive.numbers(&capitalOutput)
    archive.numbers(&researchIntensity)
    archive.numbers(&patentPropensity)
    archive.numbers(&universityPatentRate)
    archive.numbers(&universityFundingShare)
    archive.numbers(&outlayShare)
    archive.numbers(&budgetInvestmentShare)
    archive.numbers(&initialWage)
    archive.numbers(&initialUnemployment)
    archive.numbers(&initialLabourForce)
    archive.numbers(&initialFirms)
    archive.numbers(&initialProductivity)
    archive.numbers(&initialMargin)
    archive.numbers(&initialStaff)
    archive.numbers(&initialFunding)
    archive.numbers(&population)
    archive.numbers(&labourBase)
    archive.numbers(&labourForce)
    archive.numbers(&firmEmployees)
    archive.numbers(&firmResearchers)
    archive.numbers(&commuters)
    archive.numbers(&unemployment)
    archive.numbers(&wage)
    archive.numbers(&researchStaff)
    archive.numbers(&universityFunding)
    archive.numbers(&discoveries)
    archive.numbers(&infrastructure)
    archive.numbers(&landPrice)
    archive.numbers(&dormant)
    archive.numbers(&disposableIncome)
    archive.numbers(&dividendsAbroad)
    archive.numbers(&stateDividends)
    archive.numbers(&valueAdded)
    archive.numbers(&realValueAdded)
    archive.numbers(&ownRevenue)
    archive.numbers(&transfers)
    archive.numbers(&outlays)
    year.archive(&archive)
  }
}

/// Regional flows of the last four quarters, so that a yearly figure does not depend on when the
/// last record was taken.
struct YearlyFlows: Sendable {
  /// What is kept.
  enum Flow: Int, CaseIterable {
    /// Million at base-year consumer prices.
    case research, investment, budgetInvestment, outlays, deflatedProduct
    /// Million at current prices.
    case product, exports
    /// Million at base-year prices.
    case realProduct
    case patents, entries, exits, migration
  }

  /// By flow, then tick of the year, then region.
  private var values: [Double] = []
  private var regionCount = 0
  private var ticksPerYear = 4

  init() {}

  init(regionCount: Int, ticksPerYear: Int) {
    self.regionCount = regionCount
    self.ticksPerYear = ticksPerYear
    values = Array(repeating: 0, count: Flow.allCases.count * ticksPerYear * regionCount)
  }

  private func place(_ flow: Flow, _ part: Int, _ region: Int) -> Int {
    (flow.rawValue * ticksPerYear + part) * regionCount + region
  }

  /// Gives every tick of the year its part of `yearly`.
  mutating func seed(_ flow: Flow, region: Int, yearly: Double) {
    for part in 0..<ticksPerYear {
      values[place(flow, part, region)] = yearly / Double(ticksPerYear)
    }
  }

  /// Empties the part of the year that `tick` is.
  mutating func open(tick: Int) {
    for flow in Flow.allCases {
      for region in 0..<regionCount { values[place(flow, tick % ticksPerYear, region)] = 0 }
    }
  }

  /// Adds to the part of the year that `tick` is.
  mutating func add(_ flow: Flow, region: Int, tick: Int, _ amount: Double) {
    values[place(flow, tick % ticksPerYear, region)] += amount
  }

  /// Sum of the last year.
  func total(_ flow: Flow, region: Int) -> Double {
    (0..<ticksPerYear).reduce(0.0) { $0 + values[place(flow, $1, region)] }
  }

  mutating func archive(_ archive: inout Archive) {
    archive.value(&regionCount)
    archive.numbers(&values)
  }
}
