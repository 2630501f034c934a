import Randomness

/// The canonical order of regions and sectors: by identifier, whatever their order in a scenario.
struct Layout: Sendable {
  let regions: [RegionDescription]
  let sectors: [SectorDescription]
  /// Place in the scenario → canonical place.
  let canonicalRegion: [Int]
  let canonicalSector: [Int]
  /// km between regions, in canonical order.
  let distances: [Double]
  /// Fields of science, in alphabetical order.
  let fields: [String]
  /// Canonical places of the capitals.
  let capitals: [Int]
  let regionKeys: [UInt64]
  let sectorKeys: [UInt64]

  var regionCount: Int { regions.count }
  var sectorCount: Int { sectors.count }
  var cellCount: Int { regionCount * sectorCount }

  init(_ configuration: Configuration) {
    let regionOrder = configuration.regions.indices.sorted {
      configuration.regions[$0].id < configuration.regions[$1].id
    }
    let sectorOrder = configuration.sectors.indices.sorted {
      configuration.sectors[$0].id < configuration.sectors[$1].id
    }
    regions = regionOrder.map { configuration.regions[$0] }
    sectors = sectorOrder.map { configuration.sectors[$0] }
    canonicalRegion = Self.inverse(regionOrder)
    canonicalSector = Self.inverse(sectorOrder)
    let count = regionOrder.count
    distances = regionOrder.flatMap { a in
      regionOrder.map { b in configuration.distances[a * count + b] }
    }
    fields = Set(sectors.map(\.field)).sorted()
    let sorted = regions
    capitals = configuration.capitals.compactMap { id in sorted.firstIndex { $0.id == id } }
    regionKeys = regions.map { stableHash($0.id) }
    sectorKeys = sectors.map { stableHash($0.id) }
  }

  private static func inverse(_ order: [Int]) -> [Int] {
    var inverse = Array(repeating: 0, count: order.count)
    for (canonical, place) in order.enumerated() { inverse[place] = canonical }
    return inverse
  }
}

extension SectorTies {
  init(_ layout: Layout, parameters: Parameters) {
    self.init(
      layout.sectors, related: parameters.clusters.group,
      understanding: parameters.position.understanding)
  }
}

extension Geography {
  init(_ layout: Layout, parameters: Parameters) {
    self.init(
      distance: layout.distances, regionCount: layout.regionCount,
      reach: parameters.transfer.reachDistance, migrationReach: parameters.labour.migrationDistance,
      clusterReach: parameters.clusters.reach,
      commutingReach: parameters.labour.commutingDistance)
  }

  /// P9: distances to the capitals, summed, over the distance between them; with one capital, the
  /// distance to it over the largest such distance.
  func accessibility(of region: Int, capitals: [Int]) -> Double {
    guard let first = capitals.first else { return 1 }
    let toFirst = distance[region * regionCount + first]
    if capitals.count > 1 {
      let between = distance[first * regionCount + capitals[1]]
      return between > 0 ? (toFirst + distance[region * regionCount + capitals[1]]) / between : 1
    }
    let farthest = (0..<regionCount).map { distance[$0 * regionCount + first] }.max() ?? 0
    return farthest > 0 ? 1 + toFirst / farthest : 1
  }
}
