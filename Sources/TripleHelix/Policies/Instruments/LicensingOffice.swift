import Chunking

/// Gives universities an office that licenses what they discover.
enum LicensingOffice: PolicyInstrument {
  static let name = "licensing_office"
  static let summary = "Pays offices that bring universities' discoveries to firms for a royalty."
  static let channel =
    "The office licenses more of what is discovered; firms on it pay a royalty on their sales."
  static let reach = PolicyReach.regions
  static let settings: [PolicySetting] = [
    .init("effectiveness", "–", 0...1, 0.5, "Effectiveness of a fully staffed office."),
    .init(
      "royalty", "share of sales", 0...0.2, 0.01,
      "What a firm pays of its sales on a new line that came from the university."),
    .init("staff", "persons", 0...1e6, 10, "Staff of one office."),
    .init("pay", "wages", 0.1...20, 2, "Pay of its staff, in wages of the region."),
    .init("term", "years", 0.25...50, 10, "How long royalties run after a discovery."),
  ]
  static let measures: [PolicyMeasure] = [
    .init("licences", "firms", "Firms that paid a royalty in the quarter."),
    .init("royalties", "million", "Royalties of the quarter."),
  ]

  static func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let reached = policy.regions.filter { country.regions.researchStaff[$0] > 0 }
    guard policy["staff"] > 0, !reached.isEmpty else { return }
    var count = 0
    let part = country.left(policy) / Double(reached.count)
    for r in reached {
      let wanted = policy["staff"] * policy.strength
      let affordable = part / (policy["pay"] * country.regions.wage[r])
      let staff = country.employ(policy, min(wanted, affordable), at: policy["pay"], in: r)
      guard staff > 0 else { continue }
      count += 1
      country.policyDesk.levers.licensing[r] = max(
        country.policyDesk.levers.licensing[r], policy["effectiveness"] * staff / policy["staff"])
    }
    country.note(policy, reached: Double(count), of: Double(reached.count))
  }

  static func settle(_ policy: RunningPolicy, _ country: Simulation) {
    let firms = country.firms
    let generations = country.generations
    var licences = 0.0
    var royalties = 0.0
    for firm in 0..<firms.count where firms.id[firm] != 0 {
      guard firms.innovationLine[firm] > firms.traditionLine[firm] else { continue }
      let place = generations.place(
        Int(firms.sector[firm]), Int(firms.innovationLine[firm]))
      let origin = generations.region[place]
      guard country.policyDesk.levers.licensing[origin] > 0, policy.regions.contains(origin),
        Double(country.tick - generations.discovered[place]) < 4 * policy["term"]
      else { continue }
      let due =
        policy["royalty"] * policy.strength * Double(firms.displacement[firm])
        * country.sales(of: firm)
      let paid = country.collect(due, from: firm, by: .university(origin))
      guard paid > 0 else { continue }
      licences += country.scale
      royalties += paid
    }
    country.report(policy, 0, licences)
    country.report(policy, 1, royalties)
  }
}
