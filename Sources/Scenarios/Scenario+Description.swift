import TripleHelix

extension Scenario {
  /// As in "16 regions, 10 sectors, 204,000 firms, 25 years from 2013".
  public var size: String {
    let regions = configuration.regions.count
    let sectors = configuration.sectors.count
    let policies = configuration.policies.count
    let firms = configuration.regions.map(\.activeFirms).reduce(0, +)
    let years = Double(configuration.horizon) / 4
    var parts = [
      "\(regions) \(regions == 1 ? "region" : "regions")",
      "\(sectors) \(sectors == 1 ? "sector" : "sectors")",
      "\(Problem.count(firms)) firms",
    ]
    if configuration.scale > 1 {
      parts.append("\(Problem.count(firms / Double(configuration.scale))) agents")
    }
    parts.append(
      "\(Problem.number(years)) \(years == 1 ? "year" : "years") from \(configuration.startYear)")
    if policies > 0 { parts.append("\(policies) \(policies == 1 ? "policy" : "policies")") }
    return parts.joined(separator: ", ")
  }

  /// The parameters as the ODD protocol lists them: a table in Markdown, one row each.
  public var parameterTable: String {
    let rows = Parameters.descriptions.compactMap { description -> String? in
      let key = "parameters.\(description.name)"
      guard let setting = settings.first(where: { $0.key == key }) else { return nil }
      return "| `\(description.name)` | \(setting.value) | \(setting.defaultValue) "
        + "| \(description.unit) | \(setting.range) | \(description.source.rawValue) "
        + "| \(description.meaning) |\n"
    }
    return "| parameter | value | default | unit | range | source | meaning |\n"
      + "|---|---|---|---|---|---|---|\n" + rows.joined()
  }

  /// The setting called `key`, or all settings inside the group or item called so.
  public func settings(under key: String) -> [Setting] {
    settings.filter { $0.key == key || $0.key.hasPrefix(key + ".") }
  }

  /// The key that a misspelt one was probably meant to be.
  public func nearestKey(to key: String) -> String? {
    let prefixes = settings.flatMap { setting in
      let parts = setting.key.split(separator: ".")
      return (1...parts.count).map { parts.prefix($0).joined(separator: ".") }
    }
    return Spelling.nearest(to: key, among: prefixes)
  }
}
