import SensitivityAnalysis

/// The report for a reader at a terminal.
extension SensitivityReport {
  var text: String {
    var parts = [heading]
    for table in tables { parts.append(text(table)) }
    if let discovery { parts.append(text(discovery)) }
    return parts.joined(separator: "\n\n")
  }

  private var heading: String {
    let holes = points.holeCount == 0 ? "" : ", \(points.holeCount) of them holes"
    let interval = FigureText.percent(options.resampling.confidence)
    let sampling =
      options.resampling.replicates == 0 || options.method == .prim
      ? "" : "; \(interval) intervals from \(options.resampling.replicates) replicates"
    return "\(points.count) points of \(points.factors.count) factors\(holes)\(sampling)"
  }

  private func text(_ table: IndexTable) -> String {
    let facts = table.facts.filter { fact in
      if case .count(0) = fact.value { false } else { true }
    }.map { "\($0.key.replacing("_", with: " ")) \(Self.cell($0.value))" }
    var parts = [
      Terminal.bold("\(table.output): \(Self.title(table.method))") + "\n"
        + facts.joined(separator: ", "),
      Self.text(table.inputs, heading: "Input"),
    ]
    if let pairs = table.pairs { parts.append(Self.text(pairs, heading: "Pair")) }
    if table.convergence.count > 1 {
      parts.append(convergence(table, by: Self.blocks(of: points.kind)))
    }
    parts += table.notes.map { "Note: \($0)." }
    return parts.joined(separator: "\n\n")
  }

  private static func title(_ method: SensitivityMethod) -> String {
    switch method {
    case .morris: "elementary effects (Morris)"
    case .sobol: "shares of variance (Sobol')"
    case .pawn, .auto: "distance of distributions (PAWN)"
    case .delta: "distance of densities (Borgonovo's δ)"
    case .regression: "standardised regression coefficients"
    case .prim: "boxes (PRIM)"
    }
  }

  /// Rows by their first figure, the greatest first.
  private static func text(_ part: IndexTable.Part, heading: String) -> String {
    let rows = part.rows.sorted { magnitude($0) > magnitude($1) }
    return TextTable.lines(
      [heading] + part.columns.map(\.label),
      rows.map { [$0.inputs.joined(separator: " × ")] + $0.figures.map(cell) })
  }

  private static func magnitude(_ row: IndexTable.Row) -> Double {
    guard case .estimate(let estimate) = row.figures[0], estimate.value.isFinite else { return -1 }
    return estimate.value.magnitude
  }

  /// The first figure of every input at each stage.
  private func convergence(_ table: IndexTable, by unit: String) -> String {
    let label = table.inputs.columns[0].label
    let rows = table.inputs.rows.indices.sorted {
      Self.magnitude(table.inputs.rows[$0]) > Self.magnitude(table.inputs.rows[$1])
    }.map { row in
      [table.inputs.rows[row].inputs[0]]
        + table.convergence.map { stage in
          guard case .estimate(let estimate) = stage.part.rows[row].figures[0] else { return "–" }
          return Self.figure(estimate.value)
        }
    }
    return TextTable.lines(
      ["\(label) by number of \(unit)"] + table.convergence.map { "\($0.size)" }, rows)
  }

  /// What a stage counts.
  private static func blocks(of kind: Design.Kind) -> String {
    switch kind {
    case .morris: "trajectories"
    case .saltelli: "blocks"
    case .fullFactorial, .latinHypercube, .sobolSequence, .points: "points"
    }
  }

  static func cell(_ figure: IndexTable.Figure) -> String {
    switch figure {
    case .estimate(let estimate):
      estimate.lower.isFinite && estimate.upper.isFinite
        ? "\(Self.figure(estimate.value)) [\(Self.figure(estimate.lower)), "
          + "\(Self.figure(estimate.upper))]" : Self.figure(estimate.value)
    case .number(let number): Self.figure(number)
    case .count(let count): "\(count)"
    case .flag(let flag): flag ? "yes" : "no"
    }
  }

  /// Three digits after the point, or four that count where the number is large or small.
  static func figure(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    let size = value.magnitude
    if size == 0 || (size >= 0.0005 && size < 10_000) { return FigureText.fixed(value, digits: 3) }
    if size < 0.0005, size > 1e-300 { return scientific(value) }
    return size < 1e9 ? FigureText.fixed(value, digits: 0) : scientific(value)
  }

  private static func scientific(_ value: Double) -> String {
    var (mantissa, exponent) = (value, 0)
    while mantissa.magnitude >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
    while mantissa.magnitude < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    return "\(FigureText.fixed(mantissa, digits: 2))e\(exponent)"
  }
}

// Boxes.
extension SensitivityReport {
  private func text(_ discovery: ScenarioDiscovery) -> String {
    var parts = [
      Terminal.bold("\(options.condition?.text ?? ""): \(Self.title(.prim))") + "\n"
        + "\(discovery.interestCount) of \(discovery.usedPointCount) points are of interest"
        + (discovery.missingPointCount == 0
          ? "" : "; \(discovery.missingPointCount) have no output")
    ]
    if discovery.searches.isEmpty { parts.append("No box is denser than all points together.") }
    for (number, search) in discovery.searches.enumerated() {
      parts.append(
        "Box \(number + 1): coverage \(FigureText.percent(search.box.coverage)), density "
          + "\(FigureText.percent(search.box.density)), \(search.box.pointCount) points")
      parts.append(
        TextTable.lines(
          ["Input", "From", "To", "Quasi-p"], search.box.limits.map(Self.row)))
      parts.append(
        TextTable.lines(
          ["Peel", "Coverage", "Density", "Mass", "Inputs limited", ""],
          search.trajectory.enumerated().map { place, box in
            [
              "\(place)", FigureText.percent(box.coverage), FigureText.percent(box.density),
              FigureText.percent(box.mass), "\(box.limits.count)",
              place == search.chosen ? "chosen" : "",
            ]
          }, leftAligned: [5]))
    }
    return parts.joined(separator: "\n\n")
  }

  private static func row(_ limit: ScenarioDiscovery.Limit) -> [String] {
    if let levels = limit.levels {
      return [limit.factor, levels.joined(separator: " "), "", figure(limit.quasiPValue)]
    }
    return [
      limit.factor, limit.low.map(figure) ?? "", limit.high.map(figure) ?? "",
      figure(limit.quasiPValue),
    ]
  }
}
