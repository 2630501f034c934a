import Randomness

/// Scenarios put in order by one aim, over one period.
public struct AimRanking: Sendable {
  public struct Entry: Sendable {
    /// Place among the scenarios, the base being 0.
    public let scenario: Int
    /// Against the base, by pairs.
    public let effect: PairedEffect
    /// Against the scenario that is first, by pairs.
    public let behindBest: PairedEffect
    /// Share of resampled sets of seeds in which this scenario has the best mean; not a number with
    /// fewer than two seeds.
    public let probabilityOfBest: Double
  }

  public let aim: ComparisonAim
  /// The best mean first; the base is among them.
  public let entries: [Entry]

  /// Resampled sets of seeds.
  public static let samples = 1000

  /// - Parameters:
  ///   - values: By scenario, the base first, and then by seed.
  ///   - seed: Of the resampling's own stream.
  public init(_ aim: ComparisonAim, values: [[Double]], seed: UInt64 = 1) {
    self.aim = aim
    let sign = aim.isMoreBetter ? 1.0 : -1.0
    // A seed counts where every scenario has a value.
    let places = (values.first ?? []).indices.filter { place in
      values.allSatisfy { $0[place].isFinite }
    }
    let values = values.map { of in places.map { of[$0] } }
    func paired(_ first: Int, _ second: Int) -> PairedEffect {
      var effect = PairedEffect()
      for (base, other) in zip(values[first], values[second]) {
        effect.add(base: base, policy: other)
      }
      return effect
    }
    let probabilities = Self.probabilities(values.map { $0.map { sign * $0 } }, seed: seed)
    let effects = values.indices.map { paired(0, $0) }
    let order = values.indices.sorted {
      (-sign * effects[$0].effect, $0) < (-sign * effects[$1].effect, $1)
    }
    entries = order.map { scenario in
      Entry(
        scenario: scenario, effect: effects[scenario], behindBest: paired(order[0], scenario),
        probabilityOfBest: probabilities[scenario])
    }
  }

  /// How often each scenario has the largest mean when seeds are drawn again, with replacement and
  /// together for all scenarios; those that are equal share.
  private static func probabilities(_ values: [[Double]], seed: UInt64) -> [Double] {
    let count = values.first?.count ?? 0
    guard count > 1 else { return values.map { _ in .nan } }
    var wins = values.map { _ in 0.0 }
    var stream = RandomStream()
    for sample in 0..<samples {
      stream.reset(
        key: StreamKey(seed: seed, process: 0x7261_6e6b), entity: UInt64(sample), tick: 0)
      var sums = values.map { _ in 0.0 }
      for _ in 0..<count {
        let drawn = stream.integer(below: count)
        for scenario in values.indices { sums[scenario] += values[scenario][drawn] }
      }
      let best = sums.max() ?? 0
      let winners = sums.indices.filter { sums[$0] == best }
      for winner in winners { wins[winner] += 1 / Double(winners.count) }
    }
    return wins.map { $0 / Double(samples) }
  }
}

extension ComparisonResult {
  /// Rankings by every aim.
  ///
  /// - Parameter period: 0 for the whole run, then the windows from 1.
  public func rankings(period: Int) -> [AimRanking] {
    ComparisonAim.allCases.enumerated().map { place, aim in
      AimRanking(
        aim,
        values: (0...alternatives.count).map { scenario in
          aims.map { $0[scenario][period][place] }
        })
    }
  }

  /// Differences between two of the scenarios that are compared with the base, and where the policies
  /// of one were separated, between all of them together and the sum of each alone.
  ///
  /// - Parameter scenario, other: Places among the alternatives, from 0.
  func difference(
    _ scenario: Int, less other: Int, aim place: Int, period: Int
  ) -> PairedEffect {
    var effect = PairedEffect()
    for seed in aims {
      effect.add(base: seed[other + 1][period][place], policy: seed[scenario + 1][period][place])
    }
    return effect
  }

  /// What the last scenario does beyond the sum of what the others do.
  func interaction(aim place: Int, period: Int) -> PairedEffect {
    var effect = PairedEffect()
    for seed in aims {
      let values = seed.map { $0[period][place] }
      let parts = values.dropFirst().dropLast().reduce(0) { $0 + $1 - values[0] }
      effect.add(base: parts, policy: (values.last ?? .nan) - values[0])
    }
    return effect
  }
}
