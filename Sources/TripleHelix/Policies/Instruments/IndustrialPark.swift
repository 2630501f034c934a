import Chunking

/// Serviced plots for firms of industry at a low rent.
enum IndustrialPark: PolicyInstrument {
  static let name = "industrial_park"
  static let summary = "Offers serviced plots at reduced rent."
  static let channel =
    "The state pays part of tenants' rent; shared services cut their unit cost, more so with more tenants."
  static let settings: [PolicySetting] = [
    .init("plots", "firms", 0...1e6, 50, "Plots."),
    .init("rent", "share of sales", 0...0.5, 0.03, "Rent of a plot, relative to a tenant's sales."),
    .init("rent_discount", "share", 0...1, 0.5, "Share of the rent that the state pays."),
    .init(
      "services", "share of unit cost", 0...0.5, 0.01,
      "Saving from shared services when the park is full."),
    .init("tenancy", "years", 0.25...100, 15, "How long a tenant stays."),
    .init("start_up_factor", "–", 1...10, 1.2, "Factor on start-ups while plots are free."),
    .init("land_share", "share", 0...1, 0.1, "Share of a new firm's capital that a plot replaces."),
  ]
  static let measures: [PolicyMeasure] = [
    .init("tenants", "firms", "Tenants."),
    .init("occupancy", "share", "Share of plots that are occupied."),
    .init("founded", "firms", "Tenants founded in the park in the last quarter."),
  ]

  static func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let founded = country.policyStates[policy.place].participants.count {
      Int($0.since) == country.tick - 1
        && Int(country.firms.birth[Int($0.slot)]) == country.tick - 1
    }
    country.fillPlaces(
      policy, places: policy["plots"], years: policy["tenancy"],
      weight: { 1 / (1 + country.age(of: $0)) }, where: { _ in true })
    let tenants = country.participants(policy)
    let occupancy =
      policy["plots"] > 0 ? Double(tenants.count) * country.scale / policy["plots"] : 0
    let share = country.pay(
      policy,
      tenants.map {
        ($0, policy["rent_discount"] * policy["rent"] * policy.strength * country.sales(of: $0))
      })
    if policy["services"] > 0, share > 0 {
      country.tables.support.openMarket(count: country.firms.count)
      let saving = policy["services"] * policy.strength * share * min(1, occupancy)
      for firm in tenants {
        country.tables.support.market[firm].saving = min(
          0.5, country.tables.support.market[firm].saving + saving)
      }
    }
    if policy["plots"] > 0, occupancy < policy.strength {
      country.raiseStartUps(policy, by: policy["start_up_factor"])
    }
    for region in policy.regions {
      country.policyLedger.levers.advantage[region] *= 1 + 0.1 * min(1, occupancy)
    }
    country.report(policy, 0, Double(tenants.count) * country.scale)
    country.report(policy, 1, occupancy)
    country.report(policy, 2, Double(founded) * country.scale)
  }

  static func aidFounding(
    of slot: Int, cost: Double, _ policy: RunningPolicy, _ country: Simulation
  ) -> Double {
    country.settleOnLand(
      slot, cost: policy["land_share"] * cost, places: policy["plots"], policy)
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
