import Chunking
import Randomness

/// Lets researchers leave for firms or found their own, and keep a share in them.
struct ResearcherMobility: PolicyInstrument {
  static let name = "researcher_mobility"
  static let summary = "Lets university researchers work in firms and own shares in spin-offs."
  static let channel =
    "More university spin-offs; researchers who leave bring knowledge to firms that search or innovate."
  static let reach = PolicyReach.regions
  static let budget = PolicyBudget.none

  @Setting("share of staff a year", 0...1, "Researchers who may leave.")
  var leaveShare = 0.05
  @Setting("share", 0...1, "Share in a spin-off that its founders may own.")
  var equity = 0.3

  struct Report {
    @Measure("persons", "Researchers who left for firms in the quarter.")
    var left
    @Measure("firms", "Firms that took one in.")
    var hosts
  }
  let report = Report()

  func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let firms = country.firms
    let share = leaveShare * policy.strength
    var left = 0.0
    var hosts = 0.0
    var reached = 0
    for r in policy.regions where country.regions.researchStaff[r] > 0 && share > 0 {
      reached += 1
      country.policyLedger.levers.mobility[r] = max(country.policyLedger.levers.mobility[r], share)
      country.policyLedger.levers.spinOffEquity[r] = max(
        country.policyLedger.levers.spinOffEquity[r], equity * policy.strength)
      let leavers = share / country.timeStep.year * country.regions.researchStaff[r]
      let active = (0..<firms.count).filter {
        firms.id[$0] != 0 && Int(firms.region[$0]) == r && firms.phase[$0] != .tradition
      }
      let chosen = country.choose(country.agents(for: leavers, policy), of: active, policy)
      guard !chosen.isEmpty else { continue }
      // A host learns what a quarter of the researcher's pay would have taught it, for a year.
      let pay = country.parameters.labour.researcherPay * country.regions.wage[r]
      let places = Double(chosen.count) * country.scale
      let people = min(places, country.regions.researchStaff[r])
      for firm in chosen {
        country.teach(firm, worth: country.timeStep.year * pay)
        firms.employees[firm] += people / places
      }
      country.releaseStaff(people, from: r)
      left += people
      hosts += people
    }
    country.note(policy, reached: Double(reached), of: Double(policy.regions.count))
    report.left = left
    report.hosts = hosts
  }
}
