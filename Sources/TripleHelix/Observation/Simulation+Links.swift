import Chunking
import RegionalMeasures

/// The links of firms to universities, other firms and government, as far as the state knows them.
extension Simulation {
  /// By slot: whether the state owns the firm or a share of it, a policy that runs has it on its list
  /// or reaches the clusters of which it is a member, or a policy paid, visited or saved it in the
  /// last four quarters.
  func firmsLinkedToGovernment() -> [Bool] {
    var isLinked = Array(repeating: false, count: firms.count)
    let hasPolicies = !configuration.policies.isEmpty
    let reached = cellsWithReachedMembers
    for firm in 0..<firms.count where firms.id[firm] != 0 {
      isLinked[firm] =
        firms.ownership[firm].isOfState
        || hasPolicies
          && (policyContacts.isRecent(
            firm, born: Int(firms.birth[firm]), tick: tick,
            ticksPerYear: timeStep.ticksPerYear)
            || homeOfCluster(ofFirm: firm).map { reached[$0] } == true)
    }
    for (place, policy) in configuration.policies.enumerated()
    where policy.strength(at: tick) > 0 && policy.instrument.type.listsParticipants {
      for participant in policyStates[place].participants
      where firms.id[Int(participant.slot)] == participant.id {
        isLinked[Int(participant.slot)] = true
      }
    }
    return isLinked
  }

  /// Cells with clusters whose members a policy reaches this quarter.
  private var cellsWithReachedMembers: [Bool] {
    var reached = Array(repeating: false, count: layout.cellCount)
    for (place, policy) in configuration.policies.enumerated()
    where policy.strength(at: tick) > 0 && policy.canAct && policy.instrument.type.reachesMembers {
      for cell in runningPolicy(place).cells { reached[cell] = true }
    }
    return reached
  }
}

extension FirmColumns {
  /// Whether a firm works with others: it is a member of a cluster, or has a supplier that lives.
  ///
  /// Peers whom a firm watches are no such link: it has them without their doing.
  func isLinkedToIndustry(_ firm: Int) -> Bool {
    if cluster[firm] >= 0 { return true }
    let supplier = Int(partners[firm][3])
    return supplier >= 0
      && PublicProfile(bits: publicProfile[supplier]).tag == partnerTags[firm][3]
  }
}
