import Foundation
import Tables
import Testing
import TripleHelix

@testable import Scenarios

@Suite struct ShippedScenarioTests {
  @Test func `all that is shipped is looked at`() {
    #expect(Fixtures.shipped.count >= 30)
    for file in [
      "kazakhstan.yaml", "russia.yaml", "disputes/contest.yaml", "teaching/related-sectors.yaml",
    ] {
      #expect(Fixtures.shipped.contains(file))
    }
  }

  @Test(arguments: Fixtures.shipped)
  func `every shipped scenario is read without a complaint`(file: String) throws {
    let scenario = try Scenario.load("\(Fixtures.scenarios)/\(file)")
    #expect(scenario.configuration.parameters.violations().isEmpty)
  }

  @Test(arguments: Fixtures.shipped)
  func `a resolved scenario alone gives the same configuration and hash`(file: String) throws {
    let scenario = try Scenario.load("\(Fixtures.scenarios)/\(file)")
    let again = try Scenario.load(try Fixtures.temporary(scenario.resolvedText))
    #expect(again.configuration == scenario.configuration)
    #expect(again.resolvedText == scenario.resolvedText)
    #expect(again.hash == scenario.hash)
    #expect(again.seed == scenario.seed && again.targets == scenario.targets)
  }

  @Test func `Kazakhstan starts on all 224 indicators of its table`() throws {
    let configuration = try Scenario.load("\(Fixtures.scenarios)/kazakhstan.yaml").configuration
    let bytes = try Data(
      contentsOf: URL(fileURLWithPath: "\(Fixtures.scenarios)/kazakhstan/regions.csv"))
    let table = try DelimitedText(String(decoding: bytes, as: UTF8.self)).records
      .map { $0.map(\.text) }
    let header = table[0]
    let capitals = configuration.capitals.compactMap { name in
      configuration.regions.firstIndex { $0.id == name }
    }
    let count = configuration.regions.count
    try #require(count == 16 && capitals.count == 2)
    func distance(_ one: Int, _ other: Int) -> Double {
      configuration.distances[one * count + other]
    }
    for (index, region) in configuration.regions.enumerated() {
      let row = table[index + 1]
      #expect(row[0] == region.id)
      let indicators: [Double] = [
        region.patentShare * 100,
        try #require(region.researchExpenditure) * 1e6 / region.population,
        region.researchPersonnel * 1000 / region.employed,
        region.employed * 1000 / region.population,
        region.labourForce * 1000 / region.population,
        region.fixedInvestment * 1000 / region.population,
        region.budgetInvestment * 1000 / region.population,
        region.publicExpenditure * 1000 / region.population,
        (distance(index, capitals[0]) + distance(index, capitals[1]))
          / distance(capitals[0], capitals[1]),
        region.activeFirms * 1000 / region.area,
        region.registeredFirms * 100_000 / region.population,
        region.industryShare * 1000,
        region.servicesShare * 1000,
        region.grossRegionalProduct * 1000 / region.population,
      ]
      for (number, found) in indicators.enumerated() {
        let column = try #require(header.firstIndex { $0.hasPrefix("p\(number + 1)_") })
        let expected = try #require(Double(row[column]))
        // P9 is from distances of the table, which are rounded to 0.1 km.
        #expect(
          abs(found - expected) <= expected * (number == 8 ? 5e-4 : 1e-12),
          "P\(number + 1) of \(region.id): \(found), not \(expected)")
      }
    }
  }

  @Test func `Kazakhstan is what the paper describes`() throws {
    let scenario = try Scenario.load("\(Fixtures.scenarios)/kazakhstan.yaml")
    let configuration = scenario.configuration
    #expect(configuration.name == "kazakhstan")
    #expect(configuration.horizon == 100)
    #expect(configuration.sectors.count == 10)
    #expect(configuration.recluster == ReclusterPlan(every: 4, cut: .groups(8)))
    #expect(!configuration.isStylised)
    #expect(
      scenario.files.map { URL(fileURLWithPath: $0).lastPathComponent } == [
        "kazakhstan.yaml", "regions.csv", "distances.csv", "sectors.csv", "paper_clusters.csv",
      ])
    #expect(scenario.referenceGroups.map(\.region) == configuration.regions.map(\.id))
    #expect(Set(scenario.referenceGroups.map(\.group)) == Set(1...8))
  }

  @Test func `the neutral country has the size it says`() throws {
    let configuration = try Scenario.load("\(Fixtures.scenarios)/neutral.yaml").configuration
    let employed = configuration.regions.map(\.employed).reduce(0, +)
    #expect(configuration.regions.count == 16)
    #expect(configuration.horizon == 200)
    #expect(configuration.isStylised)
    #expect(configuration.sectors == SectorDescription.defaults)
    #expect(employed == 190_000)
    #expect(configuration.regions.map(\.activeFirms).reduce(0, +) == 20_000)
    #expect(configuration.regions.allSatisfy { $0.researchExpenditure == nil })
    let product = configuration.regions.map(\.grossRegionalProduct).reduce(0, +)
    #expect(abs(product / employed - 1.49) < 0.01)
  }

  @Test func `a scenario that extends another changes only what it says`() throws {
    let base = try Scenario.load("\(Fixtures.scenarios)/kazakhstan.yaml").configuration
    var policy = try Scenario.load("\(Fixtures.scenarios)/kazakhstan-research-grant.yaml")
      .configuration
    #expect(policy.name == "kazakhstan-research-grant")
    #expect(
      policy.policies == [
        PolicyDescription(
          name: "research_grant", instrument: .researchGrant, start: 20, end: 40,
          regions: ["karaganda", "pavlodar", "east_kazakhstan", "south_kazakhstan"], budget: 5000)
      ])
    policy.policies = []
    (policy.name, policy.title, policy.summary) = (base.name, base.title, base.summary)
    #expect(policy == base)
  }

  /// Policies begin in the first year here, whenever they do in the file.
  @Test(arguments: Fixtures.shipped)
  func `every shipped scenario lives through two years with closed books, its policies acting`(
    file: String
  ) throws {
    let scale =
      file.hasPrefix("kazakhstan")
      ? 50 : file.hasPrefix("russia") ? 1000 : file.contains("one-region") ? 1 : 10
    let scenario = try Scenario.load(
      "\(Fixtures.scenarios)/\(file)", overrides: ["scale=\(scale)"])
    var configuration = scenario.configuration
    for place in configuration.policies.indices {
      let length = configuration.policies[place].end - configuration.policies[place].start
      configuration.policies[place].start = 1
      configuration.policies[place].end = 1 + max(8, length)
    }
    let simulation = try Simulation(configuration, seed: scenario.seed)
    var recording = Recording()
    for _ in 0..<8 {
      try simulation.step()
      simulation.record(into: &recording)
    }
    func values(_ table: Table, _ column: String) throws -> [Double] {
      let place = try #require(table.columns.firstIndex { $0.name == column })
      return table.rows.map { row in
        if case .number(let value) = row[place] { value } else { .nan }
      }
    }
    let drifts = try values(recording.national, "account_drift")
    #expect(drifts.count == 8 && drifts.allSatisfy { abs($0) < 1e-9 })
    guard !configuration.policies.isEmpty else { return }
    let acts = try values(recording.policies, "spent") + values(recording.policies, "reached")
    #expect(acts.contains { $0 > 0 })
  }

  @Test func `the university that calls has clusters over several regions, near by alone`() throws {
    let scenario = try Scenario.load("\(Fixtures.scenarios)/teaching/university-initiative.yaml")
    let simulation = try Simulation(scenario.configuration, seed: scenario.seed)
    for _ in 0..<24 { try simulation.step() }
    let records = simulation.clusterRecords().filter(\.isAlive)
    #expect(records.contains { $0.initiator == .university })
    #expect(records.contains { $0.regionCount > 1 })
    // The coast is too far for the others.
    #expect(records.allSatisfy { $0.regionCount <= ($0.region == "coast" ? 1 : 3) })
    #expect(Set(records.map(\.fee)).count > 1)
  }

  @Test func `related sectors share clusters in the country for it, and some split`() throws {
    let scenario = try Scenario.load("\(Fixtures.scenarios)/teaching/related-sectors.yaml")
    let simulation = try Simulation(scenario.configuration, seed: scenario.seed)
    for _ in 0..<80 { try simulation.step() }
    let records = simulation.clusterRecords()
    #expect(records.contains { $0.isAlive && $0.sectorCount > 1 })
    for record in records where record.isAlive {
      #expect(record.group.contains(record.sector) && record.sectorCount <= record.group.count)
    }
    let split = records.filter { $0.initiator == .split }
    #expect(!split.isEmpty)
    let names = Set(records.map(\.id))
    #expect(split.allSatisfy { names.contains($0.parent) })
  }
}
