import Foundation
import TripleHelix

/// What a run shows of clusters at the end of a year.
struct ClusterSample: Sendable {
  /// Living clusters: those with members.
  var clusters = 0.0
  /// Firms, members and exporters, real ones.
  var firms = 0.0
  var members = 0.0
  var exporters = 0.0
  /// Sum over members of what they get, in shares of sales, and of ln competitiveness over all firms.
  var benefit = 0.0
  var competitiveness = 0.0
  /// Start-ups and spin-offs of the year that live at its end, real firms.
  var founded = 0.0
  /// Of the members of the cohort's year that still live: the share in a cluster. Of its clusters: the
  /// share that still has members.
  var staying = Double.nan
  var clustersStaying = Double.nan
  /// Firms of the start that still live, real ones.
  var survivors = 0.0
  /// Mean traits of members: trust outside clusters is not in it.
  var cooperativeness = Double.nan
}

/// One firm in the year in which arms are compared firm by firm.
struct ComparedFirm: Sendable, Equatable {
  var quality: Double
  /// Output per variable employee, fee as a share of sales.
  var productivity: Double
  var fee = 0.0
  /// What it pays: the wage, inputs for a unit of output, and the price that fees are taken of.
  var wage: Double
  var inputCost: Double
  var price: Double
  var isMember = false
}

extension ComparedFirm {
  init(_ firm: FirmRecord) {
    self.init(
      quality: firm.quality, productivity: firm.productivity, fee: firm.membership?.fee ?? 0,
      wage: firm.wage, inputCost: firm.inputCost, price: firm.price, isMember: firm.isMember)
  }

  /// ln (quality / unit cost with the fee) at the wages and prices that `other` pays: what everybody
  /// pays alike makes no one more competitive.
  func competitiveness(atPricesOf other: ComparedFirm) -> Double {
    log(
      quality / (other.wage / productivity + other.inputCost + fee * other.price))
  }
}

/// What the observer of a run in the evidence on clusters saw.
struct ClusterTrace: Sendable {
  /// By year from the start; entry 0 is the initial state.
  var samples: [ClusterSample] = []
  /// Firms of the compared years by identity, rising.
  var firms: [[(id: UInt64, firm: ComparedFirm)]] = []
  /// Clusters' lives, by ordinal.
  var clusters: [GroupHistory] = []
  /// Newest generation that somebody in the country runs, by sector and year.
  var newestLines: [[Int]] = []
  /// Patents in a year by year and region, and firms founded and living firms likewise.
  var patents: [[Double]] = []
  var foundedByRegion: [[Double]] = []
  var regionFirms: [[Double]] = []
  /// Score of a region's firms as a consortium, by year and region.
  var scores: [[Double]] = []
  /// The cell in which a birth is watched, by year.
  var births: [BirthSample] = []
}

extension ClusterTrace {
  /// The last of the compared years alone.
  var lastCompared: ClusterTrace {
    var trace = ClusterTrace()
    trace.firms = Array(firms.suffix(1))
    return trace
  }

  /// Firms seen in the year of their founding, over all years.
  var founded: Double { samples.dropFirst().reduce(0) { $0 + $1.founded } }
}

/// Follows clusters and their members through a run.
struct ClusterObserver: RunObserver {
  struct Plan: Sendable {
    /// Year whose members are followed, and years whose firms are kept.
    var cohortYear: Int?
    var comparedYears: ClosedRange<Int>?
    /// Whether the lives of clusters, of regions, and births are kept.
    var keepsLives = false
    var keepsRegions = false
    /// Region and sector in which a birth is watched, places in the scenario.
    var birthplace: (region: Int, sector: Int)?
  }

  private let plan: Plan
  private let scale: Double
  private let regionCount: Int
  private var recording = Recording()
  private var trace = ClusterTrace()
  private var cohort: [UInt64] = []
  private var cohortClusters: Set<Int> = []
  private var lives: [Int: GroupHistory] = [:]

  init(_ configuration: Configuration?, plan: Plan) {
    self.plan = plan
    scale = Double(configuration?.scale ?? 1)
    regionCount = configuration?.regions.count ?? 0
  }

  mutating func observe(_ simulation: Simulation) {
    if plan.keepsRegions {
      simulation.record(into: &recording)
    }
    let length = simulation.timeStep.ticksPerYear
    guard simulation.tick % length == 0 else { return }
    let year = simulation.tick / length
    let firms = simulation.firmRecords()
    var sample = ClusterSample()
    var alive: Set<Int> = []
    var cooperativeness = 0.0
    for firm in firms {
      sample.firms += scale
      if firm.birth <= 0 { sample.survivors += scale }
      if firm.isExporter { sample.exporters += scale }
      if firm.birth > simulation.tick - length { sample.founded += scale }
      if firm.netCost > 0 { sample.competitiveness += scale * Self.competitiveness(firm) }
      guard let membership = firm.membership else { continue }
      sample.members += scale
      sample.benefit += scale * membership.benefit
      cooperativeness += scale * firm.cooperativeness
      alive.insert(membership.cluster)
    }
    sample.clusters = Double(alive.count)
    if sample.members > 0 { sample.cooperativeness = cooperativeness / sample.members }
    if year == plan.cohortYear {
      cohort = firms.filter(\.isMember).map(\.id)
      cohortClusters = alive
    }
    if let cohortYear = plan.cohortYear, year >= cohortYear {
      let living = cohort.compactMap { firms.record(of: $0) }
      if !living.isEmpty {
        sample.staying = Double(living.count { $0.isMember }) / Double(living.count)
      }
      if !cohortClusters.isEmpty {
        sample.clustersStaying =
          Double(cohortClusters.count { alive.contains($0) }) / Double(cohortClusters.count)
      }
    }
    if plan.comparedYears?.contains(year) == true {
      trace.firms.append(firms.map { ($0.id, ComparedFirm($0)) })
    }
    if plan.keepsLives { keepLives(firms, year: year) }
    if plan.keepsRegions { keepRegions(firms, tick: simulation.tick, simulation.timeStep) }
    if let birthplace = plan.birthplace {
      trace.births.append(BirthSample(firms, region: birthplace.region, sector: birthplace.sector))
    }
    trace.samples.append(sample)
  }

  /// ln (quality / unit cost with the fee): what moves its sales, up to constants of the market.
  private static func competitiveness(_ firm: FirmRecord) -> Double {
    log(firm.quality / firm.netCost)
  }

  private mutating func keepLives(_ firms: [FirmRecord], year: Int) {
    var members: [Int: [FirmRecord]] = [:]
    for firm in firms {
      if let membership = firm.membership {
        members[membership.cluster, default: []].append(firm)
      }
    }
    var newest: [Int] = []
    for firm in firms {
      while newest.count <= firm.sector { newest.append(0) }
      newest[firm.sector] = max(newest[firm.sector], firm.newestLine)
    }
    while trace.newestLines.count < newest.count {
      trace.newestLines.append(Array(repeating: 0, count: year))
    }
    for sector in trace.newestLines.indices {
      let line = sector < newest.count ? newest[sector] : 0
      trace.newestLines[sector].append(max(line, trace.newestLines[sector].last ?? 0))
    }
    for (cluster, members) in members {
      lives.follow(cluster, members, year: year)
    }
  }

  private mutating func keepRegions(_ firms: [FirmRecord], tick: Int, _ timeStep: TimeStep) {
    let share = recording.regions.values(Table.regions.indicators.p1)
    let patents =
      recording.national.values(Table.national.patents).suffix(timeStep.ticksPerYear)
      .reduce(0, +) / timeStep.quarter
    trace.patents.append(
      share.suffix(regionCount).map { tick == 0 ? .nan : $0 / 100 * patents })
    var founded = [Double](repeating: 0, count: regionCount)
    var number = founded
    var score = founded
    for firm in firms {
      number[firm.region] += scale
      if firm.birth > tick - timeStep.ticksPerYear { founded[firm.region] += scale }
      score[firm.region] += scale * (firm.cooperativeness + firm.efficiency)
    }
    trace.foundedByRegion.append(founded)
    trace.regionFirms.append(number)
    trace.scores.append(zip(score, number).map { $1 > 0 ? $0 / $1 : .nan })
  }

  func outcome() -> ClusterTrace {
    var trace = trace
    trace.clusters = lives.sorted { $0.key < $1.key }.map(\.value)
    return trace
  }
}

extension FirmRecord {
  /// C = 0.5 f₅ + 0.3 f₄ + 0.2 f₂: how far a firm shares by itself.
  var cooperativeness: Double {
    let factors = SIMD8<Double>(socialCapital)
    return 0.5 * factors[4] + 0.3 * factors[3] + 0.2 * factors[1]
  }
}

/// A stand of firms in one region and sector, and whom they descend from.
struct BirthSample: Sendable {
  /// Agents in the cell.
  var firms = 0.0
  /// Location quotient of the cell by firms.
  var quotient = Double.nan
  /// Share of its firms that descend from the commonest ancestor.
  var descendants = 0.0
  /// Whether members of a cluster are among them.
  var isAssociated = false

  init(_ firms: [FirmRecord], region: Int, sector: Int) {
    var inRegion = 0.0
    var inSector = 0.0
    var lineages: [UInt64: Double] = [:]
    for firm in firms {
      if firm.region == region { inRegion += 1 }
      if firm.sector == sector { inSector += 1 }
      guard firm.region == region, firm.sector == sector else { continue }
      self.firms += 1
      lineages[firm.lineage, default: 0] += 1
      if firm.isMember { isAssociated = true }
    }
    if inRegion > 0, inSector > 0 {
      quotient = self.firms / inRegion / (inSector / Double(firms.count))
    }
    if self.firms > 0 { descendants = (lineages.values.max() ?? 0) / self.firms }
  }
}
