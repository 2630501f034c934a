public import Randomness

/// How concentrated in space a sector's plants are beyond what their sizes alone make of it.
///
/// G = Σᵣ (s_r − x_r)² with s the regions' shares of the sector and x of the whole economy,
/// H = Σⱼ zⱼ² the Herfindahl index of plants, and γ = (G/(1 − Σx²) − H)/(1 − H). Plants that choose
/// their region by x and independently give γ = 0 on average; γ ≤ 1.
///
/// Source: Ellison and Glaeser (1997), doi:10.1086/262098.
public struct EllisonGlaeser: Sendable, Equatable {
  /// Raw concentration G, in [0, 2).
  public let concentration: Double
  /// Herfindahl index of the plants, in (0, 1].
  public let herfindahl: Double
  /// γ; NaN where one plant is the sector, one region the country, or the sector is empty.
  public let gamma: Double

  /// - Parameters:
  ///   - sectorShares: One entry a region, adding up to 1.
  ///   - regionShares: The regions' shares of all employment.
  ///   - herfindahl: Of the sector's plants.
  public init(sectorShares: [Double], regionShares: [Double], herfindahl: Double) {
    precondition(sectorShares.count == regionShares.count, "shares are of the same regions")
    concentration = zip(sectorShares, regionShares).reduce(0.0) {
      $0 + ($1.0 - $1.1) * ($1.0 - $1.1)
    }
    self.herfindahl = herfindahl
    gamma = Self.gamma(concentration, regionShares: regionShares, herfindahl: herfindahl)
  }

  static func gamma(_ concentration: Double, regionShares: [Double], herfindahl: Double) -> Double {
    let room = 1 - regionShares.reduce(0.0) { $0 + $1 * $1 }
    guard room > 0, herfindahl < 1 else { return .nan }
    return (concentration / room - herfindahl) / (1 - herfindahl)
  }
}

/// Plants of one sector that are of one size.
public struct Plants: Sendable, Equatable {
  /// Persons in one plant.
  public var size: Double
  /// How many there are.
  public var count: Double

  public init(size: Double, count: Double = 1) {
    self.size = size
    self.count = count
  }
}

/// What γ comes to when the same plants are thrown like darts: each lands in region r with
/// probability x_r, whatever the others do.
public struct LocationNull: Sendable, Equatable {
  /// γ of each throw of all plants, ascending.
  public let gammas: [Double]

  /// Number of the observers' process in stream keys; those of a model's own processes are below.
  public static let process: UInt32 = 130

  /// Throws the plants `draws` times, on the stream of (key, entity, tick).
  ///
  /// The plants are sorted first, so that the result does not depend on the order of a table's rows.
  ///
  /// - Parameters:
  ///   - plants: Counts are rounded; empty plants are left out.
  ///   - regionShares: Adding up to 1.
  /// - Complexity: O(*draws · plants*) with one word a plant; many plants of one size cost as many
  ///   binomial draws as there are regions, and of many plants of all sizes the small ones together
  ///   as many normal draws.
  public init(
    throwing plants: [Plants], into regionShares: [Double], draws: Int, key: StreamKey,
    entity: UInt64, tick: UInt32
  ) {
    let sorted = Self.sorted(plants.filter { $0.size > 0 && $0.count >= 0.5 })
    let total = sorted.reduce(0.0) { $0 + $1.size * $1.count.rounded() }
    guard total > 0, let darts = try? AliasTable(weights: regionShares) else {
      gammas = []
      return
    }
    let parts = sorted.map { $0.size / total }
    let counts = sorted.map { Int($0.count.rounded()) }
    let herfindahl = zip(parts, counts).reduce(0.0) { $0 + $1.0 * $1.0 * Double($1.1) }
    var stream = RandomStream()
    stream.reset(key: key, entity: entity, tick: tick)
    var landed = [Double](repeating: 0, count: regionShares.count)
    var gammas: [Double] = []
    let areSingle = counts.allSatisfy { $0 == 1 }
    let dustCount = areSingle && parts.count >= 2 * Self.thrown ? parts.count - Self.thrown : 0
    let dust = Dust(parts[..<dustCount])
    for _ in 0..<draws {
      for r in landed.indices { landed[r] = 0 }
      if areSingle {
        for part in parts[dustCount...] { landed[darts.draw(from: &stream)] += part }
        if dustCount > 0 { dust.settle(by: regionShares, onto: &landed, &stream) }
      }
      for place in parts.indices where !areSingle {
        if counts[place] <= 4 * landed.count {
          for _ in 0..<counts[place] { landed[darts.draw(from: &stream)] += parts[place] }
        } else {
          Self.scatter(
            counts[place], of: parts[place], by: regionShares, onto: &landed, &stream)
        }
      }
      let concentration = zip(landed, regionShares).reduce(0.0) {
        $0 + ($1.0 - $1.1) * ($1.0 - $1.1)
      }
      gammas.append(
        EllisonGlaeser.gamma(concentration, regionShares: regionShares, herfindahl: herfindahl))
    }
    self.gammas = gammas.allSatisfy(\.isFinite) ? gammas.sorted() : []
  }

  /// Plants of all sizes that are thrown one by one, the largest; if at least as many are smaller, those
  /// are dust.
  private static let thrown = 2048

  /// Small plants by the thousand: by the central limit theorem what of them lands in each region is
  /// normal, with the mean W x and the covariance Q (diag x − x xᵀ) of their darts.
  ///
  /// None of them is larger than any of the thousands that are thrown, so that the error, of the order
  /// of the skewness that they leave, is far below that of any number of throws.
  private struct Dust {
    /// W, the sum of the plants' parts, and √Q, the root of the sum of their squares.
    let sum: Double
    let deviation: Double

    init(_ parts: ArraySlice<Double>) {
      sum = parts.reduce(0, +)
      deviation = parts.reduce(0.0) { $0 + $1 * $1 }.squareRoot()
    }

    /// Adds W x + e − x Σe with e_r of variance Q x_r, which has that mean and covariance.
    func settle(
      by shares: [Double], onto landed: inout [Double], _ stream: inout RandomStream
    ) {
      var excess = 0.0
      for r in shares.indices {
        let chance = stream.gaussian(standardDeviation: deviation * shares[r].squareRoot())
        landed[r] += sum * shares[r] + chance
        excess += chance
      }
      for r in shares.indices { landed[r] -= shares[r] * excess }
    }
  }

  /// By size, then by count.
  private static func sorted(_ plants: [Plants]) -> [Plants] {
    guard let count = plants.first?.count, plants.allSatisfy({ $0.count == count }) else {
      return plants.sorted { ($0.size, $0.count) < ($1.size, $1.count) }
    }
    return ascending(plants.map(\.size)).map { Plants(size: $0, count: count) }
  }

  /// A multinomial draw, region by region: binomial of what is left.
  private static func scatter(
    _ count: Int, of part: Double, by shares: [Double], onto landed: inout [Double],
    _ stream: inout RandomStream
  ) {
    var (left, rest) = (count, 1.0)
    for r in shares.indices where left > 0 && shares[r] > 0 {
      let probability = rest > shares[r] ? min(1, shares[r] / rest) : 1
      let here = stream.binomial(probability: probability, trials: left)
      landed[r] += part * Double(here)
      left -= here
      rest -= shares[r]
    }
  }
}

extension LocationNull {
  /// Mean of γ; NaN without throws. It is 0 but for chance.
  public var mean: Double { RegionalMeasures.mean(of: gammas) }

  /// The 2.5 % and 97.5 % quantiles of γ. With few throws they lie inside the true ones.
  public var lower: Double { quantile(0.025, of: gammas) }
  public var upper: Double { quantile(0.975, of: gammas) }

  /// Probability of a γ as large as `observed` or larger under the null, (1 + throws at least as
  /// large)/(1 + throws): never 0, and never too small. NaN without throws.
  ///
  /// Source: Davison and Hinkley (1997), *Bootstrap Methods and their Application*, section 4.2.
  public func probability(ofAtLeast observed: Double) -> Double {
    guard !gammas.isEmpty, observed.isFinite else { return .nan }
    return Double(1 + gammas.count { $0 >= observed }) / Double(1 + gammas.count)
  }
}
