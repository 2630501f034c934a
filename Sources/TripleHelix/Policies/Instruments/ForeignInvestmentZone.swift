import Chunking
import Randomness

/// Brings foreign firms into its regions.
struct ForeignInvestmentZone: PolicyInstrument {
  static let name = "foreign_investment_zone"
  static let summary = "Pays foreign firms part of their capital if they settle in its regions."
  static let channel =
    "Foreign firms on the newest lines in reach settle; firms linked to them see those lines."
  static let reach = PolicyReach.cells
  static let readsBooks = true

  @Setting("share of capital", 0...1, "Share of the capital that the state pays.")
  var incentive = 0.2
  @Setting("firms a year", 0...10_000, "Foreign firms that arrive.")
  var arrivals = 4
  @Setting("–", 1...1000, "Their size relative to a start-up.")
  var size = 10
  @Setting("log points", -1...1, "Their efficiency.")
  var efficiency = 0.1
  @Setting(
    "share", 0...1, "Share of up to ten firms of their region and sector that become partners.")
  var linkage = 0.3

  struct Report {
    @Measure("firms", "Active foreign firms in the zone.")
    var foreignFirms
    @Measure("share", "Their share of the zone's sales.")
    var foreignShare
    @Measure("firms", "Firms linked to a foreign one in the quarter.")
    var linked
    @Measure("million", "Dividends that left the country in the quarter.")
    var dividendsAbroad
  }
  let report = Report()

  func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let firms = country.firms
    let list = country.policyStates[policy.place].participants
    var linked = 0
    for foreign in list where Int(foreign.since) == country.tick - 1 {
      let firm = Int(foreign.slot)
      let cell = country.cell(of: firm)
      let neighbours = country.target(policy) { country.cell(of: $0) == cell && $0 != firm }
      let count = Int((linkage * 10).rounded())
      for other in country.choose(count, of: neighbours, policy) {
        firms.partners[other][2] = Int32(firm)
        firms.partnerTags[other][2] = PublicProfile.tag(of: firms.id[firm])
        linked += 1
      }
    }
    for region in policy.regions where !list.isEmpty {
      country.policyLedger.levers.outsideContact[region] *= 1 + linkage * policy.strength
    }
    let slots = country.target(policy)
    let all = slots.reduce(0.0) { $0 + country.sales(of: $1) }
    let own = list.reduce(0.0) { $0 + country.sales(of: Int($1.slot)) }
    country.noteParticipants(policy, of: list.count)
    report.foreignFirms = Double(list.count) * country.scale
    report.foreignShare = all > 0 ? own / all : 0
    report.linked = Double(linked) * country.scale
  }

  /// Arrivals are Poisson; each settles in a cell drawn by value added and margin, if the state can
  /// pay its part.
  func foundFirms(_ policy: RunningPolicy, _ country: Simulation) {
    var stream = RandomStream()
    stream.reset(key: country.keys[.arrivals], entity: policy.key, tick: UInt32(country.tick))
    let mean = arrivals / country.timeStep.year * policy.strength / country.scale
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
        self.size * (rates.sizeMinimum + exponential(rates.sizeLogMean))
        * country.tables.sizeUnit[cell]
      guard country.left(policy) > 0 else { return }
      country.found([
        Simulation.Founding(
          id: EntityID.startUp(
            region: country.regions.key[r], sector: country.sectors.key[s],
            tick: UInt32(country.tick), ordinal: EntityID.combined(policy.key, UInt64(ordinal))),
          lineage: EntityID.combined(policy.key, UInt64(country.tick), UInt64(ordinal)),
          region: r, sector: s, origin: .startUp, employees: size,
          efficiency: efficiency,
          line: Int(country.tables.target[cell * country.tables.stride]),
          knowledge: rates.knowledge, ownership: .foreign)
      ])
      country.nation.startUps += country.scale
    }
  }

  func aidFounding(
    of slot: Int, cost: Double, _ policy: RunningPolicy, _ country: Simulation
  ) -> Double {
    guard country.firms.ownership[slot] == .foreign else { return 0 }
    let wanted = incentive * policy.strength * cost * country.scale
    let region = Int(country.firms.region[slot])
    let paid = country.spend(policy, wanted, to: .firms, in: region) / country.scale
    country.admit([slot], policy)
    return paid
  }

  func settle(_ policy: RunningPolicy, _ country: Simulation) {
    // The accounts have paid them to the owners, taxed where they were earned.
    let kept = (1 - country.parameters.accounts.incomeTax) * country.scale
    let abroad = country.participants(policy).reduce(0.0) {
      $0 + kept * country.tables.support.books[$1].dividends
    }
    report.dividendsAbroad = abroad
  }
}
