import Chunking
import Randomness

/// A regional cluster: a voluntary association of firms of one sector in one region.
struct RegionalCluster: Sendable {
  var cell: Int32
  /// Ordinal among the clusters ever founded in its cell; with the cell it makes its identity.
  var ordinal: Int32
  var founded: Int32
  var isAlive: Bool
  /// Members, real firms, their employees and mean trust.
  var members: Double
  var employees: Double
  var trust: Double
  /// Pooled fund, million.
  var fund: Double
}

/// Clusters in their simplest form: ready firms call, join, gain trust or leave.
extension Simulation {
  /// Lets firms found, join, judge and leave clusters; nothing is drawn while clusters are off.
  func associate() {
    guard mechanisms.clusters else { return }
    let rates = parameters.clusters
    var clusterOfCell = Array(repeating: -1, count: layout.cellCount)
    for (place, cluster) in clusters.enumerated() where cluster.isAlive {
      clusterOfCell[Int(cluster.cell)] = place
    }
    let paidShare = payClusterFunds()
    let support = (0..<layout.cellCount).map { networkSupport($0) }
    let contact = (0..<layout.cellCount).map { brokerContact($0) }
    var stream = RandomStream()
    for firm in 0..<firms.count where firms.id[firm] != 0 {
      let cell = Int(firms.region[firm]) * layout.sectorCount + Int(firms.sector[firm])
      stream.reset(key: keys[.cluster], entity: firms.id[firm], tick: UInt32(tick))
      if firms.cluster[firm] >= 0 {
        judge(firm, paidShare: paidShare, &stream)
      } else {
        consider(
          firm, cell: cell, support: support[cell], contact: contact[cell], &clusterOfCell, &stream)
      }
    }
    countMembers()
    for place in clusters.indices where clusters[place].isAlive {
      // A young call has two years to gather its members.
      if clusters[place].members < rates.dissolution, tick - Int(clusters[place].founded) >= 8 {
        dissolve(place)
      }
    }
  }

  /// Benefit that a member of trust T draws from n members, share of sales.
  private func benefit(trust: Double, members: Double) -> Double {
    parameters.clusters.benefit * trust * members / (members + parameters.clusters.halfSize)
  }

  /// u (0.3 + 0.7 d) with delegation d = 0.7 T; u is lognormal and a lasting trait of the firm.
  private func autonomyCost(
    _ firm: Int, trust: Double, _ stream: inout RandomStream
  ) -> Double {
    let rates = parameters.clusters
    stream.reset(key: keys[.autonomy], entity: firms.id[firm], tick: 0)
    let deviation = rates.autonomyDeviation
    let sense = stream.lognormal(zeta: -deviation * deviation / 2, sigma: deviation)
    return rates.autonomyCost * sense * (0.3 + 0.7 * 0.7 * trust)
  }

  private func consider(
    _ firm: Int, cell: Int, support: Double, contact: Double, _ clusterOfCell: inout [Int],
    _ stream: inout RandomStream
  ) {
    let rates = parameters.clusters
    let place = clusterOfCell[cell]
    let firmsHere = cells[cell * ProductionTally.cellFields]
    guard firmsHere > 0 else { return }
    let memberShare = place >= 0 ? clusters[place].members / firmsHere : 0
    let look = rates.lookHazard + rates.lookPeers * memberShare + contact
    guard stream.uniform() < look else { return }
    let readiness = SocialCapital.readiness(firms.socialCapital[firm])
    let gate = 1 / (1 + exponential(-(readiness - rates.readinessThreshold) / rates.readinessWidth))
    guard stream.uniform() < gate else { return }
    let trust = Double(firms.trust[firm])
    if place >= 0 {
      let expected = benefit(trust: trust, members: max(4, clusters[place].members))
      guard expected > rates.fee * (1 - support) + autonomyCost(firm, trust: trust, &stream)
      else { return }
      firms.cluster[firm] = Int32(place)
    } else {
      let competitive = firmsHere / 2
      let mass =
        competitive * competitive
        / (competitive * competitive + rates.criticalMass * rates.criticalMass)
      guard
        stream.uniform()
          < rates.callHazard * clusterLevers[cell].callFactor / rates.lookHazard * mass,
        benefit(trust: trust, members: 10)
          > rates.fee + autonomyCost(firm, trust: trust, &stream)
      else { return }
      let ordinal = clusters.count { Int($0.cell) == cell }
      clusters.append(
        RegionalCluster(
          cell: Int32(cell), ordinal: Int32(ordinal), founded: Int32(tick), isAlive: true,
          members: 0, employees: 0, trust: trust, fund: 0))
      clusterOfCell[cell] = clusters.count - 1
      firms.cluster[firm] = Int32(clusters.count - 1)
    }
  }

  /// Trust grows with realised benefit and falls with loss; who gains nothing leaves in time.
  private func judge(
    _ firm: Int, paidShare: [Double], _ stream: inout RandomStream
  ) {
    let rates = parameters.clusters
    let place = Int(firms.cluster[firm])
    let cluster = clusters[place]
    let ownFee = rates.fee * (1 - (place < paidShare.count ? paidShare[place] : 0))
    let trust = Double(firms.trust[firm])
    let isLeaving = stream.uniform() < 0.2
    let net =
      benefit(trust: trust, members: cluster.members) - ownFee
      - autonomyCost(firm, trust: trust, &stream)
    let gain = net / 0.006
    let change =
      gain > 0
      ? rates.trustGain * (1 - trust) * min(1, gain) : rates.trustLoss * trust * max(-1, gain)
    firms.trust[firm] = Float(clamp(trust + change, 0, 1))
    if gain < 0, isLeaving { leaveCluster(firm) }
  }

  /// Takes a firm out of its cluster, if it has one; disappointment costs trust.
  func leaveCluster(_ firm: Int) {
    guard firms.cluster[firm] >= 0 else { return }
    firms.cluster[firm] = -1
    firms.trust[firm] *= 0.8
  }

  private func countMembers() {
    for place in clusters.indices {
      clusters[place].members = 0
      clusters[place].employees = 0
      clusters[place].trust = 0
    }
    for firm in 0..<firms.count where firms.id[firm] != 0 && firms.cluster[firm] >= 0 {
      let place = Int(firms.cluster[firm])
      clusters[place].members += scale
      clusters[place].employees += firms.employees[firm] * scale
      clusters[place].trust += Double(firms.trust[firm]) * scale
    }
    for place in clusters.indices where clusters[place].members > 0 {
      clusters[place].trust /= clusters[place].members
    }
  }

  private func dissolve(_ place: Int) {
    clusters[place].isAlive = false
    for firm in 0..<firms.count where firms.cluster[firm] == Int32(place) { leaveCluster(firm) }
    clusters[place].members = 0
    clusters[place].employees = 0
  }

  /// Fees of members, less what network programmes pay of them, go into the pooled funds, which pay
  /// the secretariats' staff.
  ///
  /// - Returns: The share of the fee that programmes paid, one entry a cluster.
  private func payClusterFunds() -> [Double] {
    let rates = parameters.clusters
    var due = Array(repeating: 0.0, count: clusters.count)
    func fee(_ firm: Int) -> Double {
      min(rates.fee * firms.output[firm] * Double(firms.price[firm]), max(0, firms.cash[firm]))
    }
    for firm in 0..<firms.count where firms.id[firm] != 0 && firms.cluster[firm] >= 0 {
      due[Int(firms.cluster[firm])] += fee(firm) * scale
    }
    let paidShare = payFees(due)
    var own = Array(repeating: 0.0, count: clusters.count)
    for firm in 0..<firms.count where firms.id[firm] != 0 && firms.cluster[firm] >= 0 {
      let place = Int(firms.cluster[firm])
      let part = fee(firm) * (1 - paidShare[place])
      firms.cash[firm] -= part
      own[place] += part * scale
    }
    for place in clusters.indices {
      let paid = paidShare[place] * due[place]
      ledger.move(.clusterFees, from: .firms, to: .clusterFunds, own[place])
      ledger.move(.policies, from: .nationalGovernment, to: .clusterFunds, paid)
      clusters[place].fund += own[place] + paid
      let pay = clusters[place].isAlive ? 0.5 * clusters[place].fund : clusters[place].fund
      ledger.move(
        .clusterFees, from: .clusterFunds,
        to: .households(Int(clusters[place].cell) / layout.sectorCount), pay)
      clusters[place].fund -= pay
    }
    return paidShare
  }

  /// Copies what members save on cost to where the kernel reads it.
  func fillClusterBenefits() {
    guard mechanisms.clusters else { return }
    tables.reserveClusters(clusters.count)
    for (place, cluster) in clusters.enumerated() {
      tables.clusterBenefit[place] = benefit(trust: 1, members: cluster.members)
    }
  }
}
