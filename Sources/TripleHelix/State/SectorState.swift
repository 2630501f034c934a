/// The sectors: one entry a sector in every array, in canonical order.
struct SectorState: Sendable {
  // Constants, set when the state is synthesised.

  /// Hash of the sector's identifier, by which streams are keyed.
  var key: [UInt64] = []
  /// Field of science, an index.
  var field: [Int] = []
  /// Shares of the sector in consumption, public purchases and investment; each sums to one.
  var consumptionShare: [Double] = []
  var governmentShare: [Double] = []
  var investmentShare: [Double] = []
  /// Inputs from sector k per unit of output of sector s, at place `k * count + s`.
  var inputCoefficient: [Double] = []
  var initialImportShare: [Double] = []

  // State.

  /// Mean price and quality at home, weighted by market share.
  var price: [Double] = []
  var quality: [Double] = []
  /// Mean competitiveness at home and abroad, weighted by market share.
  var competitiveness: [Double] = []
  var competitivenessAbroad: [Double] = []
  /// Factor by which firms' stored home shares sum to one.
  var homeScale: [Double] = []
  /// Factor by which firms' stored shares become shares of the world market.
  var worldScale: [Double] = []
  /// Home demand for home firms' goods in the last quarter, million.
  var homeDemand: [Double] = []
  /// Output for which inputs are still to be bought: last quarter's, of firms that live.
  var inputBase: [Double] = []
  /// Sum of firms' shares of the world market.
  var worldShare: [Double] = []
  var importShare: [Double] = []
  /// Price paid by home buyers, home and imported goods together.
  var buyPrice: [Double] = []
  /// Cost of inputs per unit of output.
  var inputCost: [Double] = []
  /// World market, million of foreign currency a quarter, and its quality.
  var worldDemand: [Double] = []
  var worldQuality: [Double] = []
  /// Output of the last quarter, million at base-year prices.
  var output: [Double] = []
  /// Growth of output over the country's, smoothed, log points a year.
  var growth: [Double] = []
  /// Profit over sales, weighted by sales.
  var margin: [Double] = []
  /// The same, smoothed: what is usual.
  var usualMargin: [Double] = []
  /// Shocks to demand at home and abroad, log points.
  var homeShock: [Double] = []
  var worldShock: [Double] = []
  /// Mean log competitiveness abroad of those who export; computed each quarter.
  var exportersLead: [Double] = []
  /// Sales at home and abroad in the last quarter, million.
  var homeSales: [Double] = []
  var exports: [Double] = []
  /// Share of home demand that home firms were too full to take.
  var unserved: [Double] = []
  /// Generation that is tradition.
  var tradition: [Int] = []
  var herfindahl: [Double] = []
  var entries: [Double] = []
  var exits: [Double] = []
  /// Firms that launched a line by own research and by imitation in the last quarter.
  var innovations: [Double] = []
  var imitations: [Double] = []

  var count: Int { key.count }

  init() {}

  mutating func archive(_ archive: inout Archive) {
    archive.array(&key, filler: 0)
    archive.array(&field, filler: 0)
    archive.numbers(&consumptionShare)
    archive.numbers(&governmentShare)
    archive.numbers(&investmentShare)
    archive.numbers(&inputCoefficient)
    archive.numbers(&initialImportShare)
    archive.numbers(&price)
    archive.numbers(&quality)
    archive.numbers(&competitiveness)
    archive.numbers(&competitivenessAbroad)
    archive.numbers(&homeScale)
    archive.numbers(&worldScale)
    archive.numbers(&homeDemand)
    archive.numbers(&inputBase)
    archive.numbers(&worldShare)
    archive.numbers(&importShare)
    archive.numbers(&buyPrice)
    archive.numbers(&inputCost)
    archive.numbers(&worldDemand)
    archive.numbers(&worldQuality)
    archive.numbers(&output)
    archive.numbers(&growth)
    archive.numbers(&margin)
    archive.numbers(&usualMargin)
    archive.numbers(&homeShock)
    archive.numbers(&worldShock)
    archive.numbers(&homeSales)
    archive.numbers(&exports)
    archive.numbers(&unserved)
    archive.array(&tradition, filler: 0)
    archive.numbers(&herfindahl)
    archive.numbers(&entries)
    archive.numbers(&exits)
    archive.numbers(&innovations)
    archive.numbers(&imitations)
  }
}
