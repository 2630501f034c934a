import SensitivityAnalysis
import Testing

@Suite struct VarianceTests {
  @Test func `indices of known functions lie within their intervals`() throws {
    for function in [
      KnownFunction.ishigami, .sobolG([0, 1, 4.5, 9, 99, 99]), .linear([1, -2, 3, 0]),
    ] {
      let points = try Design.saltelli(base: 1024).makePoints(try function.factors)
      let found = try VarianceIndices(
        points, outputs: function.outputs(points), resampling: Resampling(replicates: 300))
      let (first, total) = function.variances
      for (input, expected) in zip(found.inputs, zip(first, total)) {
        #expect(input.first.contains(expected.0), "\(function) \(input)")
        #expect(input.total.contains(expected.1), "\(function) \(input)")
        #expect(abs(input.first.value - expected.0) < 0.03)
        #expect(abs(input.total.value - expected.1) < 0.03)
      }
    }
  }

  @Test func `pairs of the ishigami function are those of its formula`() throws {
    let points = try Design.saltelli(base: 1024, secondOrder: true).makePoints(
      try KnownFunction.ishigami.factors)
    let found = try VarianceIndices(
      points, outputs: KnownFunction.ishigami.outputs(points),
      resampling: Resampling(replicates: 100))
    let (_, total) = KnownFunction.ishigami.variances
    #expect(
      found.pairs.map { [$0.first, $0.second] } == [["x1", "x2"], ["x1", "x3"], ["x2", "x3"]])
    for (pair, expected) in zip(found.pairs, [0, total[2], 0]) {
      #expect(pair.index.contains(expected) && abs(pair.index.value - expected) < 0.05, "\(pair)")
    }
  }

  @Test(arguments: ["ishigami_radial", "sobol_g_radial"])
  func `indices are those of SALib on the same points`(name: String) throws {
    let (points, outputs) = try Oracles.table(name)
    let expected =
      name == "ishigami_radial" ? Oracles.all.ishigamiRadial : Oracles.all.sobolGRadial
    let found = try VarianceIndices(
      points, outputs: outputs, resampling: Resampling(replicates: 0))
    #expect(agree(found.inputs.map(\.first.value), expected.first))
    #expect(agree(found.inputs.map(\.total.value), expected.total))
    #expect(agree(found.pairs.map(\.index.value), expected.pairs))
  }

  @Test func `a block with a hole is dropped whole and the rest stays as it is`() throws {
    let function = KnownFunction.sobolG([0, 1, 9])
    let points = try Design.saltelli(base: 256).makePoints(try function.factors)
    var outputs = function.outputs(points)
    // Blocks 3 and 250 lose a point each, block 250 even two.
    for index in [3 * 5 + 2, 250 * 5, 250 * 5 + 4] { outputs[index] = .nan }
    let found = try VarianceIndices(points, outputs: outputs)
    #expect(found.usedBlockCount == 254 && found.droppedBlockCount == 2)
    // The same blocks by themselves, read back from a table.
    let kept = (0..<points.count).filter { ![3, 250].contains(points.placements[$0].block) }
    let rest = try DesignPoints(
      columnNames: Array(points.columnNames.dropFirst()),
      rows: kept.map { Array(points.cells(of: $0).dropFirst()) })
    let alone = try VarianceIndices(rest, outputs: kept.map { outputs[$0] })
    #expect(alone.inputs == found.inputs && alone.droppedBlockCount == 0)
  }

  @Test func `a group has the index of its factors together`() throws {
    let unit = Factor.Domain.range(low: 0, high: 1, scale: .linear)
    let factors = [
      try factor("x1", unit, group: "pair"), try factor("x2", unit),
      try factor("x3", unit, group: "pair"),
    ]
    let points = try Design.saltelli(base: 512).makePoints(factors)
    let outputs = KnownFunction.linear([1, 2, 3]).outputs(points)
    let found = try VarianceIndices(points, outputs: outputs)
    #expect(found.inputs.map(\.name) == ["pair", "x2"])
    #expect(abs(found.inputs[0].first.value - 10.0 / 14) < 0.02)
    #expect(abs(found.inputs[1].total.value - 4.0 / 14) < 0.02)
  }

  @Test func `intervals are the same in every run, and narrow with the number of blocks`() throws {
    let points = try Design.saltelli(base: 1024).makePoints(try KnownFunction.ishigami.factors)
    let outputs = KnownFunction.ishigami.outputs(points)
    let resampling = Resampling(replicates: 100)
    let stages = VarianceIndices.convergence(points, outputs: outputs, resampling: resampling)
    #expect(stages.map(\.size) == [128, 256, 512, 1024])
    let again = try VarianceIndices(points, outputs: outputs, resampling: resampling)
    #expect(stages[3].result == again)
    let widths = stages.map { $0.result.inputs[0].first.upper - $0.result.inputs[0].first.lower }
    #expect(widths[3] < widths[0] / 2)
  }

  @Test func `designs without blocks, constant and missing outputs are refused`() throws {
    let factors = try unitFactors(2)
    let plain = try Design.sobolSequence(points: 8).makePoints(factors)
    let blocks = try Design.saltelli(base: 8).makePoints(factors)
    for (points, value, words) in [
      (plain, 1.0, "without radial blocks"), (blocks, 1, "the same output"),
      (blocks, .nan, "0 of 8 blocks"),
    ] {
      let error = #expect(throws: AnalysisProblem.self) {
        try VarianceIndices(points, outputs: [Double](repeating: value, count: points.count))
      }
      let text = error?.description ?? ""
      #expect(text.contains(words), "\(text)")
    }
  }
}

@Suite struct ElementaryEffectTests {
  @Test func `a linear function has its slopes as effects, and no spread`() throws {
    let factors = [
      try factor("a", .range(low: 0, high: 10, scale: .linear)),
      try factor("b", .range(low: -1, high: 1, scale: .linear)),
    ]
    let points = try Design.morris(trajectories: 10, seed: 1).makePoints(factors)
    let found = try ElementaryEffects(
      points, outputs: KnownFunction.linear([3, -4]).outputs(points))
    // Per range of the factor: 3 · 10 and −4 · 2.
    #expect(abs(found.inputs[0].mean.value - 30) < 1e-9)
    #expect(abs(found.inputs[1].mean.value + 8) < 1e-9)
    #expect(abs(found.inputs[1].meanMagnitude.value - 8) < 1e-9)
    #expect(found.inputs.allSatisfy { $0.standardDeviation.value < 1e-9 })
  }

  @Test func `effects are those of SALib on the same trajectories`() throws {
    let (points, outputs) = try Oracles.table("morris_trajectories")
    let found = try ElementaryEffects(points, outputs: outputs)
    let expected = Oracles.all.morrisTrajectories
    #expect(agree(found.inputs.map(\.mean.value), expected.mean))
    #expect(agree(found.inputs.map(\.meanMagnitude.value), expected.meanMagnitude))
    #expect(agree(found.inputs.map(\.standardDeviation.value), expected.standardDeviation))
    // The same function here as there.
    #expect(agree(KnownFunction.morris.outputs(points), outputs))
  }

  @Test func `morris' twenty factors fall into his three classes`() throws {
    let points = try Design.morris(trajectories: 60, seed: 2).makePoints(
      try KnownFunction.morris.factors)
    let found = try ElementaryEffects(points, outputs: KnownFunction.morris.outputs(points))
    let (size, spread) = (
      found.inputs.map(\.meanMagnitude.value), found.inputs.map(\.standardDeviation.value)
    )
    #expect(try #require(size[..<10].min()) > 2 * (try #require(size[10...].max())))
    #expect(try #require(spread[..<7].min()) > 2 * (try #require(spread[7..<10].max())))
    for place in 7..<10 {
      let expected = KnownFunction.morrisMeanEffect(of: place)
      #expect(found.inputs[place].mean.contains(expected), "\(found.inputs[place]) \(expected)")
    }
  }

  @Test func `a missing output takes its own effects away and no others`() throws {
    let points = try Design.morris(trajectories: 5, seed: 1).makePoints(try unitFactors(3))
    var outputs = KnownFunction.linear([1, 2, 3]).outputs(points)
    outputs[4 * 2 + 1] = .nan
    let found = try ElementaryEffects(points, outputs: outputs)
    #expect(found.missingEffectCount == 2)
    #expect(found.inputs.map(\.effectCount).reduce(0, +) == 13)
    #expect(agree(found.inputs.map(\.mean.value), [1, 2, 3]))
  }

  @Test func `a group has a size but no direction`() throws {
    let unit = Factor.Domain.range(low: 0, high: 1, scale: .linear)
    let factors = [
      try factor("x1", unit, group: "pair"), try factor("x2", unit, group: "pair"),
      try factor("x3", unit),
    ]
    let points = try Design.morris(trajectories: 40, seed: 1).makePoints(factors)
    let found = try ElementaryEffects(
      points, outputs: KnownFunction.linear([1, 2, 4]).outputs(points))
    #expect(found.inputs[0].mean.value.isNaN && found.inputs[1].mean.value.isFinite)
    // |±1 ± 2| is 1 or 3, as often.
    #expect(abs(found.inputs[0].meanMagnitude.value - 2) < 0.6)
  }

  @Test func `too few effects are refused`() throws {
    let points = try Design.morris(trajectories: 1, seed: 1).makePoints(try unitFactors(2))
    #expect(throws: AnalysisProblem.self) {
      try ElementaryEffects(points, outputs: [1, 2, 3])
    }
  }
}
