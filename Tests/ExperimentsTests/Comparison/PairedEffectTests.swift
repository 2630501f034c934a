import Testing

@testable import Experiments

/// Held against SciPy 1.17: `stats.t.ppf`, and for the cost a root of Fieller's equation by `brentq`.
@Suite struct PairedEffectTests {
  private static let base = [10.2, 11.5, 9.7, 12.1, 10.9, 11.1]
  private static let policy = [10.9, 12.0, 10.6, 12.3, 11.9, 11.4]

  private static var effect: PairedEffect {
    var effect = PairedEffect()
    for (base, policy) in zip(base, policy) { effect.add(base: base, policy: policy) }
    return effect
  }

  @Test func `the interval of pairs is Student's`() {
    #expect(abs(Self.effect.effect - 0.6) < 1e-12)
    #expect(abs(Self.effect.halfWidth - 0.33843282476368164) < 1e-9)
    #expect(Self.effect.isDistinct)
  }

  @Test func `the interval of independent runs is Welch's`() {
    #expect(abs(Self.effect.unpairedHalfWidth - 1.0051547797356413) < 1e-8)
  }

  @Test(arguments: [(0.5, 5), (0.1, 43), (0.05, 163)])
  func `so many replicates are needed`(halfWidth: Double, count: Int) {
    #expect(Self.effect.replicates(forHalfWidth: halfWidth) == count)
  }

  @Test func `the probability is that of a paired test, and the pairs to tell give its power`() {
    #expect(abs(Self.effect.probability - 0.006071712573816369) < 1e-9)
    // Power by the noncentral t of SciPy: 0.700 with four pairs, 0.868 with five.
    #expect(Self.effect.pairsToTell == 5)
    var faint = PairedEffect()
    for difference in [0.3, -0.9, 1.4, 0.2, -0.5, 1.0, 0.1, 0.6] {
      faint.add(base: 1, policy: 1 + difference)
    }
    #expect(abs(faint.probability - 0.33289393186864885) < 1e-9)
    // 0.80003 with 60, 0.807 with 61.
    #expect(faint.pairsToTell == 61)
  }

  @Test func `no difference is exactly zero and needs no more than two pairs`() {
    var effect = PairedEffect()
    for value in Self.base { effect.add(base: value, policy: value) }
    #expect(effect.effect == 0 && effect.halfWidth == 0 && !effect.isDistinct)
    #expect(effect.unpairedHalfWidth > 0)
    #expect(effect.replicates(forHalfWidth: 0) == 2)
    #expect(effect.probability == 1 && effect.pairsToTell == nil)
  }

  @Test func `what is not defined on one side is left out`() {
    var effect = PairedEffect()
    effect.add(base: .nan, policy: 1)
    effect.add(base: 1, policy: .infinity)
    #expect(effect.count == 0)
    effect.add(base: 1, policy: 3)
    #expect(effect.count == 1 && effect.effect == 2)
    #expect(effect.halfWidth.isNaN && effect.replicates(forHalfWidth: 1) == nil)
  }

  @Test func `a cost has Fieller's interval`() {
    let cost = CostPerUnit(
      costs: [100, 110, 95, 105, 102, 99], effects: [5, 6.1, 4.2, 5.5, 5, 4.9])
    #expect(abs(cost.cost - 19.902280130293157) < 1e-10)
    #expect(abs(cost.lower - 18.52253815499646) < 1e-8)
    #expect(abs(cost.upper - 21.69375920230114) < 1e-8)
  }

  @Test func `an effect that may be none has no cost`() {
    let cost = CostPerUnit(costs: [100, 110, 95], effects: [1, -1, 0.5])
    #expect(cost.cost.isNaN && cost.lower.isNaN && cost.upper.isNaN)
  }
}
