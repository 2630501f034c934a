/// The page of a study in words, charts and tables.
struct StudyPage {
  let results: StudyResults
  /// Parameters by importance, the greatest first: by the sum over the outputs of the share that an
  /// input has of all indices of the first method.
  let ranked: [Int]
  /// Outputs that have values and get charts.
  let shownOutputs: [Int]

  /// Most outputs that get charts of their own; tables have all.
  static let greatestOutputCount = 12
  /// Most points that a chart draws.
  static let greatestPointCount = 400

  init(_ results: StudyResults) {
    self.results = results
    var weight = [Double](repeating: 0, count: results.parameters.count)
    var seen: Set<Int> = []
    for table in results.indices where seen.insert(table.output).inserted {
      let sum = table.inputs.reduce(0) { $0 + max(0, Self.size($1.value)) }
      guard sum > 0 else { continue }
      for (place, parameter) in results.parameters.enumerated() {
        let own = table.inputs.first { $0.name == parameter.name }
        weight[place] += max(0, Self.size(own?.value ?? 0)) / sum
      }
    }
    ranked = weight.indices.sorted { (-weight[$0], $0) < (-weight[$1], $1) }
    shownOutputs = results.outputs.indices.filter { output in
      results.outputs[output].means.contains(where: \.isFinite)
    }.prefix(Self.greatestOutputCount).map { $0 }
  }

  static func size(_ value: Double) -> Double { value.isFinite ? value.magnitude : 0 }

  /// Names of methods that there are indices by, in their order.
  var methods: [StudyResults.Method] {
    StudyResults.Method.allCases.filter { method in
      results.indices.contains { $0.method == method }
    }
  }

  var charts: [Chart] {
    [designChart, distributionsChart].compactMap { $0 }
      + methods.compactMap { indicesChart($0) } + [morrisPlaneChart].compactMap { $0 }
      + methods.compactMap { convergenceChart($0) } + shownOutputs.compactMap { responseChart($0) }
      + [phaseChart, parallelChart, boxesChart].compactMap { $0 }
  }

  func page(vegaBundle: String?) -> String {
    let names = charts.map(\.name)
    func named(_ beginning: String) -> [String] { names.filter { $0.hasPrefix(beginning) } }
    let title = results.subject.title.isEmpty ? results.subject.name : results.subject.title
    return Document(
      kicker: "Report of a study", title: title, deck: results.subject.summary, byline: byline,
      banners: banners,
      opening: [
        .init(id: "summary", title: "In brief", body: summary),
        .init(id: "story", title: "Main results", body: story),
      ],
      sections: [
        .init(
          id: "design-section", title: "What was varied", charts: ["design"], tail: parametersTable),
        .init(
          id: "outputs-section", title: "Distribution of outputs", charts: ["distributions"],
          tail: outputsTable),
        .init(
          id: "importance", title: "Most important parameters",
          charts: named("indices-") + ["morris-plane"], tail: indicesNotes),
        .init(id: "certainty", title: "Are there enough runs?", charts: named("convergence-")),
        .init(
          id: "responses", title: "How outputs respond",
          charts: named("response-") + ["phase"]),
        .init(
          id: "together", title: "Combinations of parameters", charts: ["parallel", "boxes"],
          tail: boxesTable),
        .init(id: "failures", title: "Failed runs", tail: failures),
      ], charts: charts,
      closing: [.init(id: "run", title: "Methods", body: methodsSection)],
      again: "<code>triskele report \(results.provenance.folder)</code>",
      version: results.provenance.version
    ).page(vegaBundle: vegaBundle)
  }

  private var byline: String {
    [
      Numbers.count(results.parameters.count, "parameter"),
      Numbers.count(results.states.count, "point"),
      Numbers.count(results.progress.finished, "run"),
      results.provenance.last.isEmpty
        ? "" : "last run on \(Numbers.moment(results.provenance.last))",
    ].filter { !$0.isEmpty }.joined(separator: " · ")
  }

  private var banners: HTML {
    var result = HTML.empty
    let progress = results.progress
    if progress.finished < progress.wanted {
      result += """
        <div class="banner" role="note"><p><b>Not complete.</b> \
        \(Numbers.decimal(Double(progress.finished), 0)) of \(Numbers.decimal(Double(progress.wanted), 0)) runs \
        are there; the page shows these.</p></div>

        """
    }
    if progress.failed + progress.nonFinite > 0 {
      result += """
        <div class="banner warning" role="note"><p><b>Some runs failed.</b> \
        \(failuresInWords) <a href="#failures">Failed runs</a> lists the causes.</p></div>

        """
    }
    if !results.cautions.isEmpty {
      let items = results.cautions.map { caution -> HTML in "<li>\(caution.sentence).</li>" }
      result += """
        <div class="banner" role="note"><p><b>Before you rely on the figures:</b></p><ul>\(items)</ul></div>

        """
    }
    if !results.problems.isEmpty {
      let items = results.problems.map { problem -> HTML in "<li>\(problem)</li>" }
      result += """
        <div class="banner" role="note"><p><b>Some outputs could not be analysed:</b></p><ul>\(items)</ul></div>

        """
    }
    return result
  }

  var failuresInWords: String {
    let progress = results.progress
    var parts: [String] = []
    if progress.failed > 0 { parts.append(Numbers.count(progress.failed, "run") + " failed") }
    if progress.nonFinite > 0 {
      parts.append(
        Numbers.count(progress.nonFinite, "run") + " gave an output that is not a finite number")
    }
    return Numbers.list(parts).sentence + " of \(Numbers.decimal(Double(progress.finished), 0)); "
      + "means leave them out."
  }

  private var summary: HTML {
    let progress = results.progress
    let forbidden = results.states.count { $0 == .forbidden }
    func card(_ name: String, _ value: String, _ detail: String) -> HTML {
      """
      <div class="card"><dt>\(name)</dt><dd><span class="value">\(value)</span>\
      <span class="detail">\(detail)</span></dd></div>

      """
    }
    let cards = [
      card(
        "Points", Numbers.decimal(Double(results.states.count), 0),
        designInWords + (forbidden > 0 ? ", \(forbidden) forbidden by a constraint" : "")),
      card(
        "Replicates", "\(results.subject.replicates)",
        results.subject.stopsEarly ? "at most, by point" : "of every point"),
      card(
        "Runs", Numbers.decimal(Double(progress.finished), 0),
        "of \(Numbers.decimal(Double(progress.wanted), 0))"
          + (progress.failed + progress.nonFinite > 0
            ? ", \(progress.failed + progress.nonFinite) failed" : ", none failed")),
      card(
        "Model time", Self.time(progress.seconds),
        progress.finished > 0
          ? "\(Self.time(progress.seconds / Double(progress.finished))) per run" : "no runs yet"),
    ]
    return """
      <section id="summary" aria-labelledby="summary-title">
      <h2 id="summary-title">In brief</h2>
      <dl class="cards">
      \(cards)</dl>
      </section>
      """
  }

  static func time(_ seconds: Double) -> String {
    if seconds < 1 { return "\(Numbers.significant(1000 * seconds, 2)) ms" }
    if seconds < 120 { return "\(Numbers.significant(seconds, 2)) s" }
    if seconds < 7200 { return "\(Numbers.decimal(seconds / 60, 0)) min" }
    return "\(Numbers.decimal(seconds / 3600, 1)) h"
  }

  var designInWords: String {
    if results.parameters.isEmpty { return "one scenario, only the seed varies" }
    return switch results.subject.design {
    case "full_factorial": "every combination of values"
    case "latin_hypercube": "Latin hypercube"
    case "sobol_sequence": "Sobol’ sequence"
    case "morris": "Morris’s trajectories"
    case "saltelli": "Saltelli’s radial blocks"
    default: "points from a table"
    }
  }
}

// What it says.
extension StudyPage {
  private var story: HTML {
    var sentences: [String] = []
    for output in shownOutputs {
      guard let table = results.indices.first(where: { $0.output == output }) else { continue }
      let order = table.inputs.filter { $0.value.isFinite && $0.isDistinct }
        .sorted { $0.value.magnitude > $1.value.magnitude }
      let name = results.outputs[output].name
      if order.isEmpty {
        sentences.append(
          "\(name): no parameter has a statistically significant effect.")
      } else {
        let words = order.prefix(3).map { input in
          "\(input.name) (\(symbol(table.method)) \(Numbers.significant(input.value, 2))\(direction(of: input.name, output)))"
        }
        let isBent = table.method == .regression && table.notes.contains { $0.hasPrefix("R²") }
        sentences.append(
          "\(name) depends most on \(Numbers.list(words))"
            + (isBent ? "; the linear fit explains little of it." : "."))
      }
    }
    if results.parameters.isEmpty {
      sentences = results.outputs.filter { !$0.runs.isEmpty }.map(Self.overSeeds)
    }
    if sentences.isEmpty { sentences.append("There are not enough runs yet to say what matters.") }
    let items = sentences.map { sentence -> HTML in "<li>\(sentence)</li>\n" }
    return """
      <section id="story" aria-labelledby="story-title">
      <h2 id="story-title">Main results</h2>
      <ul>
      \(items)</ul>
      </section>
      """
  }

  /// The mean of an output over the seeds, in words.
  private static func overSeeds(_ output: StudyResults.Output) -> String {
    let mean = output.runs.reduce(0, +) / Double(output.runs.count)
    let unit = output.unit.isEmpty ? "" : " \(output.unit)"
    let interval =
      output.meanHalfWidth.isFinite
      ? " ± \(Numbers.significant(output.meanHalfWidth, 2))\(unit) (95 % interval over "
        + "\(Numbers.count(output.runs.count, "seed")))" : unit
    return "\(output.name) is \(Numbers.significant(mean, 4))\(interval) on average."
  }

  /// ", rising" or ", falling" if the means by classes go one way, except for noise.
  private func direction(of parameter: String, _ output: Int) -> String {
    guard let place = results.parameters.firstIndex(where: { $0.name == parameter }),
      results.parameters[place].levels == nil,
      let curve = results.outputs[output].curves.first(where: { $0.parameter == place })
    else { return "" }
    let means = curve.classes.filter { $0.pointCount > 0 }.map(\.mean)
    let steps = zip(means, means.dropFirst()).map { $1 - $0 }
    guard !steps.isEmpty, let low = means.min(), let high = means.max(), low < high else {
      return ""
    }
    // A tenth of the whole change against it is noise.
    let slack = 0.1 * (high - low)
    if steps.allSatisfy({ $0 > -slack }), means[0] < means[means.count - 1] { return ", rising" }
    if steps.allSatisfy({ $0 < slack }), means[0] > means[means.count - 1] { return ", falling" }
    return ""
  }

  func symbol(_ method: StudyResults.Method) -> String {
    switch method {
    case .morris: "μ*"
    case .sobol: "ST"
    case .pawn: "PAWN"
    case .delta: "δ"
    case .regression: "SRC"
    }
  }
}
