import Experiments
import Foundation
import Reporting
import TripleHelix

/// What `compare` says and writes of a comparison.
struct ComparisonOutput {
  let result: ComparisonEffects
  let sides: ComparisonSides
  let precision: Double
  let seeds: [UInt64]
  let threads: Int
  let started: Date
  let command: String

  func write(
    to folder: ResultsFolder, withReport: Bool, isQuiet: Bool
  ) throws(ResultsError) {
    let manifest = ComparisonManifest(
      base: sides.baseManifest, policy: sides.policyManifest, seeds: seeds,
      failures: result.failures.map { "seed \($0.seed), \($0.side): \($0.reason)" },
      precision: precision, threads: threads, started: started, finished: Date())
    var attachments: [Run.Attachment] = []
    if withReport {
      let bundle = VegaBundle.load()
      let page = page(manifest)
      attachments = charts(for: page).map { chart in
        Run.Attachment(name: "\(ResultsFolder.chartsName)/\(chart.name).vl.json", text: chart.json)
      }
      attachments.append(
        Run.Attachment(
          name: ResultsFolder.reportName, text: report(for: page, vegaBundle: bundle)))
      if bundle == nil, !isQuiet { Terminal.note(VegaBundle.advice) }
    }
    try folder.write(
      [result.effectsTable(precision: precision), result.totalsTable, result.pairsTable],
      base: sides.base, policy: sides.policy, manifest: manifest, attachments: attachments)
  }

  private func page(_ manifest: ComparisonManifest) -> ComparisonResults {
    let effects = result.rows.map { row in
      ComparisonResults.Effect(
        table: row.table, entity: row.entity, indicator: row.column.name, unit: row.column.unit,
        year: row.year, base: row.effect.count > 0 ? row.effect.base : .nan,
        policy: row.effect.count > 0 ? row.effect.policy : .nan, effect: row.effect.effect,
        halfWidth: row.effect.halfWidth, unpairedHalfWidth: row.effect.unpairedHalfWidth,
        probability: row.effect.probability,
        needed: row.effect.replicates(
          forHalfWidth: precision * row.effect.base.magnitude),
        toTell: row.effect.pairsToTell)
    }
    let pairs = result.pairs
    func interval(_ cost: CostPerUnit) -> (cost: Double, lower: Double, upper: Double) {
      (cost.cost, cost.lower, cost.upper)
    }
    func total(_ place: Int, _ row: ComparisonEffects.TotalRow) -> ComparisonResults.Total {
      ComparisonResults.Total(
        indicator: row.column.name, unit: row.column.unit, meaning: row.column.meaning,
        base: row.effect.base, policy: row.effect.policy, effect: row.effect.effect,
        halfWidth: row.effect.halfWidth, spentPerUnit: interval(row.spentPerUnit),
        netCostPerUnit: interval(row.netCostPerUnit),
        differences: pairs.map { $0.policy[place] - $0.base[place] })
    }
    let totals = result.totalRows.enumerated().map { total($0.offset, $0.element) }
    return ComparisonResults(
      base: result.base, policy: result.policy, effects: effects, totals: totals,
      replicates: result.seeds.count, failures: manifest.failures, precision: precision,
      financing: sides.financing, notes: notes, command: command, version: manifest.version,
      gslVersion: manifest.gsl, finished: manifest.finished.formatted(.iso8601))
  }
}

extension ComparisonOutput {
  /// Figures that the terminal shows: column, name, whether it is a share.
  private static let shown: [(table: String, column: String, name: String, isShare: Bool)] = [
    ("national", "real_gdp", "real GDP", false), ("national", "employed", "employed", false),
    ("national", "unemployment", "unemployment", true),
    ("national", "research", "R&D", false), ("national", "patents", "patents", false),
    ("national", "innovations", "innovations", false), ("national", "firms", "firms", false),
    ("national", "start_ups", "start-ups", false), ("national", "exits", "closures", false),
    ("national", "exports", "exports", false),
    ("national", "consumer_price", "consumer prices", false),
    ("national", "innovation_output", "output on newer lines", true),
    ("clusters", "clusters", "regional clusters", false),
    ("clusters", "members", "members of clusters", false),
    ("national", "gini_grp", "Gini of regions", true),
  ]

  func table(folder: String, hasReport: Bool) -> String {
    var rows = [
      [
        "mean over the years", "first", "second", "effect", "± 95 %", "unpaired", "needed",
        "to tell",
      ]
    ]
    for figure in Self.shown {
      guard let effect = result.meanEffect(figure.table, figure.column), effect.count > 0,
        effect.base != 0 || effect.policy != 0
      else { continue }
      let size = figure.isShare ? 0.01 : effect.base.magnitude / 100
      let unit = figure.isShare ? " points" : " %"
      func relative(_ value: Double) -> String {
        guard value.isFinite, size > 0 else { return "–" }
        return FigureText.fixed(value / size, digits: 2)
      }
      rows.append([
        figure.name, number(effect.base, isShare: figure.isShare),
        number(effect.policy, isShare: figure.isShare),
        (effect.effect > 0 ? "+" : "") + relative(effect.effect) + unit,
        relative(effect.halfWidth), relative(effect.unpairedHalfWidth),
        effect.replicates(forHalfWidth: precision * effect.base.magnitude)
          .map { FigureText.count(Double($0)) } ?? "–",
        effect.pairsToTell.map { FigureText.count(Double($0)) } ?? "–",
      ])
    }
    var costs = [["total over the years", "effect", "± 95 %", "spent a unit", "net cost a unit"]]
    for row in result.totalRows {
      func cost(_ cost: CostPerUnit) -> String {
        cost.cost.isFinite
          ? "\(short(cost.cost)) (\(short(cost.lower)) to \(short(cost.upper)))" : "–"
      }
      costs.append([
        "\(row.column.name.replacing("_", with: " ")), \(row.column.unit)",
        (row.effect.effect > 0 ? "+" : "") + short(row.effect.effect),
        short(row.effect.halfWidth), cost(row.spentPerUnit), cost(row.netCostPerUnit),
      ])
    }
    let pairs = result.seeds.count == 1 ? "1 pair" : "\(result.seeds.count) pairs"
    let headline =
      "\(result.policy.title) against \(result.base.title), \(pairs) of runs"
    var lines = [Terminal.bold(headline), ""] + aligned(rows)
    lines += [
      "", "needed: pairs for ± \(FigureText.percent(precision)) of the first",
      "to tell: pairs with which such an effect is told from none four times in five",
      "flows are those of a quarter; one figure in twenty leaves out zero by chance", "",
    ]
    lines += aligned(costs) + [""] + notes + [sides.financing, "results  \(folder)"]
    if hasReport { lines.append("report   \(folder)/\(ResultsFolder.reportName)") }
    return lines.joined(separator: "\n")
  }

  private func number(_ value: Double, isShare: Bool) -> String {
    isShare ? FigureText.percent(value) : short(value)
  }

  /// What a reader should know of the totals.
  private var notes: [String] { cutPolicies + netCost }

  /// Policies that the run ends before.
  private var cutPolicies: [String] {
    let cut = result.policy.policies.filter { $0.end > result.policy.horizon && $0.end < .max }
    guard !cut.isEmpty else { return [] }
    return [
      "The run ends before \(cut.map(\.name).joined(separator: ", ")) does: totals and costs are of "
        + "what falls into it."
    ]
  }

  private var netCost: [String] {
    guard let net = result.totalRows.first(where: { $0.column.name == "net_cost" })?.effect,
      net.count > 1, net.halfWidth.isFinite, net.effect != 0 || net.halfWidth != 0
    else { return [] }
    // Two digits of the half-width; thousands apart where those are whole.
    let digits = max(0, 1 - Int(log10(max(net.halfWidth, 1e-6)).rounded(.down)))
    func number(_ value: Double) -> String {
      digits == 0 ? FigureText.count(value) : FigureText.fixed(value, digits: digits)
    }
    let interval =
      "\(number(net.effect).replacing("-", with: "−")) ± \(number(net.halfWidth)) million "
      + result.base.currency
    if net.effect + net.halfWidth < 0 {
      return [
        "Net cost is negative, \(interval): governments ended with more money than in the first "
          + "scenario. The change brought in more tax and other returns than it paid."
      ]
    }
    if net.effect - net.halfWidth > 0 { return [] }
    return [
      "Net cost is \(interval), an interval that holds zero"
        + (beyondSight(net)
          ?? ": after all that follows, the change is not to be told apart from one that costs nothing.")
    ]
  }

  /// Where the budget of the state swings by more than policies spent: what this many pairs cannot say.
  private func beyondSight(_ net: PairedEffect) -> String? {
    let row = result.totalRows.first { $0.column.name == "spent" }
    guard let spent = row?.effect.effect.magnitude, spent > 0, net.halfWidth > spent else {
      return nil
    }
    let enough = net.replicates(forHalfWidth: spent).map { FigureText.count(Double($0)) + " pairs" }
    return ". Half of it is \(FigureText.fixed(net.halfWidth / spent, digits: 1)) times what "
      + "policies spent, since all that the change sets off moves taxes. What it costs the state in "
      + "the end cannot be told from so few pairs; \(enough ?? "over a million") would tell it to within what was spent."
  }

  /// About four digits, thousands apart.
  private func short(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    let size = value.magnitude
    if size >= 1e12 { return FigureText.fixed(value / 1e9, digits: 0) + " bn" }
    if size >= 1000 || size == 0 { return FigureText.count(value) }
    return FigureText.fixed(value, digits: size >= 100 ? 1 : size >= 1 ? 2 : 5)
  }

  /// Columns side by side, the first to the left and the rest to the right.
  private func aligned(_ rows: [[String]]) -> [String] {
    let widths = (rows.first ?? []).indices.map { column in
      rows.map { $0[column].count }.max() ?? 0
    }
    return rows.enumerated().map { index, row in
      let cells = row.enumerated().map { column, text in
        let pad = String(repeating: " ", count: widths[column] - text.count)
        return column == 0 ? text + pad : pad + text
      }
      let line = cells.joined(separator: "  ")
      return index == 0 ? Terminal.faint(line) : line
    }
  }
}

extension ComparisonOutput {
  private struct Document: Encodable {
    struct Figure: Encodable {
      let table, indicator: String
      let pairs: Int
      let base, policy, effect, halfWidth, unpairedHalfWidth: Double?
      let probability: Double?
      let needed, toTell: Int?
    }

    struct Total: Encodable {
      let indicator, unit: String
      let base, policy, effect, halfWidth: Double?
      let spentPerUnit, netCostPerUnit: [Double]?
    }

    let folder: String
    let replicates: Int
    let failures: [String]
    let precision: Double
    let financing: String
    let notes: [String]
    let effects: [Figure]
    let totals: [Total]
  }

  /// Effects on the country by mean over the years, and totals.
  func json(folder: String) -> String {
    func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
    func interval(_ cost: CostPerUnit) -> [Double]? {
      cost.cost.isFinite ? [cost.cost, cost.lower, cost.upper] : nil
    }
    func figure(_ row: ComparisonEffects.Row) -> Document.Figure {
      let effect = row.effect
      return Document.Figure(
        table: row.table, indicator: row.column.name, pairs: effect.count,
        base: finite(effect.base), policy: finite(effect.policy), effect: finite(effect.effect),
        halfWidth: finite(effect.halfWidth), unpairedHalfWidth: finite(effect.unpairedHalfWidth),
        probability: finite(effect.probability),
        needed: effect.replicates(forHalfWidth: precision * effect.base.magnitude),
        toTell: effect.pairsToTell)
    }
    func total(_ row: ComparisonEffects.TotalRow) -> Document.Total {
      Document.Total(
        indicator: row.column.name, unit: row.column.unit, base: finite(row.effect.base),
        policy: finite(row.effect.policy), effect: finite(row.effect.effect),
        halfWidth: finite(row.effect.halfWidth), spentPerUnit: interval(row.spentPerUnit),
        netCostPerUnit: interval(row.netCostPerUnit))
    }
    let means = result.rows.filter {
      $0.entity.isEmpty && $0.year == nil && $0.effect.count > 0
    }
    let document = Document(
      folder: folder, replicates: result.seeds.count,
      failures: result.failures.map { "seed \($0.seed), \($0.side): \($0.reason)" },
      precision: precision, financing: sides.financing, notes: notes,
      effects: means.map(figure), totals: result.totalRows.map(total))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    guard let data = try? encoder.encode(document) else {
      preconditionFailure("effects hold nothing that JSON cannot")
    }
    return String(decoding: data, as: UTF8.self)
  }
}
