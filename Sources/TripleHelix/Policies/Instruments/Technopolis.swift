import Chunking

/// A science park beside a university: sites, places in laboratories and an institute that moves in.
enum Technopolis: PolicyInstrument {
  static let name = "technopolis"
  static let summary =
    "Builds a science park: low-rent sites, laboratory places and research staff."
  static let channel =
    "The state pays part of tenants' rent; tenants learn in laboratories; more start-ups and research in the region."
  static let settings: [PolicySetting] = [
    .init("sites", "firms", 0...1e6, 50, "Sites for tenants."),
    .init("rent", "share of sales", 0...0.5, 0.04, "Rent of a site, relative to a tenant's sales."),
    .init("rent_discount", "share", 0...1, 0.5, "Share of the rent that the state pays."),
    .init("lab_places", "firms", 0...1e6, 20, "Tenants that can work in laboratories at a time."),
    .init(
      "lab_worth", "share of own R&D", 0...10, 0.5,
      "Learning of laboratory users, relative to their own R&D."),
    .init("staff", "persons", 0...1e6, 20, "Researchers moved in from the largest university."),
    .init("tenancy", "years", 0.25...100, 8, "How long a tenant stays."),
    .init("start_up_factor", "–", 1...10, 1.3, "Factor on start-ups while sites are free."),
  ]
  static let measures: [PolicyMeasure] = [
    .init("tenants", "firms", "Tenants."),
    .init("lab_users", "firms", "Tenants in laboratories in the quarter."),
    .init("links", "links", "Links of tenants to active partners."),
    .init("staff_moved", "persons", "Researchers moved in."),
  ]

  // Memory: 0 whether staff has been moved, 1 how many persons.

  static func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let firms = country.firms
    moveInstitute(policy, country)
    country.fillPlaces(
      policy, places: policy["sites"], years: policy["tenancy"],
      weight: { 1 / (1 + country.age(of: $0)) },
      where: { firms.phase[$0] != .tradition || country.age(of: $0) < 3 })
    let tenants = country.participants(policy)
    country.pay(
      policy,
      tenants.map {
        ($0, policy["rent_discount"] * policy["rent"] * policy.strength * country.sales(of: $0))
      })
    let users = country.choose(
      country.agents(for: policy["lab_places"] * policy.strength, policy),
      of: tenants.filter { firms.research[$0] > 0 }, policy)
    for firm in users {
      country.teach(firm, worth: policy["lab_worth"] * Double(firms.research[firm]))
    }
    let isFree = Double(tenants.count) * country.scale < policy["sites"] * policy.strength
    if isFree { country.raiseStartUps(policy, by: policy["start_up_factor"]) }
    for region in policy.regions where !tenants.isEmpty {
      country.policyLedger.levers.outsideContact[region] *= 1 + 0.5 * policy.strength
      country.policyLedger.levers.advantage[region] *= 1 + 0.1 * policy.strength
      country.policyLedger.levers.proximity[region] *= 1 + 0.1 * policy.strength
    }
    country.report(policy, 0, Double(tenants.count) * country.scale)
    country.report(policy, 1, Double(users.count) * country.scale)
    country.report(policy, 2, Double(links(tenants, country)) * country.scale)
    country.report(policy, 3, country.policyStates[policy.place].memory[1])
  }

  /// In its first quarter the park takes researchers of the largest university outside its regions;
  /// its budget then pays them.
  private static func moveInstitute(_ policy: RunningPolicy, _ country: Simulation) {
    let places = policy.regions.filter { country.regions.initialStaff[$0] > 0 }
    guard policy["staff"] > 0, !places.isEmpty else { return }
    if country.policyStates[policy.place].memory[0] == 0 {
      country.policyStates[policy.place].memory[0] = 1
      let staff = country.regions.researchStaff
      let donor = staff.indices.filter { !policy.regions.contains($0) }
        .max { (staff[$0], -$0) < (staff[$1], -$1) }
      if let donor {
        let moved = min(policy["staff"], 0.2 * staff[donor])
        country.moveStaff(moved, from: donor, to: places)
        country.policyStates[policy.place].memory[1] = moved
      }
    }
    let persons = country.policyStates[policy.place].memory[1] / Double(places.count)
    for r in places {
      // What the country's universities have for a researcher at the start, in wages of today.
      let funding = country.regions.initialFunding[r] / country.regions.initialStaff[r]
      country.spend(
        policy, persons * policy.strength * funding * country.regions.wage[r], to: .university(r),
        in: r)
    }
  }

  private static func links(_ tenants: [Int], _ country: Simulation) -> Int {
    let firms = country.firms
    return tenants.reduce(0) { sum, firm in
      let slots = firms.partners[firm]
      let tags = firms.partnerTags[firm]
      return sum
        + (0..<3).count { lane in
          slots[lane] >= 0
            && PublicProfile(bits: firms.publicProfile[Int(slots[lane])]).tag == tags[lane]
        }
    }
  }
}
