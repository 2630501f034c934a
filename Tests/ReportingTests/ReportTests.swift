import Foundation
import Testing

@testable import Reporting

/// Where the page and the charts of a made-up run are written for looking at, if anywhere.
private let exhibition = ProcessInfo.processInfo.environment["TRISKELE_EXHIBITION"]

@Suite struct ReportTests {
  @Test(.enabled(if: exhibition != nil)) func `writes a page to look at`() throws {
    let folder = try #require(exhibition.map { URL(filePath: $0) })
    let bundle = try String(contentsOf: folder.appending(path: "vega.js"), encoding: .utf8)
    let runs = [
      ("report", SyntheticRun().results),
      ("incomplete", SyntheticRun(horizon: 31, plannedHorizon: 100).results),
      ("one-region", SyntheticRun(regionCount: 1, horizon: 24, hasPolicies: false).results),
      ("one-tick", SyntheticRun(horizon: 0).results),
      ("ungrouped", SyntheticRun(hasGroupings: false).results),
    ]
    for (name, results) in runs {
      let page = report(for: results, vegaBundle: bundle)
      try page.write(
        to: folder.appending(path: name + ".html"), atomically: true, encoding: .utf8)
      for chart in charts(for: results) {
        let charts = folder.appending(path: name + "-charts")
        try FileManager.default.createDirectory(at: charts, withIntermediateDirectories: true)
        try chart.json.write(
          to: charts.appending(path: chart.name + ".vl.json"), atomically: true, encoding: .utf8)
      }
    }
    try report(for: runs[0].1, vegaBundle: nil).write(
      to: folder.appending(path: "without.html"), atomically: true, encoding: .utf8)
  }

  @Test func `says what policies spent, where there were any`() {
    #expect(report(for: SyntheticRun().results, vegaBundle: nil).contains("<b>Polic"))
    let without = report(for: SyntheticRun(hasPolicies: false).results, vegaBundle: nil)
    #expect(!without.contains("<b>Polic"))
  }

  @Test func `speaks of no Ward group in indicators of regions never grouped`() throws {
    func indicators(_ run: SyntheticRun) throws -> Chart {
      try #require(Findings(run.results).indicatorsChart)
    }
    let two = try indicators(SyntheticRun(regionCount: 2, hasGroupings: false))
    #expect(!two.reading.contains("Ward"))
    #expect(two.standaloneSpecification.pretty.contains(##""range": ["#0f6a8b","#cf5b17"]"##))
    #expect(
      try indicators(SyntheticRun(regionCount: 1, hasGroupings: false)).reading.hasPrefix(
        "One line for"))
    #expect(try indicators(SyntheticRun()).reading.contains("coloured by its Ward group"))
  }
}
