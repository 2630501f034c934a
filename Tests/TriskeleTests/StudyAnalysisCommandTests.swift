import Foundation
import TemporaryFolders
import Testing

/// `sensitivity`, `summarise` and `report` on the folder of a study.
@Suite(.serialized) struct StudyAnalysisCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var study: String { "\(folder.path)/study" }

  /// Does the runs of a study of the smallest scenario for a year.
  private func sweep(_ rest: String) throws {
    try folder.write(
      """
      title: Search on an island
      scenario: \(BuiltCommand.project.path)/scenarios/teaching/one-region.yaml
      years: 1
      \(rest)
      """, as: "study.yaml")
    let result = try triskele("sweep", "\(folder.path)/study.yaml", "-o", study, "-q")
    #expect(result.status == 0, "\(result.errors)")
  }

  private func json(_ result: CommandResult) throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
  }

  @Test func `trajectories give elementary effects, curves and a page`() throws {
    try sweep(
      """
      parameters:
        - {name: hazard, key: search.base_hazard, range: [0.004, 0.02]}
        - {name: own_share, key: search.own_share, range: [0.2, 0.8]}
      design: {kind: morris, trajectories: 3}
      outputs:
        - {name: gdp, indicator: national.real_gdp}
        - {name: searching, indicator: national.innovations, at: mean}
      """)
    let result = try triskele("sensitivity", study, "--output", "gdp", "--json")
    #expect(result.status == 0, "\(result.errors)")
    let results = try #require(try json(result)["results"] as? [[String: Any]])
    #expect(results.count == 1 && results[0]["method"] as? String == "morris")
    #expect(results[0]["trajectories"] as? Int == 3)

    let curves = try triskele("summarise", study, "--by", "hazard", "--output", "gdp")
    #expect(curves.status == 0, "\(curves.errors)")
    let lines = curves.output.split(separator: "\n").map { $0.split(separator: ",") }
    #expect(
      lines[0].joined(separator: ",")
        == "output,unit,hazard,points,runs,mean,lower,upper,standard_deviation,interval_over")
    #expect(lines.dropFirst().reduce(0) { $0 + (Int($1[3]) ?? 0) } == 9)

    let report = try triskele("report", study)
    #expect(report.status == 0, "\(report.errors)")
    #expect(report.output == "\(study)/report.html\n")
    let page = try String(contentsOfFile: "\(study)/report.html", encoding: .utf8)
    #expect(
      page.contains("Search on an island")
        && page.contains("Linear, nonlinear or interacting effects"))
    let charts = try FileManager.default.contentsOfDirectory(atPath: "\(study)/charts")
    #expect(charts.contains("morris-plane.vl.json") && charts.contains("response-gdp.vl.json"))

    // What somebody filled in stays.
    let citation = "\(study)/CITATION.cff"
    let text = try String(contentsOfFile: citation, encoding: .utf8)
    let mine = text.replacingOccurrences(
      of: "Authors of the study, to be filled in", with: "A. Author")
    #expect(mine != text)
    try Data(mine.utf8).write(to: URL(filePath: citation))
    #expect(try triskele("report", study, "-q").status == 0)
    #expect(try String(contentsOfFile: citation, encoding: .utf8) == mine)
    // The store can still be worked on.
    #expect(try triskele("sweep", "\(folder.path)/study.yaml", "-o", study, "-q").status == 0)
  }

  @Test func `failed runs and holes are counted and break nothing`() throws {
    try sweep(
      """
      parameters:
        - {name: employed, key: regions.island.employed, values: [9000, 10000]}
        - {name: labour, key: regions.island.labour_force, values: [9600, 10106]}
      constraints: [employed + labour < 20100]
      outputs:
        - {name: gdp, indicator: national.real_gdp}
        - {name: trust, indicator: clusters.trust, over: mean}
      """)
    let summary = try triskele("summarise", study, "--csv")
    #expect(summary.status == 0)
    #expect(summary.errors.contains("note: 1 failed run is left out"))
    #expect(summary.errors.contains("2 runs have outputs that are not finite numbers"))
    #expect(summary.errors.contains("1 point is forbidden by a constraint"))
    let lines = summary.output.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[1].contains(",2,1,") && lines[2].contains(",0,3,"))

    // Two points are too few for any index, which is said of each output.
    let sensitivity = try triskele("sensitivity", study)
    #expect(sensitivity.status == 1)
    #expect(sensitivity.errors.contains("error: gdp: found 2 points with an output"))

    #expect(try triskele("report", study, "-q").status == 0)
    let page = try String(contentsOfFile: "\(study)/report.html", encoding: .utf8)
    #expect(page.contains("One run failed and two runs gave an output that is not a finite number"))
    #expect(page.contains("is more than `labour_force`"))
    #expect(page.contains("no finite value of trust"))
  }

  @Test func `wrong use is told with what is allowed`() throws {
    try sweep(
      """
      parameters:
        - {name: hazard, key: search.base_hazard, values: [0.004, 0.02]}
      outputs:
        - {name: gdp, indicator: national.real_gdp}
      """)
    let column = try triskele("summarise", study, "--by", "hazzard")
    #expect(column.status == 2)
    #expect(column.errors.contains("did you mean `hazard`?"))
    let twice = try triskele("summarise", study, "--by", "hazard,hazard")
    #expect(twice.status == 2 && twice.errors.contains("allowed: one parameter, or two different"))
    let output = try triskele("sensitivity", study, "--output", "gpd")
    #expect(output.status == 2 && output.errors.contains("there is no column `gpd`; allowed: gdp"))
    let nothing = try triskele("sensitivity", folder.path)
    #expect(nothing.status == 2 && nothing.errors.contains("does not contain a study"))
    let both = try triskele("sensitivity", study, "--design", "points.csv")
    #expect(both.status == 64 && both.errors.contains("found a folder and --design"))
    #expect(try triskele("sensitivity").status == 64)
  }
}
