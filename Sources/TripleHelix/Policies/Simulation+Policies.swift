import Chunking
import Randomness

/// Policies on their timeline. An instrument that does not run changes nothing and draws nothing.
extension Simulation {
  /// Sets everything to neutral, then lets those policies announce that run.
  ///
  /// Policies act in the order of their names, so that their order in a file does not matter.
  func runPolicies() {
    policyLedger = PolicyLedger(regionCount: layout.regionCount, sectorCount: layout.sectorCount)
    tables.support.close()
    for cell in clusterLevers.indices { clusterLevers[cell] = .neutral }
    for region in universityLevers.indices { universityLevers[region] = .neutral }
    let policies = configuration.policies
    financePolicies()
    policyLedger.left = policies.map { $0.budget / timeStep.year * $0.strength(at: tick) }
    takeFromOtherPolicies()
    for place in policyStates.indices {
      policyStates[place].reached = 0
      policyStates[place].eligible = 0
      policyStates[place].clearReport()
      if timeStep.startsYear(tick) {
        policyStates[place].spentThisYear = 0
        policyStates[place].forgoneThisYear = 0
      }
    }
    for place in policies.indices.sorted(by: { policies[$0].name < policies[$1].name })
    where policies[place].start < tick && policies[place].canAct {
      dropClosedParticipants(place)
      let policy = runningPolicy(place)
      keepLeftMembers(policy)
      policy.instrument.follow(policy, self)
      if policy.strength > 0 { policyLedger.running.append(policy) }
    }
    for policy in policyLedger.running where type(of: policy.instrument).readsBooks {
      tables.support.openBooks(count: firms.count)
    }
    for policy in policyLedger.running {
      policy.instrument.announce(policy, self)
    }
    passOnToUniversities()
  }

  /// Gives the universities what policies announced for them.
  private func passOnToUniversities() {
    guard !policyLedger.running.isEmpty else { return }
    for r in universityLevers.indices {
      universityLevers[r].licensingOffice += policyLedger.levers.licensing[r]
      if policyLedger.levers.licensing[r] > 0 {
        universityLevers[r].licencePrice = policyLedger.levers.licencePrice[r]
      }
      universityLevers[r].leaveShare += policyLedger.levers.mobility[r]
      universityLevers[r].spinOffEquity += policyLedger.levers.spinOffEquity[r]
      // Some of what is added is bound to basic research by a share of its own, the rest as usual.
      let grant = regions.universityFundingShare[r] * nation.productForBudgets
      let aid = policyLedger.universityAid[r]
      if aid > 0, grant + aid > 0 {
        universityLevers[r].basicShare += policyLedger.levers.boundToBasic[r] / (grant + aid)
      }
      // A member's contacts outside its cluster are those of its region.
      guard policyLedger.levers.outsideContact[r] != 1 else { continue }
      for s in 0..<layout.sectorCount {
        clusterLevers[r * layout.sectorCount + s].openness *= policyLedger.levers.outsideContact[r]
      }
    }
  }

  /// Fixes what policies pay of R&D, once it is known.
  func supportResearch() {
    for policy in policyLedger.running {
      policy.instrument.supportResearch(policy, self)
    }
  }

  /// Refunds, dues and returns, once firms' accounts are settled.
  func settlePolicies() {
    for policy in policyLedger.running { policy.instrument.settle(policy, self) }
  }

  /// Saves firms that would close.
  func rescueFirms() {
    bailOutFirms()
    for policy in policyLedger.running { policy.instrument.rescue(policy, self) }
    // What follows founds firms in slots of others: support of firms ends here.
    tables.support.endFirms()
  }

  /// Founds the firms that policies bring.
  func foundPolicyFirms() {
    for policy in policyLedger.running {
      policy.instrument.foundFirms(policy, self)
    }
  }

  /// What policies pay of the capital of a firm founded in `slot`, million.
  func aidFounding(of slot: Int, cell: Int, cost: Double) -> Double {
    var paid = 0.0
    for policy in policyLedger.running where policy.reaches[cell] {
      paid += policy.instrument.aidFounding(of: slot, cost: cost - paid, policy, self)
    }
    return paid
  }

  /// Takes firms that have closed off a policy's list.
  private func dropClosedParticipants(_ place: Int) {
    policyStates[place].participants.removeAll { firms.id[Int($0.slot)] != $0.id }
  }
}

extension PolicyDescription {
  /// Whether it may act at all: what needs money does nothing without.
  var canAct: Bool { budget > 0 || instrument.budget != .required }
}
