import Chunking

/// Gives universities an office that licenses what they discover.
///
/// A licence is paid once, by who launches a line under it: whoever imitates that line later has
/// taken none and owes nothing, and the model keeps no list of licensees.
enum LicensingOffice: PolicyInstrument {
  static let name = "licensing_office"
  static let summary = "Pays offices that license universities' discoveries to firms for a royalty."
  static let channel =
    "The office licenses more discoveries; a firm pays once, when it launches a line."
  static let reach = PolicyReach.regions
  static let settings: [PolicySetting] = [
    .init("effectiveness", "–", 0...1, 0.5, "Effectiveness of a fully staffed office."),
    .init(
      "royalty", "share of a year's sales", 0...1, 0.05,
      "Payment for a licence when a firm launches a line under it."),
    .init("staff", "persons", 0...1e6, 10, "Staff of one office."),
    .init("pay", "wages", 0.1...20, 2, "Pay of its staff, relative to the regional wage."),
  ]
  static let measures: [PolicyMeasure] = [
    .init("licences", "firms", "Firms that launched a line under a licence in the quarter."),
    .init("royalties", "million", "Royalties of the quarter."),
    .init("staff", "persons", "Staff that the budget paid for."),
  ]

  static func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let reached = policy.regions.filter { country.regions.researchStaff[$0] > 0 }
    guard policy["staff"] > 0, !reached.isEmpty else { return }
    var count = 0
    var employed = 0.0
    let part = country.left(policy) / Double(reached.count)
    for r in reached {
      let wanted = policy["staff"] * policy.strength
      let affordable = part / (policy["pay"] * country.regions.wage[r])
      let staff = country.employ(policy, min(wanted, affordable), at: policy["pay"], in: r)
      guard staff > 0 else { continue }
      count += 1
      employed += staff
      country.policyLedger.levers.licensing[r] = max(
        country.policyLedger.levers.licensing[r], policy["effectiveness"] * staff / policy["staff"])
      country.policyLedger.levers.licencePrice[r] = max(
        country.policyLedger.levers.licencePrice[r], policy["royalty"])
    }
    country.note(policy, reached: Double(count), of: Double(reached.count))
    country.report(policy, 2, employed)
  }

  static func settle(_ policy: RunningPolicy, _ country: Simulation) {
    let tally = country.decisionTally
    let sums = country.decisionSums.total
    var licences = 0.0
    var royalties = 0.0
    for r in policy.regions where country.policyLedger.levers.licensing[r] > 0 {
      licences += sums[tally.licences(r)] * country.scale
      royalties += sums[tally.royalties(r)] * country.scale
    }
    country.report(policy, 0, licences)
    country.report(policy, 1, royalties)
  }
}
