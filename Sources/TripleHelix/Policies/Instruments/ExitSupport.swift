import Chunking
import Randomness

/// Bail-outs of firms that would close; with a probability of 0 it switches off those of the country.
struct ExitSupport: PolicyInstrument {
  static let name = "exit_support"
  static let summary =
    "Bails firms out and replaces the country's general bail-outs; a probability of 0 ends bail-outs."
  static let channel = "Firms about to exit are kept alive with public money, or no longer are."
  static let budget = PolicyBudget.optional

  @Setting("probability", 0...1, "Probability that a firm that would close is saved.")
  var probability = 0

  struct Report {
    @Measure("firms", "Firms of the target that close despite the policy.")
    var exits
    @Measure("firms", "Firms saved.")
    var saved
    @Measure("–", "Their mean productivity relative to all firms of the target.")
    var productivityOfLeavers
  }
  let report = Report()

  func rescue(_ policy: RunningPolicy, _ country: Simulation) {
    let slots = country.target(policy)
    var closing = 0
    var saved = 0
    var leavers = 0.0
    var all = 0.0
    for firm in slots {
      all += Double(country.firms.productivity[firm])
      guard country.firms.events[firm] & (FirmEvent.insolvent | FirmEvent.closing) != 0 else {
        continue
      }
      closing += 1
      if country.isClosing(firm),
        country.draw(.bailOut, policy, firm: firm) < probability * policy.strength,
        country.save(firm, at: country.rescueNeed(of: firm), policy)
      {
        saved += 1
      } else {
        leavers += Double(country.firms.productivity[firm])
      }
    }
    country.note(policy, reached: saved, of: closing)
    let exits = closing - saved
    report.exits = Double(exits) * country.scale
    report.saved = Double(saved) * country.scale
    report.productivityOfLeavers =
      exits > 0 && all > 0 ? leavers / Double(exits) / (all / Double(slots.count)) : 0
  }
}

extension Simulation {
  /// The country's own bail-outs, where no policy has taken them over.
  func bailOutFirms() {
    let probability = parameters.exit.bailOutProbability
    guard probability > 0 else { return }
    let policies = policyLedger.running.filter { $0.instrument is ExitSupport }
    var stream = RandomStream()
    for firm in 0..<firms.count where firms.id[firm] != 0 && isClosing(firm) {
      let replaced = policies.filter { isTarget(firm, of: $0) }.map(\.strength).max() ?? 0
      stream.reset(key: keys[.bailOut], entity: firms.id[firm], tick: UInt32(tick))
      guard stream.uniform() < probability * (1 - replaced) else { continue }
      let need = rescueNeed(of: firm)
      ledger.move(.policies, from: .nationalGovernment, to: .firms, need * scale)
      firms.cash[firm] += need
      firms.events[firm] &= ~(FirmEvent.insolvent | FirmEvent.closing)
    }
  }

  /// Whether a firm is marked for exit though it is large enough to live.
  func isClosing(_ firm: Int) -> Bool {
    firms.events[firm] & (FirmEvent.insolvent | FirmEvent.closing) != 0
      && firms.employees[firm] >= parameters.exit.minimumSize * tables.sizeUnit[cell(of: firm)]
  }

  /// Overdraft and one quarter's loss, million a real firm.
  func rescueNeed(of firm: Int) -> Double {
    max(0, -firms.cash[firm]) + max(0, -Double(firms.margin[firm])) * sales(of: firm)
  }

  /// Pays what a firm needs and lets it live, if the policy can pay in full.
  func save(_ firm: Int, at need: Double, _ policy: RunningPolicy) -> Bool {
    let wanted = need * scale
    guard wanted > 0, wanted <= left(policy) else { return false }
    spend(policy, wanted, to: .firms, in: Int(firms.region[firm]))
    firms.cash[firm] += need
    noteContacts([firm])
    firms.events[firm] &= ~(FirmEvent.insolvent | FirmEvent.closing)
    return true
  }
}
