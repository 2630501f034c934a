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

  private static let scrambled = StreamKey(seed: 7)

  /// The first `count` points.
  private func points(
    _ dimensionCount: Int, _ count: Int, scrambledBy key: StreamKey? = nil
  ) throws -> [[Double]] {
    var sequence = try SobolSequence(dimensionCount: dimensionCount, scrambledBy: key)
    return (0..<count).map { _ in sequence.next() }
  }

  @Test func `points without scrambling are those of SciPy in every dimension`() throws {
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
  func `scrambling keeps one point in every elementary interval`(bits: Int) throws {
    let count = 1 << bits
    let found = try points(100, count, scrambledBy: Self.scrambled)
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
    let next = try points(3, 2 * count, scrambledBy: Self.scrambled)[count...]
    for axis in 0..<3 {
      #expect(Set(next.map { Int($0[axis] * Double(count)) }).count == count)
    }
  }

  @Test func `scrambled coordinates are uniform over seeds, and those of two points independent`()
    throws
  {
    // Of the first two points, which share no digit but by chance once they are scrambled.
    let pairs = try (0..<4000).map { seed in
      try points(2, 2, scrambledBy: StreamKey(seed: UInt64(seed)))
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
    // Two points lie in different halves, and anywhere there: E xy = ¼ − 1/16.
    let product = pairs.reduce(0) { $0 + $1[0][0] * $1[1][0] } / 4000
    #expect(abs(product - 3.0 / 16) < 0.012)
    // Different coordinates of a point: E xy = ¼.
    let across = pairs.reduce(0) { $0 + $1[0][0] * $1[0][1] } / 4000
    #expect(abs(across - 0.25) < 0.018)
  }

  @Test func `a digit is flipped by the digits before it and no others`() {
    for key in [UInt64(1), 99] {
      for word in [0 as UInt32, 0xdead_beef, 0x0f0f_1234] {
        let scrambled = owenScrambled(word, key: key)
        for bit in UInt32(0)..<32 {
          // Another digit changes this one, and leaves those before it.
          let other = owenScrambled(word ^ 1 << bit, key: key) ^ scrambled
          #expect(other.leadingZeroBitCount == 31 - Int(bit))
        }
      }
    }
  }

  @Test func `the same seed gives the same points, and no coordinate is 0 or 1`() throws {
    let (one, same) = (
      try points(50, 64, scrambledBy: Self.scrambled),
      try points(50, 64, scrambledBy: Self.scrambled)
    )
    #expect(one == same)
    #expect(try points(50, 64, scrambledBy: StreamKey(seed: 8)) != one)
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
