import Chunking
import Randomness

/// The council: fees, the secretariat and the broker, joint facilities, joint marketing and help.
extension Simulation {
  /// Whether the fund holds all that a council may keep: who does not let it spend need not fill it.
  private func isFundFull(_ cluster: RegionalCluster) -> Bool {
    let rates = parameters.clusters
    return cluster.fund
      > rates.fundQuarters * (1 - rates.secretariatShare) * (rates.fee * cluster.feeFactor)
      * cluster.sales
  }

  /// Fee of a kind of member, share of sales, before what the state pays: for the secretariat and, until
  /// that is full, for the fund.
  func memberFee(_ cluster: RegionalCluster, isFull: Bool, levers: ClusterLevers) -> Double {
    let rates = parameters.clusters
    return rates.fee * cluster.feeFactor * (isFundFull(cluster) ? rates.secretariatShare : 1)
      * (isFull ? 1 : levers.associateFee)
  }

  /// Surcharge of a kind of member for a broker, share of sales, before what the state pays.
  func brokerFee(_ cluster: RegionalCluster, isFull: Bool, levers: ClusterLevers) -> Double {
    cluster.hasBroker ? parameters.clusters.brokerFee * (isFull ? 1 : levers.associateFee) : 0
  }

  /// What a member itself would pay while the state pays what it promises, share of sales.
  func ownFee(_ cluster: RegionalCluster, isFull: Bool) -> Double {
    let levers = clusterLevers[Int(cluster.cell)]
    return memberFee(cluster, isFull: isFull, levers: levers) * (1 - levers.feeShare)
      + brokerFee(cluster, isFull: isFull, levers: levers) * (1 - levers.brokerShare)
  }

  /// Members pay their fees into the fund, and policies what they promised, as far as budgets go; what
  /// is missing then members pay. Nobody pays more than its cash. A fee lowers the margin by which a
  /// firm judges itself; it is no cost before tax.
  func collectFees(_ order: Memberships.Order) {
    let firms = firms
    let rows = memberships.rows
    for place in clusters.indices where clusters[place].isAlive {
      let levers = clusterLevers[Int(clusters[place].cell)]
      if levers.givesBroker {
        clusters[place].hasBroker = true
      } else if clusters[place].hasBroker, levers.brokerShare == 0, isAnnualMeeting(place) {
        clusters[place].hasBroker = wantsBroker(place, order.members(of: place))
      }
    }
    func sales(_ firm: Int) -> Double { firms.output[firm] * Double(firms.price[firm]) }

    // What the state owes, and the share of it that budgets allow.
    var owed = Array(repeating: 0.0, count: clusters.count)
    for place in clusters.indices where clusters[place].isAlive {
      let levers = clusterLevers[Int(clusters[place].cell)]
      guard levers.feeShare > 0 || levers.brokerShare > 0 else { continue }
      for at in order.members(of: place) {
        let row = rows[Int(at)]
        let isFull = row.kind == Membership.full
        owed[place] +=
          sales(Int(row.firm)) * scale
          * (memberFee(clusters[place], isFull: isFull, levers: levers) * levers.feeShare
            + brokerFee(clusters[place], isFull: isFull, levers: levers) * levers.brokerShare)
      }
    }
    let granted = payFees(owed)

    let smoothing = parameters.search.marginSmoothing
    for place in clusters.indices where clusters[place].isAlive {
      let levers = clusterLevers[Int(clusters[place].cell)]
      let feeShare = 1 - levers.feeShare * granted[place]
      let brokerShare = 1 - levers.brokerShare * granted[place]
      // As it stands before the quarter's fees.
      let cluster = clusters[place]
      let secretariatShare = isFundFull(cluster) ? 1 : parameters.clusters.secretariatShare
      var paid = 0.0
      var forBroker = 0.0
      for at in order.members(of: place) {
        let firm = Int(rows[Int(at)].firm)
        let isFull = rows[Int(at)].kind == Membership.full
        let ordinary = memberFee(cluster, isFull: isFull, levers: levers)
        let broker = brokerFee(cluster, isFull: isFull, levers: levers)
        let turnover = sales(firm)
        let due = turnover * (ordinary * feeShare + broker * brokerShare)
        let own = min(due, max(0, firms.cash[firm]))
        firms.cash[firm] -= own
        rows[Int(at)].contributed += own
        paid += own * scale
        if ordinary + broker > 0 {
          forBroker += turnover * scale * broker
        }
        rows[Int(at)].fee = turnover > 0 ? Float(own / turnover) : 0
        firms.margin[firm] -= Float(smoothing) * rows[Int(at)].fee
      }
      let state = owed[place] * granted[place]
      ledger.move(.clusterFees, from: .firms, to: .clusterFunds, paid)
      clusters[place].fund += paid + state
      clusters[place].brokerOutlay = min(forBroker, paid + state)
      pay(place, clusters[place].brokerOutlay)
      // Of the rest of the quarter's fees, a share is the secretariat's.
      pay(
        place,
        secretariatShare * (paid + state - clusters[place].brokerOutlay))
    }
  }

  /// Whether a cluster's members meet this quarter: once a year, in the season of its founding.
  private func isAnnualMeeting(_ place: Int) -> Bool {
    timeStep.endsYear(tick - Int(clusters[place].founded))
  }

  /// Whether members keep a broker that nobody else pays: most full members would have to take what
  /// they have from it for more than the surcharge. Who has joined this quarter knows nothing of that.
  private func wantsBroker(_ place: Int, _ members: [Int32]) -> Bool {
    let surcharge = parameters.clusters.brokerFee
    var votes = 0
    var inFavour = 0
    for at in members {
      let row = memberships.rows[Int(at)]
      let benefits = memberships.benefits[Int(at)]
      guard row.kind == Membership.full, benefits.realised > 0 else { continue }
      votes += 1
      if Double(row.learned * benefits.brokered / benefits.realised) > surcharge { inFavour += 1 }
    }
    return votes == 0 || 2 * inFavour > votes
  }

  /// Pays people of the region out of a cluster's fund: income like any other, and taxed.
  private func pay(_ place: Int, _ amount: Double) {
    let pay = clamp(amount, 0, max(0, clusters[place].fund))
    guard pay > 0 else { return }
    let region = Int(clusters[place].cell) / layout.sectorCount
    let tax = parameters.accounts.incomeTax * pay
    ledger.move(.clusterFees, from: .clusterFunds, to: .households(region), pay)
    ledger.move(.incomeTax, from: .households(region), to: .nationalGovernment, tax)
    nation.revenue += tax
    regions.disposableIncome[region] += pay - tax
    clusters[place].fund -= pay
  }

  /// The council spends the share K of the fund, as far as members delegate: on facilities, by way of
  /// the foundations that buy investment goods next quarter, and on marketing. Facilities wear out,
  /// and brand follows members, council and marketing.
  func spendFunds() {
    let rates = parameters.clusters
    for place in clusters.indices where clusters[place].isAlive {
      var cluster = clusters[place]
      cluster.jointCapital *= 1 - rates.facilityDepreciation
      let outlay = timeStep.share(clamp(cluster.councilStrength, 0, 1)) * max(0, cluster.fund)
      let facilities = rates.facilityShare * outlay
      ledger.move(.clusterFees, from: .clusterFunds, to: .foundations, facilities)
      cluster.jointCapital += facilities / nation.investmentPrice
      cluster.fund -= facilities
      let marketing = outlay - facilities
      cluster.marketing = cluster.sales > 0 ? marketing / cluster.sales : 0
      let reached = ClusterOffer.saturation(cluster.marketing, rates.marketingHalf)
      let target =
        ClusterOffer.saturation(cluster.activeMembers, rates.poolSize) * cluster.councilStrength
        * min(1, 0.5 + reached)
      cluster.brand += rates.brandSpeed * (target - cluster.brand)
      if rates.feeAdjustment > 0 { cluster.feeFactor = feeFactor(of: cluster) }
      clusters[place] = cluster
      pay(place, marketing)
    }
  }

  /// The fund covers the overdraft of a member that would be insolvent, up to the share ρ of what the
  /// fund holds, where the member's debt alone could stand: help among members, paid with their
  /// fees. Members are helped in the order of a keyed draw.
  func helpMembers() {
    guard mechanisms.clusters, mechanisms.clusterRiskSharing else { return }
    let firms = firms
    var stream = RandomStream()
    let failing = firms.living(with: FirmEvent.insolvent).filter { firms.cluster[$0] >= 0 }
      .map { firm -> (word: UInt32, firm: Int) in
        stream.reset(key: keys[.clusterHelp], entity: firms.id[firm], tick: UInt32(tick))
        return (stream.word(), firm)
      }
      .sorted { ($0.word, firms.id[$0.firm]) < ($1.word, firms.id[$1.firm]) }
    for (_, firm) in failing {
      let at = Int(firms.cluster[firm])
      let place = Int(memberships.rows[at].cluster)
      let need = -firms.cash[firm]
      let limit = parameters.exit.insolvency * firms.capital[firm] * nation.investmentPrice
      guard need > 0, firms.debt[firm] <= limit,
        need * scale <= Double(memberships.benefits[at].risk) * clusters[place].fund
      else { continue }
      ledger.move(.clusterFees, from: .clusterFunds, to: .firms, need * scale)
      clusters[place].fund -= need * scale
      firms.cash[firm] = 0
      firms.events[firm] &= ~FirmEvent.insolvent
    }
  }

  /// Gives what is left in the fund of a cluster that dissolves to its last members in equal parts, or
  /// to households of the region where none are left.
  func settleFund(of place: Int, members: [Int]) {
    let fund = clusters[place].fund
    guard fund > 0 else { return }
    if members.isEmpty {
      let region = Int(clusters[place].cell) / layout.sectorCount
      ledger.move(.clusterFees, from: .clusterFunds, to: .households(region), fund)
    } else {
      ledger.move(.clusterFees, from: .clusterFunds, to: .firms, fund)
      for firm in members { firms.cash[firm] += fund / (Double(members.count) * scale) }
    }
    clusters[place].fund = 0
  }
}
