import Experiments
import Testing
import TripleHelix

@testable import Reporting

/// What a comparison says of time, of costs, and of who pays.
@Suite struct ComparisonWordsTests {
  /// A comparison of which only totals are known: by indicator, mean and half-width in million.
  private static func results(
    _ totals: [(String, Double, Double)]
  ) -> (ComparisonResults, ComparisonResults.Alternative) {
    var tables = ComparisonTables.schemas(precision: 0.01)
    for place in tables.indices {
      for (indicator, mean, half) in totals {
        switch tables[place].name {
        case "totals":
          tables[place].append([
            .text(indicator), .text("million"), .text(""), .integer(3), .number(0),
            .number(mean), .number(mean), .number(half), .number(.nan), .number(.nan),
            .number(.nan), .number(.nan), .number(.nan), .number(.nan), .number(.nan),
            .text("run"), .text("policy"),
          ])
        case "pairs":
          for seed in 1...3 {
            tables[place].append([
              .text("\(seed)"), .text(indicator), .text("million"), .number(0), .number(mean),
              .text("run"), .text("policy"),
            ])
          }
        default: break
        }
      }
    }
    let configuration = SyntheticRun(horizon: 8).results.configuration
    let results = ComparisonResults(
      tables: tables, base: configuration,
      alternatives: [("policy", "The policy", configuration)],
      facts: .init(
        failures: [], precision: 0.01, financing: "Who pays: households.", command: "",
        version: "1", gslVersion: "2", finished: "2026-01-01T00:00:00Z"))
    return (results, results.alternatives[0])
  }

  @Test func `a surcharge is who pays and no return`() {
    let (results, policy) = Self.results([
      ("spent", 60, 1), ("forgone", 40, 1), ("policy_cost", 100, 1), ("got_back", 10, 20),
      ("net_cost", 90, 20), ("paid_by_surcharge", 100, 2), ("paid_by_debt", -10, 21),
    ])
    let text = results.sentences(of: policy).joined(separator: " ")
    #expect(text.contains("60.0 million tenge spent and 40.0 million tenge of tax revenue forgone"))
    #expect(
      text.contains(
        "Net cost before financing, after other taxes, returns and benefits: 90 ± 20 million"))
    #expect(text.contains("100.0 ± 2.0 million tenge by households through the surcharge"))
    #expect(text.contains("(interval includes zero)"))
    #expect(!text.contains("brought in more"))
  }

  @Test func `returns are told only where the net cost before financing is below zero`() {
    let (unclear, first) = Self.results([
      ("spent", 100, 1), ("forgone", 0, 0), ("policy_cost", 100, 1), ("got_back", 110, 200),
      ("net_cost", -10, 200), ("paid_by_debt", -10, 200),
    ])
    let words = unclear.sentences(of: first).joined(separator: " ")
    #expect(words.contains("not statistically distinguishable from zero"))
    #expect(words.contains("The uncertainty is 2.0 times the direct cost"))
    #expect(!words.contains("brought in more"))
    let (clear, second) = Self.results([
      ("spent", 100, 1), ("forgone", 0, 0), ("policy_cost", 100, 1), ("got_back", 150, 20),
      ("net_cost", -50, 20), ("paid_by_debt", -50, 20),
    ])
    let text = clear.sentences(of: second).joined(separator: " ")
    #expect(text.contains("brought in more than the policies cost"))
  }

  @Test(arguments: [
    (2018.0, 2023.0, "2018 to 2022"), (2022, 2023, "2022"),
    (2018.25, 2022.5, "April 2018 to June 2022"), (2018, 2018.5, "January 2018 to June 2018"),
  ])
  func `windows are told in calendar years`(from: Double, to: Double, words: String) {
    #expect(ComparisonResults.span(.init(kind: "in_force", from: from, to: to)) == words)
  }

  @Test func `a fall in unemployment is an improvement`() {
    func effect(_ mean: Double, _ half: Double) -> ComparisonResults.Effect {
      ComparisonResults.Effect(
        table: "national", entity: "", indicator: "unemployment", unit: "share", year: nil,
        base: 0.05, policy: 0.05 + mean, effect: mean, halfWidth: half, unpairedHalfWidth: half,
        probability: 0.01, needed: nil, toTell: nil)
    }
    #expect(effect(-0.01, 0.005).verdict(.lessIsBetter) == "improvement")
    #expect(effect(0.01, 0.005).verdict(.lessIsBetter) == "deterioration")
    #expect(effect(0.01, 0.005).verdict() == "improvement")
    #expect(effect(0.01, 0.02).verdict() == "not distinguishable from zero")
    #expect(effect(-0.01, 0.005).change(isShare: true) == "−1.00 ± 0.50 points")
  }
}
