import Chunking
import Randomness

/// Trains managers in working together and tells firms what clusters yield.
struct TrainingAndInformation: PolicyInstrument {
  static let name = "training_and_information"
  static let summary =
    "Trains firms in cooperation and informs them about the benefits of clusters."
  static let channel =
    "Factors 1, 3, 4 and 8 of social capital rise, 5 and 7 by half as much; firms assess clusters better."

  @Setting("share of firms a quarter", 0...1, "Firms trained in a quarter.")
  var reach = 0.08
  @Setting("share of gap", 0...1, "Share of the gap to the full factors that training closes.")
  var step = 0.2
  @Setting("–", 0...1, "Share of the gap to a cluster's true benefit that information closes.")
  var information = 0.5
  @Setting("1/quarter", 0...1, "Hazard that the effect of training on a firm is lost.")
  var fade = 0.02
  @Setting(
    "wages", 0...100, "Cost of training one firm, in quarterly regional wages.", time: .duration)
  var cost = 0.5

  struct Report {
    @Measure("–", "Mean readiness of the target's firms for a cluster.")
    var readiness
    @Measure("–", "Mean general trust of the target's firms.")
    var generalTrust
    @Measure("firms", "Firms whose training has not faded.")
    var trained
  }
  let report = Report()

  func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let slots = country.target(policy)
    var known = Set(country.policyStates[policy.place].participants.map(\.id))
    var reached = 0
    for firm in slots
    where country.draw(.training, policy, firm: firm) < reach * policy.strength {
      let region = Int(country.firms.region[firm])
      let cost = self.cost * country.regions.wage[region] * country.scale
      guard cost == 0 || cost <= country.left(policy) else { break }
      country.spend(policy, cost, to: .households(region), in: region)
      reached += 1
      if known.insert(country.firms.id[firm]).inserted {
        country.policyStates[policy.place].participants.append(
          Participant(
            id: country.firms.id[firm], slot: Int32(firm), since: Int32(country.tick),
            memory: SocialCapital.packed(country.firms.socialCapital[firm])))
      }
      train(firm, country)
    }
    for cell in policy.cells {
      country.clusterLevers[cell].information = max(
        country.clusterLevers[cell].information, information * policy.strength)
    }
    country.note(policy, reached: reached, of: slots.count)
    describe(slots, policy, country)
  }

  /// f ← f + step (1 − f) for factors 1, 3, 4, 8 and half of it for 5, 7.
  private func train(_ firm: Int, _ country: Simulation) {
    var factors = country.firms.socialCapital[firm]
    for (factor, weight) in [(0, 1.0), (2, 1), (3, 1), (7, 1), (4, 0.5), (6, 0.5)] {
      let gap = 255 - Double(factors[factor])
      factors[factor] += UInt8((weight * step * gap).rounded(.down))
    }
    setFactors(factors, of: firm, country)
  }

  /// Trust moves with general trust, which follows the factors.
  private func setFactors(
    _ factors: SocialCapital.Factors, of firm: Int, _ country: Simulation
  ) {
    let level = country.parameters.clusters.trustLevel
    let before = SocialCapital.generalTrust(country.firms.socialCapital[firm], level: level)
    let after = SocialCapital.generalTrust(factors, level: level)
    country.firms.socialCapital[firm] = factors
    country.firms.trust[firm] = Float(
      clamp(Double(country.firms.trust[firm]) + after - before, 0, 1))
  }

  /// Training fades, also after the campaign.
  func follow(_ policy: RunningPolicy, _ country: Simulation) {
    guard fade > 0 else { return }
    country.policyStates[policy.place].participants.removeAll { participant in
      let firm = Int(participant.slot)
      guard country.draw(.fading, policy, firm: firm) < fade else { return false }
      setFactors(SocialCapital.factors(packed: participant.memory), of: firm, country)
      return true
    }
  }

  private func describe(_ slots: [Int], _ policy: RunningPolicy, _ country: Simulation) {
    guard !slots.isEmpty else { return }
    let level = country.parameters.clusters.trustLevel
    var readiness = 0.0
    var trust = 0.0
    for firm in slots {
      let factors = country.firms.socialCapital[firm]
      readiness += SocialCapital.readiness(factors)
      trust += SocialCapital.generalTrust(factors, level: level)
    }
    report.readiness = readiness / Double(slots.count)
    report.generalTrust = trust / Double(slots.count)
    report.trained = Double(country.policyStates[policy.place].participants.count) * country.scale
  }
}
