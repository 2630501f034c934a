import Experiments
import Foundation
import Testing
import TripleHelix

@testable import Reporting

/// What a comparison says of time, of costs, and of who pays.
@Suite struct ComparisonWordsTests {
  /// A comparison of which only totals are known: by indicator, mean and half-width in million.
  private static func results(
    _ totals: [(String, Double, Double)],
    inForce: [(String, Double, Double)] = [], change: (inout Configuration) -> Void = { _ in }
  ) -> (ComparisonResults, ComparisonResults.Alternative) {
    var tables = ComparisonTables.schemas(precision: 0.01)
    for place in tables.indices {
      let periods = [("run", totals), ("in_force", inForce)]
      if tables[place].name == "windows", !inForce.isEmpty {
        tables[place].append(
          Self.effectRow("national", "", "real_gdp", window: "in_force", effect: 0, half: 1))
      }
      for (window, totals) in periods {
        for (indicator, mean, half) in totals {
          switch tables[place].name {
          case "totals":
            tables[place].append([
              .text(indicator), .text("million"), .text(""), .integer(3), .number(0),
              .number(mean), .number(mean), .number(half), .number(.nan), .number(.nan),
              .number(.nan), .number(.nan), .number(.nan), .number(.nan), .number(.nan),
              .text(window), .text("policy"),
            ])
          case "pairs":
            for seed in 1...3 {
              tables[place].append([
                .text("\(seed)"), .text(indicator), .text("million"), .number(0), .number(mean),
                .text(window), .text("policy"),
              ])
            }
          default: break
          }
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
        failures: [], precision: 0.01, command: "", version: "1", gslVersion: "2",
        finished: "2026-01-01T00:00:00Z"))
    return (results, results.alternatives[0])
  }

  /// A row of the table of windows.
  private static func effectRow(
    _ table: String, _ entity: String, _ indicator: String, window: String, effect: Double,
    half: Double, scenario: String = "policy"
  ) -> [TableValue] {
    [
      .text(table), .text(entity), .text(indicator), .text(""), .text(window), .number(2013),
      .number(2014), .integer(3), .number(1e6), .number(1e6 + effect), .number(effect),
      .number(half), .number(effect - half), .number(effect + half), .number(half),
      .number(effect / 1e6), .number(0.01), .number(.nan), .text(scenario),
    ]
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
        "Net cost before financing: 90 ± 20 million tenge over the whole run."))
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
    #expect(words.contains("The uncertainty over the whole run is 2.0 times the direct cost"))
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

  @Test(arguments: [
    (PolicyFinancing.debt, "the state borrows"), (.incomeTax, "households, through a surcharge"),
    (.purchases, "lower public purchases, one quarter later"),
  ])
  func `who pays is told by the settings of the scenario`(
    financing: PolicyFinancing, words: String
  ) {
    let (results, policy) = Self.results(Self.costs) {
      $0.policies = [Self.grant(end: 7)]
      $0.policyFinancing = financing
    }
    let pays = results.sentences(of: policy).filter { $0.hasPrefix("Who pays: ") }
    #expect(pays.count == 1 && pays[0].hasPrefix("Who pays: \(words)"))
    #expect((financing != .debt) == pays[0].contains("covers the direct cost only"))
  }

  @Test func `the ordered cut of purchases stands apart from what follows public debt`() {
    let (results, policy) = Self.results(Self.costs + [("ordered_cut", 30, 2)]) {
      $0.policies = [Self.grant(end: 7)]
      $0.policyFinancing = .purchases
    }
    #expect(
      results.sentences(of: policy).joined().contains(
        "of which 30.0 ± 2.0 million tenge was ordered"))
    #expect(
      results.costLines(of: policy).map(\.name).contains("Of these, the cut ordered for the policy")
    )
  }

  @Test func `the net cost names its period, and says where the periods turn the answer`() {
    let (results, policy) = Self.results(
      [
        ("spent", 100, 1), ("forgone", 0, 0), ("policy_cost", 100, 1), ("got_back", 150, 20),
        ("net_cost", -50, 20),
      ],
      inForce: [("policy_cost", 100, 1), ("got_back", -40, 10), ("net_cost", 140, 10)])
    let text = results.sentences(of: policy).joined(separator: " ")
    #expect(
      text.contains(
        "Net cost before financing: 140 ± 10 million tenge while in force and −50 ± 20 million tenge over "
          + "the whole run."))
    #expect(text.contains("While in force, the state lost a further 40 ± 10 million tenge"))
    #expect(
      text.contains("Over the whole run, other taxes, returns and saved benefits brought in more"))
    #expect(
      text.contains(
        "cost the state money while in force, but pay for themselves over the whole run"))
  }

  @Test func `a loss beyond the direct cost is put down to the economy only where product fell`() {
    let costs = [
      ("spent", 100.0, 1.0), ("forgone", 0, 0), ("policy_cost", 100, 1), ("got_back", -40, 10),
      ("net_cost", 140, 10),
    ]
    let (fell, first) = Self.results(costs + [("output", -50, 10)])
    #expect(fell.sentences(of: first).joined().contains("because the economy shrank"))
    let (unclear, second) = Self.results(costs + [("output", -50, 100)])
    #expect(unclear.sentences(of: second).joined().contains("because other revenue fell"))
  }

  /// A comparison of which only effects on the firms aimed at are known.
  private static func displaced(_ outside: Double) -> [String] {
    var tables = ComparisonTables.schemas(precision: 0.01)
    for (group, effect) in [("inside", 23_720.0), ("outside", outside)] {
      tables[1].append(
        effectRow("targets", group, "jobs", window: "in_force", effect: effect, half: 1_671))
    }
    tables[1].append(
      effectRow("national", "", "employed", window: "in_force", effect: -1_745, half: 4_000))
    let configuration = SyntheticRun(horizon: 8).results.configuration
    let results = ComparisonResults(
      tables: tables, base: configuration, alternatives: [("policy", "The policy", configuration)],
      facts: .init(
        failures: [], precision: 0.01, command: "", version: "1", gslVersion: "2", finished: ""))
    return results.targetSentences(of: results.alternatives[0])
  }

  @Test(arguments: [
    (
      -24_169.0,
      "All of them, and 449 more, came from elsewhere: all other firms lost 24,169 ± 1,671."
    ),
    (-11_860, "Of these, 50\u{A0}% came from elsewhere: all other firms lost 11,860 ± 1,671."),
    (11_860, "All other firms: +11,860 ± 1,671, so nothing was shifted from them."),
  ])
  func `displacement is told without a double negative and never above all`(
    outside: Double, words: String
  ) {
    let sentences = Self.displaced(outside)
    #expect(
      sentences[0].hasSuffix("gained 23,720 ± 1,671 employees on average while in force. " + words))
    #expect(sentences[1].contains("−1,745 ± 4,000 (interval includes zero)"))
  }

  /// A comparison of two scenarios by one aim, in both periods.
  private static func ranked(seeds: Int = 3) -> ComparisonResults {
    var tables = ComparisonTables.schemas(precision: 0.01)
    func place(_ name: String) -> Int { tables.firstIndex { $0.name == name } ?? 0 }
    let (windows, ranking, differences) = (
      place("windows"), place("ranking"), place("differences")
    )
    for (scenario, effect) in [("one", -1.0), ("two", -3)] {
      tables[windows].append(
        effectRow(
          "national", "", "real_gdp", window: "in_force", effect: effect, half: 0.5,
          scenario: scenario))
      for seed in 1...seeds {
        tables[place("pairs")].append([
          .text("\(seed)"), .text("policy_cost"), .text("million"), .number(0), .number(5),
          .text("run"), .text(scenario),
        ])
      }
      let cost = scenario == "one" ? 8_000.0 : 141_000
      for (indicator, sum) in [("policy_cost", cost), ("output", effect)] {
        for window in ["run", "in_force"] {
          tables[place("totals")].append([
            .text(indicator), .text("million"), .text(""), .integer(seeds), .number(0),
            .number(5), .number(sum), .number(0.5), .number(.nan), .number(.nan), .number(.nan),
            .number(.nan), .number(.nan), .number(.nan), .number(.nan), .text(window),
            .text(scenario),
          ])
        }
      }
    }
    for (window, half) in [("run", 5.0), ("in_force", 0.5)] {
      for (rank, row) in [("base", 0.0), ("one", -1), ("two", -3)].enumerated() {
        tables[ranking].append([
          .text("product"), .text("million"), .text("more"), .text(window), .integer(rank + 1),
          .text(row.0), .integer(seeds), .number(1_000), .number(row.1), .number(half),
          .number(0.01), .number(row.1), .number(half), .number(rank == 0 ? 1 : 0),
        ])
      }
      tables[differences].append([
        .text("product"), .text("million"), .text(window), .text("one"), .text("two"),
        .integer(seeds), .number(2), .number(half), .number(0.01),
      ])
    }
    let configuration = SyntheticRun(horizon: 8).results.configuration
    return ComparisonResults(
      tables: tables, base: configuration,
      alternatives: [
        ("one", "The first way", configuration), ("two", "The second way", configuration),
      ],
      facts: .init(
        failures: [], precision: 0.01, command: "", version: "1", gslVersion: "2", finished: ""))
  }

  @Test func `the ranking tells both periods, and the scenarios among themselves`() {
    #expect(
      Self.ranked().rankingSentences == [
        "Product: while in force the base is best; over the whole run the scenarios cannot be told apart. "
          + "Of the two others: while in force The first way is best; over the whole run The first way and "
          + "The second way cannot be told apart.",
        "The order ignores the size of the policies: direct costs run from 8.00 billion tenge to "
          + "141 billion tenge.",
      ])
  }

  @Test func `probabilities of being best need ten replicates`() {
    let few = report(for: Self.ranked(), vegaBundle: nil)
    #expect(!few.contains("best with") && few.contains("There are no probabilities of being best"))
    let many = report(for: Self.ranked(seeds: 10), vegaBundle: nil)
    #expect(many.contains("best with") && !many.contains("There are no probabilities"))
  }

  @Test func `the page of several scenarios has a short title, each scenario once, and every pair`()
  {
    let page = report(for: Self.ranked(), vegaBundle: nil)
    #expect(page.contains("<h1>Two scenarios compared with "))
    let contents = page.components(separatedBy: "</nav>")[0]
    #expect(contents.components(separatedBy: "The first way").count == 2)
    #expect(page.contains("The first way less The second way"))
    #expect(page.contains("Effect for each billion tenge of direct cost"))
  }

  @Test func `points of costs stand clear of the ends of their axis`() {
    #expect(ComparisonPage.costDomain([8, 9, 140, 142]) == [-5.4, 155.4])
    let close = ComparisonPage.costDomain([171, 177])
    #expect(close[0] > 165 && close[0] < 171 && close[1] > 177 && close[1] < 180)
    #expect(ComparisonPage.costDomain([0, 0]) == [0, 1])
    #expect(ComparisonPage.moneyScale(upTo: 174_000).name == "billion")
  }

  @Test func `inequality is told in per cent of its base, as its base is told`() {
    let change = ComparisonResults.Rank.change(
      "inequality", base: 0.35, effect: -0.0007, halfWidth: 0.00035)
    #expect(change == "−0.20 ± 0.10\u{A0}%")
    let figure = HeadlineFigure.all.first { $0.column == "gini_grp" }
    #expect(figure?.isShare == false)
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
