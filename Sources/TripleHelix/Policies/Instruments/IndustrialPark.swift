import Chunking

/// Serviced plots for firms of industry at a low rent.
struct IndustrialPark: PolicyInstrument {
  static let name = "industrial_park"
  static let summary = "Offers serviced plots at reduced rent."
  static let channel =
    "The state pays part of tenants' rent; shared services cut their unit cost, more so with more tenants."

  @Setting("firms", 0...1e6, "Plots.")
  var plots = 50
  @Setting("share of sales", 0...0.5, "Rent of a plot, relative to a tenant's sales.")
  var rent = 0.03
  @Setting("share", 0...1, "Share of the rent that the state pays.")
  var rentDiscount = 0.5
  @Setting("share of unit cost", 0...0.5, "Saving from shared services when the park is full.")
  var services = 0.01
  @Setting("years", 0.25...100, "How long a tenant stays.")
  var tenancy = 15
  @Setting("–", 1...10, "Factor on start-ups while plots are free.")
  var startUpFactor = 1.2
  @Setting("share", 0...1, "Share of a new firm's capital that a plot replaces.")
  var landShare = 0.1

  struct Report {
    @Measure("firms", "Tenants.")
    var tenants
    @Measure("share", "Share of plots that are occupied.")
    var occupancy
    @Measure("firms", "Tenants founded in the park in the last quarter.")
    var founded
  }
  let report = Report()

  func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let founded = country.policyStates[policy.place].participants.count {
      Int($0.since) == country.tick - 1
        && Int(country.firms.birth[Int($0.slot)]) == country.tick - 1
    }
    country.fillPlaces(
      policy, places: plots, years: tenancy,
      weight: { 1 / (1 + country.age(of: $0)) }, where: { _ in true })
    let tenants = country.participants(policy)
    let occupancy = plots > 0 ? Double(tenants.count) * country.scale / plots : 0
    let share = country.pay(
      policy,
      tenants.map {
        ($0, rentDiscount * rent * policy.strength * country.sales(of: $0))
      })
    if services > 0, share > 0 {
      country.tables.support.openMarket(count: country.firms.count)
      let saving = services * policy.strength * share * min(1, occupancy)
      for firm in tenants {
        country.tables.support.market[firm].saving = min(
          0.5, country.tables.support.market[firm].saving + saving)
      }
    }
    if plots > 0, occupancy < policy.strength {
      country.raiseStartUps(policy, by: startUpFactor)
    }
    for region in policy.regions {
      country.policyLedger.levers.advantage[region] *= 1 + 0.1 * min(1, occupancy)
    }
    report.tenants = Double(tenants.count) * country.scale
    report.occupancy = occupancy
    report.founded = Double(founded) * country.scale
  }

  func aidFounding(
    of slot: Int, cost: Double, _ policy: RunningPolicy, _ country: Simulation
  ) -> Double {
    country.settleOnLand(slot, cost: landShare * cost, places: plots, policy)
  }
}

extension Simulation {
  /// Gives a newborn firm a place of a policy, if one is free and can be paid in full.
  ///
  /// - Parameter cost: What the place saves the founders, million a real firm.
  /// - Returns: What the policy paid, million a real firm.
  func settleOnLand(
    _ slot: Int, cost: Double, places: Double, _ policy: RunningPolicy
  ) -> Double {
    let taken = Double(policyStates[policy.place].participants.count + 1) * scale
    guard cost > 0, taken <= places * policy.strength, cost * scale <= left(policy) else {
      return 0
    }
    spend(policy, cost * scale, to: .firms, in: Int(firms.region[slot]))
    admit([slot], policy)
    return cost
  }
}
