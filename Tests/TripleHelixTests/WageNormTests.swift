import Testing

@testable import TripleHelix

@Suite struct WageNormTests {
  /// Wage over its target in a country whose product per worker has grown by 1 % a tick for long, with
  /// unemployment and prices as at the start, and the last growth of the wage.
  private static func grown(norms: Bool) throws -> (ofTarget: Double, growth: Double) {
    let simulation = try SmallCountry.simulation(ticks: 1) {
      $0.mechanisms.wageNorms = norms
      $0.mechanisms.migration = false
      $0.mechanisms.commuting = false
      $0.parameters.labour.participation = 0
    }
    simulation.nation.consumerPrice = 1
    simulation.adjustLabour()
    simulation.regions.initialUnemployment = simulation.regions.unemployment
    var (before, ofTarget) = (1.0, 1.0)
    for _ in 0..<600 {
      before = simulation.regions.wage[0]
      let norm = simulation.nation.wageNorm
      simulation.nation.gdp *= 1.01
      for r in 0..<4 { simulation.regions.valueAdded[r] *= 1.01 }
      simulation.adjustLabour()
      let product = { (value: Double, people: Double, start: Double) in value / people / start }
      let regions = simulation.regions
      let own = product(
        regions.valueAdded[0], regions.firmEmployees[0], regions.initialProductivity[0])
      let country = product(
        simulation.nation.gdp, simulation.sum(.employees), simulation.nation.initialProductivity)
      ofTarget = regions.wage[0] / (norm * regions.initialWage[0] * (own + country) / 2)
    }
    return (ofTarget, simulation.regions.wage[0] / before - 1)
  }

  @Test func `with norms wages keep up with product, without they run behind it`() throws {
    let with = try Self.grown(norms: true)
    #expect(abs(with.ofTarget - 1) < 1e-6 && abs(with.growth - 0.01) < 1e-6)
    // w ← (1 − v) w + v w*, w* growing by G: w/w* = v/(1 − (1 − v)/G).
    let without = try Self.grown(norms: false)
    #expect(abs(without.ofTarget - 0.15 / (1 - 0.85 / 1.01)) < 1e-6)
    #expect(abs(without.growth - 0.01) < 1e-6)
  }
}
