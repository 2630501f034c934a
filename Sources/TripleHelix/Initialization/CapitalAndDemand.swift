import Chunking

/// Capital, research, final demand, trade and the books of tick 0.
extension Simulation {
  /// Capital so that planned investment is the table's; R&D so that its sum is the table's.
  func settleCapitalAndResearch(_ draft: inout PopulationDraft) {
    let initial = parameters.initial
    let investment = parameters.investment
    let growth = initial.growth
    let expected = expectedOutputShare
    // Capital lags behind its target on the path of growth, but by half at most: where it hardly
    // follows, nothing says how far behind it is.
    let relative = clamp(expected - growth / max(investment.adjustment, 1e-9), 0.5, 2)
    let regionCount = layout.regionCount
    var planned = Array(repeating: 0.0, count: regionCount)
    var research = planned
    for firm in 0..<firms.count {
      let r = Int(firms.region[firm])
      let base = max(
        0, investment.depreciation * relative + investment.adjustment * (expected - relative))
      var shift = 0.0
      if firms.phase[firm] == .diffusion {
        shift = min(parameters.diffusion.pace, 1 - Double(firms.displacement[firm]))
      }
      planned[r] +=
        firms.output[firm] * (base + parameters.diffusion.specificCapital * relative * shift)
        * scale
      firms.expectedOutput[firm] = Float(firms.output[firm] * expected)
      if firms.phase[firm] == .search {
        research[r] +=
          parameters.research.share(ofSalesAt: 1) * Double(firms.expectedOutput[firm])
          * Double(firms.price[firm]) * scale
      }
    }
    let founded = (0..<regionCount).map { expectedFoundings(region: $0, starts: draft.starts) }
    for r in 0..<regionCount {
      let region = layout.regions[r]
      let target = (region.fixedInvestment - region.budgetInvestment) / timeStep.year
      if planned[r] > 0, target > 0 {
        regions.capitalOutput[r] = target / (planned[r] + newCapitalShare * founded[r].output)
      }
      if let firmPart = draft.firmResearch[r] {
        regions.researchIntensity[r] = research[r] > 0 ? firmPart / research[r] : 1
      } else {
        draft.firmResearch[r] = research[r]
        let inHouse = regions.researchStaff[r] > 0 ? 1 - parameters.accounts.contractShare : 1
        regions.firmResearchers[r] =
          research[r] * inHouse / (parameters.labour.researcherPay * regions.wage[r])
      }
      regions.year.seed(
        .research, region: r,
        yearly: timeStep.year
          * (research[r] * regions.researchIntensity[r] + regions.universityFunding[r]))
      regions.year.seed(
        .investment, region: r,
        yearly: timeStep.year * (planned[r] + newCapitalShare * founded[r].output)
          * regions.capitalOutput[r] + region.budgetInvestment)
      draft.foundingCapital[r] = founded[r].output * regions.capitalOutput[r]
      draft.foundingCash[r] = parameters.accounts.cashBuffer * founded[r].cost
    }
    for firm in 0..<firms.count {
      let r = Int(firms.region[firm])
      firms.capital[firm] = regions.capitalOutput[r] * firms.output[firm] * relative
      firms.debt[firm] = initial.debtShare * firms.capital[firm]
      if firms.phase[firm] == .search {
        let budget =
          parameters.research.share(ofSalesAt: regions.researchIntensity[r])
          * Double(firms.expectedOutput[firm]) * Double(firms.price[firm])
        firms.research[firm] = Float(budget)
        firms.searchBudget[firm] *= Float(budget)
      }
    }
  }

  /// Expected output over output on the path of growth: smoothing lags behind it, by half at most.
  var expectedOutputShare: Double {
    clamp(
      1 - parameters.initial.growth / parameters.investment.expectationSmoothing, 0.5, 1.5)
  }

  /// Dividends of a tick over cost at which firms hold `mostCash` ticks of cost above their buffer, the
  /// most that tick 0 gives them: at a low pay-out they would otherwise begin with the money of
  /// generations, and without any with infinitely much.
  private var largestPayout: Double {
    let payout = parameters.accounts.payout
    return payout < 1 ? mostCash * payout / (1 - payout) : .infinity
  }

  /// Share of founders' capital that is made new where as many firms close as are founded.
  private var newCapitalShare: Double {
    mechanisms.usedCapital ? 1 - parameters.exit.salvage : 1
  }

  /// What the start-ups of a quarter are expected to produce, and what that costs them, million.
  private func expectedFoundings(
    region r: Int, starts: [Int]
  ) -> (output: Double, cost: Double) {
    guard mechanisms.startUps else { return (0, 0) }
    let entry = parameters.entry
    let overhead = parameters.labour.overhead
    // Means of the lognormal size, and of the efficiency with half its variance; Beta(2, 4) has mean
    // 1/3 and variance 2/63.
    let size =
      entry.sizeMinimum
      + exponential(entry.sizeLogMean + entry.sizeLogDeviation * entry.sizeLogDeviation / 2)
    let efficiency = exponential(
      entry.efficiencyMinimum + entry.efficiencyWidth / 3
        + entry.efficiencyWidth * entry.efficiencyWidth / 63)
    var number = 0.0
    var value = 0.0
    var output = 0.0
    var cost = 0.0
    for s in 0..<layout.sectorCount {
      let cell = r * layout.sectorCount + s
      let unit = tables.sizeUnit[cell]
      var made = 0.0
      var staff = 0.0
      var sales = 0.0
      for firm in starts[cell]..<starts[cell + 1] {
        number += scale
        made += firms.output[firm]
        sales += firms.output[firm] * Double(firms.price[firm])
        staff += max(0.1 * firms.employees[firm], firms.employees[firm] - overhead * unit)
      }
      guard staff > 0 else { continue }
      let added = sales - layout.sectors[s].inputShare * made
      let product = max(0.1 * size, size - overhead) * unit * made / staff * efficiency
      value += added
      output += added * product
      cost +=
        added
        * (regions.wage[r] * (1 + landRent(r)) * size * unit
          + layout.sectors[s].inputShare * product)
    }
    guard value > 0 else { return (0, 0) }
    return (
      entry.startUpRate * number * output / value, entry.startUpRate * number * cost / value
    )
  }

  /// Final demand at which all stocks grow together, and deposits that go with it.
  func settleDemand(_ draft: PopulationDraft) {
    let account = parameters.accounts
    let growth = parameters.initial.growth
    let regionCount = layout.regionCount
    var wages = Array(repeating: 0.0, count: regionCount)
    var value = wages
    var firmResearch = wages
    var surplus = 0.0
    var cost = 0.0
    // Firms pay out in proportion to their cost: by owner and region, and of all in a region.
    var costs = Array(repeating: wages, count: Ownership.Payee.allCases.count)
    var debt = 0.0
    var profitTax = 0.0
    for firm in 0..<firms.count {
      let r = Int(firms.region[firm])
      let inputs = layout.sectors[Int(firms.sector[firm])].inputShare * firms.output[firm]
      let sales = firms.output[firm] * Double(firms.price[firm])
      let pay = regions.wage[r] * firms.employees[firm]
      let rent = pay * landRent(r)
      let research = Double(firms.research[firm])
      let interest = account.interest * firms.debt[firm]
      let profit =
        sales - pay - rent - inputs - research - interest
        - parameters.investment.depreciation * firms.capital[firm]
      wages[r] += pay * scale
      value[r] += (sales - inputs) * scale
      firmResearch[r] += research * scale
      profitTax += account.profitTax * max(0, profit) * scale
      surplus += (sales - pay - rent - inputs - research - interest) * scale
      cost += (pay + rent + inputs) * scale
      costs[firms.ownership[firm].payee.rawValue][r] += (pay + rent + inputs) * scale
      debt += firms.debt[firm] * scale
      let margin = sales > 0 ? profit / sales : 0
      firms.margin[firm] = Float(clamp(margin, -2, 1))
      firms.aspiration[firm] = firms.margin[firm]
    }
    let investment = layout.regions.indices.reduce(0.0) { total, r in
      total
        + (regions.year.total(.investment, region: r) - layout.regions[r].budgetInvestment)
        / timeStep.year
    }
    let founding = draft.foundingCapital.reduce(0, +)
    let made = newCapitalShare * founding
    let gdp = value.reduce(0, +) + regions.universityFunding.reduce(0, +)
    // Firms pay out what keeps deposits and loans growing at the common rate, as far as the rule of
    // payment lets them.
    let wanted = max(
      0,
      surplus - profitTax - (investment - made)
        + growth * debt - parameters.initial.debtShare * founding
        - growth * account.cashBuffer * cost)
    let payout = min(wanted, largestPayout * cost)
    let bankDividend =
      account.bankPayout > 0
      ? max(0, account.interest * debt - growth * account.bankEquity * debt) : 0
    let population = regions.population.reduce(0, +)
    let allValue = max(value.reduce(0, +), .leastNormalMagnitude)

    let rates = parameters.demand
    var revenue = profitTax
    var consumption = 0.0
    var fixed = regions.universityFunding.reduce(0, +)
    for r in 0..<regionCount {
      let contracts =
        regions.researchStaff[r] > 0 ? account.contractShare * firmResearch[r] : 0
      let pay = wages[r] + firmResearch[r] - contracts + regions.universityFunding[r] + contracts
      let stateRents = parameters.space.stateLand * wages[r] * landRent(r)
      let paidOut = payout * value[r] / allValue
      func part(_ payee: Ownership.Payee) -> Double {
        let all = costs.reduce(0.0) { $0 + $1[r] }
        return all > 0 ? costs[payee.rawValue][r] / all : 0
      }
      let (abroad, toState) = (paidOut * part(.abroad), paidOut * part(.state))
      regions.dividendsAbroad[r] = (1 - account.incomeTax) * abroad
      regions.stateDividends[r] = toState
      let property =
        (paidOut - abroad - toState) + bankDividend * regions.population[r] / population
        + (wages[r] * landRent(r) - stateRents)
      let benefits =
        account.benefit * regions.wage[r] * regions.unemployment[r] * regions.labourForce[r]
      let income = (1 - account.incomeTax) * (pay + property) + benefits
      // Households put equity into start-ups, get what used capital brings, and keep what makes their
      // deposit grow.
      let equity =
        (newCapitalShare - parameters.initial.debtShare) * draft.foundingCapital[r]
        + draft.foundingCash[r]
      // Where hardly anything is spent out of deposits they are those of ten years' income.
      let deposit = min(
        max(0, (1 - rates.incomePropensity) * income - equity)
          / max(rates.wealthPropensity + growth, 1e-6), 10 * timeStep.year * max(0, income))
      let spent = rates.incomePropensity * income + rates.wealthPropensity * deposit
      regions.disposableIncome[r] = income
      ledger.endow(.households(r), deposit)
      consumption += spent
      regions.ownRevenue[r] =
        account.regionalTaxShare * account.incomeTax * (pay + property + abroad) + stateRents
      revenue +=
        stateRents + toState + account.incomeTax * (pay + property + abroad)
        + spent * account.valueAddedTax / (1 + account.valueAddedTax)
      fixed += benefits
      let funding = regions.universityFunding[r] + contracts
      // What keeps the part of it that is paid out at what comes in.
      let spentShare = timeStep.share(0.5)
      ledger.endow(.university(r), funding * (1 - spentShare) / spentShare)
      regions.universityFunding[r] = funding
      regions.valueAdded[r] = value[r] + funding - contracts
      regions.initialProductivity[r] = 1
    }
    let purchases = max(0.02 * gdp, revenue - fixed - growth * rates.balanceTarget * gdp)
    ledger.endow(.nationalGovernment, rates.balanceTarget * gdp)
    ledger.endow(
      .bank, account.bankEquity * debt + bankDividend / max(account.bankPayout, 1e-6))
    nation.revenue = revenue
    nation.smoothedRevenue = revenue
    nation.gdp = gdp
    nation.consumption = consumption
    nation.government = purchases
    nation.investment = investment
    nation.wages = wages.reduce(0, +)
    nation.research =
      firmResearch.reduce(0, +) + regions.universityFundingShare.reduce(0, +) * gdp

    // Firms' cash: the buffer, and what makes the payout rule pay what was worked out.
    var cash = 0.0
    for firm in 0..<firms.count {
      let inputs = layout.sectors[Int(firms.sector[firm])].inputShare * firms.output[firm]
      let r = Int(firms.region[firm])
      let own = regions.wage[r] * (1 + landRent(r)) * firms.employees[firm] + inputs
      let excess =
        account.payout > 0
        ? payout / max(cost, .leastNormalMagnitude) * own * (1 - account.payout) / account.payout
        : mostCash * own
      firms.cash[firm] = account.cashBuffer * own + excess
      cash += firms.cash[firm] * scale
    }
    ledger.endow(.firms, cash)
    ledger.endow(.foundations, made)
    ledger.start(loans: debt)
    settlePublicBudgets(purchases: purchases)
  }

  /// Outlays of regional governments, and what the universities' rates rest on.
  private func settlePublicBudgets(purchases: Double) {
    var firmsTotal = 0.0
    for r in 0..<layout.regionCount {
      let region = layout.regions[r]
      regions.outlayShare[r] = region.publicExpenditure / timeStep.year / purchases
      regions.infrastructure[r] =
        region.budgetInvestment / timeStep.year
        / max(parameters.investment.depreciation + parameters.initial.growth, 1e-3)
      let staff = regions.researchStaff[r]
      regions.initialStaff[r] = staff
      regions.initialFunding[r] = regions.universityFunding[r] / regions.wage[r]
      firmsTotal += region.activeFirms
    }
    for r in 0..<layout.regionCount {
      let region = layout.regions[r]
      let staff = regions.researchStaff[r]
      let patents = configuration.patentsPerYear * region.patentShare
      if staff > 0 { regions.universityPatentRate[r] = 0.65 * patents / timeStep.year / staff }
      regions.patentPropensity[r] =
        region.patentShare / (region.activeFirms / firmsTotal)
      regions.year.seed(.patents, region: r, yearly: patents)
      regions.year.seed(.outlays, region: r, yearly: region.publicExpenditure)
      regions.year.seed(.budgetInvestment, region: r, yearly: region.budgetInvestment)
    }
  }

  /// Imports and exports that clear every sector, and the firms' market shares.
  func settleMarkets() {
    let sectorCount = layout.sectorCount
    let account = parameters.accounts
    var output = Array(repeating: 0.0, count: sectorCount)
    var sales = output
    for firm in 0..<firms.count {
      let s = Int(firms.sector[firm])
      output[s] += firms.output[firm] * scale
      sales[s] += firms.output[firm] * Double(firms.price[firm]) * scale
    }
    let budget = layout.regions.reduce(0.0) { $0 + $1.budgetInvestment } / timeStep.year
    let current = max(0, nation.government - budget)
    var exportsTotal = 0.0
    var importsTotal = 0.0
    for k in 0..<sectorCount {
      var home =
        sectors.consumptionShare[k] * nation.consumption / (1 + account.valueAddedTax)
        + sectors.governmentShare[k] * current
        + sectors.investmentShare[k] * (nation.investment + budget)
      for s in 0..<sectorCount { home += sectors.inputCoefficient[k * sectorCount + s] * output[s] }
      // What home buyers leave is exported; where they want more than there is, more is imported.
      let least = (layout.sectors[k].exportWeight > 0 ? 0.02 : 0.005) * sales[k]
      var exports = sales[k] - (1 - sectors.importShare[k]) * home
      if exports < least, home > 0 {
        exports = least
        sectors.importShare[k] = clamp(1 - (sales[k] - least) / home, 0, 0.999)
        exports = sales[k] - (1 - sectors.importShare[k]) * home
      }
      sectors.initialImportShare[k] = sectors.importShare[k]
      sectors.homeDemand[k] = max(sales[k] - exports, 1e-12 * sales[k])
      sectors.exports[k] = max(0, exports)
      sectors.worldDemand[k] = max(
        sectors.exports[k] / parameters.market.worldShare, 1e-6 * max(sales[k], 1e-300))
      sectors.worldShare[k] = sectors.exports[k] / sectors.worldDemand[k]
      sectors.output[k] = output[k]
      sectors.inputBase[k] = output[k]
      sectors.homeSales[k] = sectors.homeDemand[k]
      exportsTotal += sectors.exports[k]
      importsTotal += sectors.importShare[k] * home
      shareMarket(of: k, sales: sales[k])
    }
    nation.exports = exportsTotal
    nation.imports = importsTotal
    refreshPrices()
  }

  /// Exports of a firm are a share of sales that rises with size until the sector's are met.
  private func shareMarket(of s: Int, sales: Double) {
    guard sales > 0 else { return }
    let firms = firms
    let scale = scale
    let reference = parameters.market.exporterSize
    let own = (0..<firms.count).filter { Int(firms.sector[$0]) == s }
    let sizes = own.map { firms.employees[$0] / tables.sizeUnit[cell(of: $0)] }
    func exportShare(_ size: Double, _ slope: Double) -> Double {
      min(0.98, slope * size / (size + reference))
    }
    func exports(_ slope: Double) -> Double {
      var total = 0.0
      for (firm, size) in zip(own, sizes) {
        total +=
          exportShare(size, slope) * firms.output[firm] * Double(firms.price[firm]) * scale
      }
      return total
    }
    var low = 0.0
    var high = 1.0
    while exports(high) < sectors.exports[s], high < 1e6 { high *= 4 }
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if exports(middle) < sectors.exports[s] { low = middle } else { high = middle }
    }
    let slope = (low + high) / 2
    for (firm, size) in zip(own, sizes) {
      let value = firms.output[firm] * Double(firms.price[firm]) * scale
      let abroad = exportShare(size, slope)
      firms.homeShare[firm] = (1 - abroad) * value
      firms.worldShare[firm] = abroad * value / sectors.worldDemand[s]
    }
    var home = 0.0
    var priced = 0.0
    for firm in own {
      home += firms.homeShare[firm]
      priced += firms.homeShare[firm] * Double(firms.price[firm])
    }
    guard home > 0 else { return }
    for firm in own { firms.homeShare[firm] /= home }
    sectors.price[s] = priced / home
  }
}

/// Ticks of cost that firms hold above their buffer at tick 0, at most.
private let mostCash = 8.0
