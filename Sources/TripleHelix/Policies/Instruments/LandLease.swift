import Chunking

/// Leases state land to new firms without charge.
enum LandLease: PolicyInstrument {
  static let name = "land_lease"
  static let summary = "Leases public land to new firms free of charge."
  static let channel =
    "Founders need less capital and pay no rent; more of them start while land is available."
  static let reach = PolicyReach.cells
  static let settings: [PolicySetting] = [
    .init("area", "km²", 0...1e6, 5, "Land on lease, all regions together."),
    .init("density", "firms/km²", 0.01...10_000, 10, "New firms per km²."),
    .init("term", "years", 0.25...100, 10, "Length of a lease."),
    .init(
      "land_share", "share", 0...1, 0.15, "Share of a new firm's capital that the land replaces."),
    .init(
      "elasticity", "–", 0...20, 2, "Relative increase of start-ups per share of capital saved."),
  ]
  static let measures: [PolicyMeasure] = [
    .init("settled", "firms", "Firms on leased land."),
    .init("occupancy", "share", "Share of the land that is occupied."),
    .init("rent", "million", "Land rent in the quarter that the state paid for tenants."),
  ]

  static func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let places = policy["area"] * policy["density"]
    country.policyStates[policy.place].participants.removeAll {
      Double(country.tick - Int($0.since)) >= country.timeStep.year * policy["term"]
    }
    let settled =
      Double(country.policyStates[policy.place].participants.count) * country.scale
    let occupancy = places > 0 ? settled / places : 1
    country.raiseStartUps(
      policy,
      by: 1 + policy["elasticity"] * policy["land_share"] * max(0, 1 - occupancy))
    for region in policy.regions {
      country.policyLedger.levers.advantage[region] *= 1 + 0.05 * min(1, occupancy)
    }
    // The state bears the rents of its tenants, at what they were last quarter.
    let rents = country.participants(policy).map { firm in
      (
        firm: firm,
        due: policy.strength * country.landRent(Int(country.firms.region[firm]))
          * country.wageBill(of: firm)
      )
    }
    let borne = country.pay(policy, rents) * rents.reduce(0) { $0 + $1.due } * country.scale
    country.noteParticipants(policy, of: Int(places / country.scale))
    country.report(policy, 0, settled)
    country.report(policy, 1, occupancy)
    country.report(policy, 2, borne)
  }

  static func aidFounding(
    of slot: Int, cost: Double, _ policy: RunningPolicy, _ country: Simulation
  ) -> Double {
    country.settleOnLand(
      slot, cost: policy["land_share"] * cost, places: policy["area"] * policy["density"], policy)
  }
}
