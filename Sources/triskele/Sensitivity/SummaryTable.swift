import Experiments
import Foundation
import SensitivityAnalysis
import StudyStore

/// Summaries and responses of a study as text and as CSV.
enum SummaryTable {
  static func text(_ summaries: [OutputSummary], _ outcomes: StudyOutcomes) -> String {
    let figure = SensitivityReport.figure
    let isOfSeedsOnly = outcomes.study.parameters.isEmpty
    let rows = summaries.map { summary -> [String] in
      let numbers = [
        summary.mean, summary.deviation, summary.minimum, summary.lowerQuartile, summary.median,
        summary.upperQuartile, summary.maximum,
      ].map(figure)
      return [summary.output.name, "\(summary.pointCount)", "\(summary.missingPointCount)"]
        + numbers
        + (isOfSeedsOnly
          ? ["± \(figure(summary.halfWidth))"]
          : [
            figure(summary.deviationWithinPoints),
            NoiseText.share(summary.noise.noise.shareOfMeans),
          ])
    }
    let head =
      [
        "Output", isOfSeedsOnly ? "Runs" : "Points", "Missing", "Mean", "SD", "Min", "25 %",
        "Median", "75 %", "Max",
      ] + (isOfSeedsOnly ? ["95 % of mean"] : ["SD within", "Noise"])
    let (points, runs) = (outcomes.points.count, outcomes.runs.count)
    return Terminal.bold(
      outcomes.study.title.isEmpty ? outcomes.study.name : outcomes.study.title)
      + "\n\(points) \(points == 1 ? "point" : "points"), \(runs) \(runs == 1 ? "run" : "runs")\n\n"
      + TextTable.lines(head, rows)
      + (isOfSeedsOnly
        ? "\n\nOver the seeds; the last column is half of the 95 % interval of the mean (Student's t)."
        : "\n\nSD within: standard deviation between replicates at one point.\n"
          + "Noise: share of the variance of the points' means that comes from the seeds.")
  }

  static func json(_ summaries: [OutputSummary], _ outcomes: StudyOutcomes) -> String {
    struct Document: Encodable {
      struct Output: Encodable {
        let output, unit: String
        let points, missingPoints, pointsWithReplicates: Int
        let mean, meanLower, meanUpper, standardDeviation, minimum, lowerQuartile, median: Double?
        let upperQuartile, maximum, standardDeviationWithinPoints: Double?
        let noise: NoiseText.Document
      }
      let study, title, over: String
      let points, differentPoints, runs: Int
      let notes: [String]
      let outputs: [Output]
    }
    func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
    let study = outcomes.study
    let document = Document(
      study: study.name, title: study.title,
      over: study.parameters.isEmpty ? "runs" : "points",
      points: outcomes.counts.points, differentPoints: outcomes.scenarioCount,
      runs: outcomes.runs.count,
      notes: outcomes.notes + NoiseText.warnings(outcomes),
      outputs: summaries.map { summary in
        Document.Output(
          output: summary.output.name, unit: summary.output.unit, points: summary.pointCount,
          missingPoints: summary.missingPointCount,
          pointsWithReplicates: summary.repeatedPointCount, mean: finite(summary.mean),
          meanLower: finite(summary.mean - summary.halfWidth),
          meanUpper: finite(summary.mean + summary.halfWidth),
          standardDeviation: finite(summary.deviation), minimum: finite(summary.minimum),
          lowerQuartile: finite(summary.lowerQuartile), median: finite(summary.median),
          upperQuartile: finite(summary.upperQuartile), maximum: finite(summary.maximum),
          standardDeviationWithinPoints: finite(summary.deviationWithinPoints),
          noise: NoiseText.Document(summary.noise))
      })
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    guard let data = try? encoder.encode(document) else {
      preconditionFailure("a summary holds nothing that JSON cannot")
    }
    return String(decoding: data, as: UTF8.self)
  }

  static func csv(_ summaries: [OutputSummary]) -> String {
    lines(
      [
        "output", "unit", "points", "missing_points", "mean", "standard_deviation", "minimum",
        "lower_quartile", "median", "upper_quartile", "maximum",
        "standard_deviation_within_points", "points_with_replicates", "noise_share_of_means",
        "mean_lower", "mean_upper",
      ],
      summaries.map { summary in
        [
          summary.output.name, summary.output.unit, "\(summary.pointCount)",
          "\(summary.missingPointCount)",
        ]
          + [
            summary.mean, summary.deviation, summary.minimum, summary.lowerQuartile,
            summary.median, summary.upperQuartile, summary.maximum,
            summary.deviationWithinPoints,
          ].map(number) + ["\(summary.repeatedPointCount)"]
          + [
            summary.noise.noise.shareOfMeans, summary.mean - summary.halfWidth,
            summary.mean + summary.halfWidth,
          ].map(number)
      })
  }

  /// A row a class, or a pair of classes.
  static func csv(_ responses: [StudyResponses]) -> String {
    let parameters = responses.first?.parameters ?? []
    // Texts have no ends; columns of values and of intervals are told apart by their names.
    let heads = parameters.flatMap { parameter in
      parameter.isByValue
        ? [parameter.name] : ["\(parameter.name)_from", "\(parameter.name)_to"]
    }
    let rows = responses.flatMap { response in
      response.cells.map { cell -> [String] in
        let classes = zip(parameters, cell.classes).flatMap { parameter, place in
          parameter.isByValue
            ? [parameter.labels[place]]
            : [
              "\(parameter.bounds[place].lowerBound)", "\(parameter.bounds[place].upperBound)",
            ]
        }
        return [response.output.name, response.output.unit] + classes
          + ["\(cell.pointCount)", "\(cell.runCount)"]
          + [
            cell.mean, cell.mean - cell.halfWidth, cell.mean + cell.halfWidth, cell.deviation,
          ].map(number) + [response.sampling.rawValue]
      }
    }
    return lines(
      ["output", "unit"] + heads
        + [
          "points", "runs", "mean", "lower", "upper", "standard_deviation", "interval_over",
        ], rows)
  }

  private static func number(_ value: Double) -> String { value.isFinite ? "\(value)" : "" }

  private static func lines(_ head: [String], _ rows: [[String]]) -> String {
    ([head] + rows).map { cells in
      cells.map { cell in
        cell.contains { ",\"\n\r".contains($0) }
          ? "\"\(cell.replacing("\"", with: "\"\""))\"" : cell
      }.joined(separator: ",")
    }.joined(separator: "\n")
  }
}
