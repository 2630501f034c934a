import Randomness
import Testing

@Suite struct QuasiRandomSequenceTests {
  @Test func `the first points are those of any Sobol' sequence`() throws {
    var sequence = try QuasiRandomSequence(.sobol, dimensionCount: 2)
    let points = (0..<7).map { _ in sequence.next() }
    // SciPy 1.17.1: qmc.Sobol(2, scramble=False), without the origin.
    #expect(
      points == [
        [0.5, 0.5], [0.75, 0.25], [0.25, 0.75], [0.375, 0.375], [0.875, 0.875], [0.625, 0.125],
        [0.125, 0.625],
      ])
  }

  @Test func `forty dimensions are balanced over a power of two`() throws {
    var sequence = try QuasiRandomSequence(.sobol, dimensionCount: 40)
    sequence.skip(255)
    let points = (0..<256).map { _ in sequence.next() }
    for axis in 0..<40 {
      #expect(Set(points.map { Int($0[axis] * 256) }).count == 256)
    }
  }

  @Test func `a Halton sequence with reversed digits has its bases' fractions`() throws {
    var sequence = try QuasiRandomSequence(.reverseHalton, dimensionCount: 60)
    let points = (0..<64).map { _ in sequence.next() }
    #expect(points.allSatisfy { $0.allSatisfy { (0..<1).contains($0) } })
    // In base 2 reversal changes nothing: ½, ¼, ¾, ⅛; in base 3 the digits 1 and 2 change places.
    #expect(points[..<4].map { $0[0] } == [0.5, 0.25, 0.75, 0.125])
    #expect(abs(points[0][1] - 2.0 / 3) < 1e-12 && abs(points[1][1] - 1.0 / 3) < 1e-12)
  }

  @Test func `dimensions that a sequence does not have are refused`() {
    for (kind, count) in [
      (QuasiRandomSequence.Kind.sobol, 0), (.sobol, 41), (.reverseHalton, 1230),
    ] {
      #expect(throws: DistributionError.self) {
        _ = try QuasiRandomSequence(kind, dimensionCount: count).dimensionCount
      }
    }
  }
}
