import Chunking

/// Chosen clusters that live under a regime of their own: a council, brokers and lower tax.
enum PilotClusters: PolicyInstrument {
  static let name = "pilot_clusters"
  static let summary = "Selects pilot clusters and gives them a council, brokers and lower tax."
  static let channel =
    "Pilots are selected as in the contest; they get councils, brokers' visits and a tax refund."
  static let settings: [PolicySetting] =
    ContestRules.settings + [
      .init(
        "tax_relief", "share of profit tax", 0...1, 0.5,
        "Share of profit tax refunded to firms of a pilot."),
      .flag("council", true, "Whether pilots get a cluster council."),
      .init("enforcement", "–", 0...1, 0.25, "Addition to the council's monitoring of effort."),
      .init("autonomy_factor", "–", 0...1, 0.7, "Factor on a member's cost of lost autonomy."),
    ]
  static let measures: [PolicyMeasure] =
    ContestRules.measures + [
      .init("living", "clusters", "Active clusters in regions and sectors with a pilot."),
      .init("pilot_firms", "firms", "Firms in pilots."),
    ]
  static let readsBooks = true

  static func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let winners = ContestRules.hold(policy, country)
    if policy.has("council") {
      country.grantProvision(
        policy, in: winners, enforcement: policy["enforcement"], autonomy: policy["autonomy_factor"]
      )
    }
    let living = country.clusters.count { $0.isAlive && winners.contains(Int($0.cell)) }
    country.report(policy, 2, Double(living))
  }

  static func settle(_ policy: RunningPolicy, _ country: Simulation) {
    let pilots = ContestRules.consortium(policy, country)
    country.pay(
      policy,
      pilots.map {
        ($0, policy["tax_relief"] * policy.strength * country.tables.support.books[$0].profitTax)
      }, isTax: true)
    country.note(policy, reached: pilots.count, of: country.target(policy).count)
    country.report(policy, 3, Double(pilots.count) * country.scale)
  }
}
