import Chunking
import Randomness

/// Centres in which firms and the university of a region do research together.
enum CooperativeResearchCentre: PolicyInstrument {
  static let name = "cooperative_research_centre"
  static let summary = "Funds joint research centres of firms and a university."
  static let channel =
    "Partners do more R&D at a lower price, are linked to each other, and their knowledge converges."
  static let settings: [PolicySetting] = [
    .init("co_funding", "share", 0...1, 0.5, "Share of the centre's research that partners pay."),
    .init("partners", "firms", 1...1e6, 10, "Partners of one centre."),
    .init("centres", "centres", 1...10_000, 1, "Centres, located where most firms do research."),
    .init(
      "extra_research", "share of own", 0...5, 0.5,
      "Research in the centre, relative to the partners' own R&D."),
    .init("duration", "years", 0.25...50, 7, "How long a firm stays a partner."),
    .init(
      "convergence", "1/quarter", 0...1, 0.03,
      "Share of its gap to the partners' mean knowledge that a partner closes per quarter."),
    .init(
      "university_share", "share", 0...1, 0.3, "Part of the budget that goes to the university."),
  ]
  static let measures: [PolicyMeasure] = [
    .init("partners", "firms", "Partners in the quarter."),
    .init("joint_patents", "patents", "Patents of partners' innovations in the quarter."),
    .init("joint_research", "million", "Research in centres in the quarter."),
  ]

  static func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let firms = country.firms
    country.fillPlaces(
      policy, places: policy["partners"] * policy["centres"], years: policy["duration"],
      weight: { 1 + Double(firms.knowledge[$0]) },
      where: { firms.phase[$0] != .tradition })
    let partners = country.participants(policy)
    guard !partners.isEmpty else { return }
    let extra = policy["extra_research"] * policy.strength
    // Of its own and the joint R&D, the state pays its part of the joint one.
    country.promiseResearch(partners, share: stateShare(policy), extra: extra)
    let universities = policy.regions.filter { country.regions.researchStaff[$0] > 0 }
    for r in universities {
      country.spend(
        policy,
        policy["university_share"] * policy.description.budget / country.timeStep.year
          * policy.strength
          / Double(universities.count), to: .university(r), in: r)
    }
    link(partners, country)
    let mean =
      partners.reduce(0.0) { $0 + Double(firms.knowledge[$1]) } / Double(partners.count)
    for firm in partners {
      let lag = mean - Double(firms.knowledge[firm])
      firms.knowledge[firm] += Float(policy["convergence"] * policy.strength * max(0, lag))
    }
  }

  /// (1 − co-funding) of e in 1 + e parts of R&D.
  private static func stateShare(_ policy: RunningPolicy) -> Double {
    let extra = policy["extra_research"] * policy.strength
    return (1 - policy["co_funding"]) * extra / (1 + extra)
  }

  /// Each partner without a link of its own to the next one of its sector takes it as a partner.
  private static func link(_ partners: [Int], _ country: Simulation) {
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

  static func supportResearch(_ policy: RunningPolicy, _ country: Simulation) {
    let firms = country.firms
    let partners = country.participants(policy)
    let share = stateShare(policy)
    country.payResearch(policy, partners.map { ($0, share * Double(firms.research[$0])) })
    let extra = policy["extra_research"] * policy.strength
    var patents = 0.0
    var joint = 0.0
    for firm in partners {
      joint += extra / (1 + extra) * Double(firms.research[firm]) * country.scale
      if firms.events[firm] & FirmEvent.innovated != 0 {
        patents += country.tables.patentsPerInnovation[country.cell(of: firm)] * country.scale
      }
    }
    country.report(policy, 0, Double(partners.count) * country.scale)
    country.report(policy, 1, patents)
    country.report(policy, 2, joint)
  }
}
