import Chunking
import Randomness

/// Common shocks: what moves a sector or the whole country at once.
extension Simulation {
  /// Draws the quarter's shocks to demand by sector and to confidence: h ← ρ h + σ n.
  func drawShocks() {
    let shocks = parameters.shocks
    var stream = RandomStream()
    for s in 0..<layout.sectorCount {
      sectors.usualMargin[s] +=
        shocks.recallMemory * (sectors.margin[s] - sectors.usualMargin[s])
      guard mechanisms.demandShocks else { continue }
      stream.reset(key: keys[.demandShock], entity: sectors.key[s], tick: UInt32(tick))
      sectors.homeShock[s] =
        shocks.demandPersistence * sectors.homeShock[s]
        + stream.gaussian(standardDeviation: shocks.homeDeviation)
      sectors.worldShock[s] =
        shocks.demandPersistence * sectors.worldShock[s]
        + stream.gaussian(standardDeviation: shocks.worldDeviation)
    }
    guard mechanisms.confidence else { return }
    stream.reset(key: keys[.confidence], entity: 0, tick: UInt32(tick))
    nation.confidence =
      shocks.confidencePersistence * nation.confidence
      + stream.gaussian(standardDeviation: shocks.confidenceDeviation)
  }

  /// Log points that demand for a sector has grown beyond others by itself: a young industry's.
  func demandTrend(_ s: Int) -> Double {
    let sector = layout.sectors[s]
    return sector.demandGrowth * min(timeStep.years(tick), sector.growthYears)
  }

  /// Shares of the sectors in a kind of final demand, moved by the shocks to their demand and by the
  /// growth of young markets.
  func shifted(_ shares: [Double]) -> [Double] {
    let trends = shares.indices.map(demandTrend)
    guard mechanisms.demandShocks || trends.contains(where: { $0 != 0 }) else { return shares }
    let weights = shares.indices.map { s in
      shares[s]
        * exponential(
          clamp(
            (mechanisms.demandShocks ? sectors.homeShock[s] : 0) + trends[s], -Bounds.logarithm,
            Bounds.logarithm))
    }
    let total = weights.reduce(0, +)
    return total > 0 ? weights.map { $0 / total } : shares
  }

  /// World demand for a sector's goods with its shock, million of home currency.
  func worldOrders(_ s: Int) -> Double {
    let shock = mechanisms.demandShocks ? sectors.worldShock[s] : 0
    let factor = exponential(
      clamp(shock + demandTrend(s), -Bounds.logarithm, Bounds.logarithm))
    return sectors.worldDemand[s] * factor * nation.exchangeRate
  }

  /// Factors of confidence and of the interest rate on plans of firms and households, within e^±2.
  var investmentPace: Double {
    pace(
      confidence: parameters.shocks.confidenceInvestment,
      interest: parameters.money.investmentSensitivity)
  }
  var consumptionPace: Double {
    pace(
      confidence: parameters.shocks.confidenceConsumption,
      interest: parameters.money.consumptionSensitivity)
  }

  private func pace(confidence: Double, interest: Double) -> Double {
    exponential(clamp(confidence * nation.confidence - interest * nation.rateGap, -2, 2))
  }

  /// Hazard that an overindebted firm in loss loses its credit, higher while its sector earns less
  /// than it used to.
  func recallHazard(_ s: Int) -> Double {
    guard mechanisms.creditRecall else { return 0 }
    let shocks = parameters.shocks
    let slump = (sectors.usualMargin[s] - sectors.margin[s]) / shocks.recallSlump
    return shocks.recallHazard * (1 + shocks.recallCycle * clamp(slump, 0, 1))
  }
}

extension FirmKernel {
  /// Share of its orders that a firm keeps: now and then one customer leaves with a share that is
  /// Beta-distributed, whatever the size of the firm, and sooner where its goods are out of date.
  ///
  /// - Parameter uniformDraw: A uniform number of this firm and quarter.
  @inline(__always)
  func keptOrders(_ firm: Int, uniformDraw: Double, _ stream: inout RandomStream) -> Double {
    let shocks = parameters.shocks
    let oldest = 8.0
    guard uniformDraw > 1 - shocks.lossHazard * (1 + oldest * shocks.obsolescence) else { return 1 }
    let behind = tables.tradition[Int(firms.sector[firm])] - newestLine(firm)
    let size = max(1, firms.employees[firm] / tables.sizeUnit[cell(of: firm)])
    let hazard =
      shocks.lossHazard * power(size, -shocks.lossSizeExponent)
      * (1 + shocks.obsolescence * clamp(Double(behind), 0, oldest))
    guard uniformDraw > 1 - hazard else { return 1 }
    return 1 - stream.beta(shocks.lossShapeLost, shocks.lossShapeKept)
  }

  /// Hazard that the bank calls in the credit of a firm that makes a loss: where debt is more than
  /// a share of the capital that its sales can use. Idle machines are no security.
  @inline(__always)
  func creditRecall(_ firm: Int) -> Double {
    let used = min(
      firms.capital[firm], tables.capitalOutput[Int(firms.region[firm])] * firms.output[firm])
    return firms.debt[firm] > parameters.shocks.recallLeverage * used * investmentPrice
      ? tables.recall[Int(firms.sector[firm])] : 0
  }
}
