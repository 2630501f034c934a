import Experiments
import SensitivityAnalysis
import StudyStore

/// Summaries and responses of a study as text and as CSV.
enum SummaryTable {
  static func text(_ summaries: [OutputSummary], _ outcomes: StudyOutcomes) -> String {
    let figure = SensitivityReport.figure
    let rows = summaries.map { summary -> [String] in
      let numbers = [
        summary.mean, summary.deviation, summary.minimum, summary.lowerQuartile, summary.median,
        summary.upperQuartile, summary.maximum, summary.deviationWithinPoints,
      ].map(figure)
      return [summary.output.name, "\(summary.pointCount)", "\(summary.missingPointCount)"]
        + numbers
    }
    let head = [
      "Output", "Points", "Missing", "Mean", "SD", "Least", "25 %", "Median", "75 %", "Greatest",
      "SD within",
    ]
    return Terminal.bold(
      outcomes.study.title.isEmpty ? outcomes.study.name : outcomes.study.title)
      + "\n\(outcomes.points.count) points, \(outcomes.runs.count) runs\n\n"
      + TextTable.lines(head, rows)
      + "\n\nSD within: from replicate to replicate at one point."
  }

  static func csv(_ summaries: [OutputSummary]) -> String {
    lines(
      [
        "output", "unit", "points", "missing_points", "mean", "standard_deviation", "minimum",
        "lower_quartile", "median", "upper_quartile", "maximum",
        "standard_deviation_within_points", "points_with_replicates",
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
