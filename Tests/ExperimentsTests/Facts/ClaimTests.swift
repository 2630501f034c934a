import Testing

@testable import Experiments

@Suite struct ClaimTests {
  private static func finding(_ target: Claim.Target?, _ values: [Double]) -> ClaimFinding {
    ClaimFinding(
      Claim("x", "a thing", .fixed(digits: 1), target, "", ifMissed: "as said"), values: values)
  }

  @Test func `a mean in its range is met, outside it is missed with a reason`() {
    #expect(Self.finding(.mean(1...2), [1, 2]).verdict == .met)
    let low = Self.finding(.mean(1...2), [0, 1])
    #expect(low.verdict == .missed && low.reason == "mean 0.5 is below 1.0; as said")
    #expect(Self.finding(.mean(1...2), [3, 3]).reason == "mean 3.0 is above 2.0; as said")
  }

  @Test func `a bound is held by the whole interval`() {
    #expect(Self.finding(.above(0), [1, 1.1, 0.9]).verdict == .met)
    let wide = Self.finding(.above(0), [3, -1, 1])
    #expect(wide.verdict == .missed)
    #expect(wide.reason == "the lower end of the interval is -4.0, below 0.0; as said")
    #expect(Self.finding(.above(0), [-1, -2]).reason == "mean -1.5 is not above 0.0; as said")
    #expect(Self.finding(.below(0), [-1, -1.1, -0.9]).verdict == .met)
    #expect(Self.finding(.below(0), [1]).reason == "mean 1.0 is not below 0.0; as said")
  }

  @Test func `without values nothing is met, and the reason is told`() {
    let finding = ClaimFinding(
      Claim("x", "a thing", .fixed(digits: 1), .above(0)), values: [.nan],
      unavailable: "no such key")
    #expect(finding.verdict == .unavailable && finding.reason == "no such key")
    #expect(finding.measured == "–")
  }

  @Test func `a group holds if all its targets do`() {
    let met = Self.finding(.above(0), [1])
    let told = Self.finding(nil, [1])
    let missed = Self.finding(.above(0), [-1])
    let unknown = Self.finding(.above(0), [])
    #expect(ClaimGroup("g", "", [met, told]).verdict == .met)
    #expect(ClaimGroup("g", "", [met, unknown]).verdict == .unavailable)
    #expect(ClaimGroup("g", "", [missed, unknown]).verdict == .missed)
    #expect(ClaimGroup("g", "", [told]).verdict == nil)
  }

  @Test func `tables hold every claim, with commas quoted`() {
    let report = ClaimReport(
      name: "r", title: "R", introduction: "",
      groups: [
        ClaimGroup(
          "g", "G",
          [
            ClaimFinding(
              Claim(
                "x", "one, two", .percent(digits: 1), .mean(0...1), "0–100 %", prototype: "5 %"),
              values: [0.25, 0.75])
          ])
      ])
    #expect(report.score == "1 of 1 met")
    #expect(report.markdown().contains("| one, two | 0–100 % | 50.0 % ± 317.7 | 5 % | met |"))
    let lines = report.csv().split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[1].hasPrefix("r,g,x,\"one, two\",0–100 %,0.5,3.17"))
    #expect(lines[1].hasSuffix(",2,5 %,met,"))
  }
}
