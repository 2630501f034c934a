import Experiments
import Testing
import TripleHelix

@testable import Reporting

/// What a comparison says of time, of costs, and of who pays.
@Suite struct ComparisonWordsTests {
  /// A comparison of which only totals are known: by indicator, mean and half-width in million.
  private static func results(
    _ totals: [(String, Double, Double)],
    change: (inout Configuration) -> Void = { _ in }
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
    var policy = configuration
    change(&policy)
    let results = ComparisonResults(
      tables: tables, base: configuration,
      alternatives: [("policy", "The policy", policy)],
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
    #expect(words.contains("−10 ± 200 million tenge (interval includes zero)"))
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
    #expect(effect(0.01, 0.02).verdict() == "interval includes zero")
    #expect(effect(-0.01, 0.005).change(isShare: true) == "−1.00 ± 0.50 points")
  }

  private static func grant(end: Int, name: String = "my_grant") -> PolicyDescription {
    PolicyDescription(name: name, instrument: .researchGrant, start: 1, end: end, budget: 1)
  }

  private static let costs = [
    ("spent", 100.0, 1.0), ("forgone", 0, 0), ("policy_cost", 100, 1), ("got_back", 10, 20),
    ("net_cost", 90, 20), ("paid_by_purchases", 50, 2), ("paid_by_debt", 40, 21),
  ]

  @Test(arguments: [
    (8, "The run ends when my grant ends: no time after the policy was simulated."),
    (
      12,
      "The run ends before my grant ends: totals and costs cover only the time within the run, and no time "
        + "after the policy was simulated."
    ),
  ])
  func `a run that does not outlast its policy says so`(end: Int, words: String) {
    let (results, policy) = Self.results(Self.costs) { $0.policies = [Self.grant(end: end)] }
    #expect(results.sentences(of: policy).last == words)
  }

  @Test(arguments: [7, Int.max])
  func `a run that outlasts its policy, and a policy without an end, say nothing`(end: Int) {
    let (results, policy) = Self.results(Self.costs) { $0.policies = [Self.grant(end: end)] }
    #expect(!results.sentences(of: policy).joined().contains("The run ends"))
  }

  @Test func `one policy is told of in the singular`() {
    let (one, first) = Self.results(Self.costs) { $0.policies = [Self.grant(end: 7)] }
    #expect(one.sentences(of: first).joined().contains("The policy cost the state 100.0"))
    let (two, second) = Self.results(Self.costs) {
      $0.policies = [Self.grant(end: 7), Self.grant(end: 7, name: "other")]
    }
    #expect(two.sentences(of: second).joined().contains("The policies cost the state 100.0"))
  }

  @Test func `lower purchases say what is in them`() {
    let (debt, first) = Self.results(Self.costs) { $0.policies = [Self.grant(end: 7)] }
    #expect(
      debt.sentences(of: first).joined().contains(
        "through lower public purchases (they follow public debt)"))
    #expect(
      debt.costLines(of: first).map(\.name).contains(
        "Paid by lower public purchases (they follow public debt)"))
    let (cut, second) = Self.results(Self.costs) {
      $0.policies = [Self.grant(end: 7)]
      $0.policyFinancing = .purchases
    }
    #expect(
      cut.sentences(of: second).joined().contains(
        "through lower public purchases (the cut for the policy, and what follows public debt)"))
  }

  @Test func `p-values are adjusted for their number, and never in another order`() {
    func effect(_ probability: Double) -> ComparisonResults.Effect {
      ComparisonResults.Effect(
        table: "national", entity: "", indicator: "", unit: "", year: nil, base: 1, policy: 1,
        effect: 0, halfWidth: 1, unpairedHalfWidth: 1, probability: probability, needed: nil,
        toTell: nil)
    }
    // R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")
    let adjusted = ComparisonResults.adjusted([0.01, 0.04, 0.03, 0.005].map(effect))
    for (found, expected) in zip(adjusted, [0.03, 0.06, 0.06, 0.02]) {
      #expect(abs(found - expected) < 1e-12)
    }
    #expect(ComparisonResults.adjusted([effect(.nan)])[0].isNaN)
  }

  @Test(arguments: [(0, 3, "none"), (3, 3, "all"), (2, 3, "two"), (1, 1, "one"), (0, 1, "none")])
  func `a part of several things is told in words`(value: Int, whole: Int, words: String) {
    #expect(Numbers.part(value, of: whole) == words)
  }
}
