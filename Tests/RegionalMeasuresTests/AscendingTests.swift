import Randomness
import Testing

@testable import RegionalMeasures

@Suite struct AscendingTests {
  @Test(arguments: [0, 1, 2, 512, 513, 20_000])
  func `bits sort as numbers do`(count: Int) {
    var stream = RandomStream()
    // Many alike, over thirty orders of magnitude, zero among them.
    let values = (0..<count).map { _ -> Double in
      let word = stream.word()
      return word % 50 == 0 ? 0 : Double(word % 977) * [1e-15, 1, 1e15][Int(word % 3)]
    }
    #expect(ascending(values) == values.sorted())
  }

  @Test func `infinity comes last`() {
    let values = Array(repeating: 2.0, count: 600) + [.infinity, .leastNonzeroMagnitude]
    #expect(ascending(values) == values.sorted())
  }
}
