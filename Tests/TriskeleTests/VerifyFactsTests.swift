import Foundation
import TemporaryFolders
import Testing

@Suite struct VerifyFactsTests {
  @Test func `facts of a tiny country are told, kept as tables, and misses end with one`() throws {
    let folder = try TemporaryFolder()
    let result = try triskele(
      "verify", "--facts", "scenarios/teaching/two-regions.yaml", "--set", "scale=20", "--seeds",
      "2", "--quiet", "-o", folder.path)
    // A country of so few firms misses some fact; one that it met would end with 0.
    #expect(result.status == 1, "\(result.errors)")
    #expect(result.errors.isEmpty)
    for heading in [
      "# Facts: two-regions", "## 1 Firm sizes", "## 4 Firms per region", "## 8 Synergy oscillates",
      "| Hill exponent of the tail | 0.9–1.3 |", "of 8 met",
    ] { #expect(result.output.contains(heading), "\(heading)") }
    let kept = try folder.text("facts-two-regions.md")
    #expect(result.output.hasPrefix(kept.trimmingCharacters(in: .newlines)))
    let rows = try folder.text("facts-two-regions.csv").split(separator: "\n")
    #expect(
      rows[0] == "report,group,claim,name,target,mean,half_width_95,seeds,prototype,verdict,reason")
    #expect(rows.count > 40)
  }

  @Test func `a file that the command did not write stays as it is`() throws {
    let folder = try TemporaryFolder()
    let scenario = BuiltCommand.project.path + "/scenarios/teaching/two-regions.yaml"
    try folder.write("extends: \(scenario)\n", as: "mine.yaml")
    let path = "\(folder.path)/mine.yaml"
    let result = try triskele(
      "verify", path, "-r", "1", "--set", "scale=100", "--markdown", path, "--allow-outside")
    #expect(result.status == 2)
    #expect(result.errors.contains("is a file that `triskele verify` did not write"))
    #expect(try folder.text("mine.yaml") == "extends: \(scenario)\n")
  }

  @Test func `facts as JSON hold every seed`() throws {
    let result = try triskele(
      "verify", "--facts", "scenarios/teaching/two-regions.yaml", "--set", "scale=20", "--seeds",
      "2", "--quiet", "--json")
    let reports = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]])
    let groups = try #require(reports.first?["groups"] as? [[String: Any]])
    #expect(groups.count == 8)
    let claims = try #require(groups.first?["claims"] as? [[String: Any]])
    #expect((claims.first?["values"] as? [Double])?.count == 2)
  }

  @Test func `what a scenario expects is judged over its own years`() throws {
    let folder = try TemporaryFolder()
    let project = BuiltCommand.project.path
    try Data(
      """
      extends: \(project)/scenarios/teaching/one-region.yaml
      years: 2
      expect:
        - {indicator: national.unemployment, target: 0.5, tolerance: 0.6, source: a test}
        - {indicator: regions.island.p14, target: -1, tolerance: 0, source: a test, at: mean}
      """.utf8
    ).write(to: URL(filePath: "\(folder.path)/hopes.yaml"))
    let result = try triskele(
      "verify", "\(folder.path)/hopes.yaml", "--seeds", "1", "--quiet")
    #expect(result.status == 1)
    #expect(result.output.contains("# Expected: hopes"))
    #expect(result.output.contains("**1 of 2 met, 1 missed.**"))
    #expect(result.output.contains("| regions.island.p14 on average | -1 ± 0 (a test) |"))
  }

  @Test(arguments: [
    ([], "Error: Give a scenario file, --facts or --clusters.\n"),
    (
      ["--facts", "--ablations"],
      "Error: --ablations is for scenario files only, without --facts or --clusters.\n"
    ),
    (["--facts", "--parts", "ab"], "Error: --parts is only for --clusters.\n"),
    (
      ["--clusters", "--parts", "ax"],
      "Error: --parts must be some of the letters abcdefgh, not \"x\".\n"
    ),
    (["--facts", "--seeds", "0"], "Error: -r must be at least 1, not 0.\n"),
  ])
  func `wrong use is told in a line`(arguments: [String], words: String) throws {
    let result = try triskele(arguments: ["verify"] + arguments)
    #expect(result.status == 64)
    #expect(result.errors.hasPrefix(words))
  }
}
