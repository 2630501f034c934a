import Chunking
import Randomness

/// Centres in which firms and the university of a region do research together.
struct CooperativeResearchCentre: PolicyInstrument {
  static let name = "cooperative_research_centre"
  static let summary = "Funds joint research centres of firms and a university."
  static let channel =
    "Partners do more R&D at a lower price, are linked to each other, and their knowledge converges."

  @Setting("share", 0...1, "Share of the centre's research that partners pay.")
  var coFunding = 0.5
  @Setting("firms", 1...1e6, "Partners of one centre.")
  var partners = 10
  @Setting("centres", 1...10_000, "Centres, located where most firms do research.")
  var centres = 1
  @Setting("share of own", 0...5, "Research in the centre, relative to the partners' own R&D.")
  var extraResearch = 0.5
  @Setting("years", 0.25...50, "How long a firm stays a partner.")
  var duration = 7
  @Setting(
    "1/quarter", 0...1,
    "Share of its gap to the partners' mean knowledge that a partner closes per quarter.")
  var convergence = 0.03
  @Setting("share", 0...1, "Part of the budget that goes to the university.")
  var universityShare = 0.3

  struct Report {
    @Measure("firms", "Partners in the quarter.")
    var partners
    @Measure("patents", "Patents of partners' innovations in the quarter.")
    var jointPatents
    @Measure("million", "Research in centres in the quarter.")
    var jointResearch
  }
  let report = Report()

  func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let firms = country.firms
    country.fillPlaces(
      policy, places: self.partners * centres, years: duration,
      weight: { 1 + Double(firms.knowledge[$0]) },
      where: { firms.phase[$0] != .tradition })
    let partners = country.participants(policy)
    guard !partners.isEmpty else { return }
    let extra = extraResearch * policy.strength
    // Of its own and the joint R&D, the state pays its part of the joint one.
    country.promiseResearch(partners, share: stateShare(policy), extra: extra)
    let universities = policy.regions.filter { country.regions.researchStaff[$0] > 0 }
    for r in universities {
      country.spend(
        policy,
        universityShare * policy.description.budget / country.timeStep.year
          * policy.strength
          / Double(universities.count), to: .university(r), in: r)
    }
    link(partners, country)
    let mean =
      partners.reduce(0.0) { $0 + Double(firms.knowledge[$1]) } / Double(partners.count)
    for firm in partners {
      let lag = mean - Double(firms.knowledge[firm])
      firms.knowledge[firm] += Float(convergence * policy.strength * max(0, lag))
    }
  }

  /// (1 − co-funding) of e in 1 + e parts of R&D.
  private func stateShare(_ policy: RunningPolicy) -> Double {
    let extra = extraResearch * policy.strength
    return (1 - coFunding) * extra / (1 + extra)
  }

  /// Each partner without a link of its own to the next one of its sector takes it as a partner.
  private func link(_ partners: [Int], _ country: Simulation) {
    let firms = country.firms
    for (place, firm) in partners.enumerated() {
      let following = partners[(place + 1)...] + partners[..<place]
      guard let other = following.first(where: { firms.sector[$0] == firms.sector[firm] })
      else { continue }
      let slots = firms.partners[firm]
      guard !(0..<3).contains(where: { slots[$0] == Int32(other) }) else { continue }
      firms.partners[firm][2] = Int32(other)
      firms.partnerTags[firm][2] = PublicProfile.tag(of: firms.id[other])
    }
  }

  func supportResearch(_ policy: RunningPolicy, _ country: Simulation) {
    let firms = country.firms
    let partners = country.participants(policy)
    let share = stateShare(policy)
    country.payResearch(policy, partners.map { ($0, share * Double(firms.research[$0])) })
    let extra = extraResearch * policy.strength
    var patents = 0.0
    var joint = 0.0
    for firm in partners {
      joint += extra / (1 + extra) * Double(firms.research[firm]) * country.scale
      if firms.events[firm] & FirmEvent.innovated != 0 {
        patents += country.tables.patentsPerInnovation[country.cell(of: firm)] * country.scale
      }
    }
    report.partners = Double(partners.count) * country.scale
    report.jointPatents = patents
    report.jointResearch = joint
  }
}
