import Chunking
import Randomness

/// Markets: import shares, prices that buyers pay, the world and the exchange rate.
extension Simulation {
  /// Moves what the markets' means and the current account move.
  func adjustMarkets() {
    let rates = parameters.demand
    let account = parameters.accounts
    var stream = RandomStream()
    for s in 0..<layout.sectorCount {
      // Buyers compare quality and price with the world's.
      let relative = clamp(
        (sectors.worldQuality[s] / sectors.quality[s])
          * power(
            nation.exchangeRate * (1 + policyLedger.levers.tariff[s]) / sectors.price[s],
            -parameters.market.priceElasticity), Bounds.technology)
      let initial = sectors.initialImportShare[s]
      let target = initial * relative / (1 - initial + initial * relative)
      sectors.importShare[s] += rates.importSpeed * (target - sectors.importShare[s])
      // The world moves on its own, and rivals take up some of the lead that they lose to.
      stream.reset(key: keys[.world], entity: sectors.key[s], tick: UInt32(tick))
      sectors.worldDemand[s] *= 1 + rates.worldGrowth
      sectors.worldQuality[s] *=
        1 + rates.worldQualityGrowth + worldLearning(s)
        + stream.gaussian(standardDeviation: rates.worldQualityShock)
      sectors.worldQuality[s] = clamp(sectors.worldQuality[s], Bounds.technology)
    }
    // Against a product that has all but vanished any balance would be without bound: markets are
    // taken to react to one of a tick's product at most.
    let gdp = max(nation.gdp, .leastNormalMagnitude)
    nation.currentAccount +=
      account.exchangeSmoothing
      * (clamp(currentAccount / gdp, -1, 1) - nation.currentAccount)
    // A surplus makes foreign currency cheaper, what the country owes abroad makes it dearer, in
    // a tick by a factor of e at most.
    let change = clamp(
      -account.exchangeFlow * nation.currentAccount
        + account.exchangeStock * ledger[.restOfWorld] / (timeStep.year * gdp), -1, 1)
    nation.exchangeRate = clamp(nation.exchangeRate * exponential(change), Bounds.price)
    refreshPrices()
  }

  /// Prices of home and imported goods together, of inputs, investment and consumption.
  ///
  /// Inputs are bought in fixed proportions, so their cost adds up. Consumption and investment are
  /// bought in fixed shares of spending: what they cost is then Σ wₖ ln pₖ, while the mean of prices
  /// rises whenever prices draw apart, and money would be held tight for no inflation at all.
  func refreshPrices() {
    let count = layout.sectorCount
    for s in 0..<count {
      sectors.buyPrice[s] =
        (1 - sectors.importShare[s]) * sectors.price[s]
        + sectors.importShare[s] * nation.exchangeRate * (1 + policyLedger.levers.tariff[s])
    }
    var investment = 0.0
    var consumption = 0.0
    for s in 0..<count {
      var cost = 0.0
      for k in 0..<count {
        cost += sectors.inputCoefficient[k * count + s] * sectors.buyPrice[k]
      }
      sectors.inputCost[s] = cost
      let price = logarithm(sectors.buyPrice[s])
      investment += sectors.investmentShare[s] * price
      consumption += sectors.consumptionShare[s] * price
    }
    nation.investmentPrice = exponential(investment)
    nation.consumerPrice = exponential(consumption)
  }

  /// Shares of every generation in firms and output, its status, and the sector's tradition.
  func countGenerations() {
    let tally = productionTally
    let sums = productionSums.total
    for s in 0..<layout.sectorCount {
      let count = generations.counts[s]
      var firmsOn = Array(repeating: 0.0, count: count)
      var outputOn = Array(repeating: 0.0, count: count)
      for g in 0..<count {
        for r in 0..<layout.regionCount {
          firmsOn[g] += sums[tally.lineFirms(r * layout.sectorCount + s, g)]
        }
        outputOn[g] = sums[tally.lineOutput(s, g)]
      }
      let allFirms = max(firmsOn.reduce(0, +), 1e-300)
      let allOutput = max(outputOn.reduce(0, +), 1e-300)
      var adopted = 0.0
      var tradition = 0
      for g in (0..<count).reversed() {
        let place = generations.place(s, g)
        generations.firmShare[place] = firmsOn[g] / allFirms
        generations.outputShare[place] = outputOn[g] / allOutput
        if firmsOn[g] > 0, generations.launched[place] == .max {
          generations.launched[place] = tick
        }
        adopted += generations.outputShare[place]
        let status: GenerationTable.Status
        if adopted >= parameters.diffusion.commonShare {
          status = .tradition
          tradition = max(tradition, g)
        } else if generations.launched[place] == .max {
          status = .discovered
        } else {
          status = adopted < 0.1 ? .innovation : .spreading
        }
        generations.status[place] = status
      }
      sectors.tradition[s] = max(sectors.tradition[s], tradition)
    }
  }
}
