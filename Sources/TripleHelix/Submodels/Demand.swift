import Chunking

/// What buyers plan to spend this quarter, worked out before firms take orders.
struct DemandPlan: Sendable {
  /// By region: consumption with tax.
  var consumption: [Double] = []
  /// By region: purchases of the regional government.
  var regionalPurchases: [Double] = []
  var nationalPurchases = 0.0
  var firmInvestment = 0.0
  var foundationInvestment = 0.0
  /// By sector: all home demand, million.
  var home: [Double] = []
  /// By region: R&D of firms, million.
  var research: [Double] = []
}

/// Final demand: households, governments, investment, inputs and the world.
extension Simulation {
  /// Sums up demand by sector and splits it between home firms and imports.
  func formDemand() {
    let account = parameters.accounts
    let rates = parameters.demand
    let regionCount = layout.regionCount
    let sectorCount = layout.sectorCount
    let tally = decisionTally
    let sums = decisionSums.total

    // Households: C_r = c_y Y^d + c_w deposits.
    demand.consumption = (0..<regionCount).map { r in
      let deposits = ledger[.households(r)]
      return clamp(
        (rates.incomePropensity * regions.disposableIncome[r]
          + rates.wealthPropensity * max(0, deposits)) * consumptionPace, 0, max(0, deposits))
    }
    let consumption = demand.consumption.reduce(0, +)
    let netConsumption = consumption / (1 + account.valueAddedTax)

    // Governments: revenue, smoothed, less other spending, with reactions to debt and unemployment,
    // and what debt may rise by to grow with the economy.
    nation.smoothedRevenue += rates.revenueSmoothing * (nation.revenue - nation.smoothedRevenue)
    var fixed = 0.0
    for r in 0..<regionCount {
      let unemployed = max(0, regions.labourForce[r] * regions.unemployment[r])
      fixed += account.benefit * regions.wage[r] * unemployed
      fixed += regions.universityFundingShare[r] * nation.productForBudgets
    }
    let deposit = governmentDeposit
    let product = nation.productForBudgets
    let purchases = max(
      0.02 * product,
      nation.smoothedRevenue - fixed
        + rates.balanceReaction * (deposit - rates.balanceTarget * product)
        - parameters.initial.growth * rates.balanceTarget * product
        + rates.unemploymentReaction * (nation.unemployment - nation.initialUnemployment)
        * product - policyLedger.savings)
    planRegionalBudgets(purchases: purchases)
    demand.nationalPurchases = max(0, purchases - demand.regionalPurchases.reduce(0, +))

    demand.firmInvestment = 0
    demand.research = Array(repeating: 0, count: regionCount)
    for r in 0..<regionCount {
      demand.firmInvestment += sums[tally.investment(r)] * scale
      for s in 0..<sectorCount {
        demand.research[r] += cellResearch[r * sectorCount + s]
      }
    }
    demand.foundationInvestment = ledger[.foundations]
    let investment = demand.firmInvestment + demand.foundationInvestment

    // Public investment is spent on what investment is made of.
    var budgetInvestment = 0.0
    for r in 0..<regionCount {
      budgetInvestment += demand.regionalPurchases[r] * regions.budgetInvestmentShare[r]
    }
    let currentPurchases =
      demand.nationalPurchases + demand.regionalPurchases.reduce(0, +) - budgetInvestment

    // Tastes shift final demand between sectors; without shocks the shares are those of tick 0.
    let consumptionShare = shifted(sectors.consumptionShare)
    let governmentShare = shifted(sectors.governmentShare)
    let investmentShare = shifted(sectors.investmentShare)
    demand.home = (0..<sectorCount).map { k in
      var inputs = 0.0
      for s in 0..<sectorCount {
        inputs +=
          sectors.inputCoefficient[k * sectorCount + s] * sectors.buyPrice[k]
          * (sectors.inputBase[s] - sums[tally.inputsSaved(s)] * scale)
      }
      return consumptionShare[k] * netConsumption
        + governmentShare[k] * currentPurchases
        + investmentShare[k] * (investment + budgetInvestment) + inputs
    }
    for s in 0..<sectorCount {
      sectors.homeDemand[s] = (1 - sectors.importShare[s]) * demand.home[s]
      tables.homeDemand[s] = sectors.homeDemand[s] / scale
      tables.worldDemand[s] = worldOrders(s) / scale
    }
    nation.consumption = consumption
    nation.government = purchases
    nation.investment = investment
  }

  /// Outlays of regional governments, and transfers that finance them.
  ///
  /// A region spends its share of public purchases, and more or less as it has saved or owes. What its
  /// own taxes of the last quarter leave open of that share is its need: the national government pays
  /// the part `equalisation` of it to every region, or takes it where taxes exceed the share, and the
  /// rest of all needs by population.
  private func planRegionalBudgets(purchases: Double) {
    let account = parameters.accounts
    let regionCount = layout.regionCount
    var norms = regions.outlayShare.map { $0 * purchases }
    demand.regionalPurchases = (0..<regionCount).map { r in
      clamp(
        norms[r] + account.regionalReaction * ledger[.government(r)], 0.5 * norms[r],
        1.5 * norms[r])
    }
    let all = demand.regionalPurchases.reduce(0, +)
    if all > purchases {
      for r in 0..<regionCount {
        demand.regionalPurchases[r] *= purchases / all
        norms[r] *= purchases / all
      }
    }
    // Policies may have spent already.
    regions.outlays = zip(demand.regionalPurchases, policyLedger.regionalOutlays).map(+)
    // Of the norm, not of the outlays: else what an indebted region saves would be taken away.
    let needs = (0..<regionCount).map { norms[$0] - regions.ownRevenue[$0] }
    let rest = (1 - account.equalisation) * needs.reduce(0, +)
    let population = regions.population.reduce(0, +)
    for r in 0..<regionCount {
      regions.transfers[r] =
        account.equalisation * needs[r] + rest * regions.population[r] / population
    }
  }

  /// Deposits of all governments, million; negative is debt.
  var governmentDeposit: Double {
    (0..<layout.regionCount).reduce(ledger[.nationalGovernment]) {
      $0 + ledger[.government($1)]
    }
  }
}
