import Chunking

/// The accounts: every flow of the quarter, from payers to payees.
extension Simulation {
  /// Posts what was planned and what the firms' passes did.
  func settleAccounts() {
    let account = parameters.accounts
    let regionCount = layout.regionCount
    let sectorCount = layout.sectorCount
    let tally = productionTally
    let sums = productionSums.total
    let decisions = decisionTally
    func national(_ field: ProductionTally.Nation) -> Double { sums[tally.nation(field)] * scale }

    var revenue = 0.0
    var income = Array(repeating: 0.0, count: regionCount)
    var own = income
    func taxIncome(_ amount: Double, region: Int) {
      let tax = account.incomeTax * amount
      let regional = account.regionalTaxShare * tax
      ledger.move(.incomeTax, from: .households(region), to: .nationalGovernment, tax - regional)
      ledger.move(.incomeTax, from: .households(region), to: .government(region), regional)
      own[region] += regional
      revenue += tax
      income[region] += amount - tax
      nation.taxedIncome += amount
      // What pays for policies is no revenue that purchases follow.
      guard policyLedger.levy > 0 else { return }
      let levied = policyLedger.levy * amount
      ledger.move(.incomeTax, from: .households(region), to: .nationalGovernment, levied)
      income[region] -= levied
    }

    nation.taxedIncome = 0
    postPolicyPay()

    // Loans first: what is spent below has been lent.
    var loans = national(.overdraftLoans)
    for r in 0..<regionCount { loans += decisionSums.total[decisions.loans(r)] * scale }
    ledger.lend(loans)

    // Sales: buyers pay, home firms and the rest of the world receive.
    for r in 0..<regionCount {
      let consumption = demand.consumption[r]
      let net = consumption / (1 + account.valueAddedTax)
      ledger.pay(.sales, from: .households(r), net)
      ledger.move(
        .valueAddedTax, from: .households(r), to: .nationalGovernment, consumption - net)
      revenue += consumption - net
      ledger.move(
        .transfers, from: .nationalGovernment, to: .government(r), regions.transfers[r])
      ledger.pay(.sales, from: .government(r), demand.regionalPurchases[r])
    }
    ledger.pay(.sales, from: .nationalGovernment, demand.nationalPurchases)
    ledger.pay(.sales, from: .firms, demand.firmInvestment + national(.inputs))
    ledger.pay(.sales, from: .foundations, demand.foundationInvestment)
    var homeSales = 0.0
    var exports = 0.0
    for s in 0..<sectorCount {
      sectors.homeSales[s] = sums[tally.sector(s, .homeSales)] * scale
      sectors.exports[s] = sums[tally.sector(s, .exports)] * scale
      homeSales += sectors.homeSales[s]
      exports += sectors.exports[s]
    }
    ledger.pay(.sales, from: .restOfWorld, exports)
    ledger.receive(.sales, by: .firms, homeSales + exports)
    let tariffs = payTariffs()
    revenue += tariffs
    let imports = demand.home.reduce(0, +) - homeSales - tariffs
    ledger.receive(.sales, by: .restOfWorld, imports)

    // Pay, research, benefits.
    var research = 0.0
    var wages = 0.0
    var product = Array(repeating: 0.0, count: regionCount)
    for r in 0..<regionCount {
      let pay = sum(.wages, region: r)
      let home = pay - payCommuters(into: r, pay: pay, taxed: taxIncome)
      ledger.move(.wages, from: .firms, to: .households(r), home)
      taxIncome(home, region: r)
      let rents = pay * landRent(r)
      let stateRents = parameters.space.stateLand * rents
      ledger.move(.landRents, from: .firms, to: .households(r), rents - stateRents)
      taxIncome(rents - stateRents, region: r)
      ledger.move(.landRents, from: .firms, to: .government(r), stateRents)
      own[r] += stateRents
      revenue += stateRents
      wages += pay + policyLedger.pay[r]
      taxIncome(policyLedger.pay[r], region: r)

      let hasUniversity = regions.researchStaff[r] > 0
      let paid = decisionSums.total[decisions.paidToUniversities(r)] * scale
      let researchPay = demand.research[r] - paid
      ledger.move(.researchPay, from: .firms, to: .households(r), researchPay)
      taxIncome(researchPay, region: r)
      let contracts = decisionSums.total[decisions.contracts(r)] * scale
      let royalties = decisionSums.total[decisions.royalties(r)] * scale
      ledger.move(.contractResearch, from: .firms, to: .university(r), contracts)
      ledger.move(.royalties, from: .firms, to: .university(r), royalties)
      let grant =
        (hasUniversity ? regions.universityFundingShare[r] * nation.productForBudgets : 0)
        + policyLedger.universityAid[r]
      let regional = policyLedger.regionalAid[r]
      ledger.move(
        .universityGrants, from: .nationalGovernment, to: .university(r), grant - regional)
      ledger.move(.universityGrants, from: .government(r), to: .university(r), regional)
      let universityPay = ledger[.university(r)] * timeStep.share(0.5)
      ledger.move(.universityPay, from: .university(r), to: .households(r), universityPay)
      taxIncome(universityPay, region: r)
      regions.universityFunding[r] = grant + contracts + royalties
      recordFunding(of: r, state: grant, contracts: contracts, royalties: royalties)
      // Where money has lost its value, pay over the wage says nothing of persons.
      regions.firmResearchers[r] = min(
        researchPay / (parameters.labour.researcherPay * regions.wage[r]),
        regions.labourForce[r])
      research += demand.research[r] + grant
      wages += researchPay + universityPay
      // Firms' value added holds what they pay for contracts: a purchase, and the university's.
      product[r] =
        sum(.valueAdded, region: r) + universityPay - paid + policyLedger.pay[r]
      regions.year.add(
        .research, region: r, tick: tick, (demand.research[r] + grant) / nation.consumerPrice)

      let unemployed = regions.labourForce[r] * regions.unemployment[r]
      let benefits = account.benefit * regions.wage[r] * max(0, unemployed)
      ledger.move(.unemploymentBenefits, from: .nationalGovernment, to: .households(r), benefits)
      income[r] += benefits

      let dividends = sums[tally.dividends(r, to: .households)] * scale
      ledger.move(.dividends, from: .firms, to: .households(r), dividends)
      taxIncome(dividends, region: r)
      let taxes = payOtherOwners(
        r, state: sums[tally.dividends(r, to: .state)] * scale,
        abroad: sums[tally.dividends(r, to: .abroad)] * scale)
      own[r] += taxes.regional
      revenue += taxes.all + regions.stateDividends[r]
    }

    // Equity of young firms; what was wanted of it limits the next quarter's.
    nation.ventureDemand = 0
    nation.ventureCapital = 0
    for r in 0..<regionCount {
      let equity = decisionSums.total[decisions.equity(r)] * scale
      ledger.move(.ventureCapital, from: .households(r), to: .firms, equity)
      nation.ventureCapital += equity
      nation.ventureDemand += decisionSums.total[decisions.shortfall(r)] * scale
    }

    // Profit tax, interest, repayment, the bank's own dividend by population.
    ledger.move(.profitTax, from: .firms, to: .nationalGovernment, national(.profitTax))
    revenue += national(.profitTax)
    ledger.move(.interest, from: .firms, to: .bank, national(.interest))
    ledger.repay(national(.repayment))
    let surplus = ledger[.bank] - account.bankEquity * ledger.loans
    let bankDividend = account.bankPayout * max(0, surplus)
    let population = regions.population.reduce(0, +)
    for r in 0..<regionCount {
      let part = bankDividend * regions.population[r] / population
      ledger.move(.bankDividends, from: .bank, to: .households(r), part)
      taxIncome(part, region: r)
    }

    // What the quarter was.
    regions.disposableIncome = income
    regions.ownRevenue = own
    nation.revenue = revenue
    nation.wages = wages
    nation.research = research
    nation.exports = exports
    nation.imports = imports
    nation.gdp = product.reduce(0, +)
    nation.realGdp = 0
    for r in 0..<regionCount {
      var real = 0.0
      for s in 0..<sectorCount {
        real += realValueAdded(region: r, sector: s)
      }
      regions.valueAdded[r] = product[r]
      regions.realValueAdded[r] = real
      nation.realGdp += real
      recordYear(region: r, product: product[r], real: real)
    }
  }

  /// Pays the part of a region's wage bill that belongs to commuters to the households that they
  /// come from; a firm pays all of its staff alike.
  ///
  /// - Returns: What was paid, million.
  private func payCommuters(
    into region: Int, pay: Double, taxed: (Double, Int) -> Void
  ) -> Double {
    guard mechanisms.commuting else { return 0 }
    let count = layout.regionCount
    let coming = (0..<count).reduce(0.0) { $0 + regions.commuters[$1 * count + region] }
    guard coming > 0 else { return 0 }
    let each = pay / max(sum(.employees, region: region), coming)
    var paid = 0.0
    for other in 0..<count where regions.commuters[other * count + region] > 0 {
      let amount = each * regions.commuters[other * count + region]
      ledger.move(.commutersWages, from: .firms, to: .households(other), amount)
      taxed(amount, other)
      paid += amount
    }
    return paid
  }

  /// Pays the dividends of firms in a region that the state and foreigners own.
  ///
  /// Those of the state are public revenue as a whole. Those of foreigners bear income tax at their
  /// source, and the rest leaves the country.
  ///
  /// - Returns: Tax on what leaves, and the region's part of it, million.
  private func payOtherOwners(
    _ r: Int, state: Double, abroad: Double
  ) -> (all: Double, regional: Double) {
    regions.stateDividends[r] = state
    regions.dividendsAbroad[r] = 0
    if state > 0 { ledger.move(.dividends, from: .firms, to: .nationalGovernment, state) }
    guard abroad > 0 else { return (0, 0) }
    let tax = parameters.accounts.incomeTax * abroad
    let regional = parameters.accounts.regionalTaxShare * tax
    ledger.move(.incomeTax, from: .firms, to: .nationalGovernment, tax - regional)
    ledger.move(.incomeTax, from: .firms, to: .government(r), regional)
    ledger.move(.dividends, from: .firms, to: .restOfWorld, abroad - tax)
    regions.dividendsAbroad[r] = abroad - tax
    return (tax, regional)
  }

  /// Exports less imports and less what firms of foreign owners paid out to them, million a quarter.
  var currentAccount: Double {
    nation.exports - nation.imports - regions.dividendsAbroad.reduce(0, +)
  }

  /// Output of a cell less its inputs, million at base-year prices.
  func realValueAdded(region: Int, sector: Int) -> Double {
    let share = layout.sectors[sector].inputShare
    let output = sum(.output, region: region, sector: sector)
    let saved = output - sum(.inputUse, region: region, sector: sector)
    return output * (1 - share) + share * saved
  }

  /// Inputs per unit of output over those of generation 0, weighted by the sectors' coefficients, in
  /// a region or the country, of one sector or all.
  func resourceIntensity(region: Int? = nil, sector: Int? = nil) -> Double {
    var (used, usual) = (0.0, 0.0)
    for s in 0..<layout.sectorCount where sector == nil || sector == s {
      let share = layout.sectors[s].inputShare
      used += share * sum(.inputUse, region: region, sector: s)
      usual += share * sum(.output, region: region, sector: s)
    }
    return used / usual
  }

  /// Keeps what the university of `r` got, and what it did for firms.
  private func recordFunding(of r: Int, state: Double, contracts: Double, royalties: Double) {
    universities.stateFunding[r] = state
    universities.contractFunding[r] = contracts
    universities.ownFunding[r] = royalties
    let tally = decisionTally
    let flows: [(UniversityFlows.Flow, Double)] = [
      (.state, state), (.contracts, contracts), (.own, royalties),
      (.contractFirms, decisionSums.total[tally.contractFirms(r)] * scale),
      (.licences, decisionSums.total[tally.licences(r)] * scale),
    ]
    for (flow, amount) in flows {
      universities.year.add(flow, region: r, tick: tick, amount)
    }
  }

  /// Takes tariffs out of what buyers pay for imports: τ/(1 + τ) of it goes to the state.
  private func payTariffs() -> Double {
    var sum = 0.0
    for s in 0..<layout.sectorCount where policyLedger.levers.tariff[s] > 0 {
      let imports = max(0, demand.home[s] - sectors.homeSales[s])
      let rate = policyLedger.levers.tariff[s]
      policyLedger.tariffs[s] = imports * rate / (1 + rate)
      sum += policyLedger.tariffs[s]
    }
    ledger.receive(.sales, by: .nationalGovernment, sum)
    return sum
  }

  /// Adds the quarter's flows to the region's year, money at base-year prices.
  private func recordYear(region r: Int, product: Double, real: Double) {
    let investment = decisionSums.total[decisionTally.investment(r)] * scale
    let outlays = demand.regionalPurchases[r]
    let budget = outlays * regions.budgetInvestmentShare[r]
    regions.infrastructure[r] =
      regions.infrastructure[r] * (1 - parameters.investment.depreciation)
      + budget / nation.investmentPrice
    let patents = decisionSums.total[decisionTally.patents(r)] * scale
    nation.patents += patents
    let year: [(YearlyFlows.Flow, Double)] = [
      (.investment, (investment + budget) / nation.consumerPrice),
      (.budgetInvestment, budget / nation.consumerPrice),
      (.outlays, outlays / nation.consumerPrice),
      (.deflatedProduct, product / nation.consumerPrice), (.product, product),
      (.realProduct, real), (.exports, sum(.exports, region: r)), (.patents, patents),
    ]
    for (flow, amount) in year { regions.year.add(flow, region: r, tick: tick, amount) }
  }

  /// Holds the books against themselves and the firms' columns.
  func closeBooks() throws(SimulationError) {
    var cash = 0.0
    var debt = 0.0
    let firms = firms
    for firm in 0..<firms.count where firms.id[firm] != 0 {
      cash += firms.cash[firm]
      debt += firms.debt[firm]
    }
    try ledger.close(firmsCash: cash * scale, firmsDebt: debt * scale, tick: tick)
    try expectFinite()
  }

  /// Refuses an economy that has left the finite numbers, before anything is counted by them.
  func expectFinite() throws(SimulationError) {
    for r in 0..<layout.regionCount {
      for (name, value) in [
        ("product", regions.valueAdded[r]), ("employment", sum(.employees, region: r)),
        ("wage", regions.wage[r]), ("income", regions.disposableIncome[r]),
      ] where !value.isFinite {
        throw .notFinite(variable: name, region: layout.regions[r].id, tick: tick)
      }
    }
    for (name, value) in [
      ("GDP", nation.gdp), ("consumer price", nation.consumerPrice),
      ("exchange rate", nation.exchangeRate), ("unemployment", nation.unemployment),
    ] where !value.isFinite { throw .notFinite(variable: name, region: nil, tick: tick) }
  }
}
