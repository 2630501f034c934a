import Foundation

/// Looks for boxes among points that earlier boxes have left.
struct BoxMiner {
  private let factors: [Factor]
  private let columns: [[Double]]
  private let interest: [Bool]
  private let options: ScenarioDiscovery.Options
  private let totalInterest: Int
  private let least: Int
  /// Points outside the boxes found.
  private var free: [Int]

  init(
    factors: [Factor], columns: [[Double]], interest: [Bool], options: ScenarioDiscovery.Options
  ) {
    self.factors = factors
    self.columns = columns
    self.interest = interest
    self.options = options
    totalInterest = interest.count { $0 }
    least = max(Int((options.leastMass * Double(interest.count)).rounded(.up)), 1)
    free = Array(interest.indices)
  }

  /// The next box; nothing if none is denser than what is left.
  mutating func search() -> ScenarioDiscovery.Search? {
    guard free.count >= 2 * least, free.contains(where: { interest[$0] }) else { return nil }
    var bounds = Bounds(factors)
    var inside = free
    var path = [(bounds: bounds, inside: inside)]
    while density(inside) < 1, let next = bestPeel(bounds, inside) {
      (bounds, inside) = next
      path.append(next)
    }
    guard path.count > 1 else { return nil }
    var chosen = 0
    for step in path.indices where balance(path[step].inside) > balance(path[chosen].inside) {
      chosen = step
    }
    (bounds, inside) = path[chosen]
    while let next = bestPaste(bounds, inside) { (bounds, inside) = next }
    let search = ScenarioDiscovery.Search(
      trajectory: path.map { box($0.bounds, $0.inside) }, chosen: chosen, box: box(bounds, inside))
    let taken = Set(inside)
    free.removeAll { taken.contains($0) }
    return search
  }
}

/// The region of a box.
private struct Bounds: Equatable {
  var low: [Double]
  var high: [Double]
  /// Levels taken out, by factor; only of factors with texts.
  var excluded: [Set<Double>]
  let isText: [Bool]

  init(_ factors: [Factor]) {
    low = [Double](repeating: -.infinity, count: factors.count)
    high = [Double](repeating: .infinity, count: factors.count)
    excluded = [Set<Double>](repeating: [], count: factors.count)
    isText = factors.map { factor in
      if case .levels(let levels) = factor.domain {
        levels.contains { Double($0) == nil }
      } else {
        false
      }
    }
  }

  func admits(_ value: Double, _ factor: Int) -> Bool {
    low[factor] <= value && value <= high[factor] && !excluded[factor].contains(value)
  }

  func limits(_ factor: Int) -> Bool {
    low[factor] > -.infinity || high[factor] < .infinity || !excluded[factor].isEmpty
  }

  mutating func open(_ factor: Int) {
    (low[factor], high[factor], excluded[factor]) = (-.infinity, .infinity, [])
  }
}

// Peeling and pasting.
extension BoxMiner {
  private typealias Region = (bounds: Bounds, inside: [Int])

  private func density(_ points: [Int]) -> Double {
    points.isEmpty ? 0 : Double(points.count { interest[$0] }) / Double(points.count)
  }

  /// Harmonic mean of coverage and density.
  private func balance(_ points: [Int]) -> Double {
    let hits = Double(points.count { interest[$0] })
    return 2 * hits / Double(totalInterest + points.count)
  }

  private func portion(_ count: Int) -> Int { max(Int(options.peel * Double(count)), 1) }

  private func bestPeel(_ bounds: Bounds, _ inside: [Int]) -> Region? {
    var best: (density: Double, region: Region)?
    func offer(_ candidate: Bounds, _ factor: Int) {
      let column = columns[factor]
      let kept = inside.filter { candidate.admits(column[$0], factor) }
      guard kept.count >= least, kept.count < inside.count else { return }
      let density = density(kept)
      if let best, (best.density, best.region.inside.count) >= (density, kept.count) { return }
      best = (density, (candidate, kept))
    }
    for factor in factors.indices {
      let values = inside.map { columns[factor][$0] }.sorted()
      guard let first = values.first, let last = values.last, first < last else { continue }
      if bounds.isText[factor] {
        for level in Set(values).sorted() {
          var candidate = bounds
          candidate.excluded[factor].insert(level)
          offer(candidate, factor)
        }
        continue
      }
      let portion = portion(values.count)
      // All points of the lowest value go together.
      var lower = bounds
      lower.low[factor] = max(values[portion], values.first { $0 > first } ?? last)
      offer(lower, factor)
      var upper = bounds
      upper.high[factor] = min(
        values[values.count - 1 - portion], values.last { $0 < last } ?? first)
      offer(upper, factor)
    }
    return best?.region
  }

  private func bestPaste(_ bounds: Bounds, _ inside: [Int]) -> Region? {
    let current = density(inside)
    let portion = portion(inside.count)
    var best: (density: Double, region: Region)?
    func offer(_ candidate: Bounds) {
      let grown = free.filter { point in
        factors.indices.allSatisfy { candidate.admits(columns[$0][point], $0) }
      }
      let density = density(grown)
      guard grown.count > inside.count, density >= current else { return }
      if let best, (best.density, best.region.inside.count) >= (density, grown.count) { return }
      best = (density, (candidate, grown))
    }
    for factor in factors.indices where bounds.limits(factor) {
      for level in bounds.excluded[factor].sorted() {
        var candidate = bounds
        candidate.excluded[factor].remove(level)
        offer(candidate)
      }
      var open = bounds
      open.open(factor)
      let reach = free.filter { point in
        factors.indices.allSatisfy { open.admits(columns[$0][point], $0) }
      }.map { columns[factor][$0] }.sorted()
      let below = reach.filter { $0 < bounds.low[factor] }
      if !below.isEmpty {
        var candidate = bounds
        candidate.low[factor] = below.count > portion ? below[below.count - portion] : -.infinity
        offer(candidate)
      }
      let above = reach.filter { $0 > bounds.high[factor] }
      if !above.isEmpty {
        var candidate = bounds
        candidate.high[factor] = above.count > portion ? above[portion - 1] : .infinity
        offer(candidate)
      }
    }
    return best?.region
  }
}

// Description.
extension BoxMiner {
  private func box(_ bounds: Bounds, _ inside: [Int]) -> ScenarioDiscovery.Box {
    let hits = inside.count { interest[$0] }
    let limits = factors.indices.filter { bounds.limits($0) }.map { factor in
      limit(bounds, factor, hits: hits, count: inside.count)
    }
    return ScenarioDiscovery.Box(
      limits: limits, coverage: Double(hits) / Double(totalInterest), density: density(inside),
      mass: Double(inside.count) / Double(interest.count), pointCount: inside.count,
      interestCount: hits)
  }

  private func limit(
    _ bounds: Bounds, _ factor: Int, hits: Int, count: Int
  ) -> ScenarioDiscovery.Limit {
    var open = bounds
    open.open(factor)
    let without = free.filter { point in
      factors.indices.allSatisfy { open.admits(columns[$0][point], $0) }
    }
    var levels: [String]?
    if bounds.isText[factor], case .levels(let all) = factors[factor].domain {
      levels = all.enumerated().filter { !bounds.excluded[factor].contains(Double($0.offset)) }
        .map(\.element)
    }
    let (low, high) = (bounds.low[factor], bounds.high[factor])
    return ScenarioDiscovery.Limit(
      factor: factors[factor].name, low: low.isFinite ? low : nil, high: high.isFinite ? high : nil,
      levels: levels,
      quasiPValue: Self.upperTail(hits, of: count, probability: density(without)))
  }

  /// P(X ≥ hits) for a binomial X.
  static func upperTail(_ hits: Int, of count: Int, probability: Double) -> Double {
    if hits <= 0 || probability >= 1 { return 1 }
    if probability <= 0 { return 0 }
    var sum = 0.0
    for number in hits...count {
      let (k, n) = (Double(number), Double(count))
      let ways = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
      sum += exp(ways + k * log(probability) + (n - k) * log1p(-probability))
    }
    return min(sum, 1)
  }
}
