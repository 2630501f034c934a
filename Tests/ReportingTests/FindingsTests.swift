import Testing
import TripleHelix
import WardClustering

@testable import Reporting

@Suite struct FindingsTests {
  @Test func `growth of a steady country is its rate`() throws {
    var results = SyntheticRun(horizon: 0).results
    results.recording.national.removeRows { _ in true }
    let columns = results.recording.national.columns
    for tick in 0...40 {
      results.recording.national.append(
        columns.map { column in
          switch column.name {
          case "tick": .integer(tick)
          case "year": .number(2013 + Double(tick) / 4)
          // Two per cent a year, so 2 %/4 a quarter in the logarithm.
          case "real_gdp": .number(100 * powerOfGrowth(1.02, quarters: tick))
          case "generations_opened", "improvements": .integer(0)
          default: .number(.nan)
          }
        })
    }
    let growth = try #require(Findings(results).growth)
    #expect(abs(growth - 0.02) < 1e-12)
  }

  private func powerOfGrowth(_ yearly: Double, quarters: Int) -> Double {
    let quarterly = yearly.squareRoot().squareRoot()
    return (0..<quarters).reduce(1) { product, _ in product * quarterly }
  }

  @Test func `z-scores have mean 0 and deviation 1, constants are 0`() {
    let scores = RegionGrouping.zScores([1, 2, 3, nil, 6]).compactMap { $0 }
    #expect(abs(scores.reduce(0, +)) < 1e-12)
    #expect(abs(scores.reduce(0) { $0 + $1 * $1 } / 4 - 1) < 1e-12)
    #expect(RegionGrouping.zScores([5, 5, nil]) == [0, 0, nil])
  }

  @Test func `a dendrogram is laid out without crossings, and the cut lies between groups`() throws
  {
    // Rows 0, 1, 10, 11, 50: pairs first, then the two pairs, then the far one.
    let tree = Dendrogram(
      joining: try Observations(rows: [[0], [1], [10], [11], [50]]))
    let grouping = RegionGrouping(
      tick: 0, year: 2013, groups: [1, 1, 2, 2, 3], silhouettes: Array(repeating: nil, count: 5),
      merges: tree.merges.map {
        .init(a: $0.first, b: $0.second, height: $0.height, size: $0.size)
      },
      scores: [])
    let layout = try #require(DendrogramLayout(grouping))
    #expect(layout.order == [0, 1, 2, 3, 4])
    #expect(layout.links.map(\.group) == [1, 2, nil, nil])
    #expect(layout.links[2].upper == 0.5 && layout.links[2].lower == 2.5)
    let cut = try #require(layout.cut)
    #expect(cut > tree.merges[1].height && cut < tree.merges[2].height)
  }

  @Test func `a tree with a merge missing is not drawn`() {
    let grouping = RegionGrouping(
      tick: 0, year: 2013, groups: [1, 1], silhouettes: [nil, nil], merges: [], scores: [])
    #expect(DendrogramLayout(grouping) == nil)
  }

  @Test func `moves name the indicators that changed most, first`() throws {
    var (before, after) = (grouping([1, 1, 2]), grouping([1, 2, 2]))
    before.scores = [[0, 0], [0.2, 1], [0, 0]]
    after.scores = [[0, 0], [0.3, -1.5], [0, nil]]
    let moves = GroupMove.all(in: [before, after])
    #expect(moves.map(\.region) == [1])
    let move = try #require(moves.first)
    #expect(move.from == 1 && move.to == 2)
    #expect(move.changes.map(\.indicator) == [1, 0])
    #expect(abs(move.changes[0].change + 2.5) < 1e-12)
  }

  private func grouping(_ groups: [Int]) -> RegionGrouping {
    RegionGrouping(
      tick: 0, year: 2013, groups: groups, silhouettes: groups.map { _ in nil }, merges: [],
      scores: [])
  }

  @Test func `groups of one time look different, even with numbers far apart`() {
    // Every time all groups are replaced but the first.
    let groupings = (0..<10).map { time in grouping([1, 3 * time + 2, 3 * time + 3, 3 * time + 4]) }
    let looks = GroupLooks(groupings)
    for grouping in groupings {
      #expect(Set(grouping.groupNumbers.map { looks.colour(of: $0).name }).count == 4)
    }
    #expect(looks.colour(of: 1).name == "group-1")
  }

  @Test func `the table of Kazakhstan agrees with the paper by 0.354 in z-scores`() throws {
    let comparison = try #require(Findings(SyntheticRun(horizon: 0).results).comparison)
    #expect(abs(comparison.adjustedRandIndex - 0.354) < 0.0005)
    #expect(comparison.verdicts.filter(\.holds).map(\.group) == [3, 5, 7, 8])
    #expect(comparison.variants.count == Standardisation.allCases.count)
    let own = try #require(comparison.variants.first { $0.isOfTheRun })
    #expect(own.adjustedRandIndex == comparison.adjustedRandIndex)
    #expect(own.holding == [3, 5, 7, 8])
  }

  @Test func `a standardisation that is not defined is a gap in the table`() throws {
    var results = SyntheticRun(regionCount: 4, horizon: 0).results
    let place = try #require(results.recording.regions.index(of: "p1"))
    let rows = results.recording.regions.rows
    results.recording.regions.removeRows { _ in true }
    for (index, row) in rows.enumerated() {
      var row = row
      if index == 0 { row[place] = .number(0) }
      results.recording.regions.append(row)
    }
    let comparison = try #require(Findings(results).comparison)
    #expect(comparison.variants.count { $0.adjustedRandIndex == nil } == 1)
    #expect(report(for: results, vegaBundle: nil).contains("not defined"))
  }
}

@Suite struct SentenceTests {
  @Test(
    arguments: [
      (2013.0, "at the start of 2013"), (2013.25, "in the first quarter of 2013"),
      (2036.75, "in the third quarter of 2036"), (2037.0, "in the fourth quarter of 2036"),
    ])
  func `moments are named by their quarter`(time: Double, words: String) {
    #expect(Findings(PageTests.empty()).moment(time) == words)
  }

  @Test func `a year ends with its last quarter`() {
    let findings = Findings(PageTests.empty())
    #expect(findings.calendarYear(2013, tick: 0) == "start")
    #expect(findings.calendarYear(2014, tick: 4) == "2013")
    #expect(findings.calendarYear(2014.25, tick: 5) == "2014")
  }

  @Test(
    arguments: [
      (0.0, 1, "0.0"), (1234.567, 1, "1,234.6"), (-0.04, 1, "0.0"), (-0.06, 1, "−0.1"),
      (999_999.96, 1, "1,000,000.0"), (.nan, 1, "–"), (1e300, 0, "1.0·10³⁰⁰"),
    ])
  func `numbers are written with commas and a true minus`(
    value: Double, decimals: Int, text: String
  ) {
    #expect(Numbers.decimal(value, decimals) == text)
  }

  @Test func `large and small numbers are readable`() {
    #expect(Numbers.short(35_999_025e6) == "36.0 trillion")
    #expect(Numbers.short(3.6e15) == "3.6·10¹⁵")
    #expect(Numbers.money(millions: 281.4, currency: "KZT") == "281 million KZT")
    #expect(Numbers.money(millions: 1_240_000, currency: "KZT") == "1.24 trillion KZT")
    #expect(Numbers.money(millions: 0.25, currency: "KZT") == "250,000 KZT")
    #expect(Numbers.moment("2026-11-30T23:10:09Z") == "30 November 2026, 23:10 UTC")
    #expect(Numbers.moment("yesterday") == "yesterday")
    #expect(Numbers.significant(0.012345, 3) == "0.0123")
    #expect(Numbers.scientific(4.14e-15) == "4.1·10⁻¹⁵")
    #expect(Numbers.scientific(9.99e-10) == "1.0·10⁻⁹")
    #expect(Numbers.signed(0.04, 1) == "0.0" && Numbers.signed(0.06, 1) == "+0.1")
  }

  @Test func `counts and lists read as words`() {
    #expect(Numbers.count(1, "region") == "one region")
    #expect(Numbers.count(0, "policy", "policies") == "no policies")
    #expect(Numbers.count(13, "region") == "13 regions")
    #expect(Numbers.list(["a", "b", "c"]) == "a, b and c")
    #expect(Numbers.list([]) == "none")
  }

  @Test func `a move without a cause of its own is put down to the groups around it`() {
    let findings = Findings(SyntheticRun(horizon: 8).results)
    let move = GroupMove(
      region: 0, tick: 8, year: 2015, from: 1, to: 2, changes: [.init(indicator: 0, change: 0.02)])
    #expect(
      findings.sentence(for: move)
        == "Akmola moved from group 1 to group 2 at the end of 2014 because the groups around it changed: "
        + "its own indicators hardly changed (at most, patents (P1) rose by 0.02 standard deviations)."
    )
  }

  @Test func `broken books are said aloud`() throws {
    var results = SyntheticRun(horizon: 4).results
    let place = try #require(results.recording.national.index(of: "account_drift"))
    let rows = results.recording.national.rows
    results.recording.national.removeRows { _ in true }
    for var row in rows {
      row[place] = .number(2e-6)
      results.recording.national.append(row)
    }
    #expect(
      report(for: results, vegaBundle: nil).contains("Do not use the money figures of this run"))
  }

  @Test func `a coarse run names the regions that hang on one agent`() throws {
    var results = SyntheticRun(horizon: 8).results
    let table = results.recording.regions
    let columns = ["large_firms", "large_employment", "firms"].map { table.index(of: $0) }
    try #require(!columns.contains(nil))
    results.recording.regions.removeRows { _ in true }
    for var row in table.rows {
      let isFirst = row.contains(.text(results.configuration.regions[0].id))
      // Ten of a thousand enterprises are large: one agent of ten, or ten agents at scale 1.
      row[columns[0]!] = .number(0.01)
      row[columns[1]!] = .number(isFirst ? 0.06 : 0.02)
      row[columns[2]!] = .number(1000)
      results.recording.regions.append(row)
    }
    results.configuration.scale = 10
    let caution = try #require(Findings(results).coarseRegionsSentence)
    #expect(
      caution
        == "Caution: this run is coarse. One agent stands for 10 enterprises, and in Akmola a large agent "
        + "employs 6\u{A0}% of the region's workers on average, so that what happens to one agent moves the "
        + "whole region. For results by region, run with `scale: 1`.")
    #expect(report(for: results, vegaBundle: nil).contains("<code>scale: 1</code>"))
    results.configuration.scale = 1
    #expect(Findings(results).coarseRegionsSentence == nil)
  }

  @Test func `a fall in unemployment is a gain, and one of prices neither`() {
    #expect(Desirability(ofColumn: "unemployment").isGain(-0.01) == true)
    #expect(Desirability(ofColumn: "real_gdp").isGain(-0.01) == false)
    #expect(Desirability(ofColumn: "consumer_price").isGain(-0.01) == nil)
    #expect(Desirability(ofColumn: "real_gdp").isGain(0) == nil)
  }

  @Test func `a city and its region keep their full names where the short ones would clash`() {
    let names = Findings(SyntheticRun(horizon: 0).results).shortRegionNames
    #expect(names.contains("Almaty city") && names.contains("Almaty region"))
    #expect(names.contains("Akmola") && names.contains("Astana"))
  }

  @Test func `new and older generations that became the standard are told apart`() {
    let findings = Findings(SyntheticRun().results)
    let (new, older) = (findings.becameTraditionCount, findings.olderTraditionCount)
    #expect(new > 0 && older > 0)
    let text = findings.keyFindings.joined(separator: " ")
    let part = Numbers.part(new, of: findings.openedCount)
    #expect(text.contains("of which \(part) became the standard of their sector, and so did"))
    #expect(text.contains("\(Numbers.count(older, "older generation")) already known at the start"))
    let short = Findings(SyntheticRun(horizon: 20).results)
    #expect(short.becameTraditionCount == 0 && short.openedCount > 0)
    #expect(short.keyFindings.joined().contains("of which none became the standard"))
  }
}
