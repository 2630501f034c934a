import Foundation
import Testing
import TripleHelix

@testable import Scenarios

/// Calendar years, identifiers of any script, and regions by their names.
@Suite struct NamesAndYearsTests {
  private func load(_ text: String, _ overrides: [String] = []) throws -> Scenario {
    try Scenario.load(
      try Fixtures.temporary("extends: \(Fixtures.broken)/good.yaml\nyears: 10\n" + text),
      overrides: overrides)
  }

  private func complaints(_ text: String, _ overrides: [String] = []) throws -> String {
    do {
      _ = try load(text, overrides)
      return "in order"
    } catch let error as ScenarioErrors {
      return error.problems.map { "\($0.key) \($0.item): \($0.message)" }.joined(separator: "\n")
    }
  }

  private func grant(_ keys: String) -> String {
    "start_year: 2013\npolicies:\n"
      + "  - {name: first, instrument: research_grant, budget: 1}\n"
      + "  - {name: grant, instrument: research_grant, budget: 1, \(keys)}\n"
  }

  @Test(arguments: [
    ("start: 2015, end: 2019.25", 8, 25), ("start: 2, end: 6.25", 8, 25),
    ("start: 2013, end: 2023", 0, 40), ("start: 0, end: 2014", 0, 4),
  ])
  func `calendar years are years from the start`(keys: String, start: Int, end: Int) throws {
    let policy = try load(grant(keys)).configuration.policies[1]
    #expect(policy.start == start && policy.end == end)
  }

  @Test func `calendar years hold for initiators and targets too`() throws {
    let scenario = try load(
      """
      start_year: 2013
      initiators: [{name: one, region: north, sector: mining, start: 2015, employees: 5}]
      expect:
        - {indicator: national.unemployment, target: 0, tolerance: 1, source: x, at: year, year: 2018}
        - {indicator: national.real_gdp, target: 0, tolerance: 1, source: x, at: mean, from: 2014, to: 7}

      """)
    #expect(scenario.configuration.initiators.map(\.start) == [8])
    #expect(scenario.targets.map(\.year) == [5, nil])
    #expect(scenario.targets.map(\.from) == [nil, 1] && scenario.targets.map(\.to) == [nil, 7])
    let again = try Scenario.load(try Fixtures.temporary(scenario.resolvedText))
    #expect(again.targets == scenario.targets)
  }

  @Test(arguments: ["2040", "27"])
  func `a policy may end after the run, however its end is written`(end: String) throws {
    let scenario = try load(
      """
      start_year: 2013
      policies:
        - {name: grant, instrument: research_grant, budget: 1, end: \(end)}

      """)
    #expect(scenario.configuration.policies.map(\.end) == [27 * 4])
    let again = try Scenario.load(try Fixtures.temporary(scenario.resolvedText))
    #expect(again.configuration.policies.map(\.end) == [27 * 4])
  }

  @Test func `calendar years hold for outputs of commands`() throws {
    let scenario = try load("start_year: 2013\n")
    let outputs = try StudyOutput.parse(
      ["national.real_gdp,at=mean,from=2014,to=2016"], of: scenario, option: "--output")
    #expect(outputs[0].from == 1 && outputs[0].to == 3)
    let errors = #expect(throws: ScenarioErrors.self) {
      try StudyOutput.parse(
        ["national.real_gdp,at=year,year=2050"], of: scenario, option: "--output")
    }
    #expect(errors?.description.contains("2050 is after the run's last year, 2022") == true)
  }

  @Test(arguments: [
    (
      "start: 2050",
      "policies[2].start grant: 2050 is after the run's last year, 2022; allowed 0 to 10 years from the start, or calendar years 2013 to 2023"
    ),
    (
      "start: 2005",
      "policies[2].start grant: 2005 is before the run's first year, 2013; allowed 0 to 10 years from the start, or calendar years 2013 to 2023"
    ),
    (
      "start: 99",
      "policies[2].start grant: year 99 is after the end of the run; allowed 0 to 10 years from the start, or calendar years 2013 to 2023"
    ),
    (
      "end: 2005",
      "policies[2].end grant: 2005 is before the run's first year, 2013; allowed 0 to 10 years from the start, or calendar years 2013 to 2023"
    ),
    (
      "start: 2018, end: 2016",
      "policies[2].end grant: ends at year 2016, which is not after its start at year 2018"
    ),
  ])
  func `years outside the run are told as they were written`(keys: String, message: String) throws {
    #expect(try complaints(grant(keys)).split(separator: "\n").first.map(String.init) == message)
  }

  @Test func `a run that the command line cuts short may end before its policies`() throws {
    #expect(try complaints(grant("start: 1, end: 2019"), ["years=3"]) == "in order")
    #expect(try complaints(grant("start: 1, end: 6"), ["years=3"]) == "in order")
  }

  @Test(arguments: [
    ("Alpha", true), ("alpha_1", true), ("ВКО", true), ("шығыс_қазақстан", true), ("東北", true),
    ("Alpha-1", false), ("a b", false), ("1a", false), ("_a", false), ("a.b", false),
    ("a/b", false),
    ("a\u{202E}b", false), ("", false),
  ])
  func `identifiers are words of any script`(text: String, isIdentifier: Bool) {
    #expect(Reader.isIdentifier(text) == isIdentifier)
  }

  @Test(arguments: [
    ("Alpha-1", "alpha_1"), ("Восточный Казахстан", "восточный_казахстан"),
    ("a – b", "a_b"), ("1a", nil), ("a,b", nil),
  ])
  func `what is no identifier comes with a proposal`(text: String, proposal: String?) {
    #expect(Reader.identifier(from: text) == proposal)
  }

  @Test func `identifiers of other scripts reach the configuration and can be set`() throws {
    let text = try String(contentsOfFile: "\(Fixtures.broken)/tables/good.csv", encoding: .utf8)
      .replacing("north", with: "север").replacing("south", with: "Оңтүстік")
    let path = try Fixtures.temporary(
      "regions: {table: t.csv}\ncapitals: [север]\nyears: 1\n")
    let folder = URL(filePath: path).deletingLastPathComponent()
    try Data(text.utf8).write(to: folder.appending(path: "t.csv"))
    let scenario = try Scenario.load(path, overrides: ["regions.Оңтүстік.area=2500"])
    #expect(scenario.configuration.regions.map(\.id) == ["север", "Оңтүстік"])
    #expect(scenario.configuration.regions[1].area == 2500)
    let again = try Scenario.load(try Fixtures.temporary(scenario.resolvedText))
    #expect(again.configuration.regions == scenario.configuration.regions)
  }

  @Test func `regions and sectors may be named by their names`() throws {
    let overrides = ["regions.1.name=Шығыс Қазақстан", "regions.2.name=The South"]
    let scenario = try load(
      """
      capitals: [the  south]
      policies:
        - {name: p, instrument: research_grant, budget: 1, regions: [шығыс қазақстан], ward_group_of: The South}
      initiators: [{name: one, region: The South, sector: mining, employees: 5}]

      """, overrides)
    #expect(scenario.configuration.capitals == ["south"])
    #expect(scenario.configuration.policies[0].regions == ["north"])
    #expect(scenario.configuration.policies[0].wardGroupOf == "south")
    #expect(scenario.configuration.initiators[0].region == "south")
    let message = try complaints(
      "policies: [{name: p, instrument: research_grant, budget: 1, regions: [Шығыс Казакстан]}]\n",
      overrides)
    #expect(message.contains("there is no region `Шығыс Казакстан`"))
    #expect(message.hasSuffix("did you mean `north`?"))
  }

  @Test func `identifiers are found whatever their case`() throws {
    let scenario = try load(
      """
      capitals: [South, NORTH]
      policies:
        - {name: Giver, instrument: research_grant, budget: 2, regions: [North], ward_group_of: South}
        - {name: taker, instrument: research_grant, budget: 1, taken_from: giver, sectors: [Mining]}
      initiators: [{name: one, region: South, sector: MINING, employees: 5}]

      """, ["regions.North.area=1234"])
    let configuration = scenario.configuration
    #expect(configuration.capitals == ["south", "north"])
    #expect(configuration.policies[0].regions == ["north"])
    #expect(configuration.policies[0].wardGroupOf == "south")
    #expect(configuration.policies[1].takenFrom == "Giver")
    #expect(configuration.policies[1].sectors == ["mining"])
    #expect(configuration.initiators[0].region == "south")
    #expect(configuration.initiators[0].sector == "mining")
    #expect(configuration.regions[0].area == 1234)
    #expect(scenario.settings(under: "regions.NORTH.area").map(\.value) == ["1234"])
    #expect(scenario.settings(under: "policies.GIVER.budget").map(\.value) == ["2"])
  }

  @Test func `a region's name goes before another's identifier in another case`() throws {
    let scenario = try load(
      "policies: [{name: p, instrument: research_grant, budget: 1, regions: [South]}]\n",
      ["regions.1.name=South", "regions.2.name=Other"])
    #expect(scenario.configuration.policies[0].regions == ["north"])
  }

  @Test(arguments: [
    "карагандинская область", "Қарағанды облысы", "Karaganda region", "karaganda",
    "Karaganda",
  ])
  func `regions of Kazakhstan may be named in Russian and Kazakh`(name: String) throws {
    let path = try Fixtures.temporary(
      """
      extends: \(Fixtures.scenarios)/kazakhstan.yaml
      policies: [{name: p, instrument: research_grant, budget: 1, regions: [\(name)]}]
      """)
    let scenario = try Scenario.load(path)
    #expect(scenario.configuration.policies[0].regions == ["karaganda"])
    #expect(scenario.configuration.regions[6].otherNames.count == 2)
  }

  @Test func `two regions or sectors of one name are refused`() throws {
    let message = try complaints("", ["regions.1.name=Up", "regions.2.name=' UP'"])
    #expect(message.hasPrefix("regions[2].name south: the name ` UP` is taken by north, at --set"))
    #expect(try complaints("", ["sectors.1.name=A", "sectors.2.name=a"]).contains("is taken by"))
    #expect(
      try complaints(
        "policies: [{name: A, instrument: research_grant, budget: 1}, "
          + "{name: a, instrument: research_grant, budget: 1}]\n"
      ).contains("`a` is taken"))
  }

  @Test func `short names of parameters hold wherever keys are written`() throws {
    for key in ["search.base_hazard", "parameters.search.base_hazard"] {
      let scenario = try load("", ["\(key)=0.02"])
      #expect(scenario.configuration.parameters.search.baseHazard == 0.02)
      #expect(scenario.settings(under: key).map(\.value) == ["0.02"])
    }
    #expect(
      try complaints("base_hazard: 0.1\n").hasSuffix(
        "did you mean `parameters.search.base_hazard`?"))
    let scenario = try load(grant("start: 1"), ["policies[2].start=2"])
    #expect(scenario.configuration.policies[1].start == 8)
    #expect(scenario.settings(under: "policies[2].start").map(\.value) == ["2"])
  }

  @Test func `a seed of 64 bits is read, written and kept`() throws {
    let seed = UInt64.max
    let scenario = try load("", ["seed=\(seed)"])
    #expect(scenario.seed == seed && scenario.resolvedText.contains("\nseed: \(seed)\n"))
    let other = scenario.with(seed: 7)
    #expect(other.seed == 7 && other.resolvedText.contains("\nseed: 7\n"))
    #expect(other.hash != scenario.hash)
    #expect(try load("", ["seed=7"]).hash == other.hash)
    #expect(
      try complaints("", ["seed=18446744073709551616"])
        == "seed : 18446744073709551616 is out of range; allowed 0 to 18446744073709551615")
    #expect(
      try complaints("", ["seed=-1"])
        == "seed : -1 is out of range; allowed 0 to 18446744073709551615")
  }
}
