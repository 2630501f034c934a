import TripleHelix

extension Draft {
  /// The time that the run covers; the length must be known.
  var runYears: RunYears { RunYears(startYear: startYear, years: Double(quarters ?? 0) / 4) }

  /// Fills in what follows from other keys, so that every key has its value: years of the calendar
  /// become years from the start, and names of regions and sectors their identifiers.
  mutating func complete() {
    if title.isEmpty { title = name }
    if quarters == nil {
      quarters = Int(((years ?? 25) * 4).rounded())
    }
    years = nil
    completeRegions()
    for index in sectors.indices where sectors[index].name.isEmpty {
      sectors[index].name = sectors[index].id
    }
    resolveNames()
    if capitals.isEmpty {
      let order = regions.indices.sorted { one, other in
        let (first, second) = (regions[one].population, regions[other].population)
        return first == second ? one < other : first > second
      }
      capitals = order.prefix(2).map { regions[$0].id }
    }
    if recluster.groups == nil, recluster.best == nil {
      recluster.groups = min(8, max(1, regions.count))
    }
    completeTimes()
    for index in policies.indices
    where policies[index].instrument.budget != .required && policies[index].budget.isNaN {
      policies[index].budget = 0
    }
  }

  private mutating func completeRegions() {
    for index in regions.indices {
      if regions[index].name.isEmpty { regions[index].name = regions[index].id }
      if regions[index].labourForce.isNaN {
        regions[index].labourForce = regions[index].employed / 0.94
      }
      if regions[index].registeredFirms.isNaN {
        regions[index].registeredFirms = regions[index].activeFirms
      }
    }
  }

  private mutating func completeTimes() {
    let time = runYears
    for index in policies.indices {
      policies[index].start = time.fromStart(policies[index].start)
      policies[index].end = policies[index].end.map(time.fromStart) ?? time.years
    }
    for index in initiators.indices {
      initiators[index].start = time.fromStart(initiators[index].start)
    }
    for index in expect.indices {
      expect[index].year = expect[index].year.map(time.fromStart)
      expect[index].from = expect[index].from.map(time.fromStart)
      expect[index].to = expect[index].to.map(time.fromStart)
    }
  }

  var regionDirectory: Directory {
    Directory(regions.map { ($0.id, [$0.name] + $0.otherNames) })
  }

  var sectorDirectory: Directory { Directory(sectors.map { ($0.id, [$0.name]) }) }

  private mutating func resolveNames() {
    let (regions, sectors) = (regionDirectory, sectorDirectory)
    let givers = Directory(policies.map { ($0.name, []) })
    capitals = capitals.map(regions.identifier)
    for index in policies.indices {
      policies[index].regions = policies[index].regions.map(regions.identifier)
      policies[index].wardGroupOf = policies[index].wardGroupOf.map(regions.identifier)
      policies[index].sectors = policies[index].sectors.map(sectors.identifier)
      policies[index].takenFrom = policies[index].takenFrom.map(givers.identifier)
    }
    for index in initiators.indices {
      initiators[index].region = regions.identifier(of: initiators[index].region)
      initiators[index].sector = sectors.identifier(of: initiators[index].sector)
    }
    for index in attractors.indices {
      attractors[index].region = regions.identifier(of: attractors[index].region)
      attractors[index].sector = sectors.identifier(of: attractors[index].sector)
    }
    for index in referenceGroups.indices {
      referenceGroups[index].region = regions.identifier(of: referenceGroups[index].region)
    }
    if case .written(var pairs) = distances {
      for index in pairs.indices {
        pairs[index].from = regions.identifier(of: pairs[index].from)
        pairs[index].to = regions.identifier(of: pairs[index].to)
      }
      distances = .written(pairs)
    }
  }
}

/// Regions or sectors by their identifiers and names.
struct Directory {
  /// In the order of the scenario.
  let identifiers: [String]
  private let known: Set<String>
  private let byName: [String: String]
  private let names: [String]

  init(_ entries: [(id: String, names: [String])]) {
    identifiers = entries.map(\.id)
    known = Set(identifiers)
    let pairs = entries.flatMap { entry in entry.names.map { (Self.folded($0), entry.id) } }
    names = pairs.map(\.0)
    // A name of one region goes before another's identifier in another case.
    byName = Dictionary(
      pairs + entries.map { (Self.folded($0.id), $0.id) }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether there is nothing to refer to, since nothing could be read.
  var isEmpty: Bool { identifiers.isEmpty }

  func contains(_ identifier: String) -> Bool { known.contains(identifier) }

  /// The identifier that a text stands for: that of the region or sector with this identifier or name,
  /// whatever the case; the text as it is if there is none.
  func identifier(of text: String) -> String {
    known.contains(text) ? text : byName[Self.folded(text)] ?? text
  }

  /// The identifier whose own letters, or whose name, are nearest to a text.
  func nearest(to text: String) -> String? {
    let text = Self.folded(text)
    if let near = Spelling.nearest(to: text, among: identifiers) { return near }
    return Spelling.nearest(to: text, among: names).flatMap { byName[$0] }
  }

  /// A name without differences that a reader would not see: of case, and of blanks.
  static func folded(_ name: String) -> String {
    name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
