import Chunking

/// A science park beside a university: sites, places in laboratories and an institute that moves in.
struct Technopolis: PolicyInstrument {
  static let name = "technopolis"
  static let summary =
    "Builds a science park: low-rent sites, laboratory places and research staff."
  static let channel =
    "The state pays part of tenants' rent; tenants learn in laboratories; more start-ups and research in the region."

  @Setting("firms", 0...1e6, "Sites for tenants.")
  var sites = 50
  @Setting("share of sales", 0...0.5, "Rent of a site, relative to a tenant's sales.")
  var rent = 0.04
  @Setting("share", 0...1, "Share of the rent that the state pays.")
  var rentDiscount = 0.5
  @Setting("firms", 0...1e6, "Tenants that can work in laboratories at a time.")
  var labPlaces = 20
  @Setting("share of own R&D", 0...10, "Learning of laboratory users, relative to their own R&D.")
  var labWorth = 0.5
  @Setting("persons", 0...1e6, "Researchers moved in from the largest university.")
  var staff = 20
  @Setting("years", 0.25...100, "How long a tenant stays.")
  var tenancy = 8
  @Setting("–", 1...10, "Factor on start-ups while sites are free.")
  var startUpFactor = 1.3

  struct Report {
    @Measure("firms", "Tenants.")
    var tenants
    @Measure("firms", "Tenants in laboratories in the quarter.")
    var labUsers
    @Measure("links", "Links of tenants to active partners.")
    var links
    @Measure("persons", "Researchers moved in.")
    var staffMoved
  }
  let report = Report()

  /// Whether staff has been moved, and how many persons.
  @Remembered var hasMovedStaff = false
  @Remembered var staffMoved = 0.0

  func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let firms = country.firms
    moveInstitute(policy, country)
    country.fillPlaces(
      policy, places: sites, years: tenancy,
      weight: { 1 / (1 + country.age(of: $0)) },
      where: { firms.phase[$0] != .tradition || country.age(of: $0) < 3 })
    let tenants = country.participants(policy)
    country.pay(
      policy,
      tenants.map {
        ($0, rentDiscount * rent * policy.strength * country.sales(of: $0))
      })
    let users = country.choose(
      country.agents(for: labPlaces * policy.strength, policy),
      of: tenants.filter { firms.research[$0] > 0 }, policy)
    for firm in users {
      country.teach(firm, worth: labWorth * Double(firms.research[firm]))
    }
    let isFree = Double(tenants.count) * country.scale < sites * policy.strength
    if isFree { country.raiseStartUps(policy, by: startUpFactor) }
    for region in policy.regions where !tenants.isEmpty {
      country.policyLedger.levers.outsideContact[region] *= 1 + 0.5 * policy.strength
      country.policyLedger.levers.advantage[region] *= 1 + 0.1 * policy.strength
      country.policyLedger.levers.proximity[region] *= 1 + 0.1 * policy.strength
    }
    report.tenants = Double(tenants.count) * country.scale
    report.labUsers = Double(users.count) * country.scale
    report.links = Double(links(tenants, country)) * country.scale
    report.staffMoved = staffMoved
  }

  /// In its first quarter the park takes researchers of the largest university outside its regions;
  /// its budget then pays them.
  private func moveInstitute(_ policy: RunningPolicy, _ country: Simulation) {
    let places = policy.regions.filter { country.regions.initialStaff[$0] > 0 }
    guard staff > 0, !places.isEmpty else { return }
    if !hasMovedStaff {
      hasMovedStaff = true
      let staff = country.regions.researchStaff
      let donor = staff.indices.filter { !policy.regions.contains($0) }
        .max { (staff[$0], -$0) < (staff[$1], -$1) }
      if let donor {
        let moved = min(self.staff, 0.2 * staff[donor])
        country.moveStaff(moved, from: donor, to: places)
        staffMoved = moved
      }
    }
    let persons = staffMoved / Double(places.count)
    for r in places {
      // What the country's universities have for a researcher at the start, in wages of today.
      let funding = country.regions.initialFunding[r] / country.regions.initialStaff[r]
      country.spend(
        policy, persons * policy.strength * funding * country.regions.wage[r], to: .university(r),
        in: r)
    }
  }

  private func links(_ tenants: [Int], _ country: Simulation) -> Int {
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
