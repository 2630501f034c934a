import Chunking

/// The state orders R&D from firms and buys first what comes of it.
enum ResearchProcurement: PolicyInstrument {
  static let name = "research_procurement"
  static let summary = "Contracts R&D from firms and is the first buyer of the results."
  static let channel =
    "Contracts pay R&D in full and start searches; contractors that innovate get public orders away from others."
  static let settings: [PolicySetting] = [
    .init("contract", "million", 1e-9...1e12, 1, "Total R&D paid by one contract."),
    .init(
      "small_share", "share", 0...1, 0.3,
      "Share of contracts reserved for firms with fewer than 50 employees."),
    .init(
      "first_orders", "share of sales", 0...2, 0.2,
      "Public orders to a contractor that launches a line, relative to its sales."),
    .init("duration", "years", 0.25...20, 3, "Maximum duration of a contract."),
  ]
  static let measures: [PolicyMeasure] = [
    .init("contracts", "contracts", "Current contracts."),
    .init("patents", "patents", "Patents of contractors' innovations in the quarter."),
    .init("launched", "firms", "Contractors that launched a line."),
  ]

  static func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let firms = country.firms
    let place = policy.place
    // Contractors on a new line have delivered; contracts that are spent or too old end as well.
    var launched = 0.0
    var going: [Participant] = []
    for contract in country.policyStates[place].participants {
      let firm = Int(contract.slot)
      if firms.phase[firm] == .innovation {
        launched += country.scale
        firms.homeShare[firm] *= 1 + policy["first_orders"] * policy.strength
      } else if contract.amount > 0,
        Double(country.tick - Int(contract.since)) < country.timeStep.year * policy["duration"]
      {
        going.append(contract)
      }
    }
    country.policyStates[place].participants = going
    let bound = Set(going.map(\.id))
    let open =
      country.left(policy) * country.timeStep.year / policy["contract"]
      - Double(going.count) * country.scale
    let candidates = country.target(policy) { firm in
      !bound.contains(firms.id[firm]) && isOpen(firm, country)
    }
    let small = candidates.filter { firms.employees[$0] < 50 }
    let all = country.agents(for: open, policy)
    let kept = country.choose(
      Int((policy["small_share"] * Double(all)).rounded()), of: small, policy)
    let others = candidates.filter { !kept.contains($0) }
    let chosen =
      kept + country.choose(all - kept.count, of: others, policy) { firms.employees[$0] }
    country.admit(chosen, policy, amount: policy["contract"])
    for firm in chosen where firms.phase[firm] == .tradition {
      firms.phase[firm] = .search
      firms.phaseAge[firm] = 0
      firms.searchBudget[firm] = Float(policy["contract"])
    }
    country.promiseResearch(country.participants(policy), share: 1)
    country.noteParticipants(policy, of: going.count + candidates.count)
    country.report(policy, 0, Double(going.count + chosen.count) * country.scale)
    country.report(policy, 2, launched)
  }

  /// A firm that searches, or could since a newer generation is within its reach.
  private static func isOpen(_ firm: Int, _ country: Simulation) -> Bool {
    guard country.mechanisms.firmResearch else { return false }
    if country.isSearching(firm) { return true }
    guard country.firms.phase[firm] == .tradition else { return false }
    return Int(country.firms.traditionLine[firm])
      < country.generations.newest(of: Int(country.firms.sector[firm]))
  }

  static func supportResearch(_ policy: RunningPolicy, _ country: Simulation) {
    let firms = country.firms
    let list = country.policyStates[policy.place].participants
    let before = list.map { country.tables.support.research[Int($0.slot)].y }
    country.payResearch(
      policy,
      list.map { (Int($0.slot), min($0.amount, Double(firms.research[Int($0.slot)]))) })
    var patents = 0.0
    for (place, contract) in list.enumerated() {
      let firm = Int(contract.slot)
      let share = country.tables.support.research[firm].y - before[place]
      country.policyStates[policy.place].participants[place].amount -=
        share * Double(firms.research[firm])
      if firms.events[firm] & FirmEvent.innovated != 0 {
        patents += country.tables.patentsPerInnovation[country.cell(of: firm)] * country.scale
      }
    }
    country.report(policy, 1, patents)
  }
}
