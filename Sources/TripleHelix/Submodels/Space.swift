import Chunking

/// What space is like this quarter; a cell is a region and a sector.
struct SpatialState: Sendable {
  /// By cell: access to buyers, competition allowed for; its mean over output is 1.
  var buyers: [Double] = []
  /// By cell: access to suppliers, the share of them that is near.
  var suppliers: [Double] = []
  /// By cell: share of the sector's employment that is in the region.
  var local: [Double] = []
  /// By region: people and employees together, persons.
  var activity: [Double] = []
  /// By region: 1 − Σ (share of a sector in employment)².
  var diversity: [Double] = []
  /// Real product of the country, million a quarter, and infrastructure by region.
  var product = 0.0
  var infrastructure: [Double] = []

  mutating func archive(_ archive: inout Archive) {
    archive.numbers(&buyers)
    archive.numbers(&suppliers)
    archive.numbers(&local)
    archive.numbers(&activity)
    archive.numbers(&diversity)
    archive.value(&product)
    archive.numbers(&infrastructure)
  }
}

/// Transport, agglomeration and land. Everything acts relative to tick 0, which is taken for an
/// equilibrium of advantages that nobody measures, so that the synthesised state stays one.
extension Simulation {
  /// Keeps what space is like at tick 0.
  func settleSpace() {
    initialSpace.product = nation.realGdp
    initialSpace.infrastructure = regions.infrastructure
    initialSpace = survey()
  }

  /// Fills what space does to the firms of each cell this quarter.
  func surveySpace() {
    let space = parameters.space
    let research = parameters.research
    let now = survey()
    for r in 0..<layout.regionCount {
      let crowding = relative(now.activity[r], initialSpace.activity[r])
      regions.landPrice[r] = mechanisms.landPrices ? power(crowding, space.landSupply) : 1
      let congestion = power(regions.landPrice[r], -space.landCongestion)
      let variety =
        mechanisms.jacobsSpillovers
        ? exponential(space.jacobsResearch * (now.diversity[r] - initialSpace.diversity[r])) : 1
      for s in 0..<layout.sectorCount {
        let cell = r * layout.sectorCount + s
        var productivity = tables.cellProductivity[cell] * congestion
        var peers = 1.0
        tables.access[cell] = 1
        if mechanisms.transportCosts {
          tables.access[cell] = power(
            relative(now.buyers[cell], initialSpace.buyers[cell]), space.access)
          productivity *= power(
            relative(now.suppliers[cell], initialSpace.suppliers[cell]), space.supply)
        }
        if mechanisms.marshallSpillovers {
          let local = relative(now.local[cell], initialSpace.local[cell])
          productivity *= power(local, space.marshallProductivity)
          peers = power(local, space.marshallResearch)
        }
        tables.productivity[cell] = productivity
        tables.innovationFactor[cell] = peers * variety
        tables.imitationFactor[cell] = peers
        if mechanisms.appropriability {
          let sector = layout.sectors[s]
          let kept = sector.appropriability ?? sector.class.appropriability
          tables.innovationFactor[cell] *= exponential(
            research.appropriabilityGain * (kept - research.appropriabilityMean))
          tables.imitationFactor[cell] *= (1 - kept) / (1 - research.appropriabilityMean)
        }
      }
    }
  }

  /// Rent of land over the wage bill of a region's firms.
  func landRent(_ region: Int) -> Double {
    mechanisms.landRents ? parameters.space.rent * regions.landPrice[region] : 0
  }

  /// A ratio to tick 0, kept within a tenth and ten; 1 where there was nothing.
  private func relative(_ now: Double, _ before: Double) -> Double {
    before > 0 ? clamp(now / before, 0.1, 10) : 1
  }

  private func survey() -> SpatialState {
    let count = layout.regionCount
    var state = SpatialState()
    state.product = initialSpace.product
    state.infrastructure = initialSpace.infrastructure
    state.buyers = Array(repeating: 0, count: layout.cellCount)
    state.suppliers = state.buyers
    state.local = state.buyers
    for r in 0..<count {
      let employees = (0..<layout.sectorCount).map { sum(.employees, region: r, sector: $0) }
      let all = max(employees.reduce(0, +), .leastNormalMagnitude)
      state.diversity.append(1 - employees.reduce(0) { $0 + ($1 / all) * ($1 / all) })
      state.activity.append(regions.population[r] + all)
    }
    let distance = effectiveDistances()
    let demands = regionalDemand()
    for s in 0..<layout.sectorCount {
      let supply = shares((0..<count).map { sum(.output, region: $0, sector: s) })
      let employees = shares((0..<count).map { sum(.employees, region: $0, sector: s) })
      let demand = shares((0..<count).map { demands[$0 * layout.sectorCount + s] })
      let sector = layout.sectors[s]
      let decay =
        (sector.transportCost ?? sector.class.transportCost) / parameters.space.reach
      let freeness = distance.map { exponential(-decay * $0) }
      // How much is offered to the buyers of each region, and how near it is.
      let offered = (0..<count).map { j in
        (0..<count).reduce(0.0) { $0 + supply[$1] * freeness[$1 * count + j] }
      }
      for r in 0..<count {
        var buyers = 0.0
        for j in 0..<count where offered[j] > 0 {
          buyers += demand[j] * freeness[r * count + j] / offered[j]
        }
        state.buyers[r * layout.sectorCount + s] = buyers
        state.local[r * layout.sectorCount + s] = employees[r]
        // A sector near is so for all who buy from it, in proportion to what they buy.
        for user in 0..<layout.sectorCount {
          state.suppliers[r * layout.sectorCount + user] +=
            sectors.inputCoefficient[s * layout.sectorCount + user] * offered[r]
        }
      }
    }
    return state
  }

  private func shares(_ values: [Double]) -> [Double] {
    let total = values.reduce(0, +)
    return total > 0 ? values.map { $0 / total } : values.map { _ in 1 / Double(values.count) }
  }

  /// What households, governments, investors and firms of each region would spend on each sector's
  /// goods by their last income, million, by cell.
  private func regionalDemand() -> [Double] {
    let rates = parameters.demand
    let (regionCount, sectorCount) = (layout.regionCount, layout.sectorCount)
    let population = regions.population.reduce(0, +)
    let national = max(0, 1 - regions.outlayShare.reduce(0, +))
    func cellSums(_ field: ProductionTally.Cell) -> [Double] {
      (0..<layout.cellCount).map { cells[$0 * ProductionTally.cellFields + field.rawValue] }
    }
    let (outputs, inputUses) = (cellSums(.output), cellSums(.inputUse))
    let capital = (0..<regionCount).map { r in
      regions.capitalOutput[r]
        * (0..<sectorCount).reduce(0.0) { $0 + outputs[r * sectorCount + $1] }
    }
    let allCapital = max(capital.reduce(0, +), .leastNormalMagnitude)
    var demand = Array(repeating: 0.0, count: layout.cellCount)
    for r in 0..<regionCount {
      let consumption =
        rates.incomePropensity * regions.disposableIncome[r]
        + rates.wealthPropensity * max(0, ledger[.households(r)])
      let purchases =
        nation.government
        * (regions.outlayShare[r] + national * regions.population[r] / population)
      let investment = nation.investment * capital[r] / allCapital
      for s in 0..<sectorCount {
        var inputs = 0.0
        for user in 0..<sectorCount {
          inputs +=
            sectors.inputCoefficient[s * sectorCount + user] * inputUses[r * sectorCount + user]
        }
        demand[r * sectorCount + s] =
          sectors.consumptionShare[s] * consumption + sectors.governmentShare[s] * purchases
          + sectors.investmentShare[s] * investment + sectors.buyPrice[s] * inputs
      }
    }
    return demand
  }

  /// Distances in km, shorter where infrastructure has outgrown the country's product. Within a
  /// region, two thirds of the radius of a disc of its area.
  private func effectiveDistances() -> [Double] {
    let count = layout.regionCount
    let growth = relative(nation.realGdp, initialSpace.product)
    let shortening = (0..<count).map { r in
      power(
        relative(regions.infrastructure[r], initialSpace.infrastructure[r]) / growth,
        -parameters.space.infrastructure / 2)
    }
    return (0..<count * count).map { place in
      let (r, j) = (place / count, place % count)
      let length =
        r == j ? 2.0 / 3 * (regions.area[r] / .pi).squareRoot() : geography.distance[place]
      return length * shortening[r] * shortening[j]
    }
  }
}
