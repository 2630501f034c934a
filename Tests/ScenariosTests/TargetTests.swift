import Scenarios
import Testing

@Suite struct TargetTests {
  /// The one complaint about a scenario with a target.
  private func complaint(_ keys: String) throws -> String {
    let base = "\(Fixtures.broken)/good.yaml"
    let path = try Fixtures.temporary(
      "extends: \(base)\nexpect:\n  - {target: 1, tolerance: 0, source: a test, \(keys)}\n")
    do throws(ScenarioErrors) {
      _ = try Scenario.load(path)
      return ""
    } catch {
      #expect(error.problems.count == 1)
      return error.description.replacing(path, with: "x")
    }
  }

  @Test func `a target is of a table and a column that runs write`() throws {
    #expect(try complaint("indicator: national.unemployment") == "")
    #expect(try complaint("indicator: regions.north.p14, at: year, year: 5") == "")
    #expect(try complaint("indicator: clusters.count, at: mean, from: 2, to: 4") == "")
    // The lists of what is allowed grow with the model.
    #expect(
      try complaint("indicator: stars.count").contains(
        "error: expect[1].indicator (stars.count): there is no table `stars`; allowed regions, sectors"
      ))
    #expect(
      try complaint("indicator: national.luck").contains(
        "error: expect[1].indicator (national.luck): there is no column of national `luck`; allowed"
      ))
    #expect(
      try complaint("indicator: national.unemployment, at: noon").contains(
        "error: expect[1].at (national.unemployment): "))
  }

  @Test func `a target holds when and over what it is judged`() throws {
    let path = try Fixtures.temporary(
      """
      extends: \(Fixtures.broken)/good.yaml
      expect:
        - {indicator: national.gdp, target: 1, tolerance: 2, source: a, at: mean, from: 2, to: 4}
        - {indicator: national.wage, target: 1, tolerance: 2, source: a}
      """)
    let targets = try Scenario.load(path).targets
    #expect(
      targets == [
        Target(
          indicator: "national.gdp", target: 1, tolerance: 2, source: "a", at: .mean, from: 2, to: 4
        ),
        Target(indicator: "national.wage", target: 1, tolerance: 2, source: "a"),
      ])
  }
}
