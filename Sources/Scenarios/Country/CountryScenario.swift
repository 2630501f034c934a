import Foundation
import Tables
import TripleHelix

/// A scenario made of a table of statistics by region: its files, and how they came about.
package struct CountryScenario: Sendable {
  package let match: CountryMatch
  /// What the user should know.
  package let notes: [String]
  /// Figures by column of the scenario's table, one a region.
  package let values: [String: [CountryValue]]
  package let patentsPerYear: CountryValue
  package let regions: [(id: String, name: String)]
  package let scale: Int
  package let currency: String
  /// What was done with each column of the table, in words; empty where nothing was.
  package let conversions: [String: String]

  private let constructionShare: Double
  private let request: CountryRequest
  private let source: CountrySource

  /// Columns of the table that is written, in order.
  package static let columns = [
    "latitude", "longitude", "area", "population", "employed", "labour_force", "product",
    "industry_share", "services_share", "fixed_investment", "budget_investment",
    "public_expenditure", "research_expenditure", "research_personnel", "patent_share",
    "active_firms", "registered_firms",
  ]

  /// - Throws: Everything that is wrong with the table or missing from it.
  package init(_ source: CountrySource, _ request: CountryRequest) throws(CountryProblems) {
    var problems = CountryProblems(path: source.path)
    let match = CountryMatch(source, request, &problems)
    let table = CountryTable(source, match, &problems)
    let estimates = CountryEstimates(table, request, &problems)
    try problems.throwIfAny()
    self.source = source
    self.request = request
    self.match = match
    regions = Array(zip(table.ids, table.names)).map { (id: $0, name: $1) }
    values = estimates.values
    conversions = table.values.mapValues { $0.lazy.compactMap { $0?.rule }.first ?? "" }
    patentsPerYear = estimates.patentsPerYear
    constructionShare = estimates.constructionShare
    currency =
      request.currency ?? match.columns.compactMap(\.unit.currency).first ?? "units"
    scale = Self.scale(estimates["active_firms"].map(\.value))
    notes =
      source.notes + table.notes
      + [Self.payNote(estimates, table), Self.scaleNote(scale, estimates)].compactMap(\.self)
    Self.check(estimates, table, &problems)
    try problems.throwIfAny()
  }

  /// Real firms to an agent, so that there are some 300,000 agents at most, as many as run in a
  /// minute, and 20 in each region.
  private static func scale(_ firms: [Double]) -> Int {
    let all = firms.reduce(0, +)
    let limit = max(1, (firms.min() ?? 1) / 20)
    var scale = 1
    for step in [2, 5, 10, 20, 50, 100, 200, 500, 1000]
    where all / Double(scale) > 300_000 && Double(step) <= limit { scale = step }
    return scale
  }

  /// What the scale means for results, where not every firm is an agent.
  private static func scaleNote(_ scale: Int, _ estimates: CountryEstimates) -> String? {
    let firms = estimates["active_firms"].reduce(0) { $0 + $1.value }
    guard scale > 1 else { return nil }
    return
      "an agent stands for \(scale) firms (`scale: \(scale)`), since \(Problem.count(firms)) agents "
      + "would make a run slow; results of small regions are noisier for it"
  }

  /// What pay over product says where it cannot be.
  private static func payNote(_ estimates: CountryEstimates, _ table: CountryTable) -> String? {
    guard let pay = table.values["wage"] else { return nil }
    var (wages, product) = (0.0, 0.0)
    for (row, value) in pay.enumerated() {
      guard let value else { continue }
      wages += value.value * estimates["employed"][row].value / 1e6
      product += estimates["product"][row].value
    }
    let share = wages / product
    guard share < 0.15 || share > 1.2 else { return nil }
    return
      "pay times employed is \((100 * share).short) % of product, and 30 to 80 % is usual; look at "
      + "the units of product, employed and wage"
  }

  /// Contradictions that mean a wrong unit or a wrong column.
  private static func check(
    _ estimates: CountryEstimates, _ table: CountryTable, _ problems: inout CountryProblems
  ) {
    func compare(_ smaller: String, _ larger: String, _ hint: String) {
      let pairs = zip(estimates[smaller], estimates[larger])
      let wrong = pairs.enumerated().filter { $0.element.0.value > $0.element.1.value * (1 + 1e-9) }
      guard let first = wrong.first else { return }
      let more = wrong.count > 1 ? " and in \(wrong.count - 1) more regions" : ""
      problems.add(
        "\(smaller) is larger than \(larger) in \(table.names[first.offset].quoted) "
          + "(\(first.element.0.value.short) and \(first.element.1.value.short))\(more); \(hint)")
    }
    compare("employed", "labour_force", "look at the units and columns of both")
    compare("labour_force", "population", "look at the units and columns of both")
    compare("budget_investment", "fixed_investment", "look at the units of both")
    compare("budget_investment", "public_expenditure", "look at the units of both")
    compare("research_personnel", "employed", "look at the units of both")
    for (key, limit) in [("latitude", 90.0), ("longitude", 180.0)] {
      for (row, value) in estimates[key].enumerated() where abs(value.value) > limit {
        let isSwapped =
          key == "latitude" && estimates["longitude"].allSatisfy { abs($0.value) <= 90 }
        problems.add(
          "\(key) of \(table.names[row].quoted) must lie in −\(limit.short)...\(limit.short), found "
            + "\(value.value.short)" + (isSwapped ? "; are latitude and longitude swapped?" : ""))
      }
    }
  }
}

// The files.
extension CountryScenario {
  /// The scenario's table of regions.
  package var regionsText: String {
    let header =
      ["id", "name"] + Self.columns.map { $0 == "product" ? "gross_regional_product" : $0 }
    let rows = regions.enumerated().map { row, region in
      [region.id, Self.quoted(region.name)]
        + Self.columns.map { Problem.number(values[$0]?[row].value ?? .nan) }
    }
    return ([header] + rows).map { $0.joined(separator: ",") + "\n" }.joined()
  }

  /// How every figure came about: one row for each cell of the table of regions and for the patents.
  package var provenanceText: String {
    var rows = [["region", "column", "value", "unit", "how", "source_column", "rule"]]
    func add(_ region: String, _ column: String, _ unit: String, _ value: CountryValue) {
      rows.append(
        [
          region, column, Problem.number(value.value), unit, value.origin.rawValue, value.header,
          value.rule,
        ])
    }
    for (row, region) in regions.enumerated() {
      for key in Self.columns {
        guard let value = values[key]?[row], let column = CountryColumn.named(key) else { continue }
        add(region.id, key == "product" ? "gross_regional_product" : key, column.unit, value)
      }
    }
    add("country", "patents_per_year", "patents a year", patentsPerYear)
    return rows.map { $0.map(Self.quoted).joined(separator: ",") + "\n" }.joined()
  }

  /// Ten sectors, with construction beside the nine of a scenario that names none; `nil` for those.
  package var sectorsText: String? {
    guard constructionShare > 0 else { return nil }
    var sectors = SectorDescription.defaults
    if let farming = sectors.firstIndex(where: { $0.class == .agriculture }) {
      sectors[farming].employmentWeight = max(0, 1 - constructionShare).rounded(significant: 4)
      sectors.insert(
        .construction(weight: constructionShare.rounded(significant: 4)), at: farming + 1)
    }
    let header = [
      "id", "name", "class", "field", "employment_weight", "consumption_weight",
      "government_weight", "investment_weight", "input_weight", "export_weight", "import_share",
      "input_share", "opportunity", "transport_cost", "appropriability",
    ]
    let rows = sectors.map { sector -> [String] in
      let numbers = [
        sector.employmentWeight, sector.consumptionWeight, sector.governmentWeight,
        sector.investmentWeight, sector.inputWeight, sector.exportWeight, sector.importShare,
        sector.inputShare, sector.opportunity,
      ].map(Problem.number)
      let own = [sector.transportCost, sector.appropriability].map { $0.map(Problem.number) ?? "" }
      return [sector.id, Self.quoted(sector.name), sector.class.rawValue, sector.field] + numbers
        + own
    }
    return ([header] + rows).map { $0.joined(separator: ",") + "\n" }.joined()
  }

  /// The scenario file.
  ///
  /// - Parameters:
  ///   - folder: Where the tables are, seen from it.
  ///   - schema: Path of the schema of scenarios, seen from it, if there is one.
  ///   - command: The command that made it.
  package func scenarioText(folder: String, schema: String?, command: String) -> String {
    let title = request.title ?? Self.title(of: folder)
    let year = request.year ?? 2020
    let groups = regions.count < 3 ? regions.count : max(2, (regions.count + 1) / 3)
    let capitals = zip(regions.map(\.id), values["population"] ?? []).enumerated()
      .sorted { ($0.element.1.value, $1.offset) > ($1.element.1.value, $0.offset) }
      .prefix(2).map(\.element.0)
    let estimated = Self.columns.filter {
      values[$0]?.contains { $0.origin == .estimated } ?? false
    }
    let counted = Problem.count(regions.count) + (regions.count == 1 ? " region" : " regions")
    var lines: [String] = []
    if let schema { lines += ["# yaml-language-server: $schema=\(schema)", "#"] }
    lines += ["# Made by", "#   " + command, "#"]
    lines += Self.wrapped(
      "\(folder)/provenance.csv says of every figure whether it is given, converted or estimated, "
        + "and by which rule. "
        + (estimated.isEmpty ? "" : "Estimated: \(estimated.joined(separator: ", ")). ")
        + "Replace an estimate as soon as you have the figure.", prefix: "# ")
    lines += ["", "title: \(Self.scalar(title))", "summary: >-"]
    lines += Self.wrapped(
      "\(counted) from \(year), from a table of statistics by region. Figures that the table lacks "
        + "are estimated by stated rules; see \(folder)/provenance.csv.", prefix: "  ")
    lines += [
      "", "currency: \(Self.scalar(currency))", "start_year: \(year)", "years: 25", "",
      "# Real firms to one agent. Smaller is finer and slower.", "scale: \(scale)", "",
      "# Money in millions a year. Distances follow the great circles between the centres.",
      "regions:", "  table: \(Self.scalar("\(folder)/regions.csv"))", "",
      "# Accessibility is measured from these, the most populous regions; the political and the",
      "# economic capital may be better.",
      "capitals: [\(capitals.map(Self.scalar).joined(separator: ", "))]", "",
      "# \(patentsPerYear.origin.rawValue.capitalized): \(patentsPerYear.rule)",
      "patents_per_year: \(Problem.number(patentsPerYear.value))", "",
    ]
    if sectorsText != nil {
      lines += [
        "# The nine sectors of a scenario that names none, and construction.", "sectors:",
        "  table: \(Self.scalar("\(folder)/sectors.csv"))", "",
      ]
    }
    lines += [
      "# Firms may found and join regional clusters.", "mechanisms:", "  clusters: true", "",
      "recluster:", "  every: 4", "  groups: \(groups)",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func title(of folder: String) -> String {
    let words = folder.split(separator: "/").last.map(String.init) ?? folder
    let text = words.replacing("_", with: " ").replacing("-", with: " ")
    return text.prefix(1).uppercased() + text.dropFirst()
  }

  /// A text as YAML takes it on one line.
  private static func scalar(_ text: String) -> String {
    let isPlain =
      !text.isEmpty && PlainScalar(text) == .text
      && text.allSatisfy { $0.isLetter || $0.isNumber || " _-./".contains($0) }
      && !text.hasPrefix(" ") && !text.hasSuffix(" ") && !text.hasPrefix("-")
    if isPlain { return text }
    return "\""
      + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: " ")
      + "\""
  }

  /// A field of a CSV file.
  private static func quoted(_ text: String) -> String {
    guard text.contains(where: { ",\"\n\r;".contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  private static func wrapped(_ text: String, prefix: String) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.count + word.count > 98 - prefix.count {
        lines.append(prefix + line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    if !line.isEmpty { lines.append(prefix + line) }
    return lines
  }
}

extension SectorDescription {
  /// Construction as in the scenario of Kazakhstan: round figures of no particular country.
  fileprivate static func construction(weight: Double) -> SectorDescription {
    SectorDescription(
      id: "construction", name: "Construction", class: .construction, field: "engineering",
      employmentWeight: weight, consumptionWeight: 0.01, governmentWeight: 0.02,
      investmentWeight: 0.45, inputWeight: 0.03, exportWeight: 0, importShare: 0.05,
      inputShare: 0.50, opportunity: 0.30)
  }
}
