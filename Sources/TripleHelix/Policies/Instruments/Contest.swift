import Chunking
import Randomness

/// Consortia of a region's firms compete for money: a jury ranks those that apply, and a few win.
enum Contest: PolicyInstrument {
  static let name = "contest"
  static let summary = "Ranks consortia of firms from one region and sector, and funds the winners."
  static let channel =
    "The call prompts new clusters everywhere; winners do more R&D at a lower price, and more firms are founded there."
  static let settings: [PolicySetting] =
    ContestRules.settings + [
      .init("award", "share of R&D", 0...5, 0.5, "Joint research, relative to a winner's own R&D."),
      .init("co_financing", "share", 0...1, 0.5, "Share of joint research that winners pay."),
      .init("spin_off_factor", "–", 1...10, 1.8, "Factor on the spin-off rate of winners."),
      .init(
        "start_up_factor", "–", 1...10, 1.5,
        "Factor on the start-up rate in a winner's region and sector."),
    ]
  static let measures: [PolicyMeasure] =
    ContestRules.measures + [
      .init(
        "winners_research", "million a firm",
        "Mean R&D per firm of winning consortia in the quarter."),
      .init(
        "losers_research", "million a firm", "Mean R&D per firm of losing consortia in the quarter."
      ),
    ]

  static func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let winners = ContestRules.hold(policy, country)
    for cell in winners {
      country.policyLedger.levers.startUps[cell] *=
        1 + (policy["start_up_factor"] - 1) * policy.strength
    }
    country.raiseSpinOffs(winners, by: 1 + (policy["spin_off_factor"] - 1) * policy.strength)
    country.promiseResearch(
      ContestRules.consortium(policy, country), share: stateShare(policy),
      extra: policy["award"] * policy.strength)
  }

  private static func stateShare(_ policy: RunningPolicy) -> Double {
    let extra = policy["award"] * policy.strength
    return (1 - policy["co_financing"]) * extra / (1 + extra)
  }

  static func supportResearch(_ policy: RunningPolicy, _ country: Simulation) {
    let share = stateShare(policy)
    let firms = country.firms
    let consortium = ContestRules.consortium(policy, country)
    country.payResearch(policy, consortium.map { ($0, share * Double(firms.research[$0])) })
    country.note(policy, reached: consortium.count, of: country.target(policy).count)
    for (measure, cells) in [
      (2, country.policyStates[policy.place].winners),
      (3, country.policyStates[policy.place].losers),
    ] {
      let research = cells.reduce(0.0) { $0 + country.cellResearch[Int($1)] }
      let count = cells.reduce(0.0) { $0 + country.firmCount(ofCell: Int($1)) }
      country.report(policy, measure, count > 0 ? research / count : 0)
    }
  }
}

/// How consortia answer a call, are ranked and get their broker; pilot clusters are chosen in the
/// same way.
enum ContestRules {
  static let settings: [PolicySetting] = [
    .whole("winners", "clusters", 1...10_000, 3, "Number of winners."),
    .init("every", "years", 0.25...100, 10, "Time between calls."),
    .init("weight_research", "–", 0...100, 1, "Weight of R&D over sales in the score."),
    .init("weight_innovation", "–", 0...100, 1, "Weight of output on new lines in the score."),
    .init(
      "weight_size", "–", 0...100, 1, "Weight of the logarithm of the number of firms in the score."
    ),
    .init("noise", "standard deviations", 0...100, 0.5, "Standard deviation of the jury's error."),
    .flag("lottery", false, "Whether winners are drawn by lottery instead."),
    .init("smallest_entrant", "firms", 1...1e6, 10, "Minimum number of firms of an entrant."),
    .init("brokers", "persons", 0...1e5, 1, "Brokers for each winner."),
    .init("broker_pay", "wages", 0.1...20, 2, "Pay of a broker, relative to the regional wage."),
    .init("contacts", "firms a quarter", 0...1000, 7.5, "Firms that each broker visits."),
  ]
  static let measures: [PolicyMeasure] = [
    .init("winners", "consortia", "Current winners."),
    .init("entrants", "consortia", "Entrants of the last call."),
  ]

  /// At the call every cell of the target stirs; the jury then decides for `every` years, in which
  /// each winner has its brokers.
  ///
  /// - Returns: Cells of the winners.
  static func hold(_ policy: RunningPolicy, _ country: Simulation) -> [Int] {
    let length = max(1, country.timeStep.ticks(years: policy["every"]))
    if (country.tick - policy.description.start - 1) % length == 0 {
      for cell in policy.cells { country.clusterLevers[cell].callFactor *= 2 }
      choose(policy, country)
    }
    let state = country.policyStates[policy.place]
    country.report(policy, 0, Double(state.winners.count))
    country.report(policy, 1, Double(state.winners.count + state.losers.count))
    let winners = state.winners.map(Int.init)
    for cell in winners { country.fundBrokers(policy, in: cell) }
    return winners
  }

  private static func choose(_ policy: RunningPolicy, _ country: Simulation) {
    var answering = Array(repeating: 0.0, count: country.layout.cellCount)
    for firm in country.target(policy, where: { answers($0, policy, country) }) {
      answering[country.cell(of: firm)] += country.scale
    }
    let entrants = policy.cells.filter { answering[$0] >= policy["smallest_entrant"] }
    func field(_ cell: Int, _ field: ProductionTally.Cell) -> Double {
      country.cells[cell * ProductionTally.cellFields + field.rawValue]
    }
    let figures: [(String, (Int) -> Double)] = [
      (
        "weight_research",
        { cell in
          let value = field(cell, .valueAdded)
          return value > 0 ? country.cellResearch[cell] / value : 0
        }
      ),
      (
        "weight_innovation",
        { cell in
          let output = field(cell, .output)
          return output > 0 ? field(cell, .outputNewer) / output : 0
        }
      ),
      ("weight_size", { cell in logarithm(country.firmCount(ofCell: cell)) }),
    ]
    var scores = Array(repeating: 0.0, count: entrants.count)
    for (weight, figure) in figures where !policy.has("lottery") {
      let values = entrants.map(figure)
      let mean = values.reduce(0, +) / Double(max(1, values.count))
      let variance =
        values.reduce(0.0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, values.count))
      guard variance > 0 else { continue }
      for place in scores.indices {
        scores[place] += policy[weight] * (values[place] - mean) / variance.squareRoot()
      }
    }
    let deviation = policy.has("lottery") ? 1 : policy["noise"]
    var stream = RandomStream()
    for (place, cell) in entrants.enumerated() where deviation > 0 {
      let id = EntityID.combined(
        policy.key, country.regions.key[cell / country.layout.sectorCount],
        country.sectors.key[cell % country.layout.sectorCount])
      stream.reset(key: country.keys[.contest], entity: id, tick: UInt32(country.tick))
      scores[place] += stream.gaussian(standardDeviation: deviation)
    }
    let ranking = entrants.indices.sorted {
      (-scores[$0], entrants[$0]) < (-scores[$1], entrants[$1])
    }
    let count = Int(policy["winners"])
    country.policyStates[policy.place].winners = ranking.prefix(count).map { Int32(entrants[$0]) }
    country.policyStates[policy.place].losers = ranking.dropFirst(count).map { Int32(entrants[$0]) }
  }

  /// Whether a firm answers the call: members of clusters do, others as far as they are ready to
  /// work with others, Γ against a number of their own that lasts.
  ///
  /// In BioRegio whole regions entered with firms, banks and institutes that had no association
  /// before (Dohse 2000, Research Policy 29).
  private static func answers(
    _ firm: Int, _ policy: RunningPolicy, _ country: Simulation
  ) -> Bool {
    if country.firms.cluster[firm] >= 0 { return true }
    var stream = RandomStream()
    stream.reset(
      key: country.keys[.contestAnswer],
      entity: EntityID.combined(policy.key, country.firms.id[firm]), tick: 0)
    return stream.uniform()
      < country.clusterTraits.gate(
        readiness: SocialCapital.readiness(country.firms.socialCapital[firm]))
  }

  /// Firms of the winners: those of their regions and sectors that answer the call.
  static func consortium(_ policy: RunningPolicy, _ country: Simulation) -> [Int] {
    let winners = Set(country.policyStates[policy.place].winners.map(Int.init))
    return country.target(policy) { firm in
      winners.contains(country.cell(of: firm)) && answers(firm, policy, country)
    }
  }
}

extension Simulation {
  /// Pays the brokers of one chosen cluster.
  func fundBrokers(_ policy: RunningPolicy, in cell: Int) {
    let persons = employ(
      policy, policy["brokers"] * policy.strength, at: policy["broker_pay"],
      in: cell / layout.sectorCount)
    guard persons > 0 else { return }
    clusterLevers[cell].brokers += persons
    clusterLevers[cell].contactsPerBroker = max(
      clusterLevers[cell].contactsPerBroker, policy["contacts"])
  }
}
