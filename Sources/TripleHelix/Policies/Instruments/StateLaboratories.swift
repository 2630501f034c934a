import Chunking

/// Lets firms work in laboratories of the state without charge.
enum StateLaboratories: PolicyInstrument {
  static let name = "state_laboratories"
  static let summary = "Gives searching firms free hours in state laboratories."
  static let channel = "Laboratory hours build absorptive capacity as R&D of the same value would."
  static let settings: [PolicySetting] = [
    .init("capacity", "hours a quarter", 0...1e9, 50_000, "Hours in all the target's regions."),
    .init("hours", "hours a quarter", 1...1e5, 200, "Maximum for one firm."),
    .init(
      "hourly_cost", "wages a quarter", 0...1, 0.005, "Cost of an hour, in regional wages.",
      time: .duration),
    .init("value", "–", 0...10, 1.5, "Value of an hour to its user, relative to its cost."),
  ]
  static let measures: [PolicyMeasure] = [
    .init("hours_used", "hours", "Hours used in the quarter.")
  ]

  static func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let candidates = country.target(policy, where: country.isSearching)
    let users = country.choose(
      country.agents(for: policy["capacity"] * policy.strength / policy["hours"], policy),
      of: candidates, policy)
    var used = 0.0
    var count = 0
    for firm in users {
      let region = Int(country.firms.region[firm])
      let cost = policy["hourly_cost"] * country.regions.wage[region]
      let hours = policy["hours"] * country.scale
      let paid = country.spend(policy, hours * cost, to: .households(region), in: region)
      guard paid > 0 else { continue }
      count += 1
      country.noteContacts([firm])
      used += paid / cost
      country.teach(firm, worth: policy["value"] * paid / country.scale)
    }
    for region in policy.regions where count > 0 {
      country.policyLedger.levers.outsideContact[region] *= 1 + 0.1 * policy.strength
    }
    country.note(policy, reached: count, of: candidates.count)
    country.report(policy, 0, used)
  }
}
