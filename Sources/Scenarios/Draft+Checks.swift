import TripleHelix

extension Draft {
  /// Most agents that a run may have.
  static let agentLimit = 20_000_000
}

/// Checks that what a scenario says fits together.
///
/// Every comparison is false for NaN, so what could not be read is not complained of again.
struct Checks {
  let draft: Draft
  let tree: SourceNode
  var reader: Reader
  private let regions: Directory
  private let sectors: Directory

  init(draft: Draft, tree: SourceNode, reader: Reader) {
    self.draft = draft
    self.tree = tree
    self.reader = reader
    regions = draft.regionDirectory
    sectors = draft.sectorDirectory
  }

  mutating func run() {
    checkTicks()
    checkHorizon()
    checkRegions()
    checkAgents()
    checkCapitals()
    checkSectors()
    checkPolicies()
    checkBirths()
    checkOwnership()
    checkRecluster()
    checkReferenceGroups()
    checkTargets()
  }

  /// The place of a value, or of the nearest thing around it that was written.
  private func place(_ path: [String], item: Int? = nil, _ key: String? = nil) -> Place {
    var node = tree
    for name in path { node = node[name] ?? node }
    if let item, node.items.indices.contains(item) { node = node.items[item] }
    return key.flatMap { node[$0]?.place } ?? node.place
  }

  private mutating func report(
    _ list: String, _ item: Int, _ name: String, _ key: String, _ fact: Problem.Fact
  ) {
    let path = reader.path(list, item: item, name: name.isEmpty ? nil : name)
    reader.report(place([list], item: item, key), path + (key.isEmpty ? "" : ".\(key)"), fact)
  }

  /// An item of a list as it was written.
  private func written(_ list: String, _ item: Int, _ key: String) -> SourceNode? {
    let items = tree[list]?.items ?? []
    return items.indices.contains(item) ? items[item][key] : nil
  }
}

extension Checks {
  /// All times of the scenario must be whole ticks.
  private mutating func checkTicks() {
    guard TimeStep.allowed.contains(draft.ticksPerYear) else {
      reader.report(
        place(["ticks_per_year"]), "ticks_per_year",
        .notAStep(found: draft.ticksPerYear, allowed: TimeStep.allowedWords))
      return
    }
    let timeStep = draft.timeStep
    func fact(quarters: Double) -> Problem.Fact? {
      timeStep.wholeTicks(quarters: quarters) == nil
        ? .notWholeTicks(
          found: quarters, unit: "quarters", step: Double(timeStep.quartersOfWholeTicks),
          ticksPerYear: timeStep.ticksPerYear) : nil
    }
    func fact(years: Double) -> Problem.Fact? {
      timeStep.wholeTicks(quarters: 4 * years) == nil
        ? .notWholeTicks(
          found: years, unit: "years", step: Double(timeStep.quartersOfWholeTicks) / 4,
          ticksPerYear: timeStep.ticksPerYear) : nil
    }
    let quarters = Double(draft.quarters ?? 0)
    if tree["years"] != nil, let fact = fact(years: quarters / 4) {
      reader.report(place(["years"]), "years", fact)
    } else if let fact = fact(quarters: quarters) {
      reader.report(place(["quarters"]), "quarters", fact)
    }
    if let fact = fact(quarters: Double(draft.recluster.every)) {
      reader.report(place(["recluster", "every"]), "recluster.every", fact)
    }
    if let fact = fact(quarters: Double(draft.outputs.firms)) {
      reader.report(place(["outputs", "firms"]), "outputs.firms", fact)
    }
    for (index, policy) in draft.policies.enumerated() {
      // The end of the run has been seen to.
      let isWritten = tree["policies"]?.items[index]["end"] != nil
      for (key, fact) in [
        ("start", fact(years: policy.start)),
        ("end", isWritten ? policy.end.flatMap { fact(years: $0) } : nil),
        ("ramp", fact(quarters: Double(policy.ramp))),
      ] {
        if let fact { report("policies", index, policy.name, key, fact) }
      }
    }
    for (index, initiator) in draft.initiators.enumerated() {
      if let fact = fact(years: initiator.start) {
        report("initiators", index, initiator.name, "start", fact)
      }
    }
  }

  private mutating func checkHorizon() {
    if let ticks = draft.quarters.map({ Int(Double($0) * draft.timeStep.quarter) }),
      draft.outputs.recordEvery > ticks, ticks > 0
    {
      reader.report(
        place(["outputs", "record_every"]), "outputs.record_every",
        .exceeds(
          found: Double(draft.outputs.recordEvery), key: "the run's length",
          limit: Double(ticks), unit: "ticks"))
    }
  }

  /// Reports tell regions, and sectors, apart by their names.
  private mutating func checkNames(_ list: String, _ names: [(id: String, name: String)]) {
    var first: [String: Int] = [:]
    for (index, entry) in names.enumerated() where !entry.name.isEmpty {
      let name = Directory.folded(entry.name)
      // One identifier twice has been reported.
      if let other = first[name], names[other].id != entry.id {
        report(
          list, index, entry.id, "name",
          .duplicateName(
            found: entry.name, of: names[other].id, first: place([list], item: other, "name")))
      } else if first[name] == nil {
        first[name] = index
      }
    }
  }

  private mutating func checkRegions() {
    checkNames("regions", draft.regions.map { ($0.id, $0.name) })
    checkNames("sectors", draft.sectors.map { ($0.id, $0.name) })
    for (index, region) in draft.regions.enumerated() {
      func check(
        _ key: String, _ value: Double, against other: String, _ limit: Double, _ unit: String
      ) {
        guard value > limit * (1 + 1e-9) else { return }
        report(
          "regions", index, region.id, key,
          .exceeds(found: value, key: other, limit: limit, unit: unit))
      }
      check("employed", region.employed, against: "labour_force", region.labourForce, "persons")
      check("labour_force", region.labourForce, against: "population", region.population, "persons")
      check(
        "budget_investment", region.budgetInvestment, against: "fixed_investment",
        region.fixedInvestment, "million a year")
      check(
        "budget_investment", region.budgetInvestment, against: "public_expenditure",
        region.publicExpenditure, "million a year")
      check(
        "research_personnel", region.researchPersonnel, against: "employed", region.employed,
        "persons")
      check(
        "active_firms", region.activeFirms, against: "registered_firms", region.registeredFirms,
        "firms")
      let shares = region.industryShare + region.servicesShare
      if shares > 1 + 1e-9 {
        report(
          "regions", index, region.id, "services_share",
          .sharesExceedOne(sum: shares, of: "industry_share and services_share"))
      }
    }
    let patents = draft.regions.map(\.patentShare).reduce(0, +)
    if !draft.regions.isEmpty, abs(patents - 1) > 0.01 {
      reader.report(
        place(["regions"]), "regions",
        .sharesNotOne(sum: patents, of: "the patent_share of regions")
      )
    }
  }

  private mutating func checkAgents() {
    guard draft.scale > 0 else { return }
    let scale = Double(draft.scale)
    for (index, region) in draft.regions.enumerated() where region.activeFirms / scale < 1 {
      report(
        "regions", index, region.id, "active_firms",
        .noAgent(firms: region.activeFirms, scale: draft.scale))
    }
    let agents = draft.regions.map { $0.activeFirms / scale }.reduce(0, +)
    if agents > Double(Draft.agentLimit) {
      reader.report(
        tree["scale"]?.place ?? place(["regions"]), "scale",
        .tooManyAgents(count: agents, limit: Draft.agentLimit, scale: draft.scale))
    }
  }

  private mutating func checkCapitals() {
    let indices = draft.capitals.enumerated().compactMap { index, name in
      region(name, path: ["capitals"], list: "capitals", item: index)
    }
    let isUnique = Set(draft.regions.map(\.id)).count == draft.regions.count
    guard indices.count == 2, indices.count == draft.capitals.count,
      isUnique || tree["capitals"] != nil
    else { return }
    let (one, other) = (draft.regions[indices[0]], draft.regions[indices[1]])
    if one.distance(to: other) == 0 {
      reader.report(place(["capitals"]), "capitals", .coincidingCapitals)
    }
  }

  /// The index of a region by its name, reported if there is none.
  private mutating func region(
    _ name: String, path: [String], list: String, item: Int
  ) -> Int? {
    guard !draft.regions.isEmpty else { return nil }
    if let index = draft.regions.firstIndex(where: { $0.id == name }) { return index }
    let node = path.reduce(tree) { $0[$1] ?? $0 }
    reader.report(
      node.items.indices.contains(item) ? node.items[item].place : node.place, list,
      unknown("region", name, regions))
    return nil
  }

  private func unknown(_ kind: String, _ name: String, _ allowed: [String]) -> Problem.Fact {
    .unknownReference(
      kind: kind, found: name, allowed: allowed, near: reader.nearest(to: name, among: allowed))
  }

  private func unknown(_ kind: String, _ name: String, _ directory: Directory) -> Problem.Fact {
    .unknownReference(
      kind: kind, found: name, allowed: directory.identifiers,
      near: reader.problems.count < 100 ? directory.nearest(to: name) : nil)
  }

  private mutating func checkSectors() {
    let weights: [(name: String, values: [Double])] = [
      ("consumption_weight", draft.sectors.map(\.consumptionWeight)),
      ("government_weight", draft.sectors.map(\.governmentWeight)),
      ("investment_weight", draft.sectors.map(\.investmentWeight)),
      ("input_weight", draft.sectors.map(\.inputWeight)),
    ]
    for (name, values) in weights where !values.isEmpty && values.allSatisfy({ $0 == 0 }) {
      reader.report(
        place(["sectors"]), "sectors", .allZero(of: "the \(name) of sectors"))
    }
    let limit = 1 / (1 + draft.parameters.pricing.markUp)
    for (index, sector) in draft.sectors.enumerated() where sector.inputShare >= limit {
      report(
        "sectors", index, sector.id, "input_share",
        .exceeds(
          found: sector.inputShare, key: "1 / (1 + parameters.pricing.mark_up)", limit: limit,
          unit: "of output, so labour would cost nothing"))
    }
    guard !draft.sectors.isEmpty else { return }
    func has(_ classes: Set<SectorDescription.Class>) -> Bool {
      draft.sectors.contains { classes.contains($0.class) && $0.employmentWeight != 0 }
    }
    for (index, region) in draft.regions.enumerated() {
      let rest = 1 - region.industryShare - region.servicesShare
      let parts: [(String, String, Double, Set<SectorDescription.Class>)] = [
        ("industry_share", "industry", region.industryShare, [.industry]),
        ("services_share", "services", region.servicesShare, [.services]),
        ("", "agriculture or construction", rest, [.agriculture, .construction]),
      ]
      for (key, name, share, classes) in parts where share > 1e-6 && !has(classes) {
        report("regions", index, region.id, key, .noSector(class: name, share: share))
      }
    }
  }

  private mutating func checkPolicies() {
    for (index, policy) in draft.policies.enumerated() {
      func report(_ key: String, _ fact: Problem.Fact) {
        self.report("policies", index, policy.name, key, fact)
      }
      let (start, end) = (written("policies", index, "start"), written("policies", index, "end"))
      let time = draft.runYears
      if let fact = time.problem(policy.start, written: start) { report("start", fact) }
      // A run may end before its policies do: it may be cut short, here or in the file that a run leaves.
      // That file has years from the start, which must not look like years of the calendar.
      if let last = policy.end, last < 0 || time.isCalendarYear(last),
        let fact = time.problem(last, written: end)
      {
        report("end", fact)
      }
      if let last = policy.end, last <= policy.start, policy.start <= time.years {
        report(
          "end",
          .endsBeforeStart(
            start: time.words(policy.start, written: start), end: time.words(last, written: end)))
      }
      if let largest = policy.largest, policy.smallest > largest {
        report(
          "smallest",
          .exceeds(
            found: policy.smallest, key: "largest", limit: largest, unit: "employees"))
      }
      if let center = policy.wardGroupOf {
        if !regions.isEmpty, !regions.contains(center) {
          report("ward_group_of", unknown("region", center, regions))
        } else if draft.recluster.every == 0 {
          report("ward_group_of", .neverGrouped)
        }
      }
      if let giver = policy.takenFrom {
        let givers = draft.policies.filter {
          $0.name != policy.name && $0.takenFrom == nil && $0.instrument.budget != .none
        }
        let paidAlike = givers.filter { $0.paidBy == policy.paidBy }.map(\.name)
        if !givers.contains(where: { $0.name == giver }) {
          report(
            "taken_from",
            unknown("other policy with money of its own", giver, givers.map(\.name)))
        } else if !paidAlike.contains(giver) {
          let payer = policy.paidBy.rawValue
          report(
            "taken_from", unknown("other policy with `paid_by: \(payer)`", giver, paidAlike))
        }
      }
      let node = tree["policies"]?.items[index]
      for (key, kind, named, directory) in [
        ("regions", "region", policy.regions, regions),
        ("sectors", "sector", policy.sectors, sectors),
      ] where !directory.isEmpty {
        for (item, name) in named.enumerated() where !directory.contains(name) {
          reader.report(
            node?[key]?.items[item].place ?? place(["policies"]),
            Reader.join(reader.path("policies", item: index, name: policy.name), key),
            unknown(kind, name, directory))
        }
      }
    }
  }

  /// Whether the run's length is written elsewhere than a time, so that the time may have been meant
  /// for a longer run.
  private func isCutShort(before time: SourceNode?) -> Bool {
    guard let length = tree["years"] ?? tree["quarters"] else { return false }
    return length.place.source != time?.place.source
  }

  private mutating func checkBirths() {
    for (index, initiator) in draft.initiators.enumerated() {
      if let fact = draft.runYears.problem(
        initiator.start, written: written("initiators", index, "start"))
      {
        report("initiators", index, initiator.name, "start", fact)
      }
      for (key, name, names) in [
        ("region", initiator.region, regions), ("sector", initiator.sector, sectors),
      ] where !name.isEmpty && !names.isEmpty && !names.contains(name) {
        report("initiators", index, initiator.name, key, unknown(key, name, names))
      }
    }
    for (index, attractor) in draft.attractors.enumerated() {
      for (key, name, names) in [
        ("region", attractor.region, regions), ("sector", attractor.sector, sectors),
      ] where !name.isEmpty && !names.isEmpty && !names.contains(name) {
        report("attractors", index, attractor.region, key, unknown(key, name, names))
      }
    }
  }

  /// The state and foreigners cannot own more than there is.
  private mutating func checkOwnership() {
    let keys = ["state_owned_share", "foreign_owned_share"]
    func fact(_ shares: OwnershipShares, in node: SourceNode?) -> Problem.Fact {
      let inherited = node.map { node in keys.filter { node[$0] == nil } } ?? []
      let sum = shares.orElse(draft.ownership).sum
      return .sharesExceedOne(
        sum: sum,
        of: keys.joined(separator: " and ")
          + (inherited.count == 1 ? " (\(inherited[0]) is the country's)" : ""))
    }
    let country = draft.ownership.sum > 1 + 1e-9
    if country {
      reader.report(
        place([tree[keys[1]] != nil ? keys[1] : keys[0]]), keys[1],
        fact(draft.ownership, in: nil))
    }
    let lists = [
      ("regions", draft.regions.map { ($0.id, $0.ownership) }),
      ("sectors", draft.sectors.map { ($0.id, $0.ownership) }),
    ]
    for (list, parts) in lists {
      for (index, (name, shares)) in parts.enumerated()
      where shares != OwnershipShares() && shares.orElse(draft.ownership).sum > 1 + 1e-9 {
        let items = tree[list]?.items ?? []
        let node = items.indices.contains(index) ? items[index] : nil
        let key = shares.foreignOwnedShare != nil ? keys[1] : keys[0]
        report(list, index, name, key, fact(shares, in: node))
      }
    }
  }

  /// A target's table and column must be among those that a run writes.
  private mutating func checkTargets() {
    let tables = Recording().tables
    for (index, target) in draft.expect.enumerated() {
      for (key, year) in [("year", target.year), ("from", target.from), ("to", target.to)] {
        // A run that is cut short may end before what is expected of it.
        let node = written("expect", index, key)
        guard let year, let fact = draft.runYears.problem(year, written: node),
          year < 0 || !isCutShort(before: node)
        else { continue }
        report("expect", index, target.indicator, key, fact)
      }
    }
    for (index, target) in draft.expect.enumerated() where !target.indicator.isEmpty {
      let parts = target.indicator.split(separator: ".", omittingEmptySubsequences: false)
        .map(String.init)
      guard let table = tables.first(where: { $0.name == parts[0] }) else {
        report(
          "expect", index, target.indicator, "indicator",
          unknown("table", parts[0], tables.map(\.name)))
        continue
      }
      let columns = table.columns.map(\.name) + ["count"]
      let column = parts.count < 2 ? "" : parts[parts.count - 1]
      if !columns.contains(column) {
        report(
          "expect", index, target.indicator, "indicator",
          unknown("column of \(table.name)", column, columns))
      }
    }
  }

  private mutating func checkRecluster() {
    let plan = draft.recluster
    if plan.weights.allSatisfy({ $0 == 0 }) {
      reader.report(
        place(["recluster", "weights"]), "recluster.weights", .allZero(of: "the weights"))
    }
    if plan.every > 0, let groups = plan.groups, groups > draft.regions.count,
      !draft.regions.isEmpty
    {
      reader.report(
        place(["recluster", "groups"]), "recluster.groups",
        .exceeds(
          found: Double(groups), key: "the number of regions", limit: Double(draft.regions.count),
          unit: ""))
    }
  }
}

extension Checks {
  private mutating func checkReferenceGroups() {
    for (index, entry) in draft.referenceGroups.enumerated()
    where !regions.isEmpty && !entry.region.isEmpty && !regions.contains(entry.region) {
      report(
        "reference_groups", index, entry.region, "region",
        unknown("region", entry.region, regions))
    }
  }
}

extension Checks {
  /// Distances row by row in the order of the regions, or what is wrong with those written.
  mutating func distances() -> [Double] {
    let regions = draft.regions
    // More than are allowed has been reported.
    guard regions.count <= 1000 else { return [] }
    guard case .written(let pairs) = draft.distances else {
      return regions.flatMap { one in regions.map { one.distance(to: $0) } }
    }
    let names = regions.map(\.id)
    let indices = Dictionary(
      zip(names, names.indices), uniquingKeysWith: { first, _ in first })
    var matrix = [Double?](repeating: nil, count: names.count * names.count)
    var places = [Place?](repeating: nil, count: matrix.count)
    var reported: Set<Place> = []
    for pair in pairs {
      for (name, place) in [(pair.from, pair.fromPlace), (pair.to, pair.toPlace)]
      where indices[name] == nil && reported.insert(place).inserted {
        reader.report(place, "distances", unknown("region", name, self.regions))
      }
      guard let row = indices[pair.from], let column = indices[pair.to] else { continue }
      let key = "distances.\(pair.from).\(pair.to)"
      if row == column, pair.kilometres != 0, !pair.kilometres.isNaN {
        reader.report(pair.place, key, .distanceToItself(found: pair.kilometres))
      }
      let back = column * names.count + row
      if let other = matrix[back], let place = places[back],
        abs(other - pair.kilometres) > 1e-6 * max(1, other)
      {
        reader.report(
          pair.place, key, .asymmetric(there: pair.kilometres, back: other, other: place))
      }
      matrix[row * names.count + column] = pair.kilometres
      places[row * names.count + column] = pair.place
    }
    for row in names.indices {
      var missing: [String] = []
      for column in names.indices where matrix[row * names.count + column] == nil {
        let back = matrix[column * names.count + row]
        matrix[row * names.count + column] = row == column ? 0 : back
        if row != column, back == nil { missing.append(names[column]) }
      }
      if !missing.isEmpty {
        let rowPlace = pairs.first { $0.from == names[row] }?.fromPlace
        reader.report(
          rowPlace ?? place(["distances"]), "distances.\(names[row])", .noDistance(to: missing))
      }
    }
    return matrix.map { $0 ?? .nan }
  }
}
