import Chunking
import Randomness

/// What each cluster is as a whole at the end of a quarter, from its members in the order of their
/// identities.
extension Simulation {
  /// Counts members, what they know, how they trust and who leads them; then the stage of life.
  func takeClusterAggregates() {
    let order = memberships.order(clusterCount: clusters.count, ids: firms.id, team: team)
    let living = clusters.indices.filter { clusters[$0].isAlive }
    let survey = memberSurvey
    let renewed = team.map(living.count) { number in
      survey.aggregates(of: living[number], members: order.members(of: living[number]))
    }
    for (place, cluster) in zip(living, renewed) {
      clusters[place] = cluster
      advanceStage(of: place)
    }
  }

  /// The state of members and clusters, as it stands, for passes over them.
  var memberSurvey: MemberSurvey {
    MemberSurvey(
      kernel: kernel(), rows: memberships.rows, benefits: memberships.benefits,
      clusters: clusters, levers: clusterLevers, tradition: sectors.tradition,
      geography: geography, ties: ties,
      medianEfficiency: standing.medianEfficiency, areas: regions.area, tick: tick, scale: scale,
      innovationSmoothing: timeStep.share(0.25))
  }
}

/// What passes over the members of clusters read: each cluster for itself, so that threads share the
/// clusters. A pass writes what belongs to its members and nothing else.
struct MemberSurvey: Sendable {
  let kernel: FirmKernel
  let rows: Column<Membership>
  let benefits: Column<MemberBenefits>
  let clusters: [RegionalCluster]
  /// One entry a cell.
  let levers: [ClusterLevers]
  /// Generation that is tradition, by sector.
  let tradition: [Int]
  let geography: Geography
  let ties: SectorTies
  /// Median of log efficiency by sector, as of the last count; empty before it.
  let medianEfficiency: [Double]
  /// Area of regions, km².
  let areas: [Double]
  let tick: Int
  let scale: Double
  /// Weight of a tick in the smoothed rate of innovations.
  let innovationSmoothing: Double

  var rates: ClusterParameters { kernel.parameters.clusters }

  /// Weight of its cluster's home for a member: 1 at home.
  func proximity(of row: Membership) -> Double {
    geography.proximity(
      ofRegion: Int(kernel.firms.region[Int(row.firm)]), toCell: clusters[Int(row.cluster)].cell,
      kernel.tables.sectorCount)
  }
}

extension MemberSurvey {
  /// A cluster as its members are at the end of the quarter.
  ///
  /// - Parameter members: Places in `rows`, in the order of identities.
  func aggregates(of place: Int, members: [Int32]) -> RegionalCluster {
    aggregates(of: clusters[place], at: place, members: members)
  }

  /// `cluster`, of which `place` is the place or that of the one it would leave, with some members.
  func aggregates(
    of cluster: RegionalCluster, at place: Int, members: [Int32]
  ) -> RegionalCluster {
    let firms = kernel.firms
    var cluster = cluster
    let levers = levers[Int(cluster.cell)]
    let rates = rates
    let hierarchy = rates.hierarchy(of: cluster)
    let agents = Double(members.count)

    var fullCount = 0.0
    var employees = 0.0
    var sales = 0.0
    var output = 0.0
    var capital = 0.0
    var active = 0.0
    var trust = 0.0
    var effort = 0.0
    var delegated = 0.0
    var benefit = 0.0
    var tenured = 0.0
    var tenure = 0.0
    var newest = 0.0
    var links = 0.0
    var linksInside = 0.0
    var innovations = 0.0
    var knowledge = SIMD2<Double>(repeating: 0)
    var middle = SIMD2<Double>(repeating: 0)
    var roles = Array(repeating: 0.0, count: Role.allCases.count)
    var lines: [Double] = []
    var efficiency: [Double] = []
    var largest = (id: UInt64(0), sales: -1.0)
    var squares = 0.0
    var isInhabited = Array(repeating: false, count: areas.count)
    for at in members {
      let row = rows[Int(at)]
      let firm = Int(row.firm)
      let isFull = row.kind == Membership.full
      let firmSales = firms.output[firm] * Double(firms.price[firm])
      isInhabited[Int(firms.region[firm])] = true
      employees += firms.employees[firm]
      sales += firmSales
      output += firms.output[firm]
      capital += firms.capital[firm]
      squares += firmSales * firmSales
      // Identities rise, so that of two alike the first leads.
      if firmSales > largest.sales { largest = (firms.id[firm], firmSales) }
      active += (isFull ? 1 : 0.5) * Double(row.effort)
      trust += Double(row.trust)
      effort += Double(row.effort)
      tenure += Double(row.tenure)
      if isFull {
        fullCount += 1
        delegated += rates.delegation(
          trust: Double(row.trust), hierarchy: hierarchy, levers: levers)
      }
      if row.tenure > 0 {
        tenured += 1
        benefit += Double(benefits[Int(at)].realised)
      }
      let line = kernel.newestLine(firm)
      let sector = Int(firms.sector[firm])
      if line > tradition[sector] { newest += 1 }
      // Generations of two sectors are not the same line.
      let kind = line * kernel.tables.sectorCount + sector
      while lines.count <= kind { lines.append(0) }
      lines[kind] += 1
      roles[Int(row.role)] += 1
      efficiency.append(level(of: firm))
      knowledge += SIMD2<Double>(firms.position[firm])
      middle += SIMD2<Double>(row.place)
      if firms.events[firm] & FirmEvent.innovated != 0 { innovations += 1 }
      let slots = firms.partners[firm]
      let tags = firms.partnerTags[firm]
      for lane in 0..<3 where slots[lane] >= 0 {
        let partner = Int(slots[lane])
        guard PublicProfile(bits: firms.publicProfile[partner]).tag == tags[lane] else { continue }
        links += 1
        let other = Int(firms.cluster[partner])
        if other >= 0, Int(rows[other].cluster) == place { linksInside += 1 }
      }
    }

    cluster.members = agents * scale
    cluster.fullMembers = fullCount * scale
    cluster.employees = employees * scale
    cluster.sales = sales * scale
    cluster.capital = capital * scale
    cluster.activeMembers = active * scale
    let each = agents > 0 ? 1 / agents : 0
    cluster.trust = trust * each
    cluster.effort = effort * each
    cluster.councilStrength = delegated * each
    cluster.tenure = tenure * each
    cluster.newestShare = newest * each
    if tenured > 0 { cluster.meanBenefit = benefit / tenured }
    cluster.center = knowledge * each
    var spread = 0.0
    var distances = 0.0
    for at in members {
      let row = rows[Int(at)]
      let away = SIMD2<Double>(firms.position[Int(row.firm)]) - cluster.center
      spread += (away * away).sum()
      let apart = SIMD2<Double>(row.place) - middle * each
      distances += (apart * apart).sum()
    }
    var heterogeneity = (spread * each).squareRoot()
    if ties.isGrouping {
      cluster.parts = parts(of: members)
      cluster.center = cluster.parts[Int(cluster.cell) % kernel.tables.sectorCount].center
      heterogeneity = (squaredSpread(of: members) * each).squareRoot()
    }
    cluster.coverage = (distances * each).squareRoot()
    efficiency.sort()
    cluster.upperQuartile =
      efficiency.isEmpty ? 0 : efficiency[min(efficiency.count - 1, 3 * efficiency.count / 4)]
    cluster.roleEntropy = Role.entropy(roles, classes: roles.count)
    cluster.lineEntropy = Role.entropy(lines, classes: max(2, lines.count { $0 > 0 }))
    cluster.leader = largest.id
    // An agent's sales are those of `scale` firms alike: the leader is one of them.
    cluster.leaderShare = sales > 0 ? largest.sales / (sales * scale) : 0
    cluster.herfindahl = sales > 0 ? squares / (sales * sales) / scale : 0
    cluster.insideLinks = links > 0 ? linksInside / links : 0
    cluster.regionCount = Double(isInhabited.count { $0 })
    cluster.area = areas.indices.reduce(0.0) { isInhabited[$1] ? $0 + areas[$1] : $0 }
    cluster.innovations = innovations * scale
    cluster.innovationRate +=
      innovationSmoothing
      * (Double(kernel.ticksPerYear) * innovations * each - cluster.innovationRate)
    smoothLifeCycle(
      of: &cluster, heterogeneity: heterogeneity, output: output * scale, isEmpty: agents == 0)
    return cluster
  }
}
