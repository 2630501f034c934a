import Testing

@testable import SensitivityAnalysis

@Suite struct DiscoveryTests {
  @Test func `a box of known volume is found with its faces`() throws {
    let points = try Design.sobolSequence(points: 1023).makePoints(try unitFactors(4))
    let interest = (0..<points.count).map { index -> Bool? in
      let x = Array(points.coordinates(of: index))
      return (0.2...0.7).contains(x[0]) && x[1] > 0.6
    }
    let found = try ScenarioDiscovery(points, isOfInterest: interest)
    let search = try #require(found.searches.first)
    #expect(search.box.coverage > 0.95 && search.box.density > 0.95)
    // The volume is ½ · 0.4.
    #expect(abs(search.box.mass - 0.2) < 0.01)
    let (first, second) = (
      try #require(search.box.limits.first { $0.factor == "x1" }),
      try #require(search.box.limits.first { $0.factor == "x2" })
    )
    #expect(abs(try #require(first.low) - 0.2) < 0.02)
    #expect(abs(try #require(first.high) - 0.7) < 0.02)
    #expect(abs(try #require(second.low) - 0.6) < 0.02 && second.high == nil)
    #expect(first.quasiPValue < 1e-10 && second.quasiPValue < 1e-10)
    // Mass falls along the trajectory, from all points on.
    #expect(search.trajectory[0].mass == 1 && search.trajectory[0].coverage == 1)
    for (one, next) in zip(search.trajectory, search.trajectory.dropFirst()) {
      #expect(next.mass < one.mass && next.coverage <= one.coverage)
    }
  }

  @Test func `two boxes are found one after the other, texts among their limits`() throws {
    let factors = try unitFactors(2) + [try factor("mode", .levels(["open", "closed", "mixed"]))]
    let points = try Design.latinHypercube(points: 1200, seed: 5).makePoints(factors)
    let interest = (0..<points.count).map { index -> Bool? in
      let row = points.values(of: index)
      let (x, y) = (Double(row[0]) ?? 0, Double(row[1]) ?? 0)
      return row[2] == "closed" ? x > 0.3 : row[2] == "open" && y < 0.25
    }
    let found = try ScenarioDiscovery(
      points, isOfInterest: interest, options: .init(boxCount: 2))
    #expect(found.searches.count == 2)
    let levels = found.searches.map { $0.box.limits.first { $0.factor == "mode" }?.levels }
    #expect(levels == [["closed"], ["open"]])
    #expect(found.searches.allSatisfy { $0.box.density > 0.9 })
    #expect(found.searches[0].box.coverage + found.searches[1].box.coverage > 0.9)
  }

  @Test func `peels go as those of the EMA workbench`() throws {
    let (points, outputs) = try Oracles.table("ishigami_latin")
    let found = try ScenarioDiscovery(points, isOfInterest: outputs.map { $0 > 6 })
    let trajectory = try #require(found.searches.first).trajectory
    // Below, where a peel takes less than five points, one point more or less leads elsewhere.
    let peels = Oracles.all.primTrajectory.filter { $0.mass > 0.33 }
    #expect(peels.count > 15)
    for peel in peels {
      let near = try #require(
        trajectory.min { abs($0.mass - peel.mass) < abs($1.mass - peel.mass) })
      #expect(abs(near.mass - peel.mass) < 0.02)
      #expect(abs(near.density - peel.density) < 0.03, "\(near) \(peel)")
      #expect(abs(near.coverage - peel.coverage) < 0.03)
    }
  }

  @Test func `quasi-p-values are tails of a binomial distribution`() {
    // Three heads of three, two or three of three.
    #expect(abs(BoxMiner.upperTail(3, of: 3, probability: 0.5) - 0.125) < 1e-12)
    #expect(abs(BoxMiner.upperTail(2, of: 3, probability: 0.5) - 0.5) < 1e-12)
    #expect(BoxMiner.upperTail(0, of: 3, probability: 0.5) == 1)
    #expect(BoxMiner.upperTail(1, of: 3, probability: 0) == 0)
  }

  @Test func `outcomes that are all or none of interest are refused`() throws {
    let points = try Design.sobolSequence(points: 30).makePoints(try unitFactors(2))
    for outcome in [true, false, nil] as [Bool?] {
      #expect(throws: AnalysisProblem.self) {
        try ScenarioDiscovery(points, isOfInterest: [Bool?](repeating: outcome, count: 30))
      }
    }
  }
}
