import Experiments
import Reporting
import SensitivityAnalysis
import StudyStore

/// The report of a study and its charts, as files.
struct StudyReport {
  let outcomes: StudyOutcomes
  /// The script that draws the charts in the page.
  let vegaBundle: String?

  static let citationName = "CITATION.cff"
  /// Classes of a parameter in response curves and in phase diagrams, where it has more values.
  private static let curveBins = 10
  private static let diagramBins = 6

  /// - Parameter citation: The file that is there; kept if somebody filled it in.
  func attachments(citation old: String?) -> [Run.Attachment] {
    let results = results()
    var attachments = charts(for: results).map { chart in
      Run.Attachment(name: "\(ResultsFolder.chartsName)/\(chart.name).vl.json", text: chart.json)
    }
    attachments.append(
      Run.Attachment(
        name: ResultsFolder.reportName, text: report(for: results, vegaBundle: vegaBundle)))
    if old.map({ $0.contains("to be filled in") }) ?? true {
      attachments.append(Run.Attachment(name: Self.citationName, text: citation(of: results)))
    }
    return attachments
  }

  /// What the page says.
  func results() -> StudyResults {
    let analysis = analyse()
    let study = outcomes.study
    let indices = analysis?.tables.compactMap(indices) ?? []
    var boxes: [StudyResults.Box] = []
    for (output, summary) in outcomes.summaries().enumerated() where analysis != nil {
      boxes += box(of: output, threshold: summary.upperQuartile)
    }
    let workplaces = outcomes.workplaces
    return StudyResults(
      subject: StudyResults.Subject(
        name: study.name, title: study.title, summary: study.summary,
        design: study.design, isGrid: outcomes.isGrid,
        replicates: study.replicates, stopsEarly: study.stopsEarly),
      parameters: parameters, outputs: outputs(indices), states: states,
      progress: StudyResults.Progress(
        wanted: outcomes.counts.wanted, done: outcomes.counts.done,
        nonFinite: outcomes.counts.nonFinite, failed: outcomes.counts.failed,
        seconds: outcomes.counts.seconds,
        causes: outcomes.causes.map { ($0.status, $0.text, $0.count) },
        failures: outcomes.failures.map { failure in
          StudyResults.Failure(
            point: failure.point, replicate: failure.replicate, seed: failure.seed,
            status: failure.status, cause: failure.cause, parameters: failure.parameters)
        }), indices: indices, boxes: boxes,
      problems: analysis?.failures.map { "\($0.output): found \($0.problem)" } ?? [],
      cautions: [outcomes.repeatsInWords, outcomes.replicatesInWords].compactMap { $0 }
        + outcomes.noise.compactMap(\.warning),
      provenance: StudyResults.Provenance(
        folder: ShellWord.quoted(outcomes.folder), program: study.program,
        gslVersion: workplaces.gslVersions.joined(separator: ", "),
        platforms: workplaces.platforms, seeding: study.seeding, hash: study.hash,
        first: workplaces.first, last: workplaces.last))
  }

  private var parameters: [StudyResults.Parameter] {
    outcomes.study.parameters.enumerated().map { place, parameter in
      let factor = outcomes.points.factors[place]
      var levels: [String]?
      if case .levels(let texts) = factor.domain { levels = texts }
      return StudyResults.Parameter(
        name: parameter.name, unit: parameter.unit, meaning: parameter.meaning,
        keys: parameter.keys, levels: levels,
        isLogarithmic: outcomes.classes(of: place, bins: 1).isLogarithmic,
        numbers: outcomes.points.numbers(of: place))
    }
  }

  private var states: [StudyResults.State] {
    outcomes.points.placements.indices.map { point in
      if outcomes.points.placements[point].isHole { return .forbidden }
      if outcomes.failureCounts[point] > 0 { return .partlyFailed }
      let isDone = outcomes.runCounts[point] >= outcomes.study.replicates
      let mayBeShort = outcomes.study.stopsEarly && outcomes.runCounts[point] > 0
      return isDone || mayBeShort ? .done : .incomplete
    }
  }

  private func outputs(_ indices: [StudyResults.Indices]) -> [StudyResults.Output] {
    let curveClasses = outcomes.study.parameters.indices.map {
      outcomes.classes(of: $0, bins: Self.curveBins)
    }
    let diagramClasses = outcomes.study.parameters.indices.map {
      outcomes.classes(of: $0, bins: Self.diagramBins)
    }
    let study = outcomes.study
    return outcomes.summaries().enumerated().map { place, summary in
      let curves = curveClasses.enumerated().map { parameter, classes in
        let response = outcomes.responses(output: place, by: [classes])
        return StudyResults.Curve(
          parameter: parameter,
          classes: response.cells.map { cell in
            StudyResults.Curve.Class(
              centre: classes.centre(cell.classes[0]), mean: cell.mean,
              halfWidth: cell.halfWidth, pointCount: cell.pointCount)
          })
      }
      return StudyResults.Output(
        name: summary.output.name, unit: summary.output.unit, meaning: summary.output.meaning,
        means: outcomes.means[place], deviationWithinPoints: summary.deviationWithinPoints,
        noiseShareOfMeans: summary.noise.noise.shareOfMeans,
        runs: study.parameters.isEmpty ? outcomes.values[place].filter(\.isFinite) : [],
        meanHalfWidth: summary.halfWidth, missingPointCount: summary.missingPointCount,
        curves: curves,
        diagrams: pairs(of: place, indices).map { diagram(place, $0, diagramClasses) })
    }
  }

  /// The two parameters that matter most for an output; the two first where nothing says which.
  private func pairs(
    of output: Int, _ indices: [StudyResults.Indices]
  ) -> [(across: Int, upwards: Int)] {
    let names = outcomes.study.parameters.map(\.name)
    guard names.count > 1 else { return [] }
    var size: [String: Double] = [:]
    for input in indices.first(where: { $0.output == output })?.inputs ?? [] {
      size[input.name] = input.value.isFinite ? input.value.magnitude : 0
    }
    let order = names.indices.sorted {
      (-(size[names[$0]] ?? 0), $0) < (-(size[names[$1]] ?? 0), $1)
    }
    return [(order[0], order[1])]
  }

  private func diagram(
    _ output: Int, _ pair: (across: Int, upwards: Int), _ classes: [ParameterClasses]
  ) -> StudyResults.Diagram {
    let (across, upwards) = (classes[pair.across], classes[pair.upwards])
    let cells = outcomes.responses(output: output, by: [upwards, across]).cells
    return StudyResults.Diagram(
      across: pair.across, upwards: pair.upwards, columns: labels(of: across),
      rows: labels(of: upwards), means: cells.map(\.mean), pointCounts: cells.map(\.pointCount))
  }

  /// Labels short enough for an axis: a value, or the middle of an interval.
  private func labels(of classes: ParameterClasses) -> [String] {
    if classes.isByValue { return classes.labels }
    let short = classes.labels.indices.map { FigureText.significant(classes.centre($0), digits: 3) }
    return Set(short).count == short.count ? short : classes.labels
  }
}

// Analysis.
extension StudyReport {
  /// - Returns: nil where no parameter varies.
  private func analyse() -> SensitivityReport? {
    guard !outcomes.study.parameters.isEmpty else { return nil }
    var options = SensitivityReport.Options()
    options.isOfStudy = true
    let kind = outcomes.points.kind
    options.resampling = Resampling(replicates: kind == .morris || kind == .saltelli ? 1000 : 100)
    return SensitivityReport(StudyTable(outcomes), options: options)
  }

  private func indices(_ table: IndexTable) -> StudyResults.Indices? {
    guard let output = outcomes.study.outputs.firstIndex(where: { $0.name == table.output }),
      let method = StudyResults.Method(rawValue: table.method.rawValue)
    else { return nil }
    return StudyResults.Indices(
      output: output, method: method, inputs: table.inputs.rows.map { input($0, table) },
      stages: table.convergence.map { stage in
        (
          stage.size,
          stage.part.rows.map { row in
            if case .estimate(let estimate) = row.figures[0] { estimate.value } else { .nan }
          }
        )
      }, notes: table.notes)
  }

  private func input(
    _ row: IndexTable.Row, _ table: IndexTable
  ) -> StudyResults.Indices.Input {
    func figure(_ key: String) -> IndexTable.Figure? {
      table.inputs.columns.firstIndex { $0.key == key }.map { row.figures[$0] }
    }
    func number(_ key: String) -> Double? {
      switch figure(key) {
      case .estimate(let estimate)?: estimate.value
      case .number(let number)?: number
      default: nil
      }
    }
    var main = Estimate(value: .nan, lower: .nan, upper: .nan)
    if case .estimate(let estimate) = row.figures[0] { main = estimate }
    let isDistinct: Bool
    if case .flag(let flag)? = figure("above_zero") {
      isDistinct = flag
    } else if let noise = number("noise_level"), noise.isFinite {
      // μ* is a mean of sizes, and above 0 by noise alone.
      isDistinct = main.lower > noise
    } else {
      isDistinct = main.lower > 0 || main.upper < 0
    }
    return StudyResults.Indices.Input(
      name: row.inputs[0], value: main.value, lower: main.lower, upper: main.upper,
      // What chance reaches is compared with δ before its bias is taken off, which is not shown.
      second: number("sigma") ?? number("s1")
        ?? (table.method == .pawn ? number("zero_level") : nil),
      isDistinct: isDistinct)
  }

  /// The box in which the output is often at or above its upper quartile; none where no box has it more
  /// often than the rest, or there are few points.
  private func box(of output: Int, threshold: Double) -> [StudyResults.Box] {
    let means = outcomes.means[output]
    let interest = means.map { $0.isFinite ? $0 >= threshold : nil }
    guard
      let search = try? ScenarioDiscovery(outcomes.points, isOfInterest: interest).searches.first,
      !search.box.limits.isEmpty
    else { return [] }
    let names = outcomes.study.parameters.map(\.name)
    return [
      StudyResults.Box(
        output: output, threshold: threshold,
        limits: search.box.limits.compactMap { limit in
          names.firstIndex(of: limit.factor).map { place in
            StudyResults.Box.Limit(
              parameter: place, low: limit.low, high: limit.high, levels: limit.levels,
              quasiPValue: limit.quasiPValue)
          }
        }, coverage: search.box.coverage, density: search.box.density, mass: search.box.mass)
    ]
  }
}
