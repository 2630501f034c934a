import Foundation
import Testing
import TripleHelix

@testable import Reporting

@Suite struct SwingTests {
  private let cycle = (0..<40).map { sin(0.7 * Double($0)) }

  @Test func `finds the lag at which one series follows another, whatever its trend`() throws {
    // Three years after the cycle, the other way round, on a rising line.
    let values = (0..<40).map { year -> Double in
      -2 * sin(0.7 * Double(year - 3)) + 0.5 * Double(year)
    }
    let swing = try #require(Swing(of: values, with: cycle))
    #expect(swing.lag == 3)
    #expect(swing.correlation < -0.99)
  }

  @Test func `of noise is no stronger than of its own turns`() throws {
    var dice = Dice(11)
    let noise = (0..<60).map { _ in dice.normal() }
    let other = (0..<60).map { _ in dice.normal() }
    let swing = try #require(Swing(of: noise, with: other))
    #expect(swing.probability > 0.1 && swing.probability <= 1)
  }

  @Test func `needs fifteen years and some variation`() {
    #expect(Swing(of: Array(cycle.prefix(14)), with: Array(cycle.prefix(14))) == nil)
    #expect(Swing(of: Array(repeating: 2, count: 20), with: Array(cycle.prefix(20))) == nil)
  }

  @Test func `a straight line leaves nothing`() {
    let left = Swing.offLine((0..<9).map { 3 - 0.25 * Double($0) })
    #expect(left.allSatisfy { $0.magnitude < 1e-12 })
  }
}

@Suite struct StylisedFactTests {
  private func fact(_ claim: String, in results: RunResults) throws -> StylisedFact {
    try #require(Findings(results).stylisedFacts.first { $0.claim.hasPrefix(claim) })
  }

  /// The run with one column of the national table set to one value.
  private func setting(_ column: String, to value: Double) throws -> RunResults {
    var results = SyntheticRun().results
    let place = try #require(results.recording.national.index(of: column))
    let rows = results.recording.national.rows
    results.recording.national.removeRows { _ in true }
    for var row in rows {
      row[place] = .number(value)
      results.recording.national.append(row)
    }
    return results
  }

  @Test(arguments: [(0.85, false), (0.95, true), (1.29, true), (1.4, false)])
  func `the size tail holds between 0.9 and 1.3`(exponent: Double, holds: Bool) throws {
    let found = try fact("The sizes of large", in: setting("hill_exponent", to: exponent))
    #expect(found.holds == holds)
    #expect(found.finding.contains(Numbers.decimal(exponent, 2)))
  }

  @Test func `exit must fall from every size class to the next`() throws {
    #expect(try fact("Larger firms close", in: SyntheticRun().results).holds)
    let results = try setting("exits_5_to_20", to: 0.04)
    #expect(try !fact("Larger firms close", in: results).holds)
  }

  @Test func `old firms must close least of all ages`() throws {
    #expect(try fact("Old firms", in: SyntheticRun().results).holds)
    #expect(try !fact("Old firms", in: setting("exits_middle", to: 0.03)).holds)
  }

  @Test func `a region in which a third is out of work is named, in words too`() throws {
    var results = SyntheticRun().results
    #expect(try fact("No region", in: results).holds)
    let table = results.recording.regions
    let column = try #require(table.index(of: "unemployment"))
    results.recording.regions.removeRows { _ in true }
    for (place, var row) in table.rows.enumerated() {
      if place == table.rows.count / 2 { row[column] = .number(0.34) }
      results.recording.regions.append(row)
    }
    let found = try fact("No region", in: results)
    #expect(!found.holds && found.finding.contains("34.0"))
    #expect(
      report(for: results, vegaBundle: nil).contains("The highest regional unemployment was 34.0"))
  }

  @Test func `a quarter without innovation breaks the coexistence`() throws {
    #expect(try !fact("Old and new technology", in: setting("innovation_output", to: 0)).holds)
    #expect(try fact("Old and new technology", in: setting("innovation_output", to: 0.2)).holds)
  }

  @Test func `concentration counts the sectors above their null at the end`() throws {
    // Six of nine sectors begin at 0.01 or more, where the bound is 0.006; the others end at 0.01.
    let findings = Findings(SyntheticRun().results)
    #expect(findings.concentratedCount(atEnd: false) == (6, 9))
    #expect(findings.concentratedCount(atEnd: true) == (9, 9))
    #expect(try fact("Most industries", in: SyntheticRun().results).holds)
  }

  @Test func `a logistic curve is fitted by a logistic, a straight line less well`() throws {
    var (logistic, line): ([(time: Double, share: Double)], [(time: Double, share: Double)]) =
      ([], [])
    for quarter in 0..<60 {
      let time = Double(quarter) / 4
      logistic.append((time, 1 / (1 + exp(5 - time / 1.5))))
      line.append((time, time / 14.75))
    }
    #expect(try #require(Findings.logisticFit(logistic)) > 0.99999)
    #expect(try #require(Findings.logisticFit(line)) < 0.995)
    #expect(Findings.logisticFit(Array(logistic.prefix(3))) == nil)
  }

  @Test func `a run of a year or two is held against nothing`() {
    let page = report(for: SyntheticRun(horizon: 4).results, vegaBundle: nil)
    #expect(!page.contains("id=\"facts\""))
  }

  @Test func `the page says what a fact is and that one run is weak evidence, after the charts`()
    throws
  {
    let page = report(for: SyntheticRun().results, vegaBundle: nil)
    let facts = Findings(SyntheticRun().results).stylisedFacts
    #expect(page.contains("A <em>stylised fact</em> is a regularity"))
    #expect(page.contains("One run is weak evidence"))
    let (summary, charts, section) = (
      page.range(of: "id=\"summary\""), page.range(of: "<figure"), page.range(of: "id=\"facts\"")
    )
    #expect(try #require(summary).lowerBound < #require(charts).lowerBound)
    #expect(try #require(charts).lowerBound < #require(section).lowerBound)
    #expect(page.contains("<code>triskele verify --facts</code>"))
    #expect(page.contains("\(facts.count { $0.holds }) of \(facts.count) facts"))
  }
}

@Suite struct PolicyAccountTests {
  @Test func `years of spending add up to all that was spent`() throws {
    let account = try #require(Findings(SyntheticRun().results).policyAccounts.first)
    #expect(account.name == "Grants for research")
    // Recorded from tick 20, the last quarter of 2017, to tick 59.
    #expect(account.years.map(\.year) == Array(2017...2027))
    #expect(abs(account.years.reduce(0) { $0 + $1.spent } - account.spent) < 1e-6)
    #expect(account.years[1].spent == 40_000)
    #expect(account.years.allSatisfy { $0.budget == 40_000 })
    let use = try #require(account.use)
    #expect(use > 0 && use <= 1)
  }

  @Test func `tax given back and take-up are shown where they are recorded`() throws {
    var results = SyntheticRun(hasPolicies: false).results
    let columns = ["tick", "year", "policy", "instrument", "spent", "forgone", "budget", "take_up"]
    var table = Table(
      name: "policies", summary: "",
      columns: columns.map {
        TableColumn($0, $0 == "tick" ? .integer : $0.hasPrefix("p") ? .text : .number, "–", "")
      })
    for tick in 1...8 {
      table.append([
        .integer(tick), .number(2013 + Double(tick) / 4), .text("tax_credit"), .text("tax_credit"),
        .number(2 * Double(tick)), .number(3 * Double(tick)), .number(25), .number(0.4),
      ])
    }
    results.recording.policies = table
    let findings = Findings(results)
    let account = try #require(findings.policyAccounts.first)
    #expect(account.title == "Tax credit")
    #expect(account.years.map(\.spent) == [8, 8] && account.years.map(\.forgone) == [12, 12])
    #expect(account.use == 40.0 / 50)
    let takeUp = try #require(account.takeUp.mean)
    #expect(abs(takeUp - 0.4) < 1e-12)
    let chart = try #require(findings.policyBudgetsChart)
    #expect(chart.reading.contains("with the tax revenue forgone above it"))
    #expect(
      chart.title == "The policy cost 40.0 million tenge: 16.0 million tenge of spending and "
        + "24.0 million tenge of tax revenue forgone")
    #expect(findings.policyTable.markup.contains("Take-up, mean"))
  }

  @Test func `reports are one series a policy and measure`() {
    var table = Table(
      name: "policy_reports", summary: "",
      columns: [
        .init("tick", .integer, "–", ""), .init("year", .number, "–", ""),
        .init("policy", .text, "–", ""), .init("measure", .text, "–", ""),
        .init("unit", .text, "–", ""), .init("value", .number, "–", ""),
      ])
    for tick in 1...2 {
      for (measure, value) in [("patents", 4.0), ("jobs", 10.0)] {
        table.append([
          .integer(tick), .number(2013), .text("park"), .text(measure), .text("1/quarter"),
          .number(value * Double(tick)),
        ])
      }
    }
    let reports = Findings.policyReports(in: table)
    #expect(reports.map(\.measure) == ["patents", "jobs"])
    #expect(reports.map(\.series.defined) == [[4, 8], [10, 20]])
  }

  @Test func `a table that is not there reports nothing`() {
    #expect(Findings(SyntheticRun(hasPolicies: false).results).policyAccounts.isEmpty)
    #expect(Findings(SyntheticRun(hasPolicies: false).results).policyReports.isEmpty)
  }
}
