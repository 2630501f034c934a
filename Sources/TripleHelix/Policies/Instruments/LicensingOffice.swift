import Chunking

/// Gives universities an office that licenses what they discover.
///
/// A licence is paid once, by who launches a line under it: whoever imitates that line later has
/// taken none and owes nothing, and the model keeps no list of licensees.
struct LicensingOffice: PolicyInstrument {
  static let name = "licensing_office"
  static let summary = "Pays offices that license universities' discoveries to firms for a royalty."
  static let channel =
    "The office licenses more discoveries; a firm pays once, when it launches a line."
  static let reach = PolicyReach.regions

  @Setting("–", 0...1, "Effectiveness of a fully staffed office.")
  var effectiveness = 0.5
  @Setting(
    "share of a year's sales", 0...1, "Payment for a licence when a firm launches a line under it.")
  var royalty = 0.05
  @Setting("persons", 0...1e6, "Staff of one office.")
  var staff = 10
  @Setting("wages", 0.1...20, "Pay of its staff, relative to the regional wage.")
  var pay = 2

  struct Report {
    @Measure("firms", "Firms that launched a line under a licence in the quarter.")
    var licences
    @Measure("million", "Royalties of the quarter.")
    var royalties
    @Measure("persons", "Staff that the budget paid for.")
    var staff
  }
  let report = Report()

  func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let reached = policy.regions.filter { country.regions.researchStaff[$0] > 0 }
    guard staff > 0, !reached.isEmpty else { return }
    var count = 0
    var employed = 0.0
    let part = country.left(policy) / Double(reached.count)
    for r in reached {
      let wanted = staff * policy.strength
      let affordable = part / (pay * country.regions.wage[r])
      let persons = country.employ(policy, min(wanted, affordable), at: pay, in: r)
      guard persons > 0 else { continue }
      count += 1
      employed += persons
      country.policyLedger.levers.licensing[r] = max(
        country.policyLedger.levers.licensing[r], effectiveness * persons / staff)
      country.policyLedger.levers.licencePrice[r] = max(
        country.policyLedger.levers.licencePrice[r], royalty)
    }
    country.note(policy, reached: Double(count), of: Double(reached.count))
    report.staff = employed
  }

  func settle(_ policy: RunningPolicy, _ country: Simulation) {
    let tally = country.decisionTally
    let sums = country.decisionSums.total
    var licences = 0.0
    var royalties = 0.0
    for r in policy.regions where country.policyLedger.levers.licensing[r] > 0 {
      licences += sums[tally.licences(r)] * country.scale
      royalties += sums[tally.royalties(r)] * country.scale
    }
    report.licences = licences
    report.royalties = royalties
  }
}
