import TripleHelix

/// The life of one regional cluster of enterprises, as far as it was recorded.
struct ClusterLife: Sendable, Equatable {
  var id: String
  var region: String
  var sector: String
  /// Tick of founding.
  var founded: Int
  /// Rows of `clusters`, rising in time; at least one.
  var rows: [Int]
  /// First recorded tick at which it was no more; `nil` while it lives at the end.
  var goneBy: Int?
  /// Most members at any recorded time.
  var mostMembers: Double
  var membersAtEnd: Double

  var isAlive: Bool { goneBy == nil }

  /// All lives in the order of first appearance.
  ///
  /// - Parameter ticks: Recorded ticks of the run, rising. A cluster that came and went between two
  ///   of them left no trace.
  static func all(in clusters: Columns<ClusterColumns>, ticks: [Int]) -> [ClusterLife] {
    let rowTicks = clusters.integers(\.tick)
    let (regions, sectors) = (clusters.texts(\.region), clusters.texts(\.sector))
    let (founded, members) = (clusters.integers(\.founded), clusters.numbers(\.members))
    return clusters.rows(by: \.cluster).compactMap { id, rows -> ClusterLife? in
      guard let first = rows.first, let last = rows.last, let lastSeen = rowTicks[last] else {
        return nil
      }
      let next = ticks.first { $0 > lastSeen }
      return ClusterLife(
        id: id, region: regions[first], sector: sectors[first],
        founded: founded[first] ?? rowTicks[first] ?? 0, rows: rows, goneBy: next,
        mostMembers: rows.compactMap { members[$0] }.max() ?? 0,
        membersAtEnd: next == nil ? members[last] ?? 0 : 0)
    }
  }
}

/// Share that survives as time goes on, where some still live when the record ends.
///
/// Source: Kaplan and Meier 1958, doi:10.1080/01621459.1958.10501452.
struct SurvivalCurve: Sendable, Equatable {
  struct Step: Sendable, Equatable {
    var age: Double
    /// Share that lives longer than `age`.
    var share: Double
    /// Those alive and under observation just before.
    var atRisk: Int
  }

  /// From age 0 on, one entry an age at which somebody died, and one at the largest age seen.
  let steps: [Step]

  /// S(t) = Π (1 − deaths / at risk) over ages up to t.
  init(_ lives: [(age: Double, isOver: Bool)]) {
    let sorted = lives.sorted { $0.age < $1.age }
    var steps = [Step(age: 0, share: 1, atRisk: lives.count)]
    var place = 0
    var share = 1.0
    while place < sorted.count {
      let age = sorted[place].age
      let same = sorted[place...].prefix { $0.age == age }
      let deaths = same.count { $0.isOver }
      let atRisk = sorted.count - place
      if deaths > 0 {
        share *= 1 - Double(deaths) / Double(atRisk)
        steps.append(Step(age: age, share: share, atRisk: atRisk))
      }
      place += same.count
    }
    if let end = sorted.last?.age, end > steps[steps.count - 1].age {
      steps.append(Step(age: end, share: share, atRisk: 1))
    }
    self.steps = steps
  }

  /// Age at which half are gone; `nil` if more live to the end of the record.
  var median: Double? { steps.first { $0.share <= 0.5 }?.age }
}

extension Findings {
  /// Names of clusters as people read them, by identifier: "Akmola · Mining", with a number where a
  /// region's sector had several.
  func clusterName(_ life: ClusterLife) -> String {
    let place = configuration.regions.firstIndex { $0.id == life.region }
    let region = place.map { shortRegionNames[$0] } ?? life.region
    let ordinal = life.id.split(separator: "/").last.flatMap { Int($0) } ?? 1
    return "\(region) · \(sectorName(life.sector))" + (ordinal > 1 ? " \(ordinal)" : "")
  }

  /// Living clusters by members at the end, then those gone by members at their best.
  var clustersBySize: [ClusterLife] {
    clusterLives.sorted {
      ($1.membersAtEnd, $1.mostMembers, $0.id) < ($0.membersAtEnd, $0.mostMembers, $1.id)
    }
  }

  /// Survival of clusters by age in years.
  var clusterSurvival: SurvivalCurve {
    SurvivalCurve(
      clusterLives.map { life in
        let end = life.goneBy ?? lastTick
        return (timeStep.years(max(0, end - life.founded)), !life.isAlive)
      })
  }

  /// Sum of a column over the clusters of each recorded tick, 0 where there are none.
  func clusterTotal(_ column: ColumnPath<ClusterColumns>) -> Series {
    var total = nationalSeries(\.firms).map { _ in 0 }
    let values = clusters.numbers(column)
    var sums: [Int: Double] = [:]
    for (tick, rows) in clusters.rowsByTick() {
      sums[tick] = rows.compactMap { values[$0] }.reduce(0, +)
    }
    for place in total.values.indices { total.values[place] = sums[total.ticks[place]] ?? 0 }
    return total
  }

  /// Number of clusters, of their members, share of members in all enterprises, and mean trust of
  /// members, at every recorded tick.
  var clusterCourse: (number: Series, members: Series, share: Series, trust: Series) {
    let members = clusterTotal(\.members)
    let firms = nationalSeries(\.firms).values
    var (number, share, trust) = (members, members, members)
    let (sizes, trusts) = (clusters.numbers(\.members), clusters.numbers(\.trust))
    var rowsAt: [Int: [Int]] = [:]
    for (tick, rows) in clusters.rowsByTick() { rowsAt[tick] = rows }
    for place in members.values.indices {
      let rows = rowsAt[members.ticks[place]] ?? []
      number.values[place] = Double(rows.count)
      if let all = firms[place], all > 0 {
        share.values[place] = (members.values[place] ?? 0) / all
      }
      var (weight, sum) = (0.0, 0.0)
      for row in rows {
        guard let size = sizes[row], let mean = trusts[row] else { continue }
        weight += size
        sum += size * mean
      }
      trust.values[place] = weight > 0 ? sum / weight : nil
    }
    return (number, members, share, trust)
  }
}
