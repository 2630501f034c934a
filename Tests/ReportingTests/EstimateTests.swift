import Testing

@testable import Reporting

/// Differences as pages tell them.
@Suite struct EstimateTests {
  @Test(arguments: [
    (-0.009413, 0.0123, "−0.009 ± 0.012"),
    (-0.009413, 0.00031, "−0.00941 ± 0.00031"),
    (12345.6, 0.12, "+12,345.60 ± 0.12"),
    (-75.5, 307, "−76 ± 307"),
    (24_104_000, 630_000, "(+24.10 ± 0.63) million"),
    (-3.21e-7, 4.1e-7, "−3.2·10⁻⁷ ± 4.1·10⁻⁷"),
    (0, 0, "0 ± 0"),
    // One pair has no interval.
    (1.2345, .nan, "+1.23 ± –"),
    (.nan, 1, "–"),
  ])
  func `an effect has the digits that its interval gives`(
    effect: Double, half: Double, text: String
  ) {
    #expect(Numbers.estimate(effect, halfWidth: half) == text)
  }

  @Test(arguments: [
    ([-0.0001, 0.0002], true, true, "+.3~%"), ([0.01, 0.06], true, false, ".0~%"),
    ([0.00000002, -0.00000004], false, true, "+.1~e"), ([0.9, 1.02], false, false, ",.2~f"),
    ([-3, 12], false, true, "+,.0~f"), ([4_380_000, 4_400_000], false, false, "~s"),
    ([], false, true, "+,.1~f"),
  ])
  func `ticks of an axis differ, and none is in thousandths`(
    values: [Double], isShare: Bool, isDifference: Bool, format: String
  ) {
    #expect(
      String.tickFormat(over: values, isShare: isShare, isDifference: isDifference) == format)
  }
}
