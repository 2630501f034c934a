import Chunking

/// The state orders R&D from firms and buys first what comes of it.
struct ResearchProcurement: PolicyInstrument {
  static let name = "research_procurement"
  static let summary = "Contracts R&D from firms and is the first buyer of the results."
  static let channel =
    "Contracts pay R&D in full and start searches; contractors that innovate get public orders away from others."

  @Setting("million", 1e-9...1e12, "Total R&D paid by one contract.")
  var contract = 1
  @Setting("share", 0...1, "Share of contracts reserved for firms with fewer than 50 employees.")
  var smallShare = 0.3
  @Setting(
    "share of sales", 0...2,
    "Public orders to a contractor that launches a line, relative to its sales.")
  var firstOrders = 0.2
  @Setting("years", 0.25...20, "Maximum duration of a contract.")
  var duration = 3

  struct Report {
    @Measure("contracts", "Current contracts.")
    var contracts
    @Measure("patents", "Patents of contractors' innovations in the quarter.")
    var patents
    @Measure("firms", "Contractors that launched a line.")
    var launched
  }
  let report = Report()

  func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let firms = country.firms
    let place = policy.place
    // Contractors on a new line have delivered; contracts that are spent or too old end as well.
    var launched = 0.0
    var going: [Participant] = []
    for contract in country.policyStates[place].participants {
      let firm = Int(contract.slot)
      if firms.phase[firm] == .innovation {
        launched += country.scale
        firms.homeShare[firm] *= 1 + firstOrders * policy.strength
      } else if contract.amount > 0,
        Double(country.tick - Int(contract.since)) < country.timeStep.year * duration
      {
        going.append(contract)
      }
    }
    country.policyStates[place].participants = going
    let bound = Set(going.map(\.id))
    let open =
      country.left(policy) * country.timeStep.year / contract
      - Double(going.count) * country.scale
    let candidates = country.target(policy) { firm in
      !bound.contains(firms.id[firm]) && isOpen(firm, country)
    }
    let small = candidates.filter { firms.employees[$0] < 50 }
    let all = country.agents(for: open, policy)
    let kept = country.choose(Int((smallShare * Double(all)).rounded()), of: small, policy)
    let others = candidates.filter { !kept.contains($0) }
    let chosen =
      kept + country.choose(all - kept.count, of: others, policy) { firms.employees[$0] }
    country.admit(chosen, policy, amount: contract)
    for firm in chosen where firms.phase[firm] == .tradition {
      firms.phase[firm] = .search
      firms.phaseAge[firm] = 0
      firms.searchBudget[firm] = Float(contract)
    }
    country.promiseResearch(country.participants(policy), share: 1)
    country.noteParticipants(policy, of: going.count + candidates.count)
    report.contracts = Double(going.count + chosen.count) * country.scale
    report.launched = launched
  }

  /// A firm that searches, or could since a newer generation is within its reach.
  private func isOpen(_ firm: Int, _ country: Simulation) -> Bool {
    guard country.mechanisms.firmResearch else { return false }
    if country.isSearching(firm) { return true }
    guard country.firms.phase[firm] == .tradition else { return false }
    return Int(country.firms.traditionLine[firm])
      < country.generations.newest(of: Int(country.firms.sector[firm]))
  }

  func supportResearch(_ policy: RunningPolicy, _ country: Simulation) {
    let firms = country.firms
    let list = country.policyStates[policy.place].participants
    let before = list.map { country.tables.support.research[Int($0.slot)].paid }
    country.payResearch(
      policy,
      list.map { (Int($0.slot), min($0.amount, Double(firms.research[Int($0.slot)]))) })
    var patents = 0.0
    for (place, contract) in list.enumerated() {
      let firm = Int(contract.slot)
      let share = country.tables.support.research[firm].paid - before[place]
      country.policyStates[policy.place].participants[place].amount -=
        share * Double(firms.research[firm])
      if firms.events[firm] & FirmEvent.innovated != 0 {
        patents += country.tables.patentsPerInnovation[country.cell(of: firm)] * country.scale
      }
    }
    report.patents = patents
  }
}
