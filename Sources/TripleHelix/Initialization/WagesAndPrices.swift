import Chunking

/// Productivity, prices and wages of tick 0.
extension Simulation {
  /// Sets sector productivity so that the mean home price is 1 and regional wages so that the value
  /// added of the agents is the table's product; then sizes in persons.
  func settleWagesAndPrices(_ draft: inout PopulationDraft) {
    let regionCount = layout.regionCount
    let sectorCount = layout.sectorCount
    let overhead = parameters.labour.overhead
    setQualities()

    // Employees of cells in size units.
    var units = Array(repeating: 0.0, count: layout.cellCount)
    for firm in 0..<firms.count { units[cell(of: firm)] += firms.employees[firm] }

    var wage = layout.regions.map {
      0.4 * $0.grossRegionalProduct / timeStep.year / $0.employed
    }
    let pricing = InitialPricing(self)
    let level = Column<Double>(repeating: 0, capacity: sectorCount)
    for s in 0..<sectorCount {
      level[s] =
        pricing.labourCost
        / max(1e-6, 1 / (1 + parameters.pricing.markUp) - layout.sectors[s].inputShare)
    }
    for _ in 0..<6 {
      // Output per wage and size unit at the level of productivity, by cell.
      let weight = (0..<layout.cellCount).map { cell in
        units[cell] > 0 ? wage[cell / sectorCount] * draft.employees[cell] / units[cell] : 0
      }
      team.forEachChunk(of: ChunkPlan(count: sectorCount, chunkSize: 1)) { _, s, _ in
        level[s] = pricing.solveLevel(s, weight: weight, guess: level[s])
      }
      var value = Array(repeating: 0.0, count: regionCount)
      // Sales of searching firms, in units of the wage.
      var searching = value
      for firm in 0..<firms.count {
        let cell = cell(of: firm)
        guard units[cell] > 0 else { continue }
        let s = Int(firms.sector[firm])
        let variable = max(0.1 * firms.employees[firm], firms.employees[firm] - overhead)
        let price = pricing.price(firm, level: level[s])
        let output =
          draft.employees[cell] / units[cell] * variable * level[s] * pricing.productivity[firm]
        value[cell / sectorCount] += output * (price - layout.sectors[s].inputShare)
        if firms.phase[firm] == .search {
          searching[cell / sectorCount] += output * price
        }
      }
      for r in 0..<regionCount {
        settleResearchers(r, wage: wage[r], searchingSales: searching[r] * wage[r], &draft)
        let product =
          layout.regions[r].grossRegionalProduct / timeStep.year
          - regions.universityFunding[r]
        wage[r] = max(product, 1e-9) / max(value[r], .leastNormalMagnitude)
      }
    }

    for r in 0..<regionCount {
      regions.wage[r] = wage[r]
      regions.initialWage[r] = wage[r]
      for s in 0..<sectorCount {
        let cell = r * sectorCount + s
        tables.cellProductivity[cell] = wage[r] * level[s]
        tables.sizeUnit[cell] =
          units[cell] > 0
          ? draft.employees[cell] / (units[cell] * scale) : meanUnit(draft, units, r)
      }
    }
    for firm in 0..<firms.count {
      let cell = cell(of: firm)
      let s = Int(firms.sector[firm])
      let variable = max(0.1 * firms.employees[firm], firms.employees[firm] - overhead)
      firms.employees[firm] *= tables.sizeUnit[cell]
      firms.productivity[firm] = Float(
        tables.cellProductivity[cell] * pricing.productivity[firm])
      firms.output[firm] =
        variable * tables.sizeUnit[cell] * Double(firms.productivity[firm])
      firms.price[firm] = Float(pricing.price(firm, level: level[s]))
    }
  }

  /// Size unit of a cell that starts empty: the region's mean.
  private func meanUnit(_ draft: PopulationDraft, _ units: [Double], _ r: Int) -> Double {
    let range = r * layout.sectorCount..<(r + 1) * layout.sectorCount
    let people = range.reduce(0.0) { $0 + draft.employees[$1] }
    let all = range.reduce(0.0) { $0 + units[$1] }
    return all > 0 ? people / (all * scale) : 1
  }

  /// Mean quality by sector, weighted by size.
  private func setQualities() {
    var quality = Array(repeating: 0.0, count: layout.sectorCount)
    var weight = quality
    for firm in 0..<firms.count {
      let s = Int(firms.sector[firm])
      quality[s] += firms.employees[firm] * self.quality(firm)
      weight[s] += firms.employees[firm]
    }
    for s in 0..<layout.sectorCount where weight[s] > 0 {
      sectors.quality[s] = quality[s] / weight[s]
      sectors.worldQuality[s] = sectors.quality[s]
    }
  }

  fileprivate func quality(_ firm: Int) -> Double {
    let s = Int(firms.sector[firm])
    let share = Double(firms.displacement[firm])
    return (1 - share) * generations.quality[generations.place(s, Int(firms.traditionLine[firm]))]
      + share * generations.quality[generations.place(s, Int(firms.innovationLine[firm]))]
  }

  /// Productivity of a firm relative to generation 0 at zero efficiency.
  fileprivate func relativeProductivity(_ firm: Int) -> Double {
    let s = Int(firms.sector[firm])
    let share = Double(firms.displacement[firm])
    let old = generations.productivity[generations.place(s, Int(firms.traditionLine[firm]))]
    let new = generations.productivity[generations.place(s, Int(firms.innovationLine[firm]))]
    return exponential(Double(firms.efficiency[firm])) / ((1 - share) / old + share / new)
  }

  /// Splits R&D and its staff between firms and the university at wage `wage`.
  private func settleResearchers(
    _ r: Int, wage: Double, searchingSales: Double, _ draft: inout PopulationDraft
  ) {
    let region = layout.regions[r]
    let account = parameters.accounts
    let staff = layout.regions.map(\.researchPersonnel).reduce(0, +)
    let gdp = layout.regions.map(\.grossRegionalProduct).reduce(0, +) / timeStep.year
    guard let expenditure = region.researchExpenditure else {
      let share = staff > 0 ? region.researchPersonnel / staff : 0
      regions.universityFunding[r] = account.universityFunding * gdp * share
      regions.universityFundingShare[r] = account.universityFunding * share
      regions.researchStaff[r] = region.researchPersonnel
      let inHouse = region.researchPersonnel > 0 ? 1 - account.contractShare : 1
      regions.firmResearchers[r] =
        parameters.research.share(ofSalesAt: 1) * expectedOutputShare * searchingSales * inHouse
        / (parameters.labour.researcherPay * wage)
      draft.spread(region: r, researchers: regions.researchStaff[r] + regions.firmResearchers[r])
      return
    }
    let pay = parameters.labour.researcherPay * wage
    let inHouse = region.researchPersonnel > 0 ? 1 - account.contractShare : 1
    var firmPart = draft.firmResearch[r] ?? 0
    var researchers = firmPart * inHouse / pay
    // At least a fifth of the personnel stays with the university.
    if region.researchPersonnel > 0, researchers > 0.8 * region.researchPersonnel {
      researchers = 0.8 * region.researchPersonnel
      firmPart = researchers * pay / inHouse
    }
    draft.firmResearch[r] = firmPart
    regions.firmResearchers[r] = researchers
    regions.researchStaff[r] = max(0, region.researchPersonnel - researchers)
    regions.universityFunding[r] = max(0, expenditure / timeStep.year - firmPart)
    regions.universityFundingShare[r] = regions.universityFunding[r] / gdp
    draft.spread(region: r, researchers: regions.researchStaff[r] + researchers)
  }
}

/// Prices of tick 0 as functions of the productivity level of a sector, while the mean home price
/// is 1; what they take from the firms is worked out once.
private struct InitialPricing: Sendable {
  /// Productivity of a firm relative to generation 0 at zero efficiency.
  let productivity: [Double]
  /// What a firm's quality does to its price, as a factor.
  private let qualityFactor: [Double]
  /// Slots of a sector's firms, rising.
  private let members: [[Int]]
  private let firms: FirmColumns
  private let inputShare: [Double]
  private let parameters: PricingParameters
  /// Wage with the rent of land, over the wage; the same everywhere, since land costs 1 at tick 0.
  let labourCost: Double

  init(_ simulation: Simulation) {
    let firms = simulation.firms
    let sectors = simulation.sectors
    let weight = simulation.parameters.pricing.marketWeight
    self.firms = firms
    parameters = simulation.parameters.pricing
    labourCost = 1 + (simulation.mechanisms.landRents ? simulation.parameters.space.rent : 0)
    inputShare = simulation.layout.sectors.map(\.inputShare)
    productivity = (0..<firms.count).map { simulation.relativeProductivity($0) }
    qualityFactor = (0..<firms.count).map { firm in
      power(
        (simulation.quality(firm) / sectors.quality[Int(firms.sector[firm])]).squareRoot(), weight)
    }
    var members: [[Int]] = inputShare.map { _ in [] }
    for firm in 0..<firms.count { members[Int(firms.sector[firm])].append(firm) }
    self.members = members
  }

  /// The price that a firm asks.
  func price(_ firm: Int, level: Double) -> Double {
    let cost = labourCost / (level * productivity[firm]) + inputShare[Int(firms.sector[firm])]
    let mixed =
      power((1 + parameters.markUp) * cost, 1 - parameters.marketWeight) * qualityFactor[firm]
    return max(mixed, parameters.costFloor * cost)
  }

  /// Productivity level of a sector at which the mean price, weighted by sales, is 1.
  ///
  /// - Parameter weight: One entry per cell: output per size unit at productivity 1.
  func solveLevel(_ s: Int, weight: [Double], guess: Double) -> Double {
    func meanPrice(_ level: Double) -> Double {
      var sales = 0.0
      var priced = 0.0
      for firm in members[s] {
        let price = price(firm, level: level)
        let cell = Int(firms.region[firm]) * members.count + s
        let value = weight[cell] * firms.employees[firm] * productivity[firm] * price
        sales += value
        priced += value * price
      }
      return sales > 0 ? priced / sales : 1
    }
    // The price falls with the level, about with the square root of the labour share of cost.
    var level = guess
    for _ in 0..<12 {
      let price = meanPrice(level)
      if abs(price - 1) < 1e-10 { break }
      let slope = (meanPrice(level * 1.001) - price) / 0.001
      guard slope < 0 else { break }
      level *= exponential(clamp((1 - price) / slope, -0.5, 0.5))
    }
    return level
  }
}
