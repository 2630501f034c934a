import Testing
import TripleHelix

@testable import Scenarios

/// What is said of policies: their years, regions and money in words, and budgets in a wrong unit.
@Suite struct PolicyWordsTests {
  private func load(_ policy: String, _ overrides: [String] = []) throws -> Scenario {
    try Scenario.load(
      try Fixtures.temporary(
        "extends: \(Fixtures.scenarios)/kazakhstan.yaml\npolicies: [{name: p, \(policy)}]\n"),
      overrides: overrides)
  }

  @Test(arguments: [
    (
      "instrument: research_grant, start: 2015, end: 2022, regions: [Pavlodar], budget: 5000",
      "p: research_grant, 2015 to the end of 2021, in Pavlodar region; "
        + "5,000 million tenge a year (0.014 % of product), paid by the nation"
    ),
    (
      "instrument: research_grant, start: 2015.5, end: 2018.25, budget: 5000, paid_by: regions",
      "p: research_grant, the third quarter of 2015 to the end of the first quarter of 2018, "
        + "in all regions; 5,000 million tenge a year (0.014 % of product), paid by the regions"
    ),
    (
      "instrument: cluster_council, ward_group_of: pavlodar",
      "p: cluster_council, 2013 to the end of the run, in the Ward group of Pavlodar region"
    ),
  ])
  func `a policy is told in words`(_ policy: String, _ words: String) throws {
    let line = try load(policy).policyLines.first ?? ""
    #expect(line.hasPrefix(words), "\(line)")
  }

  @Test(arguments: [
    ("5", "is it in billions here?"), ("50000000", "is it in thousands or in single tenge here?"),
  ])
  func `a budget of another magnitude is warned of`(_ budget: String, _ words: String) throws {
    let warnings = try load("instrument: research_grant, budget: \(budget)").warnings
    #expect(warnings.map(\.code) == ["budget_magnitude"])
    #expect(warnings.first?.key == "policies.p.budget")
    #expect(warnings.first?.message.hasSuffix(words) == true)
    #expect(warnings.first?.message.contains("of the country's product") == true)
  }

  @Test(arguments: [
    ("5 billion", "5000"), ("5bn", "5000"), ("1.5 млрд тенге", "1500"), ("3 thousand", "0.003"),
    ("7 million a year", "7"), ("2,5 bln", "2500"), ("4000000 tenge", "4"), ("$5 bn", "5000"),
    ("10m", "10"), ("1 trillion", "1000000"), ("5 apples", nil), ("5 %", "0.05"),
  ])
  func `a number with words is proposed in the unit of its key`(
    _ text: String, _ proposal: String?
  ) throws {
    let error = #expect(throws: ScenarioErrors.self) {
      try load("instrument: research_grant, budget: \"\(text)\"")
    }
    let message = error?.problems.first?.message ?? ""
    #expect(
      proposal.map { message.hasSuffix("did you mean `\($0)`?") } ?? !message.contains("did you"),
      "\(message)")
  }

  @Test func `a number of other things keeps its scale too`() throws {
    let error = #expect(throws: ScenarioErrors.self) {
      try load("instrument: research_grant, budget: 5000, largest: 2 thousand employees")
    }
    #expect(error?.problems.first?.message.hasSuffix("did you mean `2000`?") == true)
  }

  @Test func `the guide names the keys of all policies with units and defaults`() throws {
    let guides =
      [InstrumentGuide.text(), InstrumentGuide.text(of: "contest")]
      + [Scenario.itemGuide(of: "policies")]
    for guide in guides {
      let lines = try #require(guide).split(separator: "\n")
      for key in Key<Draft.Policy>.common.map(\.name) {
        #expect(lines.contains { $0.hasPrefix("  \(key)") }, "\(key)")
      }
      #expect(lines.contains { $0.hasPrefix("  budget (million a year): required. ") })
      #expect(lines.contains { $0.contains("`policy_financing`") })
      #expect(lines.contains { $0.contains("`end: 2022` is the start of 2022") })
    }
    #expect(Scenario.itemGuide(of: "initiators")?.contains("  employees (") == true)
    #expect(Scenario.itemGuide(of: "scale") == nil)
    for starter in Starter.allCases {
      #expect(starter.text(scenarioFolder: nil).contains("# policy_financing: debt\n"))
    }
  }
}
