import Chunking
import Randomness

/// Consortia of a region's firms compete for money: a jury ranks those that apply, and a few win.
struct Contest: PolicyInstrument {
  static let name = "contest"
  static let summary = "Ranks consortia of firms from one region and sector, and funds the winners."
  static let channel =
    "The call prompts new clusters everywhere; winners do more R&D at a lower price, and more firms are founded there."

  let rules = ContestRules()
  @Setting("share of R&D", 0...5, "Joint research, relative to a winner's own R&D.")
  var award = 0.5
  @Setting("share", 0...1, "Share of joint research that winners pay.")
  var coFinancing = 0.5
  @Setting("–", 1...10, "Factor on the spin-off rate of winners.")
  var spinOffFactor = 1.8
  @Setting("–", 1...10, "Factor on the start-up rate in a winner's region and sector.")
  var startUpFactor = 1.5

  struct Report {
    @Measure("million a firm", "Mean R&D per firm of winning consortia in the quarter.")
    var winnersResearch
    @Measure("million a firm", "Mean R&D per firm of losing consortia in the quarter.")
    var losersResearch
  }
  let report = Report()

  func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let winners = rules.hold(policy, country)
    for cell in winners {
      country.policyLedger.levers.startUps[cell] *= 1 + (startUpFactor - 1) * policy.strength
    }
    country.raiseSpinOffs(winners, by: 1 + (spinOffFactor - 1) * policy.strength)
    country.promiseResearch(
      rules.consortium(policy, country), share: stateShare(policy),
      extra: award * policy.strength)
  }

  private func stateShare(_ policy: RunningPolicy) -> Double {
    let extra = award * policy.strength
    return (1 - coFinancing) * extra / (1 + extra)
  }

  func supportResearch(_ policy: RunningPolicy, _ country: Simulation) {
    let share = stateShare(policy)
    let firms = country.firms
    let consortium = rules.consortium(policy, country)
    country.payResearch(policy, consortium.map { ($0, share * Double(firms.research[$0])) })
    country.note(policy, reached: consortium.count, of: country.target(policy).count)
    let state = country.policyStates[policy.place]
    report.winnersResearch = researchOfFirms(in: state.winners, country)
    report.losersResearch = researchOfFirms(in: state.losers, country)
  }

  /// Mean R&D of the firms of some cells, million.
  private func researchOfFirms(in cells: [Int32], _ country: Simulation) -> Double {
    let research = cells.reduce(0.0) { $0 + country.cellResearch[Int($1)] }
    let count = cells.reduce(0.0) { $0 + country.firmCount(ofCell: Int($1)) }
    return count > 0 ? research / count : 0
  }
}

/// How consortia answer a call, are ranked and get their broker; pilot clusters are chosen in the
/// same way.
struct ContestRules {
  @Setting("clusters", 1...10_000, "Number of winners.", isWhole: true)
  var winners = 3
  @Setting("years", 0.25...100, "Time between calls.")
  var every = 10
  @Setting("–", 0...100, "Weight of R&D over sales in the score.")
  var weightResearch = 1
  @Setting("–", 0...100, "Weight of output on new lines in the score.")
  var weightInnovation = 1
  @Setting("–", 0...100, "Weight of the logarithm of the number of firms in the score.")
  var weightSize = 1
  @Setting("standard deviations", 0...100, "Standard deviation of the jury's error.")
  var noise = 0.5
  @Flag("Whether winners are drawn by lottery instead.")
  var lottery = false
  @Setting("firms", 1...1e6, "Minimum number of firms of an entrant.")
  var smallestEntrant = 10
  @Setting("persons", 0...1e5, "Brokers for each winner.")
  var brokers = 1
  @Setting("wages", 0.1...20, "Pay of a broker, relative to the regional wage.")
  var brokerPay = 2
  @Setting("firms a quarter", 0...1000, "Firms that each broker visits.")
  var contacts = 7.5

  struct Report {
    @Measure("consortia", "Current winners.")
    var winners
    @Measure("consortia", "Entrants of the last call.")
    var entrants
  }
  let report = Report()

  /// At the call every cell of the target stirs; the jury then decides for `every` years, in which
  /// each winner has its brokers.
  ///
  /// - Returns: Cells of the winners.
  func hold(_ policy: RunningPolicy, _ country: Simulation) -> [Int] {
    let length = max(1, country.timeStep.ticks(years: every))
    if (country.tick - policy.description.start - 1) % length == 0 {
      for cell in policy.cells { country.clusterLevers[cell].callFactor *= 2 }
      choose(policy, country)
    }
    let state = country.policyStates[policy.place]
    report.winners = Double(state.winners.count)
    report.entrants = Double(state.winners.count + state.losers.count)
    let winners = state.winners.map(Int.init)
    for cell in winners { fundBrokers(policy, in: cell, country) }
    return winners
  }

  private func choose(_ policy: RunningPolicy, _ country: Simulation) {
    var answering = Array(repeating: 0.0, count: country.layout.cellCount)
    for firm in country.target(policy, where: { answers($0, policy, country) }) {
      answering[country.cell(of: firm)] += country.scale
    }
    let entrants = policy.cells.filter { answering[$0] >= smallestEntrant }
    func field(_ cell: Int, _ field: ProductionTally.Cell) -> Double {
      country.cells[cell * ProductionTally.cellFields + field.rawValue]
    }
    let figures: [(weight: Double, figure: (Int) -> Double)] = [
      (
        weightResearch,
        { cell in
          let value = field(cell, .valueAdded)
          return value > 0 ? country.cellResearch[cell] / value : 0
        }
      ),
      (
        weightInnovation,
        { cell in
          let output = field(cell, .output)
          return output > 0 ? field(cell, .outputNewer) / output : 0
        }
      ),
      (weightSize, { cell in logarithm(country.firmCount(ofCell: cell)) }),
    ]
    var scores = Array(repeating: 0.0, count: entrants.count)
    for (weight, figure) in figures where !lottery {
      let values = entrants.map(figure)
      let mean = values.reduce(0, +) / Double(max(1, values.count))
      let variance =
        values.reduce(0.0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, values.count))
      guard variance > 0 else { continue }
      for place in scores.indices {
        scores[place] += weight * (values[place] - mean) / variance.squareRoot()
      }
    }
    let deviation = lottery ? 1 : noise
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
    let count = Int(winners)
    country.policyStates[policy.place].winners = ranking.prefix(count).map { Int32(entrants[$0]) }
    country.policyStates[policy.place].losers = ranking.dropFirst(count).map { Int32(entrants[$0]) }
  }

  /// Whether a firm answers the call: members of clusters do, others as far as they are ready to
  /// work with others, Γ against a number of their own that lasts.
  ///
  /// In BioRegio whole regions entered with firms, banks and institutes that had no association
  /// before (Dohse 2000, Research Policy 29).
  private func answers(
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
  func consortium(_ policy: RunningPolicy, _ country: Simulation) -> [Int] {
    let winners = Set(country.policyStates[policy.place].winners.map(Int.init))
    return country.target(policy) { firm in
      winners.contains(country.cell(of: firm)) && answers(firm, policy, country)
    }
  }

  /// Pays the brokers of one chosen cluster.
  private func fundBrokers(_ policy: RunningPolicy, in cell: Int, _ country: Simulation) {
    let persons = country.employ(
      policy, brokers * policy.strength, at: brokerPay, in: cell / country.layout.sectorCount)
    guard persons > 0 else { return }
    country.clusterLevers[cell].brokers += persons
    country.clusterLevers[cell].contactsPerBroker = max(
      country.clusterLevers[cell].contactsPerBroker, contacts)
  }
}
