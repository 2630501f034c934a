import Chunking
import RegionalMeasures

/// The effect of clusters in the six parts that Zedgenizova and Ignatyeva (2017) name: what members
/// do better or worse than firms like them that belong to no cluster.
///
/// Comparable firms are those of the same region, sector, size class and age (under five years, or
/// older). In each such stratum with both kinds of firms the means are compared, and strata are
/// weighted by their members. This is a comparison and not a cause: members chose to join, and who
/// joins may have been better before; the cause is what a run without clusters on the same seed shows.
enum ClusterEffect: String, CaseIterable {
  case economic, restructuring, diversification, legal, socioeconomic, ecological
}

/// One indicator of the cluster effect.
struct ClusterEffectIndicator {
  let effect: ClusterEffect
  let name: String
  let unit: String
  let meaning: String

  /// All of a single firm, in the order of `ClusterEffectSurvey`.
  static let ofFirms: [ClusterEffectIndicator] = [
    .init(
      .economic, "sales_growth", "log points/year",
      "Growth of yearly sales of firms with two full years."),
    .init(
      .economic, "productivity", "million/(person·quarter)",
      "Output per employee; larger firms spread their overhead staff over more output."),
    .init(
      .economic, "margin", "share of sales", "Smoothed profit divided by sales."),
    .init(
      .economic, "relative_price", "–", "Own price divided by the sector's mean price."),
    .init(.economic, "exporters", "share", "Firms that sell abroad."),
    .init(
      .economic, "net_worth", "quarters of output",
      "Capital and deposits less debt, at base-year prices, divided by output: the value of the firm."
    ),
    .init(
      .restructuring, "new_line_output", "share",
      "Share of the firm's output on lines newer than the sector's tradition."),
    .init(.restructuring, "changing", "share", "Share of firms in innovation or diffusion."),
    .init(
      .restructuring, "generations_behind", "generations",
      "Generations between the newest known and the newest that the firm runs."),
    .init(
      .diversification, "sales_swing", "log points/year",
      "Absolute relative change of yearly sales; smaller is more stable."),
    .init(.diversification, "loss_makers", "share", "Firms with a negative smoothed margin."),
    .init(.diversification, "debt_ratio", "–", "Debt over capital at base-year prices."),
    .init(
      .legal, "research_support", "share of sales",
      "Public research grants divided by sales; the law gives members and others the same terms."),
    .init(.socioeconomic, "employees", "persons", "Jobs in a firm."),
    .init(
      .socioeconomic, "knowledge", "–",
      "Knowledge stock, accumulated R&D relative to the wage bill: the skill of staff."),
    .init(
      .socioeconomic, "quality", "–",
      "Quality of the firm's product divided by the sector's mean."),
    .init(
      .ecological, "resources", "–",
      "Inputs, labour at the wage of tick 0 and depreciation per unit of output, at base-year "
        + "prices: falls as newer generations save labour and inputs; energy, waste and emissions are "
        + "not modelled."
    ),
  ]

  /// What belongs to all members together.
  static let ofGroups: [ClusterEffectIndicator] = [
    .init(
      .diversification, "sector_entropy", "bits",
      "Entropy of employment over sectors, of members and of others in the members' regions."),
    .init(
      .socioeconomic, "wage", "million/quarter",
      "Regional wage where members and where others work; within a region all firms pay the same."),
  ]

  static var all: [ClusterEffectIndicator] { ofFirms + ofGroups }

  private init(_ effect: ClusterEffect, _ name: String, _ unit: String, _ meaning: String) {
    self.effect = effect
    self.name = name
    self.unit = unit
    self.meaning = meaning
  }
}

extension Simulation {
  /// What the cluster effect is read from, as it stands.
  var clusterEffectSurvey: ClusterEffectSurvey {
    ClusterEffectSurvey(
      tick: tick, year: year, timeStep: timeStep, scale: scale, layout: layout,
      parameters: parameters, firms: firms,
      generations: generations, sectors: sectors, regions: regions,
      investmentPrice: nation.investmentPrice, support: tables.support)
  }
}

/// The state that the cluster effect is read from; it is read while other threads read it too.
struct ClusterEffectSurvey: Sendable {
  let tick: Int
  let year: Double
  let timeStep: TimeStep
  let scale: Double
  let layout: Layout
  let parameters: Parameters
  let firms: FirmColumns
  let generations: GenerationTable
  let sectors: SectorState
  let regions: RegionState
  let investmentPrice: Double
  let support: FirmSupport

  /// Parts in which the firms are taken: so many whatever the number of threads, so that sums are the
  /// same.
  private static let partCount = 4

  /// The rows of this year; none without members.
  func rows(team: WorkerTeam) -> [ClusterEffectRow] {
    let plan = plan
    let strata = strataWithMembers()
    return rows(
      of: team.map(plan.chunkCount) { compare(plan.range(ofChunk: $0), in: strata) })
  }

  /// The parts in which the firms are taken.
  var plan: ChunkPlan {
    ChunkPlan(
      count: firms.count, chunkSize: max(1, (firms.count + Self.partCount - 1) / Self.partCount))
  }

  /// Whether a stratum has members, one entry a stratum: where there are none, nothing is compared.
  func strataWithMembers() -> [Bool] {
    var hasMembers = Array(
      repeating: false, count: layout.cellCount * SizeClasses.european.count * 2)
    for firm in 0..<firms.count where firms.cluster[firm] >= 0 && firms.id[firm] != 0 {
      hasMembers[stratum(of: firm)] = true
    }
    return hasMembers
  }

  /// The rows of what `compare` gives of all parts of `plan`; none without members.
  func rows(of parts: [Part]) -> [ClusterEffectRow] {
    guard var (strata, employment) = parts.first.map({ ($0.strata, $0.employment) }) else {
      return []
    }
    for part in parts.dropFirst() {
      strata.add(part.strata)
      for kind in 0..<2 {
        for cell in employment[kind].indices {
          employment[kind][cell] += part.employment[kind][cell]
        }
      }
    }
    guard employment[1].contains(where: { $0 > 0 }) else { return [] }
    var rows: [ClusterEffectRow] = []
    for (place, indicator) in ClusterEffectIndicator.ofFirms.enumerated() {
      rows.append(row(indicator, strata.contrast(place)))
    }
    for (indicator, pair) in zip(
      ClusterEffectIndicator.ofGroups,
      [sectorEntropies(employment), meanWages(employment)])
    {
      rows.append(
        row(
          indicator,
          EffectStrata.Contrast(
            members: pair.members, others: pair.others, error: .nan, firms: .nan)
        ))
    }
    return rows
  }

  /// Region, sector, size class and age in one.
  private func stratum(of firm: Int) -> Int {
    let cell = Int(firms.region[firm]) * layout.sectorCount + Int(firms.sector[firm])
    let size = SizeClasses.european.place(of: firms.employees[firm])
    let isOld = tick - Int(firms.birth[firm]) >= 5 * timeStep.ticksPerYear
    return (cell * SizeClasses.european.count + size) * 2 + (isOld ? 1 : 0)
  }

  /// Sums over some of the firms.
  struct Part: Sendable {
    var strata: EffectStrata
    /// Employees of others and of members, by cell.
    var employment: [[Double]]
  }

  /// Adds up some of the firms, where there are members to compare them with.
  func compare(_ slots: Range<Int>, in hasMembers: [Bool]) -> Part {
    let count = ClusterEffectIndicator.ofFirms.count
    var strata = EffectStrata(stratumCount: hasMembers.count, indicatorCount: count)
    var employment = [[Double]](
      repeating: [Double](repeating: 0, count: layout.cellCount), count: 2)
    var indicators = [Double](repeating: .nan, count: count)
    var values = indicators.mutableSpan
    for firm in slots where firms.id[firm] != 0 {
      let stratum = stratum(of: firm)
      let isMember = firms.cluster[firm] >= 0
      let cell = stratum / (2 * SizeClasses.european.count)
      employment[isMember ? 1 : 0][cell] += firms.employees[firm] * scale
      guard hasMembers[stratum] else { continue }
      take(firm, &values)
      strata.add(values.span, stratum: stratum, isMember: isMember)
    }
    return Part(strata: strata, employment: employment)
  }

  private func row(
    _ indicator: ClusterEffectIndicator, _ contrast: EffectStrata.Contrast
  ) -> ClusterEffectRow {
    ClusterEffectRow(
      tick: tick, year: year, indicator: indicator, contrast: contrast, scale: scale)
  }

  /// The indicators of one firm, in the order of `ClusterEffectIndicator.ofFirms`; NaN where one is
  /// not defined for it.
  private func take(_ firm: Int, _ values: inout MutableSpan<Double>) {
    let (r, s) = (Int(firms.region[firm]), Int(firms.sector[firm]))
    let output = firms.output[firm]
    let employees = firms.employees[firm]
    let price = Double(firms.price[firm])
    let (tradition, newest) = (Int(firms.traditionLine[firm]), Int(firms.innovationLine[firm]))
    let newShare = newest == tradition ? 0 : Double(firms.displacement[firm])
    let before = firms.salesLastYear[firm]
    let now = firms.salesThisYear[firm]
    let growth = before > 0 && now > 0 ? logarithm(Double(now / before)) : .nan
    let isProducing = output > 0 && employees > 0
    let capital = firms.capital[firm]
    let common = sectors.tradition[s]
    func resources(_ line: Int) -> Double { generations.resources[generations.place(s, line)] }
    func quality(_ line: Int) -> Double { generations.quality[generations.place(s, line)] }
    values[0] = growth
    values[1] = isProducing ? output * timeStep.quarter / employees : .nan
    values[2] = Double(firms.margin[firm])
    values[3] = price / sectors.price[s]
    values[4] = firms.worldShare[firm] > 0 ? 1 : 0
    values[5] =
      isProducing
      ? (capital + (firms.cash[firm] - firms.debt[firm]) / investmentPrice)
        / (output * timeStep.quarter) : .nan
    values[6] = (tradition > common ? 1 - newShare : 0) + (newest > common ? newShare : 0)
    let phase = firms.phase[firm]
    values[7] = phase == .innovation || phase == .diffusion ? 1 : 0
    values[8] = Double(generations.newest(of: s) - max(tradition, newest))
    values[9] = abs(growth)
    values[10] = firms.margin[firm] < 0 ? 1 : 0
    values[11] = capital > 0 ? firms.debt[firm] / (capital * investmentPrice) : .nan
    values[12] =
      isProducing
      ? Double(firms.research[firm])
        * support.researchPaid(firm)
        / (output * price) : .nan
    values[13] = employees
    values[14] = Double(firms.knowledge[firm])
    values[15] =
      ((1 - newShare) * quality(tradition) + newShare * quality(newest)) / sectors.quality[s]
    values[16] =
      isProducing
      ? layout.sectors[s].inputShare
        * ((1 - newShare) * resources(tradition) + newShare * resources(newest))
        + (regions.initialWage[r] * employees + parameters.investment.depreciation * capital)
        / output : .nan
  }

  /// Entropy over sectors, of members and of others in regions with members.
  private func sectorEntropies(_ employment: [[Double]]) -> (members: Double, others: Double) {
    var sums = [[Double]](repeating: [Double](repeating: 0, count: layout.sectorCount), count: 2)
    for r in 0..<layout.regionCount {
      let cells = r * layout.sectorCount..<(r + 1) * layout.sectorCount
      guard employment[1][cells].contains(where: { $0 > 0 }) else { continue }
      for cell in cells {
        for kind in 0..<2 { sums[kind][cell % layout.sectorCount] += employment[kind][cell] }
      }
    }
    return (entropy(of: sums[1]), entropy(of: sums[0]))
  }

  /// Wages of regions, weighted by the employees of members and of others.
  private func meanWages(_ employment: [[Double]]) -> (members: Double, others: Double) {
    func mean(_ employees: [Double]) -> Double {
      var (pay, people) = (0.0, 0.0)
      for (cell, count) in employees.enumerated() {
        pay += count * regions.wage[cell / layout.sectorCount]
        people += count
      }
      return people > 0 ? pay / people * timeStep.quarter : .nan
    }
    return (mean(employment[1]), mean(employment[0]))
  }
}

/// Sums over members and others by stratum, from which weighted contrasts are taken.
struct EffectStrata: Sendable {
  /// Members against comparable others.
  struct Contrast: Equatable {
    var members: Double
    var others: Double
    /// Standard error of the difference, from the variances within strata.
    var error: Double
    /// Members with comparable others, agents.
    var firms: Double
  }

  private let indicatorCount: Int
  /// At `((stratum * 2 + kind) * indicatorCount + indicator) * 3`: number, sum, sum of squares.
  private var sums: [Double]
  private let stratumCount: Int

  init(stratumCount: Int, indicatorCount: Int) {
    self.stratumCount = stratumCount
    self.indicatorCount = indicatorCount
    sums = Array(repeating: 0, count: stratumCount * 2 * indicatorCount * 3)
  }

  private func place(_ stratum: Int, _ kind: Int, _ indicator: Int) -> Int {
    ((stratum * 2 + kind) * indicatorCount + indicator) * 3
  }

  /// Adds one firm; values that are not finite are left out.
  mutating func add(_ values: Span<Double>, stratum: Int, isMember: Bool) {
    let (first, count) = (place(stratum, isMember ? 1 : 0, 0), indicatorCount)
    var sums = sums.mutableSpan
    for indicator in 0..<count where values[indicator].isFinite {
      let at = first + indicator * 3
      sums[at] += 1
      sums[at + 1] += values[indicator]
      sums[at + 2] += values[indicator] * values[indicator]
    }
  }

  /// Adds the sums of other firms.
  mutating func add(_ other: EffectStrata) {
    for place in sums.indices { sums[place] += other.sums[place] }
  }

  /// Σ n (mean of members − mean of others) / Σ n over strata with two of both or more, n their members.
  ///
  /// One firm alone would say nothing of how its like differ: an odd one would move the mean and leave
  /// its error small.
  func contrast(_ indicator: Int) -> Contrast {
    var (weight, members, others, variance) = (0.0, 0.0, 0.0, 0.0)
    for stratum in 0..<stratumCount {
      let (inside, outside) = (place(stratum, 1, indicator), place(stratum, 0, indicator))
      let (m, n) = (sums[inside], sums[outside])
      guard m > 1, n > 1 else { continue }
      weight += m
      members += sums[inside + 1]
      others += m * sums[outside + 1] / n
      variance += m * m * (meanVariance(inside) + meanVariance(outside))
    }
    guard weight > 0 else { return Contrast(members: .nan, others: .nan, error: .nan, firms: 0) }
    return Contrast(
      members: members / weight, others: others / weight, error: variance.squareRoot() / weight,
      firms: weight)
  }

  /// Variance of a stratum's mean, of two firms or more.
  private func meanVariance(_ at: Int) -> Double {
    let count = sums[at]
    let squares = max(0, sums[at + 2] - sums[at + 1] * sums[at + 1] / count)
    return squares / (count - 1) / count
  }
}
