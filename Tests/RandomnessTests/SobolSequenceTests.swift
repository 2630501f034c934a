import Foundation
import Testing

@testable import Randomness

/// What SciPy computed; see `Oracles/make_oracles.py`.
func oracle<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
  let decoder = JSONDecoder()
  decoder.keyDecodingStrategy = .convertFromSnakeCase
  let url = Bundle.module.bundleURL.appending(path: "Oracles").appending(path: name)
  return try decoder.decode(type, from: Data(contentsOf: url))
}

@Suite struct SobolSequenceTests {
  private struct SciPy: Decodable {
    /// FNV-1a over the highest 30 bits of all direction numbers.
    let directions: String
    let firstPoints: [[Double]]
    let point2730: [Int]
  }

  private static let shift = StreamKey(seed: 7)

  /// The first `count` points.
  private func points(
    _ dimensionCount: Int, _ count: Int, shiftedBy key: StreamKey? = nil
  ) throws -> [[Double]] {
    var sequence = try SobolSequence(dimensionCount: dimensionCount, shiftedBy: key)
    return (0..<count).map { _ in sequence.next() }
  }

  @Test func `points without a shift are those of SciPy in every dimension`() throws {
    let expected = try oracle("sobol.json", as: SciPy.self)
    #expect(try points(5, 8) == expected.firstPoints)
    let width = SobolSequence.greatestDimensionCount
    let rows = SobolDirectionNumbers.directions(dimensionCount: width).prefix(30 * width)
    let hash = rows.reduce(UInt64(0xcbf2_9ce4_8422_2325)) {
      ($0 ^ UInt64($1 >> 2)) &* 0x100_0000_01b3
    }
    #expect(width >= 2000 && "\(hash)" == expected.directions)
    let late = try points(width, 2731)[2730]
    #expect(
      stride(from: 0, to: width, by: 97).map { Int(late[$0] * 0x1p30) } == expected.point2730)
  }

  @Test(arguments: [3, 6, 8])
  func `a shift keeps one point in every elementary interval`(bits: Int) throws {
    let count = 1 << bits
    let found = try points(100, count, shiftedBy: Self.shift)
    for axis in 0..<100 {
      #expect(Set(found.map { Int($0[axis] * Double(count)) }).count == count)
    }
    // The first two coordinates are a (0, m, 2)-net: one point in each of 2ᵃ times 2ᵐ⁻ᵃ boxes.
    for split in 0...bits {
      let (columns, rows) = (1 << split, 1 << (bits - split))
      let boxes = found.map { Int($0[0] * Double(columns)) * rows + Int($0[1] * Double(rows)) }
      #expect(Set(boxes).count == count)
    }
    // The next 2ᵐ points are balanced as well.
    let next = try points(3, 2 * count, shiftedBy: Self.shift)[count...]
    for axis in 0..<3 {
      #expect(Set(next.map { Int($0[axis] * Double(count)) }).count == count)
    }
  }

  @Test func `shifted coordinates are uniform over seeds, and independent of each other`()
    throws
  {
    let pairs = try (0..<4000).map { seed in
      try points(2, 2, shiftedBy: StreamKey(seed: UInt64(seed)))
    }
    for point in 0..<2 {
      for axis in 0..<2 {
        let values = pairs.map { $0[point][axis] }
        let mean = values.reduce(0, +) / 4000
        let square = values.reduce(0) { $0 + $1 * $1 } / 4000
        // Five standard errors: 5 · 0.289 / √4000 and 5 · 0.298 / √4000.
        #expect(abs(mean - 0.5) < 0.023 && abs(square - 1.0 / 3) < 0.024)
      }
    }
    // Different coordinates of a point: E xy = ¼.
    let across = pairs.reduce(0) { $0 + $1[0][0] * $1[0][1] } / 4000
    #expect(abs(across - 0.25) < 0.018)
  }

  @Test func `the same seed gives the same points, and no coordinate is 0 or 1`() throws {
    let (one, same) = (
      try points(50, 64, shiftedBy: Self.shift),
      try points(50, 64, shiftedBy: Self.shift)
    )
    #expect(one == same)
    #expect(try points(50, 64, shiftedBy: StreamKey(seed: 8)) != one)
    #expect(one.allSatisfy { $0.allSatisfy { $0 > 0 && $0 < 1 } })
  }

  @Test func `dimensions that the sequence does not have are refused`() {
    for count in [0, SobolSequence.greatestDimensionCount + 1] {
      let error = #expect(throws: DistributionError.self) {
        try SobolSequence(dimensionCount: count)
      }
      #expect(
        error?.description == "dimensions of a Sobol' sequence: must be in 1...2048, found \(count)"
      )
    }
  }
}
