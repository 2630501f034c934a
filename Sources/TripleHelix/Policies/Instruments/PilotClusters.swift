import Chunking

/// Chosen clusters that live under a regime of their own: a council, brokers and lower tax.
struct PilotClusters: PolicyInstrument {
  static let name = "pilot_clusters"
  static let summary = "Selects pilot clusters and gives them a council, brokers and lower tax."
  static let channel =
    "Pilots are selected as in the contest; they get councils, brokers' visits and a tax refund."
  static let readsBooks = true

  let rules = ContestRules()
  @Setting("share of profit tax", 0...1, "Share of profit tax refunded to firms of a pilot.")
  var taxRelief = 0.5
  @Flag("Whether pilots get a cluster council.")
  var council = true
  @Setting("–", 0...1, "Addition to the council's monitoring of effort.")
  var enforcement = 0.25
  @Setting("–", 0...1, "Factor on a member's cost of lost autonomy.")
  var autonomyFactor = 0.7

  struct Report {
    @Measure("clusters", "Active clusters in regions and sectors with a pilot.")
    var living
    @Measure("firms", "Firms in pilots.")
    var pilotFirms
  }
  let report = Report()

  func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let winners = rules.hold(policy, country)
    if council {
      country.grantProvision(
        in: winners, enforcement: enforcement * policy.strength,
        autonomyFactor: 1 - (1 - autonomyFactor) * policy.strength)
    }
    let living = country.clusters.count { $0.isAlive && winners.contains(Int($0.cell)) }
    report.living = Double(living)
  }

  func settle(_ policy: RunningPolicy, _ country: Simulation) {
    let pilots = rules.consortium(policy, country)
    country.pay(
      policy,
      pilots.map {
        ($0, taxRelief * policy.strength * country.tables.support.books[$0].profitTax)
      }, isTax: true)
    country.note(policy, reached: pilots.count, of: country.target(policy).count)
    report.pilotFirms = Double(pilots.count) * country.scale
  }
}
