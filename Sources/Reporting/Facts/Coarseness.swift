import TripleHelix

/// How much hangs on a single agent where one agent stands for several enterprises.
struct Coarseness {
  /// Share of a region's employment in a single agent above which the region is called coarse.
  private static let coarseShare = 0.03

  /// Figures of a region at the start: enterprises, and the shares of large ones in them and in employment.
  typealias Start = (firms: Double, largeFirms: Double, largeEmployment: Double)

  let configuration: Configuration
  /// Regions in which an agent that stands for large enterprises has on average so large a share of
  /// employment at the start that its fate moves the whole region, with that share; the largest first.
  ///
  /// Empty at `scale: 1`, where an agent is an enterprise and such a region is as concentrated as that.
  let regions: [(region: Int, share: Double)]

  /// - Parameter start: Figures by identifier of the region.
  init(_ configuration: Configuration, start: [String: Start]) {
    self.configuration = configuration
    guard configuration.scale > 1 else {
      regions = []
      return
    }
    regions = configuration.regions.indices.compactMap { place -> (region: Int, share: Double)? in
      guard let found = start[configuration.regions[place].id] else { return nil }
      let agents = found.largeFirms * found.firms / Double(configuration.scale)
      guard agents >= 1, found.largeEmployment > Self.coarseShare * agents else { return nil }
      return (place, found.largeEmployment / agents)
    }.sorted { ($1.share, $0.region) < ($0.share, $1.region) }
  }

  /// A caution about results by region; nothing where the run is fine enough.
  var sentence: String? {
    guard let most = regions.first else { return nil }
    let names = configuration.shortRegionNames
    let shown = regions.prefix(4).map { names[$0.region] }
    let rest = regions.count - shown.count
    return
      "Caution: this run is coarse. One agent stands for \(configuration.scale) enterprises, and in "
      + (rest > 0
        ? shown.joined(separator: ", ") + " and \(Numbers.count(rest, "other region"))"
        : Numbers.list(shown))
      + " a large agent employs \(regions.count == 1 ? "" : "up to ")\(Numbers.percent(most.share, 0)) "
      + "of the region's workers on average, so that what happens to one agent moves the whole region. "
      + "For results by region, run with `scale: 1`."
  }
}

extension Configuration {
  /// Names of regions short enough for a chart: "Akmola" for "Akmola region" where no other region
  /// would bear the same.
  var shortRegionNames: [String] {
    let full = regions.map(\.name)
    let short = full.map { name in
      for ending in [" region", " oblast", " city"] where name.hasSuffix(ending) {
        return String(name.dropLast(ending.count))
      }
      return name
    }
    return full.indices.map { index in
      short.count { $0 == short[index] } == 1 ? short[index] : full[index]
    }
  }
}

extension Findings {
  private var coarseness: Coarseness {
    let (large, employment) = (
      regions.numbers(\.measures.firms.large), regions.numbers(\.measures.employment.large)
    )
    let firms = regions.numbers(\.firms)
    var start: [String: Coarseness.Start] = [:]
    for (row, id) in regions.texts(\.region).enumerated() where start[id] == nil {
      start[id] = (firms[row] ?? .nan, large[row] ?? .nan, employment[row] ?? .nan)
    }
    return Coarseness(configuration, start: start)
  }

  var coarseRegions: [(region: Int, share: Double)] { coarseness.regions }
  var coarseRegionsSentence: String? { coarseness.sentence }
  var shortRegionNames: [String] { configuration.shortRegionNames }
}

extension ComparisonResults {
  /// A caution about effects by region in a coarse run, as the page of a run gives it.
  public var coarseSentence: String? {
    let effects = (alternatives.first?.effects ?? []).filter { $0.table == "regions" }
    guard let first = effects.compactMap(\.year).min() else { return nil }
    let found = Dictionary(
      effects.filter { $0.year == first }.map { ("\($0.entity).\($0.indicator)", $0.base) },
      uniquingKeysWith: { first, _ in first })
    func figure(_ id: String, _ column: String) -> Double { found["\(id).\(column)"] ?? .nan }
    return Coarseness(
      base,
      start: Dictionary(
        base.regions.map {
          (
            $0.id,
            (
              figure($0.id, "firms"), figure($0.id, "large_firms"),
              figure($0.id, "large_employment")
            )
          )
        }, uniquingKeysWith: { first, _ in first })
    ).sentence
  }
}
