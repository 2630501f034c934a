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

  /// P₁ = N²/(N² + N½²), N firms above their sector's median efficiency.
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
    return FoundingConditions(
      criticalMass: FoundingConditions.criticalMass(
        competitiveFirms: standing.competitive[cell], half: rates.criticalMass),
      regionalAdvantage: FoundingConditions.regionalAdvantage(
        locationQuotient: standing.locationQuotient[cell], half: rates.advantage),
      proximity: FoundingConditions.proximity(
        radius: settledRadius(ofRegion: cell / layout.sectorCount) / 2.0.squareRoot(),
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
    let way = Float(1 - power(1 - rates.trustDecay, 4))
    let level = rates.trustLevel
    let firms = firms
    team.forEachChunk(of: plan) { _, _, elements in
      for firm in elements where firms.id[firm] != 0 && firms.cluster[firm] < 0 {
        let own = SocialCapital.generalTrust(
          firms.socialCapital[firm], level: level,
          kinTrust: firms.origin[firm] == Origin.spinOff.rawValue ? kin : 0)
        firms.trust[firm] += way * (Float(own) - firms.trust[firm])
      }
    }
  }

  /// Counts once a year what a cluster could be based on. Sums are of whole numbers or taken from
  /// bins, so that the order of firms does not matter.
  func countStanding() {
    let cellCount = layout.cellCount
    let sectorCount = layout.sectorCount
    let roles = Role.allCases.count
    let traits = clusterTraits
    let kernel = kernel()
    let firms = firms
    // Bins of 1/200 of log efficiency, and of a doubling of size.
    let bins = 2001
    var efficiencyBins = Array(repeating: 0, count: sectorCount * bins)
    var sizeBins = efficiencyBins
    var efficiency = Array(repeating: Float(0), count: firms.count)
    var counts = Array(repeating: 0, count: cellCount * roles)
    var readiness = Array(repeating: Int64(0), count: cellCount)
    standing.largest = Array(repeating: 0, count: cellCount)
    standing.largestSlot = Array(repeating: -1, count: cellCount)
    var largestSize = Array(repeating: 0.0, count: cellCount)
    func bin(_ value: Double, _ low: Double) -> Int {
      Int(clamp((value - low) * 200, 0, Double(bins - 1)))
    }
    var stream = RandomStream()
    for firm in 0..<firms.count where firms.id[firm] != 0 {
      let cell = kernel.cell(of: firm)
      let sector = cell % sectorCount
      let id = firms.id[firm]
      let level = kernel.logEfficiency(of: firm)
      efficiency[firm] = Float(level)
      efficiencyBins[sector * bins + bin(level, -3)] += 1
      let size = firms.employees[firm] / tables.sizeUnit[cell]
      sizeBins[sector * bins + bin(logarithm(max(size, 0.01)) / 1.4, -3)] += 1
      counts[cell * roles + traits.role(id, &stream)] += 1
      readiness[cell] += Int64(
        SocialCapital.readiness(firms.socialCapital[firm]) * 0x1p32)
      let employees = firms.employees[firm]
      if employees > largestSize[cell]
        || (employees == largestSize[cell] && id < standing.largest[cell])
      {
        largestSize[cell] = employees
        standing.largest[cell] = id
        standing.largestSlot[cell] = Int32(firm)
      }
    }
    func median(_ histogram: [Int], _ sector: Int, _ low: Double) -> Double {
      let row = histogram[sector * bins..<(sector + 1) * bins]
      let half = row.reduce(0, +) / 2
      var below = 0
      for (place, count) in row.enumerated() {
        below += count
        if below > half { return low + (Double(place) + 0.5) / 200 }
      }
      return 0
    }
    standing.medianEfficiency = (0..<sectorCount).map { median(efficiencyBins, $0, -3) }
    standing.medianSize = (0..<sectorCount).map {
      exponential(1.4 * median(sizeBins, $0, -3))
    }
    var competitive = Array(repeating: 0, count: cellCount)
    for firm in 0..<firms.count where firms.id[firm] != 0 {
      let cell = kernel.cell(of: firm)
      if Double(efficiency[firm]) > standing.medianEfficiency[cell % sectorCount] {
        competitive[cell] += 1
      }
    }
    standing.competitive = competitive.map { Double($0) * scale }
    standing.firms = (0..<cellCount).map { cell in
      Double(counts[cell * roles..<(cell + 1) * roles].reduce(0, +)) * scale
    }
    standing.readiness = (0..<cellCount).map { cell in
      let agents = standing.firms[cell] / scale
      return agents > 0 ? Double(readiness[cell]) / 0x1p32 / agents : 0
    }
    standing.roleEntropy = (0..<cellCount).map { cell in
      Role.entropy(counts[cell * roles..<(cell + 1) * roles].map(Double.init), classes: roles)
    }
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
