import TripleHelix

/// The fourteen indicators as the report names them.
struct Indicator: Sendable {
  /// Column in `regions`.
  var column: String
  /// "P1" and so on.
  var code: String
  /// A few words.
  var name: String
  var unit: TableUnit

  /// With its code first, as on an axis: "P1 Patents".
  var title: String { "\(code) \(name)" }

  /// In a sentence: "patents (P1)".
  var phrase: String {
    let isAcronym = name.hasPrefix("R&D") || name.hasPrefix("GRP")
    return "\(isAcronym ? name : name.prefix(1).lowercased() + name.dropFirst()) (\(code))"
  }

  static let all: [Indicator] = zip(names, Table.regions.indicators.columns).map {
    name, column in
    Indicator(column: column.name, code: column.name.uppercased(), name: name, unit: column.unit)
  }

  private static let names = [
    "Patents", "R&D per inhabitant", "Research personnel", "Employed", "Economically active",
    "Fixed investment", "Budget investment", "Public outlays", "Remoteness",
    "Density of enterprises", "Registered enterprises", "Employed in industry",
    "Employed in services", "GRP per inhabitant",
  ]

  /// Its unit with the currency of the scenario.
  func unit(currency: String) -> String {
    unit == .none ? "ratio" : "\(unit)".replacing("currency", with: currency)
  }
}

extension Findings {
  /// Pixels that the longest name of a region takes beside its row, within bounds.
  var rowLabelLimit: Double {
    min(240, max(118, 7.2 * Double(shortRegionNames.map(\.count).max() ?? 0)))
  }
}
