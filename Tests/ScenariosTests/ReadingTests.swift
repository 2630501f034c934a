import Foundation
import Testing
import TripleHelix

@testable import Scenarios

@Suite struct OverrideTests {
  private func load(_ overrides: String...) throws -> Scenario {
    try Scenario.load("\(Fixtures.broken)/good.yaml", overrides: overrides)
  }

  @Test func `overrides reach scalars, groups, items of lists and cells of tables`() throws {
    let scenario = try load(
      "scale=2", "parameters.entry.start_up_rate=0.02", "regions.south.area=2500",
      "regions.1.name=Up", "recluster.weights.14=0.5", "mechanisms.migration=false",
      "sectors.mining.opportunity=0.9",
      "policies=[{name: help, instrument: university_funding, budget: 3}]",
      "policies.help.budget=4")
    let configuration = scenario.configuration
    #expect(configuration.scale == 2)
    #expect(configuration.parameters.entry.startUpRate == 0.02)
    #expect(configuration.regions[1].area == 2500)
    #expect(configuration.regions[0].name == "Up")
    #expect(configuration.recluster.weights == Array(repeating: 1, count: 13) + [0.5])
    #expect(!configuration.mechanisms.migration)
    #expect(configuration.sectors.count == 9 && configuration.sectors[1].opportunity == 0.9)
    #expect(configuration.policies.map(\.budget) == [4])
  }

  @Test func `who pays a policy is the nation unless it is written, and survives being written`()
    throws
  {
    let scenario = try load(
      "policies=[{name: roads, instrument: infrastructure, budget: 3}, "
        + "{name: park, instrument: industrial_park, budget: 3, paid_by: regions}]")
    #expect(scenario.configuration.policies.map(\.paidBy) == [.nation, .regions])
    let again = try Scenario.load(try Fixtures.temporary(scenario.resolvedText))
    #expect(again.configuration.policies == scenario.configuration.policies)
  }

  @Test func `the later of two overrides holds, and rivals give way`() throws {
    #expect(try load("scale=2", "scale=3").configuration.scale == 3)
    #expect(try load("quarters=7").configuration.horizon == 7)
    #expect(try load("years=2.25").configuration.horizon == 9)
    #expect(try load("recluster.best=silhouette").configuration.recluster.cut == .bestSilhouette)
  }

  @Test func `settings tell what was written where`() throws {
    let settings = try load("scale=2").settings
    func place(_ key: String) -> String? {
      settings.first { $0.key == key }?.place?.description
        .replacing(Fixtures.broken + "/", with: "")
    }
    #expect(place("scale") == "--set scale=2")
    #expect(place("quarters") == "good.yaml:2:8")
    #expect(place("regions.south.area") == "tables/good.csv:3:22")
    #expect(place("seed") == nil)
    #expect(settings.count > 200)
    #expect(Set(settings.map(\.key)).count == settings.count)
  }
}

@Suite struct ExtensionTests {
  private func load(_ files: [String: String], _ name: String) throws -> Configuration {
    let folder = try Fixtures.temporary("", name: "unused")
    let parent = URL(fileURLWithPath: folder).deletingLastPathComponent()
    for (file, text) in files {
      try Data(text.utf8).write(to: parent.appendingPathComponent(file))
    }
    return try Scenario.load(parent.appendingPathComponent(name).path).configuration
  }

  @Test func `groups merge, lists and rivals replace, the name stays the file's`() throws {
    let files = [
      "base.yaml": """
      extends: \(Fixtures.broken)/good.yaml
      name: base
      title: The base
      capitals: [north]
      parameters:
        search: {base_hazard: 0.01, own_share: 0.4}
      recluster: {every: 8, groups: 1}
      """,
      "top.yaml": """
      extends: base.yaml
      quarters: 12
      capitals: [south, north]
      parameters:
        search: {own_share: 0.6}
      recluster: {best: silhouette}
      """,
    ]
    let top = try load(files, "top.yaml")
    #expect(top.name == "top")
    #expect(top.title == "The base")
    #expect(top.horizon == 12)
    #expect(top.capitals == ["south", "north"])
    #expect(top.parameters.search.baseHazard == 0.01)
    #expect(top.parameters.search.ownShare == 0.6)
    #expect(top.recluster == ReclusterPlan(every: 8, cut: .bestSilhouette))
  }

  @Test func `aliases within reason are written out`() throws {
    let top = try load(
      [
        "top.yaml": """
        extends: \(Fixtures.broken)/good.yaml
        policies:
          - &first {name: one, instrument: research_grant, budget: 5, regions: &where [north]}
          - {name: two, instrument: network_programme, budget: 6, regions: *where}
        """
      ], "top.yaml")
    #expect(top.policies.map(\.regions) == [["north"], ["north"]])
  }
}

@Suite struct TableTests {
  private func load(_ columns: String, _ table: String) throws -> Configuration {
    let path = try Fixtures.temporary(
      "extends: \(Fixtures.broken)/good.yaml\nregions:\n  table: mine.csv\n  columns:\n\(columns)")
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    try Data(table.utf8).write(to: folder.appendingPathComponent("mine.csv"))
    return try Scenario.load(path).configuration
  }

  private let header = """
    id,latitude,longitude,area,population,employed,gross_regional_product,industry_share,\
    services_share,fixed_investment,budget_investment,public_expenditure,research_personnel,\
    patents,active_firms,note

    """

  @Test func `columns are products of columns and numbers`() throws {
    let configuration = try load(
      """
          patent_share: patents / 100
          employed: employed * 1000
          research_personnel: research_personnel * employed / 2 * 0.5

      """,
      header + """
        a,0,0,10,9000,4,100,0.3,0.6,20,5,30,8,60,100,"x, y"
        b,1,1,10,9000,2,100,0.3,0.6,20,5,30,0,40,100,
        """)
    #expect(configuration.regions.map(\.patentShare) == [0.6, 0.4])
    #expect(configuration.regions.map(\.employed) == [4000, 2000])
    #expect(configuration.regions.map(\.researchPersonnel) == [8, 0])
    // What stands nowhere follows from the rest.
    #expect(configuration.regions.map(\.name) == ["a", "b"])
    #expect(configuration.regions.map(\.labourForce) == [4000 / 0.94, 2000 / 0.94])
    #expect(configuration.regions.map(\.registeredFirms) == [100, 100])
    #expect(configuration.regions.map(\.researchExpenditure) == [nil, nil])
    // One degree each way, on the sphere: arccos(cos² 1°).
    #expect(abs(configuration.distances[1] - 157.2493) < 1e-3)
    #expect(
      configuration.distances[0] == 0 && configuration.distances[1] == configuration.distances[2])
  }

  @Test func `a division by zero is reported at its cell`() {
    let errors = #expect(throws: ScenarioErrors.self) {
      try load(
        "    patent_share: 100 / patents\n",
        header + "a,0,0,10,9000,4000,100,0.3,0.6,20,5,30,8,0,100,\n")
    }
    let texts = errors?.problems.map {
      "\($0.place.line):\($0.place.column) \($0.key): \($0.message)"
    }
    // Files are sorted by their paths, which chance names here.
    #expect(
      texts?.contains("2:42 regions[1].patent_share: must be a finite number, found `inf`") == true)
  }
}

@Suite struct StarterTests {
  @Test(arguments: Starter.allCases)
  func `what scenario new writes is in order`(starter: Starter) throws {
    let path = try Fixtures.temporary(
      starter.text(scenarioFolder: Fixtures.scenarios), name: "my-country.yaml")
    let scenario = try Scenario.load(path)
    #expect(scenario.configuration.name == "my-country")
    #expect(scenario.configuration.title == "My scenario")
  }

  @Test(arguments: Starter.allCases)
  func `what it leaves commented out is in order too`(starter: Starter) throws {
    let text = starter.text(scenarioFolder: Fixtures.scenarios)
    let start = try #require(text.range(of: "# Take away the #"))
    let tail = text[start.upperBound...].split(separator: "\n", omittingEmptySubsequences: false)
      .dropFirst().map { line in
        let bare = line.hasPrefix("# ") ? line.dropFirst(2) : line
        return bare.hasPrefix(" ") || bare.hasSuffix(":") ? String(bare) : ""
      }
    let path = try Fixtures.temporary(
      text[..<start.lowerBound] + tail.joined(separator: "\n"), name: "all.yaml")
    let configuration = try Scenario.load(path).configuration
    let policy = try #require(configuration.policies.first)
    #expect(configuration.policies.count == 1)
    #expect(policy.regions.count == 1)
    #expect(!configuration.mechanisms.spillovers)
    #expect(text.contains("million \(configuration.currency) a year"))
    #expect(text.contains("triskele scenario explain FILE instruments"))
    // One that extends is compared with what it extends.
    if let base = starter.base {
      #expect(
        try configuration.scale
          == Scenario.load("\(Fixtures.scenarios)/\(base)").configuration.scale)
    }
  }
}

@Suite struct ScalarTests {
  @Test(arguments: [
    ("1e3", PlainScalar.number(1000)), ("-0.5", .number(-0.5)), ("+7", .number(7)),
    (".5", .number(0.5)), ("5.", .number(5)), ("1e999", .number(.infinity)),
    ("-.inf", .number(-.infinity)), ("true", .flag(true)), ("FALSE", .flag(false)), ("", .nothing),
    ("~", .nothing), ("null", .nothing), ("yes", .text), ("no", .text), ("0x10", .number(16)),
    ("1_000", .text), ("1,000", .text), ("--1", .text), ("1e", .text), (".", .text), ("e5", .text),
    ("2013-01-01", .date), ("12:30", .text),
  ])
  func `plain scalars mean what YAML 1.2 says`(text: String, meaning: PlainScalar) {
    #expect(PlainScalar(text) == meaning)
  }

  @Test func `text survives being written and read again`() throws {
    let nasty = "a \"b\" \\ \n\t\r é ✓ \u{7F}\u{85}\u{2028}\u{FEFF} # : - {x} [y] & * ! | > ' % @ `"
    let path = try Fixtures.temporary(
      "extends: \(Fixtures.broken)/good.yaml\ntitle: \(ResolvedNode.text(nasty).line)\n")
    let scenario = try Scenario.load(path)
    #expect(scenario.configuration.title == nasty)
    let again = try Scenario.load(try Fixtures.temporary(scenario.resolvedText))
    #expect(again.configuration == scenario.configuration)
  }

  @Test(arguments: [
    0, 1, -1, 0.1, 1e-9, 123456789.125, 1e15, 9_007_199_254_740_992, 1e22, 2.5e-308, 1.7e308,
  ])
  func `numbers survive being written and read again`(value: Double) {
    #expect(PlainScalar.number(Problem.number(value)) == value)
  }
}

@Suite struct SpellingTests {
  private func distance(_ one: String, _ other: String) -> Int {
    Spelling.distance(Array(one.unicodeScalars), Array(other.unicodeScalars))
  }

  @Test func `distances count insertions, deletions, replacements and swaps`() {
    #expect(distance("", "abc") == 3)
    #expect(distance("scale", "scale") == 0)
    #expect(distance("scal", "scale") == 1)
    #expect(distance("sacle", "scale") == 1)
    #expect(distance("kitten", "sitting") == 3)
  }

  @Test func `only near names are proposed`() {
    #expect(Spelling.nearest(to: "Titel", among: ["name", "title"]) == "title")
    #expect(Spelling.nearest(to: "xyzzy", among: ["name", "title"]) == nil)
    #expect(Spelling.nearest(to: "", among: ["a"]) == nil)
  }
}

@Suite struct DigestTests {
  /// The examples published with FIPS 180-4, and the empty text.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `digests are those of the standard`(text: String, digest: String) {
    #expect(SHA256.hexadecimal(of: text.utf8) == digest)
  }
}
