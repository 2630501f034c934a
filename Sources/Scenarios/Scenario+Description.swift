import TripleHelix

extension Scenario {
  /// As in "16 regions, 10 sectors, 204,000 firms, 25 years from 2013".
  public var size: String {
    let regions = configuration.regions.count
    let sectors = configuration.sectors.count
    let policies = configuration.policies.count
    let firms = configuration.regions.map(\.activeFirms).reduce(0, +)
    let years = configuration.timeStep.years(configuration.horizon)
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

  /// What happens in a quarter of this scenario, as the ODD protocol lists it: a table in Markdown,
  /// generated from the schedule that runs.
  public var scheduleTable: String {
    let rows = Simulation.schedule.enumerated().map { place, process in
      let isOff = process.mechanism.map { !isOn($0) } ?? false
      return "| \(place + 1) | `\(process.name)` | \(process.actors) | \(process.meaning) "
        + "| \(isOff ? "off" : process.mechanism.map { "`\($0)`" } ?? "") |\n"
    }
    return "| | process | who acts | what happens | switch |\n|---|---|---|---|---|\n"
      + rows.joined()
  }

  /// How the first state is made, as the ODD protocol lists it: a table in Markdown, generated from
  /// the steps that run.
  public var initializationTable: String {
    let rows = Simulation.initialization.enumerated().map { place, step in
      "| \(place + 1) | `\(step.name)` | \(step.meaning) |\n"
    }
    return "| | step | what it sets |\n|---|---|---|\n" + rows.joined()
  }

  private func isOn(_ mechanism: String) -> Bool {
    Mechanisms.descriptions.first { $0.name == mechanism }
      .map { configuration.mechanisms[keyPath: $0.keyPath] } ?? true
  }

  /// The setting called `key`, or all settings inside the group or item called so.
  ///
  /// `parameters.` may be left out, and an item of a list may be given by its number, as in
  /// `policies[2].start`.
  public func settings(under key: String) -> [Setting] {
    let key = named(DottedKey.parts(key))
    return settings.filter { $0.key == key || $0.key.hasPrefix(key + ".") }
  }

  /// The key with items of lists by their names where it has them by their numbers.
  private func named(_ parts: [String]) -> String {
    var key = ""
    for part in parts {
      let inside = key.isEmpty ? "" : key + "."
      let next = settings.lazy.filter { $0.key.hasPrefix(inside) }
        .map { String($0.key.dropFirst(inside.count).prefix { $0 != "." }) }
      var name = part
      if let number = Int(part), number > 0, !next.contains(part) {
        var names: [String] = []
        for other in next where names.last != other { names.append(other) }
        if names.indices.contains(number - 1) { name = names[number - 1] }
      } else if !next.contains(part) {
        let folded = Directory.folded(part)
        name = next.first { Directory.folded($0) == folded } ?? part
      }
      key = inside + name
    }
    return key
  }

  /// What a key means that scenarios may hold, whether this one does or not, and what holds without it;
  /// nil where there is no such key. Items of lists may have any name.
  public static func describe(key path: String) -> (meaning: String, otherwise: String)? {
    var parts = DottedKey.parts(path)[...]
    var keys = Key<Draft>.scenario.map(\.description)
    while let name = parts.popFirst() {
      guard let key = keys.first(where: { $0.name == name }) else { return nil }
      if parts.isEmpty { return (key.meaning, key.defaultText) }
      (keys, parts) = key.shape.inside(parts)
    }
    return nil
  }

  /// The keys of an item of the list called `key`; `nil` where that is no list of groups.
  public static func itemGuide(of key: String) -> String? {
    guard let shape = Key<Draft>.scenario.first(where: { $0.name == key })?.description.shape
    else { return nil }
    switch shape {
    case .variants:
      return InstrumentGuide.commonText
        + "The kinds of policy and their settings: `triskele scenario explain FILE instruments`.\n"
    case .list(let keys, _, _):
      return "Keys of an item\n" + keys.map(InstrumentGuide.line).joined()
    default: return nil
    }
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

extension Shape {
  /// The keys inside a value of this shape, and what of a path is left for them: an item of a list takes
  /// its own name off the path.
  fileprivate func inside(
    _ path: ArraySlice<String>
  ) -> (keys: [KeyDescription], rest: ArraySlice<String>) {
    switch self {
    case .group(let keys): (keys, path)
    case .list(let keys, _, _): (keys, path.dropFirst())
    case .variants(let variants, _, _, _): (variants.flatMap(\.keys), path.dropFirst())
    case .either(let shapes):
      shapes.map { $0.inside(path) }.first { !$0.keys.isEmpty } ?? ([], path)
    default: ([], path)
    }
  }
}
