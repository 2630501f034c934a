import Foundation
import Randomness
import SensitivityAnalysis
import Testing

/// Indices of outputs with noise, on functions whose indices are known.
@Suite struct ReplicateTests {
  private static let function = KnownFunction.sobolG([0, 1, 4.5])
  private static let deviation: Double = {
    // Variance of the G function: Π (1 + 1 / 3(1 + a)²) − 1.
    let own = [0, 1, 4.5].map { 1 / (3 * (1 + $0) * (1 + $0)) }
    return (own.reduce(1) { $0 * (1 + $1) } - 1).squareRoot()
  }()

  /// Radial blocks with A and B drawn at random: nothing of the library's own designs is used.
  private static func points(_ base: Int, _ stream: inout RandomStream) throws -> DesignPoints {
    var rows: [[String]] = []
    for block in 0..<base {
      let a = (0..<3).map { _ in stream.uniform() }
      let b = (0..<3).map { _ in stream.uniform() }
      func add(_ role: String, _ input: String, _ x: [Double]) {
        rows.append(["\(rows.count)", "\(block)", role, input, "", "0"] + x.map { "\($0)" })
      }
      add("A", "", a)
      for factor in 0..<3 {
        var mixed = a
        mixed[factor] = b[factor]
        add("AB", "x\(factor + 1)", mixed)
      }
      add("B", "", b)
    }
    return try DesignPoints(
      columnNames: DesignColumn.all + (1...3).map { "x\($0)" }, rows: rows)
  }

  /// - Parameters:
  ///   - noise: Standard deviation of each run's own noise, over that of the function.
  ///   - common: The same of a slope that a seed gives every factor, at all points alike.
  private static func outputs(
    _ points: DesignPoints, replicates: Int, noise: Double, common: Double,
    _ stream: inout RandomStream
  ) -> ReplicatedOutputs {
    let slopes = (0..<replicates).map { _ in
      (0..<3).map { _ in common * deviation * 2 * stream.gaussian() }
    }
    let values = (0..<points.count).map { point in
      let x = points.values(of: point).compactMap(Double.init)
      let y = function.value(x)
      return (0..<replicates).map { replicate -> Double in
        var value = y + noise * deviation * stream.gaussian()
        for (slope, coordinate) in zip(slopes[replicate], x) { value += slope * (coordinate - 0.5) }
        return value
      }
    }
    return ReplicatedOutputs(values: values, sharesSeeds: common > 0)
  }

  private static func stream(_ number: Int) -> RandomStream {
    var stream = RandomStream()
    stream.reset(key: StreamKey(seed: 15, process: 7), entity: UInt64(number), tick: 0)
    return stream
  }

  /// How often intervals hold the truth over many studies, by index, and the mean of the indices with its
  /// standard error.
  private func coverage(
    noise: Double, common: Double, replicates: Int, isCorrected: Bool = true
  ) throws -> (held: [Double], means: [Double], errors: [Double]) {
    let studies = 100
    let (first, total) = Self.function.variances
    let truth = first + total
    var held = [Double](repeating: 0, count: 6)
    var means = held
    var squares = held
    for number in 0..<studies {
      var stream = Self.stream(number)
      let points = try Self.points(48, &stream)
      let outputs = Self.outputs(
        points, replicates: replicates, noise: noise, common: common, &stream)
      let resampling = Resampling(replicates: 200, seed: UInt64(number))
      let found =
        isCorrected
        ? try VarianceIndices(points, outputs: outputs, resampling: resampling)
        : try VarianceIndices(points, outputs: outputs.means, resampling: resampling)
      let estimates = found.inputs.map(\.first) + found.inputs.map(\.total)
      for (place, estimate) in estimates.enumerated() {
        if estimate.contains(truth[place]) { held[place] += 1 / Double(studies) }
        means[place] += estimate.value / Double(studies)
        squares[place] += estimate.value * estimate.value / Double(studies)
      }
    }
    let errors = zip(means, squares).map { (max(0, $1 - $0 * $0) / Double(studies)).squareRoot() }
    return (held, means, errors)
  }

  @Test func `intervals hold the truth under noise of each run`() throws {
    let (held, means, errors) = try coverage(noise: 0.7, common: 0, replicates: 3)
    #expect(held.reduce(0, +) / 6 >= 0.88, "\(held)")
    // Of one index, 100 studies tell 0.88 to two standard errors of 0.0325.
    #expect(held.allSatisfy { $0 >= 0.815 }, "\(held)")
    let (first, total) = Self.function.variances
    // Without the correction ST of x₃ would be 0.05 + 0.7² / 3 = 0.21 on average, over 1.16.
    let truth = first + total
    // Besides chance, the ratio to an estimated variance has a bias of its own at 48 blocks.
    for (place, expected) in truth.enumerated() {
      #expect(abs(means[place] - expected) < 0.02 + 3 * errors[place])
    }
  }

  @Test func `intervals hold the truth where a seed changes what factors do at all points`() throws
  {
    let held = try coverage(noise: 0.3, common: 0.3, replicates: 5).held
    #expect(held.allSatisfy { $0 >= 0.88 }, "\(held)")
  }

  @Test func `indices of means count noise as an effect, and their intervals miss the truth`()
    throws
  {
    let (held, means, _) = try coverage(
      noise: 0.7, common: 0, replicates: 3, isCorrected: false)
    let total = Self.function.variances.total
    #expect(means[5] > total[2] + 0.08)
    #expect(held[5] < 0.5)
  }

  @Test func `without noise the indices are those of one run`() throws {
    var stream = Self.stream(0)
    let points = try Self.points(32, &stream)
    let outputs = Self.outputs(points, replicates: 3, noise: 0, common: 0, &stream)
    let plain = Resampling(replicates: 0)
    let one = try VarianceIndices(points, outputs: outputs.means, resampling: plain)
    for sharesSeeds in [false, true] {
      let many = try VarianceIndices(
        points, outputs: ReplicatedOutputs(values: outputs.values, sharesSeeds: sharesSeeds),
        resampling: plain)
      for (input, expected) in zip(many.inputs, one.inputs) {
        #expect(abs(input.first.value - expected.first.value) < 1e-9)
        #expect(abs(input.total.value - expected.total.value) < 1e-9)
      }
      #expect(abs(many.variance - one.variance) < 1e-9)
    }
  }

  @Test func `noise alone has no indices`() throws {
    var stream = Self.stream(3)
    let points = try Self.points(16, &stream)
    let values = (0..<points.count).map { point -> [Double] in
      // Exactly opposite replicates: no mean differs from another.
      let size = Double(point % 3 + 1)
      return [size, -size]
    }
    #expect(throws: AnalysisProblem.self) {
      try VarianceIndices(points, outputs: ReplicatedOutputs(values: values, sharesSeeds: false))
    }
  }

  @Test func `a block counts with the replicates that it has`() throws {
    var stream = Self.stream(4)
    let points = try Self.points(8, &stream)
    var values = Self.outputs(points, replicates: 3, noise: 0.2, common: 0, &stream).values
    values[0][1] = .nan
    for point in 5..<10 { values[point] = [values[point][0], .nan, .nan] }
    let found = try VarianceIndices(
      points, outputs: ReplicatedOutputs(values: values, sharesSeeds: true),
      resampling: Resampling(replicates: 50))
    #expect(found.usedBlockCount == 7 && found.droppedBlockCount == 1)
    #expect(found.inputs.allSatisfy { $0.total.value.isFinite && $0.total.lower.isFinite })
  }

  @Test func `shares of noise are those on paper`() {
    // Points 0, 10, 20; replicates ±1 about them, so s² = 2 within a point.
    let values = [0.0, 10, 20].map { [$0 - 1, $0 + 1] }
    let own = SeedNoise(ReplicatedOutputs(values: values, sharesSeeds: false))
    #expect(own.repeatedPointCount == 3 && own.varianceOfRuns == 2 && own.varianceOfMeans == 1)
    // The means' variance is 100, of which 2 / 2 is noise.
    #expect(own.varianceBetweenPoints == 99 && own.shareOfMeans == 0.01)
    #expect(abs(own.shareOfRuns - 2.0 / 101) < 1e-15)
    #expect(!own.isComparable)
    // The same seeds shift all points alike: no noise between points.
    let shared = SeedNoise(ReplicatedOutputs(values: values, sharesSeeds: true))
    #expect(shared.varianceOfRuns == 2 && shared.varianceOfMeans == 0)
    #expect(shared.shareOfMeans == 0)
    let none = SeedNoise(
      ReplicatedOutputs(values: [[1], [2]], sharesSeeds: true))
    #expect(none.shareOfMeans.isNaN && none.shareOfRuns.isNaN && !none.isComparable)
    // 5 % of noise where it is as large as the rest with 4 replicates: 19 times as many.
    let loud = SeedNoise(
      ReplicatedOutputs(values: [[0, 4], [2, 6], [4, 8]], sharesSeeds: false))
    #expect(loud.varianceOfMeans == 4 && loud.varianceBetweenPoints == 0)
    #expect(loud.isComparable && loud.replicates(forShare: 0.05, now: 2) == nil)
    #expect(own.replicates(forShare: 0.001, now: 2) == 21)
  }

  @Test func `seeds that all points share widen intervals of other indices`() {
    // The index is the mean over the points; replicates are 1, 2, 3 everywhere: s / √3.
    let values = [[1.0, 2, 3], [1.0, 2, 3]]
    let index: ([Double]) -> [Double]? = { [$0.reduce(0, +) / Double($0.count)] }
    let errors = SeedError.errors(ReplicatedOutputs(values: values, sharesSeeds: true), index)
    #expect(errors.map { abs($0[0] - 1 / 3.0.squareRoot()) < 1e-12 } == true)
    #expect(SeedError.errors(ReplicatedOutputs(values: values, sharesSeeds: false), index) == nil)
    let wide = Estimate(value: 2, lower: 1, upper: 3).widened(by: 1, confidence: 0.95)
    #expect(abs(wide.upper - (2 + (1 + 1.959964 * 1.959964).squareRoot())) < 1e-5)
    #expect(wide.lower < 1 && wide.value == 2)
  }
}
