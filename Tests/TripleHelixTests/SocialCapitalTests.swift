import Randomness
import RegionalMeasures
import Testing

@testable import TripleHelix

@Suite struct SocialCapitalTests {
  private static let draws: [SocialCapital.Factors] = {
    let key = StreamKeys(seed: 3, replicate: 0)[.traits]
    var stream = RandomStream()
    return (1...40_000).map { entity in
      stream.reset(key: key, entity: UInt64(entity), tick: 0)
      return SocialCapital.draw(&stream)
    }
  }()

  private func mean(_ k: Int) -> Double {
    Self.draws.reduce(0.0) { $0 + SocialCapital.factor($1, k) } / Double(Self.draws.count)
  }

  // A factor's standard deviation is about 0.26, so 40,000 draws have a standard error of 0.0013;
  // the figures are rounded to 0.005.
  @Test(arguments: zip(0..<8, [0.44, 0.58, 0.40, 0.47, 0.64, 0.57, 0.69, 0.63]))
  func `factors have the means of the survey`(k: Int, expected: Double) {
    #expect(abs(mean(k) - expected) < 0.01)
  }

  @Test func `the survey's rows add up to all of its enterprises`() {
    for row in SocialCapital.survey { #expect(row.reduce(0, +) == 100) }
  }

  @Test func `factors of one block go together more than those of two`() {
    func correlation(_ a: Int, _ b: Int) -> Double {
      let (meanA, meanB) = (mean(a), mean(b))
      var (ab, aa, bb) = (0.0, 0.0, 0.0)
      for draw in Self.draws {
        let (x, y) = (
          SocialCapital.factor(draw, a) - meanA, SocialCapital.factor(draw, b) - meanB
        )
        ab += x * y
        aa += x * x
        bb += y * y
      }
      return ab / (aa * bb).squareRoot()
    }
    // The copula's 0.5 and 0.25 shrink a little where normal numbers become uniform ones in bins.
    #expect(abs(correlation(0, 1) - 0.48) < 0.04)
    #expect(abs(correlation(4, 6) - 0.47) < 0.05)
    #expect(abs(correlation(0, 7) - 0.24) < 0.03)
    #expect(abs(correlation(2, 4) - 0.24) < 0.03)
  }

  @Test func `factors come back out of one number`() {
    let factors = SocialCapital.Factors(0, 1, 2, 127, 128, 200, 254, 255)
    let word = SocialCapital.packed(factors)
    #expect(word == 0xff_fe_c8_80_7f_02_01_00)
    #expect(SocialCapital.factors(packed: word) == factors)
  }
}
