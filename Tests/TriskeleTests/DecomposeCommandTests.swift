import Foundation
import TemporaryFolders
import Testing

@Suite struct DecomposeCommandTests {
  private static let island = "scenarios/teaching/one-region.yaml"
  private static let short = [
    "--years", "2", "--set", "regions.island.active_firms=100", "-r", "3",
  ]

  private func decompose(_ arguments: String...) throws -> CommandResult {
    try triskele(arguments: ["decompose", Self.island] + arguments + Self.short)
  }

  @Test func `mechanisms share an outcome, and the folder holds what was run`() throws {
    let folder = try TemporaryFolder()
    let out = "\(folder.path)/out"
    let result = try decompose(
      "--mechanisms", "firm_research,lumpy_orders", "--output", "national.real_gdp", "--output",
      "survivors", "-o", out)
    #expect(result.status == 0, "\(result.errors)")
    for word in ["national_real_gdp", "survivors", "firm_research", "share of effect", "± 95 %"] {
      #expect(result.output.contains(word), "\(word)")
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: out)
    for name in [
      "shares.csv", "values.csv", "runs.csv", "shares.json", "scenario.yaml", "datapackage.json",
      "decomposition.json",
    ] {
      #expect(names.contains(name), "\(name)")
    }
    let runs = try folder.text("out/runs.csv").split(separator: "\n")
    #expect(runs.count == 1 + 4 * 3)
    #expect(runs[0] == "seed,firm_research,lumpy_orders,survivors,national_real_gdp")

    struct Document: Decodable {
      struct Figure: Decodable { let mean: Double }
      struct Mechanism: Decodable { let value: Figure }
      struct Outcome: Decodable {
        let outcome: String
        let effect: Figure
        let all: Figure
        let mechanisms: [Mechanism]
        let isAdditive: Bool
      }
      let outcomes: [Outcome]
    }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let document = try decoder.decode(
      Document.self, from: Data(try folder.text("out/shares.json").utf8))
    #expect(document.outcomes.map(\.outcome) == ["survivors", "national_real_gdp"])
    for outcome in document.outcomes {
      let sum = outcome.mechanisms.reduce(0) { $0 + $1.value.mean }
      #expect(outcome.isAdditive)
      #expect(abs(sum - outcome.effect.mean) <= 1e-9 * outcome.all.mean)
    }

    // The same results are not overwritten unless asked, and one thread gives the same bytes.
    let first = try folder.text("out/runs.csv")
    let again = try decompose("--mechanisms", "migration", "-o", out)
    #expect(again.status == 2 && again.errors.contains("--force"))
    let forced = try decompose(
      "--mechanisms", "firm_research,lumpy_orders", "--output", "national.real_gdp", "--output",
      "survivors", "-o", out, "--force", "--threads", "1", "--quiet")
    #expect(forced.status == 0 && forced.output.isEmpty)
    #expect(try folder.text("out/runs.csv") == first)
  }

  @Test func `all that is wrong is told with what is allowed`() throws {
    let result = try decompose(
      "--mechanisms", "spilovers,cluster_scale,migration,migration", "--output",
      "national.real_gpd", "--output", "regions.p14", "--output", "national.exports,art=mean")
    #expect(result.status == 2 && result.output.isEmpty)
    for words in [
      "there is no mechanism `spilovers`; allowed are universities, spillovers,",
      "did you mean `spillovers`?", "found migration twice; allowed once",
      "cluster_scale: no effect, since `clusters` is off in the scenario",
      "--output national.real_gpd: error: ", "did you mean `real_gdp`?",
      "regions has several rows per tick; name one, as in regions.island.p14",
      "unknown key; allowed", "art",
    ] {
      #expect(result.errors.contains(words), "\(words) in \(result.errors)")
    }
    let many = try decompose(
      "--mechanisms",
      "universities,spillovers,transfer,firm_research,selection,lumpy_orders,university_links,"
        + "supplier_links,venture_capital,knowledge_space,start_ups,spin_offs,migration")
    #expect(many.status == 2)
    #expect(
      many.errors.contains(
        "found 13 mechanisms, which would need 2^13 runs per seed; allowed are up to 12, which need 4096"
      ))
  }
}
