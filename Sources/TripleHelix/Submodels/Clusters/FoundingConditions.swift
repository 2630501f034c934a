import Chunking
import Randomness

/// The five preconditions of a cluster, each in [0, 1], after Turekulova, Mukhambetova and
/// Chimgentbaeva: their product scales the hazard of a call.
struct FoundingConditions: Equatable {
  var criticalMass = 0.0
  var regionalAdvantage = 0.0
  var proximity = 0.0
  var breadth = 0.0
  var interaction = 0.0

  var product: Double { criticalMass * regionalAdvantage * proximity * breadth * interaction }

  /// P₁ = N²/(N² + N½²), N firms above their sector's median efficiency, of other regions in reach by
  /// proximity and of other sectors of the group by relatedness.
  static func criticalMass(competitiveFirms: Double, half: Double) -> Double {
    let square = competitiveFirms * competitiveFirms
    return square > 0 ? square / (square + half * half) : 0
  }

  /// P₂ = A²/(A² + A½²), A the revealed advantage: the location quotient.
  static func regionalAdvantage(locationQuotient: Double, half: Double) -> Double {
    let square = locationQuotient * locationQuotient
    return square > 0 ? square / (square + half * half) : 0
  }

  /// P₃ = exp(−radius/80 km), of the area that people settle.
  static func proximity(radius: Double, reach: Double) -> Double { exponential(-radius / reach) }

  /// P₄: entropy of the roles of the cell's firms.
  static func breadth(roleEntropy: Double) -> Double { roleEntropy }

  /// P₅ = min(1, R̄/0.6).
  static func interaction(readiness: Double, enough: Double) -> Double {
    min(1, readiness / enough)
  }
}

extension Simulation {
  /// The preconditions of cell (r, s) as of the last count.
  func foundingConditions(_ cell: Int) -> FoundingConditions {
    let rates = parameters.clusters
    // What policies build adds to a region's advantage and brings its firms closer.
    let region = cell / layout.sectorCount
    let levers = policyLedger.levers
    return FoundingConditions(
      criticalMass: FoundingConditions.criticalMass(
        competitiveFirms: catchment(ofCell: cell).reduce(0.0) {
          $0 + $1.weight * standing.competitive[$1.cell]
        }, half: rates.criticalMass),
      regionalAdvantage: FoundingConditions.regionalAdvantage(
        locationQuotient: standing.locationQuotient[cell] * levers.advantage[region],
        half: rates.advantage),
      proximity: FoundingConditions.proximity(
        radius: settledRadius(ofRegion: region) / 2.0.squareRoot() / levers.proximity[region],
        reach: rates.proximity),
      breadth: FoundingConditions.breadth(roleEntropy: standing.roleEntropy[cell]),
      interaction: FoundingConditions.interaction(
        readiness: standing.readiness[cell], enough: rates.interaction))
  }

  /// Radius of the disc that a region's people settle, km: a steppe is not settled evenly.
  func settledRadius(ofRegion r: Int) -> Double {
    let settled = min(
      regions.area[r], regions.population[r] / parameters.clusters.settledDensity)
    return (settled / Double.pi).squareRoot()
  }

  /// spec = min(1, max(0, (LQ − 1)/2)) · N/(N + 15): how specialised a cell is.
  func specialisation(_ cell: Int) -> Double {
    let firms = standing.firms[cell]
    return clamp((standing.locationQuotient[cell] - 1) / 2, 0, 1) * firms / (firms + 15)
  }

  /// Lets firms outside clusters return to their general trust: a year's way at the rate of a quarter.
  func restoreTrust() {
    guard mechanisms.trustDynamics else { return }
    let rates = parameters.clusters
    let kin = mechanisms.spinOffHeredity ? parameters.entry.kinTrust : 0
    let way = Float(1 - power(1 - rates.trustDecay, timeStep.year))
    let level = rates.trustLevel
    let firms = firms
    team.forEachChunk(of: plan) { _, _, elements in
      for firm in elements where firms.id[firm] != 0 && firms.cluster[firm] < 0 {
        let own = SocialCapital.generalTrust(
          firms.socialCapital[firm], level: level,
          kinTrust: firms.origin[firm] == .spinOff ? kin : 0)
        firms.trust[firm] += way * (Float(own) - firms.trust[firm])
      }
    }
  }

  /// Counts once a year what a cluster could be based on: thread by thread, in whole numbers and bins,
  /// so that neither threads nor the order of firms matter.
  func countStanding() {
    let cellCount = layout.cellCount
    let count = StandingCount(
      cellCount: cellCount, sectorCount: layout.sectorCount, rowCount: team.threadCount)
    let kernel = kernel()
    let traits = clusterTraits
    team.forEachChunk(of: plan) { worker, _, elements in
      var stream = RandomStream()
      for firm in elements where kernel.firms.id[firm] != 0 {
        count.add(firm, row: worker, kernel, traits, &stream)
      }
    }
    count.collect()
    standing.medianEfficiency = (0..<layout.sectorCount).map { count.median(of: $0, size: false) }
    standing.medianSize = (0..<layout.sectorCount).map {
      exponential(count.median(of: $0, size: true))
    }
    let medians = standing.medianEfficiency
    team.forEachChunk(of: plan) { worker, _, elements in
      for firm in elements where kernel.firms.id[firm] != 0 {
        let cell = kernel.cell(of: firm)
        if kernel.logEfficiency(of: firm) > medians[cell % kernel.tables.sectorCount] {
          count.addCompetitive(cell, row: worker)
        }
      }
    }
    standing.competitive = (0..<cellCount).map { count.competitive($0) * scale }
    standing.firms = (0..<cellCount).map { count.firms($0) * scale }
    standing.readiness = (0..<cellCount).map { count.meanReadiness($0) }
    standing.roleEntropy = (0..<cellCount).map {
      Role.entropy(count.roles($0), classes: Role.allCases.count)
    }
    standing.largestSlot = (0..<cellCount).map { count.largest($0, firms) }
    standing.largest = standing.largestSlot.map { $0 < 0 ? 0 : firms.id[Int($0)] }
    takeLocationQuotients()
  }

  /// LQ = (employees of the cell over the region's) over (the sector's over the country's).
  private func takeLocationQuotients() {
    let country = sum(.employees)
    standing.locationQuotient = Array(repeating: 0, count: layout.cellCount)
    for s in 0..<layout.sectorCount {
      let sector = sum(.employees, sector: s)
      for r in 0..<layout.regionCount {
        let region = sum(.employees, region: r)
        guard sector > 0, region > 0 else { continue }
        standing.locationQuotient[r * layout.sectorCount + s] =
          sum(.employees, region: r, sector: s) * country / (region * sector)
      }
    }
  }
}
