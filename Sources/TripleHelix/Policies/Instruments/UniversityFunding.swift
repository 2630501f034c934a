/// Adds money to the public funding of universities.
struct UniversityFunding: PolicyInstrument {
  static let name = "university_funding"
  static let summary = "Adds its budget to the public funding of universities."
  static let channel =
    "Funding raises discoveries at once and research staff gradually."
  static let reach = PolicyReach.regions

  @Setting(
    "persons", 0...1e9,
    "Maximum number of researchers whose pay it covers, all universities together.")
  var staff = 1e9
  @Setting("share", 0...1, "Share reserved for basic research.")
  var basicShare = 0.5

  struct Report {
    @Measure("persons", "Research staff of the universities reached.")
    var researchStaff
    @Measure("–", "Discoveries made there since the start of the run.")
    var discoveries
  }
  let report = Report()

  func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let regions = country.regions
    let reached = policy.regions.filter { regions.researchStaff[$0] > 0 }
    guard !reached.isEmpty else { return }
    let part = country.left(policy) / Double(reached.count)
    var count = 0
    for r in reached {
      let wage = regions.wage[r]
      let paid = country.spend(
        policy, min(part, staff * wage / Double(reached.count)), to: .university(r),
        in: r)
      if paid > 0 { count += 1 }
      country.policyLedger.levers.boundToBasic[r] +=
        (basicShare - country.parameters.universities.basicShare) * paid
    }
    country.note(policy, reached: Double(count), of: Double(reached.count))
    report.researchStaff = reached.reduce(0.0) { $0 + regions.researchStaff[$1] }
    report.discoveries = reached.reduce(0.0) { $0 + regions.discoveries[$1] }
  }
}

extension PolicyDescription.Instrument {
  public static let universityFunding = Self(UniversityFunding.self)
}
