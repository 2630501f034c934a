import Foundation
import Testing

@testable import SensitivityAnalysis

/// How near Saltelli's designs come to indices that are known, and whether their intervals hold them, beside
/// SALib on its own scrambled points: `Oracles/make_accuracy.py`.
@Suite struct AccuracyTests {
  struct Reference: Decodable {
    let function: String
    let inputs: Int
    let blocks: Int
    /// Root mean square errors over inputs and seeds.
    let first: Double
    let total: Double
  }

  struct Found {
    var squares = (first: 0.0, total: 0.0)
    var held = (first: 0, total: 0)
    var count = 0
    /// How many of them the intervals are counted of.
    var heldCount = 0

    var errors: (first: Double, total: Double) {
      (
        (squares.first / Double(count)).squareRoot(), (squares.total / Double(count)).squareRoot()
      )
    }
  }

  /// Indices over ten seeds.
  static func measure(
    _ function: KnownFunction, inputs: Int, blocks: Int, replicates: Int
  ) throws -> Found {
    let truth = function.variances
    let factors = try unitFactors(inputs)
    var found = Found()
    for seed in 1...10 {
      var points = DesignPoints(factors: factors, kind: .saltelli)
      var outputs: [Double] = []
      try DesignPlan(.saltelli(base: blocks, seed: UInt64(seed)), factors).forEachPoint { point in
        points.append(point)
        outputs.append(function.value(point.coordinates))
        return true
      }
      let indices = try VarianceIndices(
        points, outputs: outputs, resampling: Resampling(replicates: replicates))
      for (place, input) in indices.inputs.enumerated() {
        let (first, total) = (truth.first[place], truth.total[place])
        found.squares.first += (input.first.value - first) * (input.first.value - first)
        found.squares.total += (input.total.value - total) * (input.total.value - total)
        found.count += 1
        // Of Bratley's function the last inputs, with less than a thousandth, matter in points so rare that no
        // interval from these blocks shows it.
        guard total >= 0.001 || total == first else { continue }
        found.held.first += input.first.contains(first) ? 1 : 0
        found.held.total += input.total.contains(total) ? 1 : 0
        found.heldCount += 1
      }
    }
    return found
  }

  static func function(_ name: String, _ inputs: Int) -> KnownFunction {
    switch name {
    case "g": .sobolG([0, 1, 4.5, 9] + [Double](repeating: 99, count: inputs - 4))
    case "bratley": .bratley(inputs)
    default: .welch(inputs)
    }
  }

  /// The whole table takes minutes without optimisation: `TRISKELE_ACCURACY=all` prints it, otherwise its
  /// smallest sizes are held.
  @Test
  func `errors are no greater than SALib's on scrambled points, and intervals hold the truth`()
    throws
  {
    let isWhole = ProcessInfo.processInfo.environment["TRISKELE_ACCURACY"] == "all"
    let references = try Oracles.read("salib_accuracy.json", as: [Reference].self)
    var lines = [
      "function inputs blocks | RMSE S1, SALib, ratio | RMSE ST, SALib, ratio | held S1 ST"
    ]
    var (logarithms, held, count) = (0.0, 0, 0)
    for reference in references where isWhole || reference.blocks == 256 && reference.inputs <= 22 {
      let found = try Self.measure(
        Self.function(reference.function, reference.inputs), inputs: reference.inputs,
        blocks: reference.blocks, replicates: isWhole ? 500 : 100)
      let ratio = (
        first: found.errors.first / reference.first, total: found.errors.total / reference.total
      )
      // The shift gains nothing for Welch's function; over ten seeds its ratios scatter from 0.7 to 1.65.
      let limit = reference.function == "welch" ? 1.7 : 1.1
      #expect(ratio.first < limit && ratio.total < limit, "\(reference): \(ratio)")
      logarithms += log(ratio.first) + log(ratio.total)
      held += found.held.first + found.held.total
      count += 2 * found.heldCount
      let cells = [
        found.errors.first, reference.first, ratio.first, found.errors.total, reference.total,
        ratio.total, Double(found.held.first) / Double(found.heldCount),
        Double(found.held.total) / Double(found.heldCount),
      ].map { String(format: "%.4f", $0) }
      lines.append(
        "\(reference.function) \(reference.inputs) \(reference.blocks) \(cells.joined(separator: " "))"
      )
    }
    let mean = exp(logarithms / Double(2 * (lines.count - 1)))
    lines.append("mean ratio \(mean), share of truths in intervals \(Double(held) / Double(count))")
    print(lines.joined(separator: "\n"))
    #expect(mean < 0.9)
    #expect(Double(held) > 0.88 * Double(count))
  }

  @Test func `closed forms are those that numbers give`() throws {
    for function in [KnownFunction.bratley(5), .welch(22)] {
      let found = try VarianceIndices(
        try points(of: function), outputs: function.outputs(try points(of: function)),
        resampling: Resampling(replicates: 0))
      for (place, input) in found.inputs.enumerated() {
        #expect(abs(input.first.value - function.variances.first[place]) < 0.02)
        #expect(abs(input.total.value - function.variances.total[place]) < 0.02)
      }
    }
  }

  private func points(of function: KnownFunction) throws -> DesignPoints {
    try Design.saltelli(base: 2048).makePoints(try function.factors)
  }
}
