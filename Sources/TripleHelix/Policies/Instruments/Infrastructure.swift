import Chunking

/// Roads, lines and nets that firms of a region share.
struct Infrastructure: PolicyInstrument {
  static let name = "infrastructure"
  static let summary = "Builds public infrastructure."
  static let channel =
    "Public capital raises the productivity of the region's firms, which attracts founders and orders."
  static let reach = PolicyReach.regions

  @Setting("million", 0...1e15, "Maximum stock in all regions together.")
  var capacity = 1e15
  @Setting("–", 0...1, "Elasticity of productivity to public capital.")
  var elasticity = 0.08

  struct Report {
    @Measure("million", "Stock of infrastructure built, at base-year prices.")
    var stock
    @Measure("–", "Mean factor on productivity in the regions.")
    var productivity
  }
  let report = Report()

  /// What was built and stands, by region, at base-year prices; empty before anything was.
  @Remembered var stock: [Double] = []

  /// (I/(I − I_policy))^elasticity, also after the end, while the stock wears out.
  func follow(_ policy: RunningPolicy, _ country: Simulation) {
    var stock = self.stock
    guard stock.contains(where: { $0 > 0 }) else { return }
    country.tables.support.openCells()
    var mean = 0.0
    for r in 0..<country.layout.regionCount where r < stock.count && stock[r] > 0 {
      stock[r] *= 1 - country.parameters.investment.depreciation
      let all = max(country.regions.infrastructure[r], stock[r])
      let other = max(all - stock[r], 0.05 * all)
      let factor = power(all / other, elasticity)
      mean += factor / Double(policy.regions.count)
      for s in 0..<country.layout.sectorCount {
        country.tables.support.productivity[r * country.layout.sectorCount + s] *= factor
      }
      country.policyLedger.levers.advantage[r] *= factor
      country.policyLedger.levers.proximity[r] *= factor
    }
    self.stock = stock
    report.stock = stock.reduce(0, +)
    report.productivity = mean
  }

  func announce(_ policy: RunningPolicy, _ country: Simulation) {
    var stock = self.stock
    if stock.count < country.layout.regionCount {
      stock += Array(repeating: 0, count: country.layout.regionCount - stock.count)
    }
    let room = max(0, capacity - stock.reduce(0, +)) * country.nation.investmentPrice
    let part = min(country.left(policy), room) / Double(max(1, policy.regions.count))
    var reached = 0.0
    for r in policy.regions {
      let built = country.build(policy, part, in: r)
      stock[r] += built / country.nation.investmentPrice
      if built > 0 { reached += 1 }
    }
    self.stock = stock
    country.note(policy, reached: reached, of: Double(policy.regions.count))
    report.stock = stock.reduce(0, +)
  }
}

extension Simulation {
  /// Builds infrastructure: the money buys investment goods next quarter, as that of new firms does.
  ///
  /// - Returns: What was paid, million.
  func build(_ policy: RunningPolicy, _ wanted: Double, in region: Int) -> Double {
    let paid = spend(policy, wanted, to: .foundations, in: region)
    guard paid > 0 else { return 0 }
    regions.infrastructure[region] += paid / nation.investmentPrice
    regions.year.add(
      .budgetInvestment, region: region, tick: tick, paid / nation.consumerPrice)
    return paid
  }
}
