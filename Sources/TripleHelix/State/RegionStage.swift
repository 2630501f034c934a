import Chunking

/// Stage in the life of a region's economy, after Menzel and Fornahl (2010): read off two axes, growth
/// of size and change of the heterogeneity of knowledge.
enum RegionStage: UInt8, Sendable {
  /// Before two years are known.
  case undefined
  /// Grows while its knowledge still spreads out.
  case emergence
  /// Grows while firms become alike.
  case growth
  /// Neither grows nor shrinks, and knowledge stays as wide as it is.
  case sustainment
  /// Shrinks while knowledge stays as it is or narrows.
  case decline
  /// Knowledge widens again after another stage, before or with new growth.
  case renewal

  /// The stage that follows `self` at a smoothed growth of employment and change of heterogeneity,
  /// both per year.
  func next(growth: Double, widening: Double, by rates: StageParameters) -> RegionStage {
    let widens = widening > rates.wideningThreshold
    if widens {
      switch self {
      case .undefined, .emergence: return growth > rates.growthThreshold ? .emergence : self
      case .growth where growth > rates.growthThreshold: return .growth
      default: return .renewal
      }
    }
    if growth > rates.growthThreshold { return .growth }
    if growth < -rates.growthThreshold { return .decline }
    return .sustainment
  }
}

/// What a region's stage is told by.
struct StageState: Sendable {
  /// Smoothed growth of employment and change of heterogeneity, per year.
  var growth: [Double]
  var widening: [Double]
  var stage: [RegionStage]
  /// Employment and heterogeneity a year ago; negative before the first count.
  private var lastEmployment: [Double]
  private var lastHeterogeneity: [Double]

  init(regionCount: Int) {
    growth = Array(repeating: 0, count: regionCount)
    widening = growth
    stage = Array(repeating: .undefined, count: regionCount)
    lastEmployment = Array(repeating: -1, count: regionCount)
    lastHeterogeneity = lastEmployment
  }

  /// Takes a year's employment and heterogeneity of region `r`.
  mutating func count(
    _ r: Int, employment: Double, heterogeneity: Double, by rates: StageParameters
  ) {
    defer {
      lastEmployment[r] = employment
      lastHeterogeneity[r] = heterogeneity
    }
    guard lastEmployment[r] > 0, employment > 0 else { return }
    let isFirst = stage[r] == .undefined && growth[r] == 0 && widening[r] == 0
    let speed = isFirst ? 1 : rates.smoothing
    growth[r] += speed * (logarithm(employment / lastEmployment[r]) - growth[r])
    widening[r] += speed * (heterogeneity - lastHeterogeneity[r] - widening[r])
    stage[r] = stage[r].next(growth: growth[r], widening: widening[r], by: rates)
  }

  mutating func archive(_ archive: inout Archive) {
    archive.numbers(&growth)
    archive.numbers(&widening)
    archive.cases(&stage)
    archive.numbers(&lastEmployment)
    archive.numbers(&lastHeterogeneity)
  }
}

extension Simulation {
  /// Heterogeneity of a region or of a sector: that of its cells, weighted by output.
  func heterogeneity(region: Int? = nil, sector: Int? = nil) -> Double {
    var total = 0.0
    var weight = 0.0
    for r in 0..<layout.regionCount where region == nil || region == r {
      for s in 0..<layout.sectorCount where sector == nil || sector == s {
        let output = sum(.output, region: r, sector: s)
        total += output * knowledge.heterogeneity[r * layout.sectorCount + s]
        weight += output
      }
    }
    return weight > 0 ? total / weight : 0
  }

  /// Once a year, moves every region on in its life.
  func stageRegions() {
    guard mechanisms.knowledgeSpace, timeStep.endsYear(tick) else { return }
    for r in 0..<layout.regionCount {
      stages.count(
        r, employment: regions.firmEmployees[r], heterogeneity: heterogeneity(region: r),
        by: parameters.stage)
    }
  }
}
