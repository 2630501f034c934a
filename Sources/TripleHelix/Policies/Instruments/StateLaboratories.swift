import Chunking

/// Lets firms work in laboratories of the state without charge.
struct StateLaboratories: PolicyInstrument {
  static let name = "state_laboratories"
  static let summary = "Gives searching firms free hours in state laboratories."
  static let channel = "Laboratory hours build absorptive capacity as R&D of the same value would."

  @Setting("hours a quarter", 0...1e9, "Hours in all the target's regions.")
  var capacity = 50_000
  @Setting("hours a quarter", 1...1e5, "Maximum for one firm.")
  var hours = 200
  @Setting("wages a quarter", 0...1, "Cost of an hour, in regional wages.", time: .duration)
  var hourlyCost = 0.005
  @Setting("–", 0...10, "Value of an hour to its user, relative to its cost.")
  var value = 1.5

  struct Report {
    @Measure("hours", "Hours used in the quarter.")
    var hoursUsed
  }
  let report = Report()

  func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let candidates = country.target(policy, where: country.isSearching)
    let users = country.choose(
      country.agents(for: capacity * policy.strength / hours, policy),
      of: candidates, policy)
    var used = 0.0
    var count = 0
    for firm in users {
      let region = Int(country.firms.region[firm])
      let cost = hourlyCost * country.regions.wage[region]
      let hours = self.hours * country.scale
      let paid = country.spend(policy, hours * cost, to: .households(region), in: region)
      guard paid > 0 else { continue }
      count += 1
      country.noteContacts([firm])
      used += paid / cost
      country.teach(firm, worth: value * paid / country.scale)
    }
    for region in policy.regions where count > 0 {
      country.policyLedger.levers.outsideContact[region] *= 1 + 0.1 * policy.strength
    }
    country.note(policy, reached: count, of: candidates.count)
    report.hoursUsed = used
  }
}
