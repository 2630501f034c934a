import Foundation
import TemporaryFolders
import Testing

@Suite struct CompareCommandTests {
  private static let island = "scenarios/teaching/one-region.yaml"
  private static let short = [
    "--years", "3", "--set", "regions.island.active_firms=100", "-r", "3",
  ]
  private static let grant = [
    "--set-policy",
    "policies=[{name: grant, instrument: research_grant, budget: 1000, rate: 0.5}]",
  ]

  @Test func `a comparison leaves whole files and a page, and tells effects with intervals`() throws
  {
    let folder = try TemporaryFolder()
    let out = "\(folder.path)/out"
    let result = try triskele(
      arguments: ["compare", Self.island, Self.island, "-o", out] + Self.short + Self.grant)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("Gross domestic product"))
    #expect(result.output.contains("half of the 95 % interval by pairs"))
    #expect(result.output.contains("While in force (2000 to 2002)"))
    #expect(result.output.contains("effect on the quarterly mean"))
    #expect(result.output.contains("Net cost before financing"))
    #expect(!result.output.contains("*"))
    let files = [
      "effects.csv", "windows.csv", "totals.csv", "pairs.csv", "policies.csv", "chosen.csv",
      "ranking.csv", "differences.csv", "base.yaml", "policy.yaml", "comparison.json",
      "datapackage.json", "report.html", "charts/paths.vl.json",
    ]
    for file in files {
      #expect(FileManager.default.fileExists(atPath: "\(out)/\(file)"), "\(file)")
    }
    let effects = try folder.text("out/effects.csv").split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let research = try #require(
      effects.first {
        $0[0] == "national" && $0[1].isEmpty && $0[2] == "research" && $0[4].isEmpty
      })
    let (effect, half) = (try #require(Double(research[8])), try #require(Double(research[9])))
    #expect(effect > 0 && half > 0)
    #expect(effects[0].suffix(3) == ["probability", "to_tell", "scenario"])
    let (probability, pairs) = (try #require(Double(research[15])), try #require(Int(research[16])))
    // Three pairs tell what is larger than its interval.
    #expect((probability < 0.05) == (effect > half) && pairs >= 2)
    // A folder with a comparison is not overwritten unless asked.
    let again = try triskele(
      arguments: ["compare", Self.island, Self.island, "-o", out] + Self.short)
    #expect(again.status == 2 && again.errors.contains("--force"))
  }

  @Test(arguments: [9_223_372_036_854_775_807, UInt64.max - 1])
  func `seeds up to the largest are written whole`(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    let result = try triskele(
      arguments: [
        "compare", Self.island, Self.island, "-o", "\(folder.path)/out", "--years", "1", "--set",
        "regions.island.active_firms=100", "-r", "2", "--seed", "\(seed)", "-q", "--no-report",
      ])
    #expect(result.status == 0, "\(result.errors)")
    let pairs = try folder.text("out/pairs.csv")
    #expect(pairs.contains("\(seed)") && pairs.contains("\(seed + 1)"))
  }

  @Test func `the same scenario twice gives exactly zero`() throws {
    let folder = try TemporaryFolder()
    let result = try triskele(
      arguments: [
        "compare", Self.island, Self.island, "--json", "--quiet", "--no-report", "-o",
        "\(folder.path)/out",
      ] + Self.short)
    #expect(result.status == 0, "\(result.errors)")
    struct Document: Decodable {
      struct Effect: Decodable { let effect: Double }
      let effects: [Effect]
    }
    let document = try JSONDecoder().decode(Document.self, from: Data(result.output.utf8))
    #expect(document.effects.count > 50)
    #expect(document.effects.allSatisfy { $0.effect == 0 })
  }

  @Test func `wrong use is told with what is allowed`() throws {
    let payer = try triskele(
      arguments: ["compare", Self.island, Self.island, "--budget-neutral", "roads"] + Self.short)
    #expect(payer.status == 2)
    #expect(payer.errors.contains("allowed are income_tax, purchases, and a policy that all"))
    let years = try triskele(
      arguments: ["compare", Self.island, Self.island, "--set-policy", "years=7"] + Self.short)
    #expect(years.status == 2 && years.errors.contains("quarters: 12 and 28"))
    let both = try triskele(
      "compare", "scenarios/none.yaml", Self.island, "--set", "scal=2")
    #expect(both.status == 2)
    #expect(both.errors.contains("none.yaml") && both.errors.contains("scal"))
  }

  @Test
  func `each scenario is told with its own way to pay, in short lines, and coarse runs say so`()
    throws
  {
    let folder = try TemporaryFolder()
    for financing in ["debt", "income_tax", "purchases"] {
      let file = """
        extends: \(BuiltCommand.project.path)/\(Self.island)
        title: Grant paid by \(financing)
        policy_financing: \(financing)
        policies: [{name: grant, instrument: research_grant, start: 0, end: 1, budget: 1000, rate: 0.5}]
        """
      try file.write(
        toFile: "\(folder.path)/\(financing).yaml", atomically: true, encoding: .utf8)
    }
    let files = ["debt", "income_tax", "purchases"].map { "\(folder.path)/\($0).yaml" }
    let result = try triskele(
      arguments: ["compare", Self.island] + files + ["-o", "\(folder.path)/out"] + Self.short)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("Three scenarios compared with "))
    let pays = result.output.split(separator: "\n").filter { $0.hasPrefix("Who pays: ") }
    #expect(pays.count == 3)
    for (line, words) in zip(pays, ["the state borrows", "households", "lower public purchases"]) {
      #expect(line.hasPrefix("Who pays: \(words)"))
    }
    #expect(result.output.split(separator: "\n").allSatisfy { $0.count < 600 })
    #expect(!result.output.contains("this run is coarse"))
    let page = try folder.text("out/report.html")
    for words in ["the state borrows", "Who pays: households", "Who pays: lower public purchases"] {
      #expect(page.contains(words))
    }
    let coarse = try triskele(
      arguments: [
        "compare", "scenarios/kazakhstan.yaml", "scenarios/kazakhstan.yaml", "--set", "scale=200",
        "--years", "1", "-r", "2", "-o", "\(folder.path)/coarse",
      ] + Self.grant)
    #expect(coarse.status == 0, "\(coarse.errors)")
    #expect(coarse.output.contains("One agent stands for 200 enterprises"))
    #expect(try folder.text("coarse/report.html").contains("One agent stands for 200 enterprises"))
    #expect(try folder.text("coarse/report.html").contains("one agent for 200 enterprises"))
  }

  @Test func `several scenarios share the base and are ranked, and the page is made again`() throws
  {
    let folder = try TemporaryFolder()
    let out = "\(folder.path)/out"
    let two = """
      extends: \(BuiltCommand.project.path)/\(Self.island)
      title: Two policies
      policies:
        - {name: grant, instrument: research_grant, start: 0, end: 1, budget: 1000, rate: 0.5}
        - {name: credit, instrument: research_tax_credit, start: 0, end: 2, budget: 1000}
      """
    try two.write(toFile: "\(folder.path)/two.yaml", atomically: true, encoding: .utf8)
    let result = try triskele(
      arguments: ["compare", Self.island, "\(folder.path)/two.yaml", "--separate", "-o", out]
        + Self.short)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("Only grant") && result.output.contains("All policies together"))
    let ranking = try folder.text("out/ranking.csv").split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let product = ranking.filter { $0[0] == "product" && $0[3] == "in_force" }
    #expect(product.map { $0[4] } == ["1", "2", "3", "4"])
    #expect(
      Set(product.map { String($0[5]) }) == ["base", "only_grant", "only_credit", "together"])
    let chance = product.compactMap { Double($0[13]) }.reduce(0, +)
    #expect(abs(chance - 1) < 1e-9)
    #expect(try folder.text("out/differences.csv").contains("together,sum_of_parts"))
    #expect(try folder.text("out/policy-only_grant.yaml").contains("research_grant"))
    #expect(try !folder.text("out/policy-only_grant.yaml").contains("research_tax_credit"))
    // The page made again from the folder is the same.
    let page = try folder.text("out/report.html")
    try FileManager.default.removeItem(atPath: "\(out)/report.html")
    let report = try triskele("report", out)
    #expect(report.status == 0, "\(report.errors)")
    #expect(try folder.text("out/report.html") == page)
    // A changed number is an error.
    try (folder.text("out/totals.csv") + " ").write(
      toFile: "\(out)/totals.csv", atomically: true, encoding: .utf8)
    let changed = try triskele("report", out)
    #expect(changed.status == 1 && changed.errors.contains("totals.csv: was changed"))
    let single = try triskele(
      arguments: ["compare", Self.island, Self.island, "--separate"] + Self.short)
    #expect(single.status == 2 && single.errors.contains("must have at least two policies"))
  }

  @Test func `the largest seeds are written whole`() throws {
    let folder = try TemporaryFolder()
    let seed = "18446744073709551614"
    let result = try triskele(
      arguments: [
        "compare", Self.island, Self.island, "--seed", seed, "--quiet", "--no-report", "-o",
        "\(folder.path)/out", "--years", "1", "--set", "regions.island.active_firms=60", "-r", "2",
      ])
    #expect(result.status == 0, "\(result.errors)")
    let pairs = try folder.text("out/pairs.csv")
    #expect(pairs.contains("\n\(seed),") && pairs.contains("\n18446744073709551615,"))
  }
}
