import TripleHelix
import WardClustering

/// The first grouping of a run held against one from a publication.
struct ReferenceComparison: Sendable {
  struct GroupVerdict: Sendable, Equatable {
    /// Number in the publication.
    var group: Int
    /// Regions of it, in the order of the scenario.
    var regions: [Int]
    /// Whether the same regions, and no others, form a group here.
    var holds: Bool
    /// Parts into which it falls here, largest first, each with the strangers that joined it.
    var parts: [Part]
  }

  struct Part: Sendable, Equatable {
    var group: Int
    var regions: [Int]
    var strangers: [Int]
  }

  /// Agreement under one standardisation of the indicators.
  struct Variant: Sendable, Equatable {
    var standardisation: String
    /// `nil` where the standardisation is not defined for these indicators.
    var adjustedRandIndex: Double?
    /// Groups of the publication that come out whole.
    var holding: [Int]
    var isOfTheRun: Bool
  }

  var source: String
  /// Number of groups in the publication.
  var groupCount: Int
  var adjustedRandIndex: Double
  var verdicts: [GroupVerdict]
  var variants: [Variant]

  init?(_ results: RunResults, groupings: [RegionGrouping]) {
    guard let reference = results.referenceGrouping, let first = groupings.first else { return nil }
    let ids = results.configuration.regions.map(\.id)
    // Only regions that both know.
    let known = ids.indices.filter { reference.groups[ids[$0]] != nil && first.groups[$0] != nil }
    guard known.count > 1 else { return nil }
    let theirs = ids.map { reference.groups[$0] }
    source = reference.source
    let numbers = Set(known.compactMap { theirs[$0] }).sorted()
    groupCount = numbers.count
    adjustedRandIndex = Grouping(known.compactMap { theirs[$0] })
      .adjustedRandIndex(with: Grouping(known.compactMap { first.groups[$0] }))
    verdicts = numbers.map { number in
      let regions = known.filter { theirs[$0] == number }
      return Self.verdict(number, regions, among: known, here: first.groups)
    }
    variants = Self.variants(
      results, known: known, theirs: theirs, numbers: numbers, groupings: groupings)
  }

  private static func verdict(
    _ number: Int, _ regions: [Int], among known: [Int], here: [Int?]
  ) -> GroupVerdict {
    let hosts = Set(regions.compactMap { here[$0] }).sorted()
    let parts = hosts.map { host in
      Part(
        group: host, regions: regions.filter { here[$0] == host },
        strangers: known.filter { here[$0] == host && !regions.contains($0) })
    }
    .sorted { ($1.regions.count, $0.group) < ($0.regions.count, $1.group) }
    return GroupVerdict(
      group: number, regions: regions,
      holds: parts.count == 1 && parts[0].strangers.isEmpty, parts: parts)
  }

  /// The regions as they stand at the first grouping, grouped again under every standardisation.
  private static func variants(
    _ results: RunResults, known: [Int], theirs: [Int?], numbers: [Int],
    groupings: [RegionGrouping]
  ) -> [Variant] {
    guard let first = groupings.first,
      let rows = indicatorRows(results, tick: first.tick),
      let table = try? Observations(
        rows: rows, columnWeights: results.configuration.recluster.weights)
    else { return [] }
    // As many groups as the run made at the start, so that the standardisation alone differs.
    let count = first.groupNumbers.count
    return Standardisation.allCases.map { standardisation in
      var variant = Variant(
        standardisation: name(of: standardisation), adjustedRandIndex: nil, holding: [],
        isOfTheRun: standardisation == results.configuration.recluster.standardisation)
      guard let observations = try? table.standardised(by: standardisation),
        let grouping = try? Dendrogram(joining: observations).grouping(count: count)
      else { return variant }
      let here: [Int?] = grouping.labels
      variant.adjustedRandIndex = Grouping(known.compactMap { theirs[$0] })
        .adjustedRandIndex(with: Grouping(known.compactMap { here[$0] }))
      variant.holding = numbers.filter { number in
        let regions = known.filter { theirs[$0] == number }
        return verdict(number, regions, among: known, here: here).holds
      }
      return variant
    }
  }

  /// P1–P14 of every region at a tick, in the order of the scenario; `nil` if one is missing.
  private static func indicatorRows(_ results: RunResults, tick: Int) -> [[Double]]? {
    let columns = Columns(results.recording.regions, Table.regions)
    let (ticks, ids) = (columns.integers(\.tick), columns.texts(\.region))
    let values = columns.numbers(ofGroup: \.indicators)
    var rows: [String: [Double]] = [:]
    for row in 0..<columns.count where ticks[row] == tick {
      let indicators = values.compactMap { $0[row] }
      if indicators.count == values.count { rows[ids[row]] = indicators }
    }
    let ordered = results.configuration.regions.compactMap { rows[$0.id] }
    return ordered.count == results.configuration.regions.count ? ordered : nil
  }

  private static func name(of standardisation: Standardisation) -> String {
    switch standardisation {
    case .zscore: "z-score"
    case .range01: "range 0 to 1"
    case .rangeMinus1To1: "range −1 to 1"
    case .maximum1: "maximum 1"
    case .mean1: "mean 1"
    case .standardDeviation1: "standard deviation 1"
    case .rank: "ranks"
    case .logZscore: "logarithm, then z-score"
    case .none: "none"
    }
  }
}
