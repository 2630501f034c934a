import Foundation
import SensitivityAnalysis
import Testing
import TripleHelix

@testable import Scenarios

@Suite struct StudyFileTests {
  private static let head = """
    scenario: \(Fixtures.scenarios)/teaching/one-region.yaml

    """

  private func load(_ text: String) throws -> StudyFile {
    try StudyFile.load(try Fixtures.temporary(text, name: "study.yaml"))
  }

  /// What is said of a study, without the folder that it is in.
  private func complaints(_ text: String, with files: [String: String] = [:]) throws -> String {
    let path = try Fixtures.temporary(text, name: "study.yaml")
    let folder = path.dropLast("study.yaml".count)
    for (name, text) in files { try Data(text.utf8).write(to: URL(filePath: folder + name)) }
    do throws(ScenarioErrors) {
      _ = try StudyFile.load(path)
      return "in order"
    } catch {
      return error.description.replacing(folder, with: "")
    }
  }

  private static let good = """
    \(head)years: 2
    set:
      policies:
        - {name: grant, instrument: research_grant, budget: 100, rate: 0.2}
      parameters.search.own_share: 0.4
    parameters:
      - name: hazard
        key: search.base_hazard
        range: [0.001, 0.1]
        scale: log
      - name: rate
        key: policies.grant.rate
        values: [0, 0.5, 1]
      - name: knowledge
        key: mechanisms.knowledge_space
        values: [true, false]
    constraints: [hazard * 10 < 1]
    design: {kind: latin_hypercube, points: 10}
    replicates: 3
    outputs:
      - {name: gdp, indicator: national.real_gdp, at: slope, from: 1}
      - {name: firms, indicator: sectors.firms, over: each}
      - {name: members, indicator: clusters.members, over: sum}
    """

  @Test func `a study says what varies, how often and what is kept`() throws {
    let study = try load(Self.good)
    #expect(study.name == "study")
    #expect(
      study.parameters.map(\.keys) == [
        ["parameters.search.base_hazard"], ["policies.grant.rate"], ["mechanisms.knowledge_space"],
      ])
    #expect(study.parameters[0].factor.domain == .range(low: 0.001, high: 0.1, scale: .logarithmic))
    #expect(study.parameters[1].factor.domain == .levels(["0", "0.5", "1"]))
    #expect(study.parameters.map(\.isNumeric) == [true, true, false])
    #expect(study.parameters[0].meaning.isEmpty == false)
    #expect(study.design == .latinHypercube(points: 10, seed: 1))
    #expect(study.replicates == .fixed(3))
    #expect(study.outputs.map(\.name) == ["gdp", "firms_goods", "members"])
    #expect(study.outputs.map(\.unit) == ["million/quarter/year", "firms", "firms"])
    #expect(study.outputs[1].rows == .named("goods"))
    #expect(study.scenario.configuration.horizon == 8)
    #expect(study.scenario.configuration.policies.count == 1)
    #expect(study.scenario.configuration.parameters.search.ownShare == 0.4)
  }

  @Test func `a point is the scenario with its values`() throws {
    let study = try load(Self.good)
    let variant = try StudyVariants(study).variant(["0.05", "0.5", "false"])
    #expect(variant.configuration.parameters.search.baseHazard == 0.05)
    #expect(variant.configuration.mechanisms.knowledgeSpace == false)
    // The same as with `--set`, and known by the same hash.
    var text = Self.good
    text.replace("rate: 0.2", with: "rate: 0.5")
    text.replace("own_share: 0.4", with: "own_share: 0.4\n  mechanisms: {knowledge_space: false}")
    text.replace("years: 2\nset:", with: "years: 2\nset:\n  parameters.search.base_hazard: 0.05")
    #expect(try load(text).scenario.hash == variant.hash)
    let same = ["\(study.scenario.configuration.parameters.search.baseHazard)", "0.2", "true"]
    #expect(try StudyVariants(study).variant(same).hash == study.scenario.hash)
  }

  /// Only what differs is read again, and everything is held against everything else.
  @Test(arguments: [("kazakhstan-research-grant.yaml", 8), ("teaching/one-region.yaml", 1)])
  func `variants are what a whole reading gives`(file: String, stride: Int) throws {
    let path = "\(Fixtures.scenarios)/\(file)"
    let template = try ScenarioTemplate(path)
    let reader = VariantReader(template)
    let numbers = Parameters.descriptions.enumerated().filter { $0.offset % stride == 0 }
      .map { "parameters.\($0.element.name)" }
    let keys =
      numbers.enumerated().map { ($1, ["0.5", "1", "-1"][$0 % 3]) }
      + Mechanisms.descriptions.map { ("mechanisms.\($0.name)", "false") }
      + [("scale", "20"), ("parameters.pricing.mark_up", "3"), ("parameters.no.such", "1")]
    var refused = 0
    for (key, value) in keys {
      let place = Place(.override("\(key)=\(value)"))
      let override = Override(key, SourceNode(.scalar(value, .cell), at: place), at: place)
      var hashes: [String] = []
      var problems: [[String]] = []
      do throws(ScenarioErrors) {
        hashes.append(try reader.variant([override]).hash)
      } catch {
        problems.append(error.problems.map { "\($0.key): \($0.message)" })
      }
      do throws(ScenarioErrors) {
        hashes.append(try Scenario.load(path, overrides: ["\(key)=\(value)"]).hash)
      } catch {
        problems.append(error.problems.map { "\($0.key): \($0.message)" })
        refused += 1
      }
      #expect(Set(hashes).count + Set(problems).count == 1, "\(key)=\(value)")
      #expect(hashes.count + problems.count == 2)
    }
    #expect(refused > 1 && refused < keys.count / 2)
  }

  @Test func `a parameter may choose among scenario files`() throws {
    let study = try load(
      """
      years: 1
      parameters:
        - name: country
          scenarios: [\(Fixtures.scenarios)/teaching/one-region.yaml, \
      \(Fixtures.scenarios)/teaching/two-regions.yaml]
        - {name: share, key: search.own_share, range: [0.1, 0.9], levels: 2}
      outputs: [{name: gdp, indicator: national.real_gdp}]
      """)
    let points = try study.design.makePoints(study.parameters.map(\.factor))
    let regions = try (0..<points.count).map { point in
      try StudyVariants(study).variant(points.values(of: point)).configuration.regions.count
    }
    #expect(regions == [1, 1, 2, 2])
  }

  @Test func `replicates may go on until an interval is narrow`() throws {
    var text = Self.good
    text.replace(
      "replicates: 3", with: "replicates: {until: {output: gdp, half_width: 0.1, at_most: 50}}")
    let rule = StoppingRule(
      output: "gdp", halfWidth: 0.1, isRelative: false, atLeast: 5, atMost: 50)
    #expect(try load(text).replicates == .until(rule))
  }

  @Test func `what decides the points decides their hash, and nothing else`() throws {
    let study = try load(Self.good)
    func loaded(_ old: String, _ new: String) throws -> StudyFile {
      try load(Self.good.replacing(old, with: new))
    }
    #expect(try load("title: Another\n" + Self.good).hash == study.hash)
    let more = try loaded("replicates: 3", "replicates: 4")
    #expect(more.pointsHash == study.pointsHash && more.hash != study.hash)
    for (old, new) in [
      ("points: 10", "points: 11"), ("0.001, 0.1", "0.001, 0.2"), ("rate: 0.2", "rate: 0.3"),
      ("hazard * 10 < 1", "hazard * 10 < 0.9"), ("years: 2", "years: 3"),
    ] {
      #expect(try loaded(old, new).pointsHash != study.pointsHash, "\(new)")
    }
  }

  @Test(arguments: [
    (
      "key: search.base_hazard", "key: search.base_hazrd",
      """
      study.yaml:9:10: error: parameters.search.base_hazrd: unknown key; allowed base_hazard, \
      gap_weight, gap_scale, exposure_weight, reach_weight, unfunded_factor, aspiration_speed, \
      own_share, margin_smoothing, risk_deviation, failure_adjustment; did you mean `base_hazard`?
      """
    ),
    (
      "values: [0, 0.5, 1]", "values: [0, 0.5, 1.5]",
      "study.yaml:14:22: error: policies[1].rate (grant): 1.5 is out of range; allowed 0 to 1 (share of cost)"
    ),
    (
      "range: [0.001, 0.1]", "range: [0.1, 0.001]",
      "study.yaml:10:12: error: parameters.hazard: found the range 0.1 to 0.001; allowed finite "
        + "numbers, the lower first"
    ),
    (
      "range: [0.001, 0.1]", "integers: [1, 3]",
      """
      study.yaml:11:12: error: parameters.hazard.scale: stands with `range` only
      """
    ),
    (
      "    range: [0.001, 0.1]\n", "",
      """
      study.yaml:8:5: error: parameters.hazard: takes no values; write one of range, integers, \
      normal, lognormal, triangular, beta, values, scenarios
      study.yaml:10:12: error: parameters.hazard.scale: stands with `range` only
      """
    ),
    (
      "values: [0, 0.5, 1]", "values: [0, 1]\n    range: [0, 1]",
      "study.yaml:12:5: error: parameters.rate: has both range and values; write one of range, "
        + "integers, normal, lognormal, triangular, beta, values, scenarios"
    ),
    (
      "key: policies.grant.rate", "key: parameters.search.base_hazard",
      "study.yaml:13:10: error: parameters.rate: `parameters.search.base_hazard` is already "
        + "varied by `hazard`"
    ),
    (
      "name: knowledge", "name: replicate",
      "study.yaml:15:11: error: parameters.replicate: `replicate` is a column of all results; "
        + "choose another name"
    ),
    (
      "name: gdp", "name: hazard",
      "study.yaml:22:12: error: outputs.hazard: `hazard` is the name of another column of results"
    ),
    (
      "name: rate", "name: firms_goods",
      "study.yaml:23:12: error: outputs.firms: `firms_goods` is the name of another column"
    ),
    (
      "design: {kind: latin_hypercube, points: 10}", "design: {kind: latin_hypercube, levels: 3}",
      """
      study.yaml:19:9: error: design.points: is missing; a latin_hypercube design needs it
      study.yaml:19:33: error: design.levels: latin_hypercube takes no such key; allowed kind, \
      points, seed
      """
    ),
    (
      "hazard * 10 < 1", "hazrd < 1",
      "study.yaml:18:15: error: constraints.1: there is no parameter `hazrd`; allowed hazard, rate, "
        + "knowledge; did you mean `hazard`?"
    ),
    (
      "indicator: national.real_gdp", "indicator: national.real_gpd",
      "study.yaml:22:28: error: outputs.gdp.indicator: there is no column of national `real_gpd`"
    ),
    (
      "over: each", "at: end",
      "study.yaml:23:30: error: outputs.firms.indicator: sectors has several rows per tick; name "
        + "one, as in sectors.goods.firms, or write `over`"
    ),
    (
      "from: 1", "from: 3",
      "study.yaml:22:64: error: outputs.gdp.from: year 3 is after the end of the run; allowed "
        + "0 to 2 years from the start, or calendar years 2000 to 2002"
    ),
    (
      "replicates: 3", "replicates: {until: {output: gpd, half_width: 1}}",
      "study.yaml:20:30: error: replicates.until.output: there is no output `gpd`; allowed gdp, "
        + "firms_goods, members; did you mean `gdp`?"
    ),
    (
      "rate: 0.2", "rate: 2",
      "study.yaml:5:68: error: policies[1].rate (grant): 2 is out of range; allowed 0 to 1 (share of cost)"
    ),
    (
      "replicates: 3", "repetitions: 3", "study.yaml:20:1: error: repetitions: unknown key; allowed"
    ),
    (
      "teaching/one-region.yaml", "teaching/one-regoin.yaml",
      "study.yaml:1:11: error: scenario: cannot read"
    ),
  ])
  func `mistakes are told with their place`(old: String, new: String, expected: String) throws {
    #expect(Self.good.contains(old))
    let found = try complaints(Self.good.replacing(old, with: new))
    #expect(found.contains(expected), "\(found)")
  }

  @Test func `all mistakes come at once`() throws {
    let text = Self.good.replacing("range: [0.001, 0.1]", with: "range: [0.001, 9]")
      .replacing("indicator: national.real_gdp", with: "indicator: nation.real_gdp")
      .replacing("points: 10", with: "points: 0")
    let lines = try complaints(text).split(separator: "\n")
    #expect(lines.count == 3, "\(lines)")
    #expect(lines[0].hasPrefix("study.yaml:10:"))
  }

  @Test func `a whole number takes no range`() throws {
    let text = Self.good.replacing("key: search.base_hazard", with: "key: scale")
      .replacing("range: [0.001, 0.1]\n    scale: log", with: "range: [1, 5]")
      .replacing("hazard * 10 < 1", with: "hazard < 5")
    #expect(
      try complaints(text)
        == "study.yaml:10:12: error: scale: takes whole numbers only; write `integers` "
        + "instead of `range`"
    )
    #expect(
      try complaints(text.replacing("range: [1, 5]", with: "integers: [1, 5]")) == "in order")
  }

  @Test func `points may come from a file`() throws {
    let text = Self.good.replacing(
      "{kind: latin_hypercube, points: 10}", with: "{kind: points, file: points.csv}")
    let header = "rate,hazard,knowledge\n"
    #expect(try complaints(text, with: ["points.csv": header + "0.5,0.02,true\n"]) == "in order")
    #expect(
      try complaints(text, with: ["points.csv": header + "0.5,0.02,true\n0.5,0.2,true\n"])
        == "points.csv:3:5: error: hazard: found `0.2`; allowed 0.001 to 0.1")
    #expect(
      try complaints(text, with: ["points.csv": "rate,hazrd,knowledge\n1,1,true\n"])
        == """
        points.csv:1:1: error: design.file: the table has no column `hazard`; allowed rate, hazrd, \
        knowledge; did you mean `hazrd`?
        points.csv:1:6: error: design.file: no parameter uses the column `hazrd`; did you mean `hazard`? \
        Remove the column, or add a parameter of this name
        """)
  }

  @Test func `a table of points keeps their order and roles`() throws {
    let text = Self.good.replacing("constraints: [hazard * 10 < 1]\n", with: "")
      .replacing("{kind: latin_hypercube, points: 10}", with: "{kind: points, file: points.csv}")
    let header =
      "point,design_block,design_role,design_input,design_step,design_hole,rate,hazard,knowledge\n"
    let rows = [
      "1,0,step,hazard,0.5,0,0.5,0.03,true", "0,0,start,,,0,0.5,0.02,true",
      "2,0,step,rate,0.5,1,1,0.03,true",
    ]
    func table(_ rows: [String]) -> [String: String] {
      ["points.csv": header + rows.map { $0 + "\n" }.joined()]
    }
    let path = try Fixtures.temporary(text, name: "study.yaml")
    try Data((header + rows.map { $0 + "\n" }.joined()).utf8)
      .write(to: URL(filePath: path.dropLast("study.yaml".count) + "points.csv"))
    let points = try StudyFile.load(path).makePoints()
    #expect(points.placements.map(\.role) == [.start, .step, .step])
    #expect(points.placements.map(\.unit) == [-1, 0, 1])
    #expect(points.placements.map(\.step) == [0, 0.5, 0.5] && points.placements[2].isHole)
    #expect(points.values(of: 1) == ["0.03", "0.5", "true"])
    #expect(
      try complaints(text, with: table(rows + ["1,1,start,,,0,0.5,0.02,true"])).contains(
        "points.csv:5:1: error: point: found 1, as in row 1; allowed every point once"))
    #expect(
      try complaints(
        text, with: ["points.csv": "point,rate,hazard,knowledge\n0,1,0.02,true\n0,1,0.02,true\n"]
      ).contains("points.csv:3:1: error: point: found 0, as in row 1"))
    #expect(
      try complaints(
        text, with: table(rows.map { $0.replacing("step,hazard", with: "step,other") })
      ).contains("error: design_input: found other; allowed parameters and groups of the study"))
  }

  @Test(arguments: [("seed", "has no effect in a study"), ("title", "does not change the results")])
  func `keys that cannot change a run are refused`(key: String, reason: String) throws {
    let text = Self.good.replacing("key: search.base_hazard", with: "key: \(key)")
    #expect(try complaints(text).contains("`\(key)` \(reason)"))
  }

  @Test func `a row of cells is named by region and sector`() throws {
    let path = "\(Fixtures.scenarios)/teaching/two-regions.yaml"
    let scenario = try Scenario.load(path)
    let sector = try #require(scenario.configuration.sectors.first?.id)
    let outputs = try StudyOutput.parse(
      ["cells.valley.\(sector).firms", "cells.firms,over=sum"], of: scenario, option: "--output")
    #expect(outputs.map(\.rows) == [.named("valley.\(sector)"), .sum])
    let error = #expect(throws: ScenarioErrors.self) {
      try StudyOutput.parse(["cells.valley.firms"], of: scenario, option: "--output")
    }
    #expect(
      error?.description.contains("there is no row of cells `valley`") ?? false, "\(error as Any)")
  }

  @Test func `outputs are read from options`() throws {
    let scenario = try Scenario.load("\(Fixtures.scenarios)/teaching/two-regions.yaml")
    let outputs = try StudyOutput.parse(
      [
        "national.real_gdp", "regions.p14,over=mean,at=mean,from=5", "regions.campus.p14",
        "national.real_gdp",
      ], of: scenario, option: "--output")
    #expect(
      outputs.map(\.name) == [
        "national_real_gdp", "regions_p14_over_mean_at_mean_from_5", "regions_campus_p14",
      ])
    #expect(outputs.map(\.rows) == [.only, .mean, .named("campus")])
    #expect(outputs[1].at == .mean && outputs[1].from == 5)
    func complaint(_ texts: String...) -> String {
      do throws(ScenarioErrors) {
        _ = try StudyOutput.parse(texts, of: scenario, option: "--output")
        return "in order"
      } catch {
        return error.description
      }
    }
    let wrong = complaint("natonal.real_gdp", "national.real_gdp,at=sometime")
    #expect(wrong.contains("--output natonal.real_gdp: error: "))
    #expect(wrong.contains("did you mean `national`?"))
    #expect(wrong.contains("--output national.real_gdp,at=sometime: error: "))
    #expect(complaint("national.real_gdp,when").contains("unknown key"))
    #expect(
      complaint("") == "--output : error: outputs.output_1.indicator: is missing and has no default"
    )
  }

  @Test func `points of a study of an outside model need neither scenario nor outputs`() throws {
    let outside = try Fixtures.temporary(
      """
      parameters:
        - {name: a, range: [0, 1], levels: 3}
        - {name: b, values: [x, y]}
      constraints: [a <= 0.5]
      """, name: "study.yaml")
    let points = try StudyFile.plan(outside).makePoints()
    #expect(points.count - points.holeCount == 4)
    #expect(points.csv.split(separator: "\n")[0].contains("a,b"))
    // As a study of this model it lacks a scenario.
    let error = #expect(throws: ScenarioErrors.self) { try StudyFile.load(outside) }
    #expect(error?.description.contains("scenario: is missing") ?? false, "\(error as Any)")
    // One that names a scenario is read as a whole.
    let inside = try Fixtures.temporary(Self.good, name: "study.yaml")
    let study = try StudyFile.load(inside)
    let direct = try study.design.makePoints(
      study.parameters.map(\.factor), constraints: study.constraints)
    #expect(try StudyFile.plan(inside).makePoints().csv == direct.csv)
    let broken = try Fixtures.temporary(
      "parameters: [{name: a, range: [1, 0]}]\ndesign: {kind: morris}\n", name: "study.yaml")
    let both = #expect(throws: ScenarioErrors.self) { try StudyFile.plan(broken) }
    #expect(both?.problems.count == 2, "\(both as Any)")
    let empty = try Fixtures.temporary(
      "parameters: [{name: a, range: [0, 1]}]\ndesign: {kind: latin_hypercube, points: 0}\n",
      name: "study.yaml")
    let range = #expect(throws: ScenarioErrors.self) { try StudyFile.plan(empty) }
    #expect(range?.problems.map(\.key) == ["design.points"], "\(range as Any)")
  }

  @Test func `the shipped studies are in order and name their schema`() throws {
    let folder = "\(Fixtures.scenarios)/studies"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".yaml") }
    #expect(!names.isEmpty)
    for name in names {
      #expect(throws: Never.self) { try StudyFile.load("\(folder)/\(name)") }
      let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
      #expect(text.hasPrefix("# yaml-language-server: $schema=study.schema.json\n"))
    }
    #expect(
      try String(contentsOfFile: "\(folder)/study.schema.json", encoding: .utf8)
        == StudyFile.jsonSchema,
      "run `triskele scenario schema --study > scenarios/studies/study.schema.json`")
  }
}
