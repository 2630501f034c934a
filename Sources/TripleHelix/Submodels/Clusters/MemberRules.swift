/// What membership costs and what it hands over: rules of the parameters and a cell's levers alone.
extension ClusterParameters {
  /// How far a leader rules a cluster, in [0, 1]: flat under a share of `hierarchy_start` of sales.
  func hierarchy(of cluster: RegionalCluster) -> Double {
    clamp((cluster.leaderShare - hierarchyStart) / hierarchyWidth, 0, 1)
  }

  /// d: powers that a full member delegates: 0.7 T, or T under the provision; a leader takes a part
  /// of what is kept.
  func delegation(trust: Double, hierarchy: Double, levers: ClusterLevers) -> Double {
    let given = levers.hasProvision ? trust : delegation * trust
    // Without trust nothing is delegated, to a leader neither.
    return given + hierarchyDelegation * hierarchy * trust * (1 - given)
  }

  /// A(T) = u (0.3 + 0.7 d): autonomy given up, share of sales; less for an associate and under the
  /// provision.
  func autonomyCost(
    sense: Double, trust: Double, isFull: Bool, hierarchy: Double, levers: ClusterLevers
  ) -> Double {
    let factor = levers.hasProvision ? levers.autonomyFactor : 1
    guard isFull else { return autonomyAssociate * sense * factor }
    let delegated = delegation(trust: trust, hierarchy: hierarchy, levers: levers)
    return sense * factor * (0.3 + 0.7 * delegated)
  }

  /// c_e e, half of it for an associate, share of sales: staff who work for the cluster.
  func effortCost(_ row: Membership) -> Double {
    effortCost * Double(row.effort) * (row.kind == Membership.full ? 1 : 0.5)
  }

  /// I′: how far members act together: wholly with a broker, else by how far a leader rules.
  func coordination(of cluster: RegionalCluster, _ hierarchy: Double) -> Double {
    cluster.hasBroker ? 1 : coordinationAlone + (1 - coordinationAlone) * hierarchy
  }
}

extension Simulation {
  func hierarchy(of cluster: RegionalCluster) -> Double {
    parameters.clusters.hierarchy(of: cluster)
  }

  func delegation(trust: Double, hierarchy: Double, cell: Int32) -> Double {
    parameters.clusters.delegation(
      trust: trust, hierarchy: hierarchy, levers: clusterLevers[Int(cell)])
  }

  func autonomyCost(
    sense: Double, trust: Double, isFull: Bool, hierarchy: Double, cell: Int32
  ) -> Double {
    parameters.clusters.autonomyCost(
      sense: sense, trust: trust, isFull: isFull, hierarchy: hierarchy,
      levers: clusterLevers[Int(cell)])
  }
}
