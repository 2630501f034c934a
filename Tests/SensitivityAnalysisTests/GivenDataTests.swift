import Testing

@testable import SensitivityAnalysis

@Suite struct GivenDataTests {
  @Test func `δ before its bias is taken off is SALib's`() throws {
    let (points, outputs) = try Oracles.table("ishigami_latin")
    let expected = Oracles.all.ishigamiLatin
    #expect(BorgonovoDelta.classCount(outputs.count) == expected.deltaClasses)
    let found = try BorgonovoDelta.indices(
      points, outputs: outputs, resampling: Resampling(replicates: 2))
    #expect(agree(found.inputs.map(\.uncorrected), expected.deltaUncorrected))
  }

  @Test func `PAWN is that of SciPy's distances, and SALib's but for the greatest input`() throws {
    let (points, outputs) = try Oracles.table("ishigami_latin")
    let oracle = Oracles.all.ishigamiLatin
    let order = outputs.indices.sorted { outputs[$0] < outputs[$1] }
    for factor in 0..<3 {
      let distances = PAWN.distances(
        PAWN.members(points.numbers(of: factor), classes: 10), outputs, order: order)
      #expect(agree(distances, oracle.pawnClosed[factor]))
    }
    for (summary, salib) in [
      (PAWN.Summary.median, oracle.pawnSalibMedian), (.mean, oracle.pawnSalibMean),
      (.maximum, oracle.pawnSalibMaximum),
    ] {
      let found = try PAWN.indices(
        points, outputs: outputs, summary: summary, resampling: Resampling(replicates: 0))
      for (input, expected) in zip(found.inputs, salib) {
        // One point of 30 in one class of ten.
        #expect(abs(input.index.value - expected) < 1.0 / 30)
      }
    }
  }

  @Test func `δ finds the factor that alone decides an output of few values`() throws {
    let factors = KnownFunction.linear([1, 1])
    let points = try Design.latinHypercube(points: 400, seed: 5).makePoints(try factors.factors)
    let a = points.numbers(of: 0)
    let (low, high) = (a.min() ?? 0, a.max() ?? 1)
    let thirds = a.map { min(2, (3 * ($0 - low) / (high - low)).rounded(.down)) }
    let halves = thirds.map { $0 == 2 ? 1.0 : 0 }
    for outputs in [thirds, halves] {
      let found = try BorgonovoDelta.indices(
        points, outputs: outputs, resampling: Resampling(replicates: 60))
      #expect(found.inputs[0].index.value > 0.3)
      #expect(found.inputs.map(\.isAboveZeroLevel) == [true, false])
    }
  }

  @Test func `factors that do nothing stay below the level of chance, others do not`() throws {
    let function = KnownFunction.linear([4, 2, 0, 0])
    let points = try Design.latinHypercube(points: 400, seed: 3).makePoints(try function.factors)
    let outputs = function.outputs(points)
    let few = Resampling(replicates: 60)
    for found in [
      try PAWN.indices(points, outputs: outputs, resampling: few),
      try BorgonovoDelta.indices(points, outputs: outputs, resampling: few),
    ] {
      #expect(found.inputs.map(\.isAboveZeroLevel) == [true, true, false, false])
      #expect(found.inputs[0].index.value > found.inputs[1].index.value)
      #expect(found.inputs[0].index.lower > found.inputs[1].index.upper)
      #expect(found.inputs.allSatisfy { $0.index.contains($0.index.value) })
    }
  }

  @Test func `holes leave the indices where they were`() throws {
    let function = KnownFunction.ishigami
    let whole = try Design.sobolSequence(points: 400).makePoints(try function.factors)
    let full = function.outputs(whole)
    // A fifth fails, whatever its inputs.
    let holed = full.enumerated().map { $0.offset % 5 == 2 ? .nan : $0.element }
    let few = Resampling(replicates: 60)
    for estimate in [
      { try PAWN.indices(whole, outputs: $0, resampling: few) },
      { try BorgonovoDelta.indices(whole, outputs: $0, resampling: few) },
    ] as [([Double]) throws -> DistributionIndices] {
      let (all, rest) = (try estimate(full), try estimate(holed))
      #expect(rest.usedPointCount == 320 && rest.missingPointCount == 80)
      for (one, other) in zip(all.inputs, rest.inputs) {
        #expect(other.index.contains(one.index.value), "\(one) \(other)")
      }
    }
  }

  @Test func `levels are classes of their own`() throws {
    let factors = [
      try factor("mode", .levels(["a", "b"])),
      try factor("x", .range(low: 0, high: 1, scale: .linear)),
    ]
    let points = try Design.latinHypercube(points: 200, seed: 1).makePoints(factors)
    let outputs = (0..<200).map { index in
      let row = points.values(of: index)
      return (row[0] == "a" ? 0 : 10) + (Double(row[1]) ?? 0)
    }
    let found = try PAWN.indices(points, outputs: outputs, resampling: Resampling(replicates: 0))
    // Half of all outputs lie in either class: the distributions are 1/2 apart.
    #expect(abs(found.inputs[0].index.value - 0.5) < 0.01)
  }

  @Test func `δ stays below 1 where a class has almost one output`() throws {
    let factors = [try factor("subsidy", .levels(["0", "1"]))]
    let points = try Design.latinHypercube(points: 40, seed: 1).makePoints(factors)
    // Without the subsidy the output is 5 but for a millionth; with it anything up to 10.
    let outputs = (0..<40).map { place in
      points.values(of: place)[0] == "0" ? 5 + 1e-6 * Double(place % 3) : 10 * Double(place) / 40
    }
    let found = try BorgonovoDelta.indices(
      points, outputs: outputs, resampling: Resampling(replicates: 20))
    #expect(found.inputs[0].uncorrected > 0.4 && found.inputs[0].uncorrected <= 1)
    #expect(found.inputs[0].index.lower >= 0 && found.inputs[0].index.upper <= 2)
  }

  @Test func `few, constant and boundless outputs are refused`() throws {
    let points = try Design.sobolSequence(points: 30).makePoints(try unitFactors(2))
    let some = (0..<30).map(Double.init)
    for outputs in [
      some.map { $0 < 12 ? $0 : .nan }, some.map { _ in 3 },
      some.map { $0 == 3 ? 1e308 : $0 == 4 ? -1e308 : $0 },
      some.map { $0 == 3 ? .leastNonzeroMagnitude : 0 },
    ] {
      #expect(throws: AnalysisProblem.self) { try PAWN.indices(points, outputs: outputs) }
      #expect(throws: AnalysisProblem.self) { try BorgonovoDelta.indices(points, outputs: outputs) }
    }
  }
}

/// Tables in which the same point stands several times.
@Suite struct RepeatedPointTests {
  /// `different` points with an output each, `times` over.
  private func table(
    different: Int, times: Int
  ) throws -> (points: DesignPoints, outputs: [Double]) {
    let one = (0..<different).map { [Double($0), Double(($0 * 7) % 11)] }
    let rows = (0..<(different * times)).map { one[$0 % different] }
    return (
      try DesignPoints(columnNames: ["x", "y"], rows: rows.map { $0.map { "\($0)" } }),
      rows.map { $0[0] + 0.3 * $0[1] }
    )
  }

  @Test func `values that differ by rounding are one, small ones are not`() throws {
    let points = try DesignPoints(
      columnNames: ["x"], rows: [["0.3"], ["\(0.1 + 0.2)"], ["1e-20"], ["2e-20"], ["-0"], ["0"]])
    #expect(points.numbers(of: 0) == [0.3, 0.3, 1e-20, 2e-20, 0, 0])
    #expect(points.firstsWithSameValues == [0, 0, 2, 3, 4, 4])
  }

  @Test func `repeats are drawn together, and few different ones have no interval`() throws {
    let resampling = Resampling(replicates: 200)
    func width(_ estimate: Estimate) -> Double { estimate.upper - estimate.lower }
    for different in [60, 3] {
      var (points, outputs) = try table(different: different, times: different == 60 ? 4 : 20)
      let alone = try PAWN.indices(points, outputs: outputs, resampling: resampling)
      let slopes = try StandardisedRegression(points, outputs: outputs, resampling: resampling)
      #expect(points.joinRepeats(outputs: [outputs]) == different)
      let together = try PAWN.indices(points, outputs: outputs, resampling: resampling)
      let fit = try StandardisedRegression(points, outputs: outputs, resampling: resampling)
      for (one, other) in zip(alone.inputs, together.inputs) {
        #expect(one.index.value == other.index.value)
        if different == 60 {
          #expect(width(other.index) > 1.2 * width(one.index))
          #expect(other.zeroLevel > 1.4 * one.zeroLevel)
        } else {
          #expect(other.index.lower.isNaN && other.index.upper.isNaN)
        }
      }
      for (one, other) in zip(slopes.inputs, fit.inputs) {
        #expect(agree([one.coefficient.value], [other.coefficient.value]))
        if different == 60 {
          #expect(width(other.coefficient) > 1.4 * width(one.coefficient))
        } else {
          #expect(other.coefficient.lower.isNaN && other.coefficient.upper.isNaN)
        }
      }
    }
  }

  @Test func `runs with noise of their own each count`() throws {
    var (points, outputs) = try table(different: 5, times: 10)
    let before = points
    outputs[7] += 1
    #expect(points.joinRepeats(outputs: [outputs]) == nil && points == before)
    // A run that failed says nothing against the others.
    outputs[7] = .nan
    #expect(points.joinRepeats(outputs: [outputs]) == 5)
  }
}

@Suite struct RegressionTests {
  @Test func `coefficients are those of NumPy's least squares`() throws {
    let (points, outputs) = try Oracles.table("ishigami_latin")
    let found = try StandardisedRegression(points, outputs: outputs)
    let expected = Oracles.all.ishigamiLatin
    #expect(agree(found.inputs.map(\.coefficient.value), expected.regression))
    #expect(abs(found.explainedShare - expected.regressionExplained) < 1e-9)
  }

  @Test func `a linear function is explained whole`() throws {
    let function = KnownFunction.linear([3, -1, 0])
    let points = try Design.latinHypercube(points: 100, seed: 1).makePoints(try function.factors)
    let found = try StandardisedRegression(points, outputs: function.outputs(points))
    #expect(abs(found.explainedShare - 1) < 1e-12)
    // 3/√10 and −1/√10 but for chance correlations of the columns.
    #expect(abs(found.inputs[0].coefficient.value - 0.949) < 0.03)
    #expect(abs(found.inputs[1].coefficient.value + 0.316) < 0.03)
    #expect(abs(found.inputs[2].coefficient.value) < 1e-12)
  }

  @Test func `factors in one line are refused, texts are left out`() throws {
    let rows = (0..<30).map { ["\($0)", "\(2 * $0)", ["a", "b", "c"][$0 % 3]] }
    let points = try DesignPoints(columnNames: ["x", "y", "mode"], rows: rows)
    let outputs = (0..<30).map { Double(($0 * 7) % 11) }
    #expect(throws: AnalysisProblem.self) { try StandardisedRegression(points, outputs: outputs) }
    let less = try DesignPoints(columnNames: ["x", "mode"], rows: rows.map { [$0[0], $0[2]] })
    let found = try StandardisedRegression(less, outputs: outputs)
    #expect(found.omitted == ["mode"] && found.inputs.map(\.name) == ["x"])
  }
}
