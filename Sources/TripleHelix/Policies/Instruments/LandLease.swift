import Chunking

/// Leases state land to new firms without charge.
struct LandLease: PolicyInstrument {
  static let name = "land_lease"
  static let summary = "Leases public land to new firms free of charge."
  static let channel =
    "Founders need less capital and pay no rent; more of them start while land is available."
  static let reach = PolicyReach.cells

  @Setting("km²", 0...1e6, "Land on lease, all regions together.")
  var area = 5
  @Setting("firms/km²", 0.01...10_000, "New firms per km².")
  var density = 10
  @Setting("years", 0.25...100, "Length of a lease.")
  var term = 10
  @Setting("share", 0...1, "Share of a new firm's capital that the land replaces.")
  var landShare = 0.15
  @Setting("–", 0...20, "Relative increase of start-ups per share of capital saved.")
  var elasticity = 2

  struct Report {
    @Measure("firms", "Firms on leased land.")
    var settled
    @Measure("share", "Share of the land that is occupied.")
    var occupancy
    @Measure("million", "Land rent in the quarter that the state paid for tenants.")
    var rent
  }
  let report = Report()

  func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let places = area * density
    country.policyStates[policy.place].participants.removeAll {
      Double(country.tick - Int($0.since)) >= country.timeStep.year * term
    }
    let settled =
      Double(country.policyStates[policy.place].participants.count) * country.scale
    let occupancy = places > 0 ? settled / places : 1
    country.raiseStartUps(
      policy,
      by: 1 + elasticity * landShare * max(0, 1 - occupancy))
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
    report.settled = settled
    report.occupancy = occupancy
    report.rent = borne
  }

  func aidFounding(
    of slot: Int, cost: Double, _ policy: RunningPolicy, _ country: Simulation
  ) -> Double {
    country.settleOnLand(slot, cost: landShare * cost, places: area * density, policy)
  }
}
