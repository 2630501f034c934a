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
        firms.owner(of: firm).isOfState
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

  /// The links of all regions' firms together.
  func nationalLinks(_ measures: FirmMeasures) -> HelixLinks {
    var all = HelixLinks()
    for links in measures.links { all.add(links) }
    return all
  }

  /// Values of `Table.links`.
  func values(_ links: HelixLinks) -> [TableValue] {
    [links.university, links.industry, links.government, links.mutualInformation]
      .map { .number($0) }
  }
}

extension Table {
  /// What `regions` and `national` hold of the links of firms.
  static let links: [TableColumn] = [
    .init("university_links", .number, "firms", "Firms that are linked to a university."),
    .init(
      "industry_links", .number, "firms",
      "Firms that are members of a cluster or have an active supplier firm."),
    .init(
      "government_links", .number, "firms",
      "Firms that the state owns or has a share in, that take part in a policy that runs, or that one "
        + "paid, visited or saved in the last four quarters."),
    .init(
      "link_synergy", .number, "bits",
      "Mutual information T(u,i,g) of these three links over firms; negative is synergy. 0 where all "
        + "firms or none have one of them, as with neither policies nor firms of the state.",
      source: "Leydesdorff 2003, doi:10.1023/A:1026253130577"),
  ]
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
