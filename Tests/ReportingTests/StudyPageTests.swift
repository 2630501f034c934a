import Foundation
import Testing

@testable import Reporting

/// The page of a study, made from figures that are known beforehand.
@Suite struct StudyPageTests {
  /// y = x over nine points of two parameters, the last of which failed and one of which is forbidden.
  private static func results(title: String = "A <small> study") -> StudyResults {
    let across = (0..<9).map { Double($0 / 3) }
    let upwards = (0..<9).map { Double($0 % 3) }
    let means = across.enumerated().map { $0.offset == 8 ? Double.nan : $0.element }
    let failure = StudyResults.Failure(
      point: 8, replicate: 0, seed: 7, status: "failed", cause: "labour force is too small",
      parameters: ["2", "hard"])
    var states = [StudyResults.State](repeating: .done, count: 9)
    states[8] = .partlyFailed
    states[4] = .forbidden
    return StudyResults(
      subject: StudyResults.Subject(
        name: "small", title: title, summary: "Nine points.", design: "full_factorial",
        isGrid: true, replicates: 2, stopsEarly: false),
      parameters: [
        StudyResults.Parameter(
          name: "trust", unit: "", meaning: "Trust of firms.", keys: "clusters.trust_level",
          levels: nil, isLogarithmic: false, numbers: across),
        StudyResults.Parameter(
          name: "rule", unit: "", meaning: "", keys: "k", levels: ["soft", "firm", "hard"],
          isLogarithmic: false, numbers: upwards),
      ],
      outputs: [
        StudyResults.Output(
          name: "jobs", unit: "persons", meaning: "", means: means, deviationWithinPoints: 0.5,
          missingPointCount: 1,
          curves: [
            StudyResults.Curve(
              parameter: 0,
              classes: (0..<3).map {
                StudyResults.Curve.Class(
                  centre: Double($0), mean: Double($0), halfWidth: 0.1, pointCount: 3)
              })
          ],
          diagrams: [
            StudyResults.Diagram(
              across: 0, upwards: 1, columns: ["0", "1", "2"], rows: ["soft", "firm", "hard"],
              means: [0, 1, 2, 0, 1, 2, 0, 1, .nan], pointCounts: [1, 1, 1, 1, 1, 1, 1, 1, 0])
          ])
      ], states: states,
      progress: StudyResults.Progress(
        wanted: 20, done: 15, nonFinite: 0, failed: 1, seconds: 40,
        causes: [("failed", "labour force is too small", 1)], failures: [failure]),
      indices: [
        StudyResults.Indices(
          output: 0, method: .pawn,
          inputs: [
            .init(name: "trust", value: 0.6, lower: 0.5, upper: 0.7, second: 0.3, isDistinct: true),
            .init(name: "rule", value: 0.1, lower: 0, upper: 0.2, second: 0.3, isDistinct: false),
          ], stages: [(4, [0.5, 0.2]), (9, [0.6, 0.1])], notes: ["1 points have no output"])
      ],
      boxes: [
        StudyResults.Box(
          output: 0, threshold: 1.5,
          limits: [.init(parameter: 0, low: 1.5, high: nil, levels: nil, quasiPValue: 0.01)],
          coverage: 1, density: 0.9, mass: 0.3)
      ], problems: [],
      provenance: StudyResults.Provenance(
        folder: "results/studies/small", program: "triskele 0.1.0", gslVersion: "2.7.1",
        platforms: ["Linux"], seeding: "common 7", hash: String(repeating: "ab", count: 32),
        first: "2026-03-30T10:00:00Z", last: "2026-03-31T10:00:00Z"))
  }

  @Test func `the page says what matters, what failed and how it was done`() {
    let page = report(for: Self.results(), vegaBundle: nil)
    #expect(page.contains("A &lt;small&gt; study"))
    #expect(page.contains("jobs depends most on trust (PAWN 0.60, rising)."))
    #expect(page.contains("One run failed of 16; means leave them out."))
    #expect(page.contains("16 of 20 runs are there"))
    #expect(page.contains("labour force is too small"))
    #expect(page.contains(">8:0<") && page.contains("trust 2, rule hard"))
    #expect(page.contains("jobs, PAWN: 1 points have no output."))
    #expect(page.contains("doi:10.1016/j.envsoft.2018.07.019"))
    #expect(!page.contains("10.1080/00401706.1991.10484804"))
    #expect(page.contains("Replicate r has the seed 7 + r at every point"))
    #expect(page.contains("Triskele 0.1.0 and GSL 2.7.1 on Linux"))
    #expect(page.contains("at least 1.5"))
  }

  @Test func `charts stand alone, each with a title and a sentence`() throws {
    let charts = charts(for: Self.results())
    #expect(
      charts.map(\.name) == [
        "design", "distributions", "indices-pawn", "convergence-pawn", "response-jobs", "phase",
        "parallel", "boxes",
      ])
    let page = report(for: Self.results(), vegaBundle: "var vegaEmbed;")
    for chart in charts {
      let document = try JSONSerialization.jsonObject(with: Data(chart.json.utf8))
      let title = try #require((document as? [String: Any])?["title"] as? [String: Any])
      #expect((title["text"] as? String)?.isEmpty == false)
      #expect((title["subtitle"] as? [String])?.joined().hasSuffix(".") == true, "\(chart.name)")
      #expect(page.contains("data-chart=\"\(chart.name)\""))
    }
    // What has no value is no cell.
    let phase = try #require(charts.first { $0.name == "phase" })
    #expect(phase.json.components(separatedBy: "\"points\"").count - 1 >= 8)
    #expect(!phase.json.contains("\"mean\": null"))
  }

  @Test func `a study without runs has a page and no charts of outputs`() {
    var results = Self.results()
    results.outputs[0].means = results.outputs[0].means.map { _ in .nan }
    results.outputs[0].curves = []
    results.outputs[0].diagrams = []
    (results.indices, results.boxes) = ([], [])
    results.progress = .init(
      wanted: 20, done: 0, nonFinite: 0, failed: 0, seconds: 0, causes: [], failures: [])
    #expect(charts(for: results).map(\.name) == ["design"])
    let page = report(for: results, vegaBundle: nil)
    #expect(page.contains("There are not enough runs yet to say what matters."))
    #expect(page.contains("No run has been done yet."))
  }

  @Test func `noise that is comparable to what parameters do is told first`() {
    var results = Self.results()
    results.cautions = ["noise of the seeds is 40 % of the variance of the points' means of jobs"]
    results.outputs[0].noiseShareOfMeans = 0.4
    let page = report(for: results, vegaBundle: nil)
    #expect(page.contains("Before you rely on the figures:"))
    #expect(page.contains("Noise of the seeds is 40 %"))
    #expect(page.contains(">40\u{A0}%<"))
    #expect(!report(for: Self.results(), vegaBundle: nil).contains("Before you rely"))
  }

  @Test func `a study of seeds only has a page with its means`() {
    var results = Self.results()
    (results.parameters, results.indices, results.boxes) = ([], [], [])
    results.states = [.done]
    results.outputs[0].means = [2]
    results.outputs[0].runs = [1, 2, 3]
    results.outputs[0].meanHalfWidth = 2.48
    results.outputs[0].curves = []
    results.outputs[0].diagrams = []
    let page = report(for: results, vegaBundle: nil)
    #expect(page.contains("jobs is 2.000 ± 2.5 persons"))
    #expect(page.contains("(95 % interval over three seeds) on average."))
    #expect(page.contains("one scenario, only the seed varies"))
    #expect(!page.contains("bootstrap"))
  }

  @Test func `a citation names study, version and day, quoted as YAML`() {
    let text = citation(of: Self.results(title: "Trust: \"how much\"?"))
    #expect(text.hasPrefix("cff-version: 1.2.0\n"))
    #expect(text.contains("title: \"Trust: \\\"how much\\\"?\"\n"))
    #expect(text.contains("version: \"0.1.0\"") && text.contains("date-released: 2026-03-31\n"))
    #expect(text.contains("sha256:abab"))
  }

  @Test func `numbers lose the noughts at their end and no others`() {
    #expect(StudyPage.brief(0.05) == "0.05")
    #expect(StudyPage.brief(2) == "2")
    #expect(StudyPage.brief(1200) == "1,200")
    #expect(StudyPage.brief(0) == "0")
  }
}
