/// The tables of a study's page, and its methods.
extension StudyPage {
  var parametersTable: HTML {
    if results.parameters.isEmpty {
      return "<p>No parameter varies: the runs differ only by their seeds.</p>\n"
    }
    let rows = results.parameters.enumerated().map { place, parameter -> [HTML.Cell] in
      let finite = parameter.numbers.filter(\.isFinite)
      let range: String
      if let levels = parameter.levels {
        range = Numbers.list(levels)
      } else if let low = finite.min(), let high = finite.max() {
        let distinct = Set(finite).count
        range =
          "\(words(place, low)) to \(words(place, high)), \(distinct) values"
          + (parameter.isLogarithmic ? ", logarithmic" : "")
      } else {
        range = "–"
      }
      return [
        .text(parameter.name), .text(range), .text(parameter.unit.isEmpty ? "–" : parameter.unit),
        .text(parameter.keys.isEmpty ? "the scenario" : parameter.keys), .text(parameter.meaning),
      ]
    }
    return .table(
      caption: "Parameters", head: ["Parameter", "Values", "Unit", "Keys", "Meaning"], rows: rows)
  }

  var outputsTable: HTML {
    let rows = results.outputs.map { output -> [HTML.Cell] in
      let values = (output.runs.isEmpty ? output.means : output.runs).filter(\.isFinite).sorted()
      let mean = values.isEmpty ? .nan : values.reduce(0, +) / Double(values.count)
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let deviation =
        values.count > 1 ? (squares / Double(values.count - 1)).squareRoot() : Double.nan
      func cell(_ value: Double) -> HTML.Cell { .number(Numbers.significant(value, 4)) }
      return [
        .text(output.name), .text(output.unit.isEmpty ? "–" : output.unit), cell(mean),
        cell(deviation), cell(values.first ?? .nan), cell(Self.quantile(0.5, values)),
        cell(values.last ?? .nan), cell(output.deviationWithinPoints),
        .number(
          output.noiseShareOfMeans.isFinite ? Numbers.percent(output.noiseShareOfMeans, 0) : "–"),
        .number("\(output.missingPointCount)"),
      ]
    }
    let hidden =
      results.outputs.count { $0.means.contains(where: \.isFinite) } - shownOutputs.count
    let note: HTML =
      hidden > 0
      ? "<p>Charts show the first \(shownOutputs.count) outputs that have values; \(hidden) more are in the table and in <code>triskele sensitivity</code>.</p>"
      : .empty
    return .table(
      caption: results.parameters.isEmpty
        ? "Outputs over the runs"
        : "Outputs over the points; SD within: standard deviation between replicates at a point; noise: share of "
          + "the variance of the points’ means that comes from the seeds",
      head: [
        "Output", "Unit", "Mean", "SD", "Min", "Median", "Max", "SD within", "Noise", "Missing",
      ], rows: rows) + note
  }

  /// Notes on the indices.
  var indicesNotes: HTML {
    let notes = results.indices.flatMap { table in
      table.notes.map { "\(results.outputs[table.output].name), \(symbol(table.method)): \($0)." }
    }
    guard !notes.isEmpty else { return .empty }
    let items = notes.map { note -> HTML in "<li>\(note)</li>\n" }
    return "<ul class=\"notes\">\n\(items)</ul>\n"
  }

  var boxesTable: HTML {
    let rows = results.boxes.flatMap { box in
      box.limits.map { limit -> [HTML.Cell] in
        [
          .text("\(results.outputs[box.output].name) ≥ \(Numbers.significant(box.threshold, 4))"),
          .text(results.parameters[limit.parameter].name), .text(words(limit)),
          .number(Numbers.percent(box.coverage, 0)), .number(Numbers.percent(box.density, 0)),
          .number(Numbers.percent(box.mass, 0)), .number(Numbers.significant(limit.quasiPValue, 2)),
        ]
      }
    }
    guard !rows.isEmpty else { return .empty }
    return .table(
      caption: "Boxes in which an output is often in its highest quarter (PRIM)",
      head: ["Condition", "Parameter", "In the box", "Coverage", "Density", "Mass", "Quasi-p"],
      rows: rows)
  }

  /// Causes, and runs one by one.
  var failures: HTML {
    let progress = results.progress
    guard progress.failed + progress.nonFinite > 0 else {
      return progress.finished == 0
        ? "<p>No run has been done yet.</p>\n"
        : "<p>None of the \(Numbers.count(progress.finished, "run")) failed, and all outputs are finite.</p>\n"
    }
    func status(_ text: String) -> String {
      text == "non_finite" ? "not finite" : text
    }
    let causes = progress.causes.map { cause -> [HTML.Cell] in
      [.text(cause.text), .text(status(cause.status)), .number("\(cause.count)")]
    }
    let most = 50
    let rows = progress.failures.prefix(most).map { failure -> [HTML.Cell] in
      [
        .text("\(failure.point):\(failure.replicate)"), .text("\(failure.seed)"),
        .text(status(failure.status)),
        .text(
          zip(results.parameters, failure.parameters).map { "\($0.name) \($1)" }
            .joined(separator: ", ")),
        .text(failure.cause),
      ]
    }
    let all = progress.failed + progress.nonFinite
    let more: HTML? =
      all > rows.count
      ? "<p>The first \(rows.count) of \(all); <code>triskele sweep export</code> writes all of them.</p>"
      : nil
    return """
      <p>\(failuresInWords) Of a run with an output that is not finite, the other outputs are used.</p>
      \(HTML.table(caption: "Causes", head: ["Cause", "Status", "Runs"], rows: causes))
      \(HTML.table(
        caption: "Runs one by one, as point:replicate",
        head: ["Run", "Seed", "Status", "Parameters", "Cause"], rows: rows))
      \(more)

      """
  }

  private func dates(from first: String, to last: String) -> String {
    if first.isEmpty { return "." }
    return first == last ? ", on \(first)." : ", from \(first) to \(last)."
  }

  var methodsSection: HTML {
    let provenance = results.provenance
    let study = results.subject
    let parts = provenance.seeding.split(separator: " ").map(String.init)
    let isCommon = parts.first == "common"
    let seed = parts.count > 1 ? parts[1] : "–"
    var text =
      results.parameters.isEmpty
      ? "One scenario was run with \(Numbers.count(study.replicates, "seed")). "
      : "\(Numbers.count(results.parameters.count, "parameter").sentence) "
        + "\(results.parameters.count == 1 ? "was" : "were") varied over "
        + "\(Numbers.count(results.states.count, "point")) (\(designInWords)), with "
        + "\(study.stopsEarly ? "at most " : "")\(Numbers.count(study.replicates, "replicate")) a point. "
    text +=
      isCommon
      ? "Replicate r has the seed \(seed) + r at every point (common random numbers), and every draw is keyed "
        + "by the agent that uses it, so that points differ mainly by their parameters. "
      : "Every run has its own seed, derived from \(seed). "
    if !results.parameters.isEmpty {
      text += methods.map(sentence).joined()
      text +=
        "Intervals of indices are 95 % percentiles of a bootstrap over the design’s \(stageUnit)"
        + seedsInIntervals(isCommon: isCommon)
      text += intervals
    }
    if !results.boxes.isEmpty {
      text +=
        "Boxes were found by PRIM (Friedman and Fisher 1999, doi:10.1023/A:1008894516817), "
        + "with the points at or "
        + "above an output’s upper quartile as those of interest. "
    }
    text +=
      "The runs were made with Triskele \(provenance.version) and GSL \(provenance.gslVersion)"
      + (provenance.platforms.isEmpty ? "" : " on \(Numbers.list(provenance.platforms))")
      + dates(from: "\(provenance.first.prefix(10))", to: "\(provenance.last.prefix(10))")
    return """
      <section id="run" aria-labelledby="run-title">
      <h2 id="run-title">Methods</h2>
      <p>\(text)</p>
      <p><b>To cite:</b> \(StudyCitation(results).sentence) The file <code>CITATION.cff</code> has the same for \
      programs.</p>
      <p>Study <code>\(provenance.hash)</code>, in <code>study.sqlite</code>; \
      <code>triskele sweep export \(provenance.folder)</code> writes the tables that the charts name; \
      <code>triskele sensitivity</code> and <code>triskele summarise</code> print the figures.</p>
      </section>
      """
  }

  /// How intervals of indices take in the noise of the seeds.
  private func seedsInIntervals(isCommon: Bool) -> String {
    guard results.subject.replicates > 1 else {
      return "; with one run per point they leave out the noise of the seeds. "
    }
    return
      (isCommon
      ? " and over the seeds, which all points share. " : ", whose runs have their own seeds. ")
      + (methods.contains(.sobol)
        ? "The variance and the indices are those of the expected output: the noise of the replicates’ mean is "
          + "subtracted. " : "")
  }

  private var intervals: String {
    results.subject.isGrid && results.subject.replicates > 1
      ? "Intervals of means by value are Student’s t over replicates, since the design has every "
        + "combination. "
      : "Intervals of means by value are Student’s t over points. "
  }

  private func sentence(_ method: StudyResults.Method) -> String {
    switch method {
    case .morris:
      "Elementary effects follow Morris (1991, doi:10.1080/00401706.1991.10484804) and "
        + "Campolongo and others (2007, "
        + "doi:10.1016/j.envsoft.2006.10.004). "
    case .sobol:
      "Shares of variance are estimated as by Saltelli and others (2010, "
        + "doi:10.1016/j.cpc.2009.09.018) and Jansen (1999, "
        + "doi:10.1016/S0010-4655(98)00154-4); a block with a missing output is left out completely. "
    case .pawn:
      "PAWN follows Pianosi and Wagener (2018, doi:10.1016/j.envsoft.2018.07.019), with ten "
        + "classes and their median. "
    case .delta:
      "Borgonovo’s δ is estimated as by Plischke and others (2013, "
        + "doi:10.1016/j.ejor.2012.11.047). "
    case .regression:
      "Regression coefficients are of one linear fit of standardised variables. "
    }
  }
}
