import SensitivityAnalysis
import Testing

@Suite struct ShapleyTests {
  @Test func `the gloves game has its known values`() {
    // Players 0 and 1 have a left glove, player 2 the right one: a pair is worth one.
    let worth = (0..<8).map { $0 & 4 != 0 && $0 & 3 != 0 ? 1.0 : 0 }
    let values = Shapley.values(worth)
    for (value, expected) in zip(values, [1.0 / 6, 1.0 / 6, 4.0 / 6]) {
      #expect(abs(value - expected) < 1e-12)
    }
  }

  @Test func `in an additive game everybody gets its own`() {
    let own = [3.0, -1, 2, 0.5, 0, 7, 1]
    let worth = (0..<128).map { subset in
      10 + own.indices.reduce(0) { subset & 1 << $1 == 0 ? $0 : $0 + own[$1] }
    }
    for (value, expected) in zip(Shapley.values(worth), own) {
      #expect(abs(value - expected) < 1e-12)
    }
    #expect(abs(Shapley.shares(worth).reduce(0, +) - 1) < 1e-12)
  }

  @Test func `a majority of three shares evenly`() {
    let worth = (0..<8).map { ($0 as Int).nonzeroBitCount >= 2 ? 1.0 : 0 }
    #expect(Shapley.values(worth).allSatisfy { abs($0 - 1.0 / 3) < 1e-12 })
  }

  @Test func `an unanimous airport game is split by runways`() {
    // Costs 1, 2 and 3: the first part is shared by three, the second by two, the last by one.
    let worth = (0..<8).map { subset in
      Double((0..<3).last { subset & 1 << $0 != 0 }.map { $0 + 1 } ?? 0)
    }
    for (value, expected) in zip(Shapley.values(worth), [1.0 / 3, 5.0 / 6, 11.0 / 6]) {
      #expect(abs(value - expected) < 1e-12)
    }
  }

  @Test func `replicates give intervals, and those with a failed run are left out`() throws {
    // Switch a is worth 2 ± 1, b is worth 1, together 3 ± 1: replicates alternate.
    let worth = (0..<40).map { replicate in
      let a = replicate % 2 == 0 ? 1.0 : 3
      return [0, a, 1, replicate == 39 ? .nan : a + 1]
    }
    let found = try ShapleyDecomposition(names: ["a", "b"], worth: worth)
    #expect(found.replicateCount == 39 && found.droppedReplicateCount == 1)
    let mean = (20.0 + 19 * 3) / 39
    #expect(abs(found.shares[0].value.value - mean) < 1e-12)
    #expect(abs(found.effect.value - mean - 1) < 1e-12)
    #expect(abs(found.shares[0].share.value + found.shares[1].share.value - 1) < 1e-12)
    // The standard error of the mean is 1/√39; a percentile interval is about ±1.96 of them.
    let width = found.shares[0].value.upper - found.shares[0].value.lower
    #expect(abs(width - 2 * 1.96 / 39.0.squareRoot()) < 0.1)
    // b is worth 1 in every replicate.
    #expect(abs(found.shares[1].value.lower - 1) < 1e-12)
    #expect(abs(found.shares[1].value.upper - 1) < 1e-12)
  }

  @Test func `naive removal counts twice what two switches do together`() throws {
    // Switch a is worth 1 alone, a and b together 4 more, c is worth 2 whatever the others do.
    let worth = (0..<8).map { subset in
      (subset & 1 != 0 ? 1.0 : 0) + (subset & 3 == 3 ? 4 : 0) + (subset & 4 != 0 ? 2 : 0)
    }
    let found = try ShapleyDecomposition(names: ["a", "b", "c"], worth: [worth, worth])
    #expect(found.replicates.map(\.row) == [0, 1])
    let replicate = found.replicates[0]
    for (value, expected) in zip(replicate.values, [3.0, 2, 2]) {
      #expect(abs(value - expected) < 1e-12)
    }
    #expect(replicate.removals == [5, 4, 2] && replicate.additions == [1, 0, 2])
    #expect(replicate.effect == 7 && replicate.removals.reduce(0, +) == 11)
    #expect(replicate.magnitude == 7 && replicate.additivityError < 1e-15)
  }

  @Test func `values of many switches add up to the effect`() throws {
    // Any game: outcomes of the size of a country's product, without a pattern.
    let worth = (0..<4096).map { subset in
      8e6 + Double((subset &* 2_654_435_761) % 1_000_003)
    }
    let names = (0..<12).map { "switch_\($0)" }
    let found = try ShapleyDecomposition(
      names: names, worth: [worth], resampling: Resampling(replicates: 0))
    #expect(found.replicates[0].additivityError < 1e-9)
    let sum = found.replicates[0].values.reduce(0, +)
    #expect(abs(sum - (worth[4095] - worth[0])) < 1e-3)
  }

  @Test func `tables that are not of all subsets are refused`() {
    #expect(throws: AnalysisProblem.self) {
      try ShapleyDecomposition(names: ["a", "b"], worth: [[1, 2, 3]])
    }
    #expect(throws: AnalysisProblem.self) { try ShapleyDecomposition(names: [], worth: []) }
    #expect(throws: AnalysisProblem.self) {
      try ShapleyDecomposition(names: ["a"], worth: [[.nan, 1]])
    }
  }
}
