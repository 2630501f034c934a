import Chunking
import Randomness

/// Brings foreign firms into its regions.
enum ForeignInvestmentZone: PolicyInstrument {
  static let name = "foreign_investment_zone"
  static let summary = "Pays foreign firms part of their capital if they settle in its regions."
  static let channel =
    "Foreign firms on the newest lines in reach settle; firms linked to them see those lines."
  static let reach = PolicyReach.cells
  static let settings: [PolicySetting] = [
    .init("incentive", "share of capital", 0...1, 0.2, "Share of the capital that the state pays."),
    .init("arrivals", "firms a year", 0...10_000, 4, "Foreign firms that arrive."),
    .init("size", "–", 1...1000, 10, "Their size relative to a start-up."),
    .init("efficiency", "log points", -1...1, 0.1, "Their efficiency."),
    .init(
      "linkage", "share", 0...1, 0.3,
      "Share of up to ten firms of their region and sector that become partners."),
  ]
  static let measures: [PolicyMeasure] = [
    .init("foreign_firms", "firms", "Active foreign firms in the zone."),
    .init("foreign_share", "share", "Their share of the zone's sales."),
    .init("linked", "firms", "Firms linked to a foreign one in the quarter."),
    .init("dividends_abroad", "million", "Dividends that left the country in the quarter."),
  ]
  static let readsBooks = true

  static func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let firms = country.firms
    let list = country.policyStates[policy.place].participants
    var linked = 0
    for foreign in list where Int(foreign.since) == country.tick - 1 {
      let firm = Int(foreign.slot)
      let cell = country.cell(of: firm)
      let neighbours = country.target(policy) { country.cell(of: $0) == cell && $0 != firm }
      let count = Int((policy["linkage"] * 10).rounded())
      for other in country.choose(count, of: neighbours, policy) {
        firms.partners[other][2] = Int32(firm)
        firms.partnerTags[other][2] = PublicProfile.tag(of: firms.id[firm])
        linked += 1
      }
    }
    for region in policy.regions where !list.isEmpty {
      country.policyLedger.levers.outsideContact[region] *= 1 + policy["linkage"] * policy.strength
    }
    let slots = country.target(policy)
    let all = slots.reduce(0.0) { $0 + country.sales(of: $1) }
    let own = list.reduce(0.0) { $0 + country.sales(of: Int($1.slot)) }
    country.noteParticipants(policy, of: list.count)
    country.report(policy, 0, Double(list.count) * country.scale)
    country.report(policy, 1, all > 0 ? own / all : 0)
    country.report(policy, 2, Double(linked) * country.scale)
  }

  /// Arrivals are Poisson; each settles in a cell drawn by value added and margin, if the state can
  /// pay its part.
  static func foundFirms(_ policy: RunningPolicy, _ country: Simulation) {
    var stream = RandomStream()
    stream.reset(key: country.keys[.arrivals], entity: policy.key, tick: UInt32(country.tick))
    let mean = policy["arrivals"] / country.timeStep.year * policy.strength / country.scale
    let count = stream.poissonByInversion(mean: mean)
    let sectorCount = country.layout.sectorCount
    let weights = policy.cells.map { cell in
      max(
        0,
        country.cells[cell * ProductionTally.cellFields + ProductionTally.Cell.valueAdded.rawValue])
        * max(0.01, country.sectors.margin[cell % sectorCount])
    }
    guard count > 0, let choice = try? AliasTable(weights: weights) else { return }
    for ordinal in 0..<count {
      let cell = policy.cells[choice.draw(from: &stream)]
      let (r, s) = (cell / sectorCount, cell % sectorCount)
      let rates = country.parameters.entry
      let size =
        policy["size"] * (rates.sizeMinimum + exponential(rates.sizeLogMean))
        * country.tables.sizeUnit[cell]
      guard country.left(policy) > 0 else { return }
      country.found([
        Simulation.Founding(
          id: EntityID.startUp(
            region: country.regions.key[r], sector: country.sectors.key[s],
            tick: UInt32(country.tick), ordinal: EntityID.combined(policy.key, UInt64(ordinal))),
          lineage: EntityID.combined(policy.key, UInt64(country.tick), UInt64(ordinal)),
          region: r, sector: s, origin: .startUp, employees: size,
          efficiency: policy["efficiency"],
          line: Int(country.tables.target[cell * country.tables.stride]),
          knowledge: rates.knowledge, ownership: .foreign)
      ])
      country.nation.startUps += country.scale
    }
  }

  static func aidFounding(
    of slot: Int, cost: Double, _ policy: RunningPolicy, _ country: Simulation
  ) -> Double {
    guard country.firms.ownership[slot] == .foreign else { return 0 }
    let wanted = policy["incentive"] * policy.strength * cost * country.scale
    let region = Int(country.firms.region[slot])
    let paid = country.spend(policy, wanted, to: .firms, in: region) / country.scale
    country.admit([slot], policy)
    return paid
  }

  static func settle(_ policy: RunningPolicy, _ country: Simulation) {
    // The accounts have paid them to the owners, taxed where they were earned.
    let kept = (1 - country.parameters.accounts.incomeTax) * country.scale
    let abroad = country.participants(policy).reduce(0.0) {
      $0 + kept * country.tables.support.books[$1].y
    }
    country.report(policy, 3, abroad)
  }
}
