import TripleHelix
import WardClustering

extension Key<Draft> {
  /// The keys of a scenario file, in the order of a resolved one.
  static var scenario: [Key<Draft>] {
    [
      .extends,
      .identifier(
        "name", \.name, allowsDashes: true, otherwise: .derived("the file's name"),
        "Identifier of the scenario; names the folder of its results."),
      .text("title", \.title, otherwise: .derived("the name"), "Title in reports."),
      .text(
        "summary", \.summary, otherwise: .value(""),
        "One paragraph on what the scenario is and shows."),
      .flag(
        "stylised", \.isStylised, otherwise: false,
        "Whether regions or figures are invented; reports then say so."),
      .text(
        "currency", \.currency, otherwise: .value("units"),
        "Name of the currency; money is in millions of it, at prices of the start year."),
      .whole(
        "start_year", \.startYear, "year", 0...9999, otherwise: .value(2000),
        "Year of the first quarter."),
      .optionalNumber(
        "years", \.years, "years", 0.25...1000, step: 0.25,
        otherwise: "25, unless `quarters` is written",
        rivals: ["quarters"], "How long a run lasts, in years; quarters of a year are possible."),
      .optionalWhole(
        "quarters", \.quarters, "quarters", 1...4000, otherwise: "4 times `years`",
        rivals: ["years"], "How long a run lasts, in quarters."),
      .whole(
        "ticks_per_year", \.ticksPerYear, "ticks", 1...12, otherwise: .value(4),
        "Ticks of a year: \(TimeStep.allowedWords). Parameters are stated per quarter all the same."
      ),
      .whole(
        "scale", \.scale, "firms", 1...1_000_000, otherwise: .value(1),
        "Real firms that one agent stands for."),
      .seed(
        "seed", \.seed, otherwise: 1,
        "Seed of all random streams, unless the command line gives one."),
      .list(
        "regions", \.regions, blank: .blank, identity: "id", Key<RegionDescription>.region,
        1...1000, orTable: true, "The regions, in the order of all results."),
      .distances,
      .identifiers(
        "capitals", \.capitals, 1...2, of: "region",
        otherwise: .derived("the two most populous regions"),
        "One or two regions from which accessibility is measured."),
      .number(
        "patents_per_year", \.patentsPerYear, "patents/year", 0...1e9, otherwise: .value(1000),
        "Patents of the whole country in the start year."),
      .list(
        "sectors", \.sectors, blank: .blank, identity: "id", Key<SectorDescription>.sector, 1...100,
        orTable: true, otherwise: .derived("nine sectors, as `scenario explain` lists them"),
        "The sectors, in the order of all results."),
      .group(
        "parameters", \.parameters, Key<Parameters>.parameters,
        "Behaviour of firms, households, universities and governments."),
      .group(
        "mechanisms", \.mechanisms, Key<Mechanisms>.mechanisms,
        "Switches of the model's mechanisms."),
      .policies,
      .choice(
        "policy_financing", \.policyFinancing, otherwise: .value(.debt),
        "Who pays for policies: debt, next quarter's income tax, or next quarter's purchases."),
      .list(
        "initiators", \.initiators, blank: Draft.Initiator(), identity: "name",
        Key<Draft.Initiator>.initiator, 0...1000, otherwise: .value([]),
        "Firms that are founded at a known time and place, to descend from."),
      .list(
        "attractors", \.attractors,
        blank: AttractorDescription(region: "", sector: "", advantage: .nan), identity: "region",
        Key<AttractorDescription>.attractor, 0...1000, otherwise: .value([]),
        "What regions give the firms of a sector from the start on."),
      .stateOwned(
        \.ownership, of: "the country's", otherwise: "0, or what regions or sectors say"),
      .foreignOwned(
        \.ownership, of: "the country's", otherwise: "0, or what regions or sectors say"),
      .group(
        "recluster", \.recluster, Key<Draft.Recluster>.recluster,
        "How regions are grouped by Ward's method on their indicators P1–P14."),
      .list(
        "reference_groups", \.referenceGroups, blank: ReferenceGroup(region: "", group: 0),
        identity: "region", Key<ReferenceGroup>.referenceGroup, 0...1000, orTable: true,
        otherwise: .value([]),
        "Groups of regions by somebody else, which the report holds against the run's first."),
      .text(
        "reference_source", \.referenceSource, otherwise: .value(""),
        "Who made the reference groups, as reports name it."),
      .group("outputs", \.outputs, Key<Draft.Outputs>.outputs, "What a run records."),
      .list(
        "expect", \.expect,
        blank: Target(indicator: "", target: .nan, tolerance: .nan, source: ""),
        identity: "indicator", Key<Target>.target, 0...1000, otherwise: .value([]),
        "What the scenario is expected to show; `triskele verify` judges it."),
    ]
  }

  /// Read before everything else, when files are laid over each other.
  private static var extends: Key<Draft> {
    Key(
      description: .init(
        "extends", .text(isIdentifier: false),
        "Path of another scenario file, from the folder of this one; the values here replace its values.",
        Default<String>.derived("no other file"), show: ResolvedNode.name),
      read: { reader, node, path, _ in
        let expected = "the path of a file"
        if let text = reader.text(node, path, expected: expected), text.isEmpty {
          reader.report(
            node.place, path, .wrongType(expected: expected, found: node.kind, near: nil))
        }
      },
      write: { _ in nil })
  }

  private static var distances: Key<Draft> {
    let rule = NumberRule(unit: "km", range: 0...25_000)
    return Key(
      description: .init(
        "distances", .either([.choice(["great_circle"]), .pairs(rule), .table(columns: [])]),
        "Distances between the centres of regions: along great circles, or by pairs.",
        Default<String>.value("great_circle"), show: ResolvedNode.name),
      read: { reader, node, path, draft in
        if let distances = reader.distances(node, path, rule) { draft.distances = distances }
      },
      write: { draft in
        guard case .resolved(let values) = draft.distances else { return .name("great_circle") }
        let names = draft.regions.map(\.id)
        return .group(
          names.enumerated().map { row, name in
            let entries = names.enumerated().map { column, other in
              (name: other, value: values[row * names.count + column])
            }
            return (name, ResolvedNode.row(entries))
          })
      })
  }
}

extension Key<RegionDescription> {
  /// One region: an item of `regions`, or a row of its table.
  static var region: [Key<RegionDescription>] {
    let money = 0.0...1e15
    return [
      .identifier("id", \.id, "Identifier; random streams are keyed by it."),
      .text("name", \.name, otherwise: .derived("the id"), "Name in reports."),
      .otherNames,
      .number("latitude", \.latitude, "degrees north", -90...90, "Latitude of the centre."),
      .number("longitude", \.longitude, "degrees east", -180...180, "Longitude of the centre."),
      .number("area", \.area, "km²", 0.001...2e7, "Area."),
      .number("population", \.population, "persons", 1...1e10, "Inhabitants."),
      .number(
        "employed", \.employed, "persons", 1...1e10,
        "Employed persons, own-account workers included."),
      .number(
        "labour_force", \.labourForce, "persons", 1...1e10,
        otherwise: .derived("employed / 0.94"), "Employed and unemployed persons."),
      .number(
        "gross_regional_product", \.grossRegionalProduct, "million a year", 1e-6...1e15,
        "Gross regional product."),
      .number(
        "industry_share", \.industryShare, "share of employed", 0...1, "Employed in industry."),
      .number(
        "services_share", \.servicesShare, "share of employed", 0...1, "Employed in services."),
      .number(
        "fixed_investment", \.fixedInvestment, "million a year", money, "All fixed investment."),
      .number(
        "budget_investment", \.budgetInvestment, "million a year", money,
        "The part of fixed investment that public budgets pay."),
      .number(
        "public_expenditure", \.publicExpenditure, "million a year", money,
        "Outlays of the regional budget, its investment included."),
      .optionalNumber(
        "research_expenditure", \.researchExpenditure, "million a year", money,
        otherwise: "the model's own R&D intensity", "Gross expenditure on R&D."),
      .number(
        "research_personnel", \.researchPersonnel, "persons", 0...1e10, "Research personnel."),
      .number(
        "patent_share", \.patentShare, "share of country", 0...1, "Share of the country's patents."),
      .number("active_firms", \.activeFirms, "firms", 0...1e12, "Active enterprises."),
      .number(
        "registered_firms", \.registeredFirms, "firms", 0...1e12,
        otherwise: .derived("active_firms"),
        "Registered enterprises, active ones included."),
      .stateOwned(
        \.ownership, of: "the region's", otherwise: "the country's, or what sectors say"),
      .foreignOwned(
        \.ownership, of: "the region's", otherwise: "the country's, or what sectors say"),
    ]
  }
}

extension Key<RegionDescription> {
  /// Names in one text, so that a table can have them.
  private static var otherNames: Key {
    Key(
      description: .init(
        "other_names", .text(isIdentifier: false),
        "Names in other languages, with `;` between them; policies may use them as they use `name`.",
        Default<String>.value(""), show: ResolvedNode.text),
      read: { reader, node, path, region in
        guard let text = reader.text(node, path) else { return }
        region.otherNames = text.split(separator: ";").map { name in
          name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }.filter { !$0.isEmpty }
      },
      write: { region in
        region.otherNames.isEmpty ? nil : .text(region.otherNames.joined(separator: "; "))
      })
  }
}

extension Key<SectorDescription> {
  /// One sector: an item of `sectors`, or a row of its table.
  static var sector: [Key<SectorDescription>] {
    func weight(
      _ name: String, _ place: WritableKeyPath<SectorDescription, Double>, _ meaning: String
    ) -> Key<SectorDescription> {
      .number(name, place, "weight", 0...1e6, meaning)
    }
    return [
      .identifier("id", \.id, "Identifier; random streams are keyed by it."),
      .text("name", \.name, otherwise: .derived("the id"), "Name in reports."),
      .choice("class", \.class, "Part of the economy, for shares of employment."),
      .identifier("field", \.field, "Field of science that the sector draws on."),
      weight(
        "employment_weight", \.employmentWeight, "Weight in the employment of the sector's class."),
      weight("consumption_weight", \.consumptionWeight, "Weight in households' consumption."),
      weight("government_weight", \.governmentWeight, "Weight in public purchases."),
      weight("investment_weight", \.investmentWeight, "Weight in investment."),
      weight("input_weight", \.inputWeight, "Weight in what sectors buy from each other."),
      weight(
        "export_weight", \.exportWeight,
        "Weight in exports: a floor under what is left for export at the start."),
      .number(
        "import_share", \.importShare, "share of home demand", 0...0.99,
        "Imports, before markets are cleared at the start."),
      .number("input_share", \.inputShare, "share of output", 0...0.95, "Inputs."),
      .number(
        "own_input_share", \.ownInputShare, "share of inputs", 0...1, otherwise: .value(0.3),
        "Inputs that come from the sector itself."),
      .number(
        "opportunity", \.opportunity, "probability", 0...1,
        "Probability that a discovery in the field opens a generation here."),
      .number(
        "patent_propensity", \.patentPropensity, "relative", 0...1000, otherwise: .value(1),
        "Patents per innovation."),
      .number(
        "demand_growth", \.demandGrowth, "log points a year", -0.5...0.5, otherwise: .value(0),
        "Growth of demand at home and abroad over that for other sectors."),
      .number(
        "growth_years", \.growthYears, "years", 0...1000, otherwise: .value(20),
        "How long that lasts from the start."),
      .number(
        "minimum_efficient_size", \.minimumEfficientSize, "relative", 0.001...1000,
        otherwise: .value(1),
        "Minimum efficient size of firms."),
      .optionalNumber(
        "transport_cost", \.transportCost, "relative", 0...100,
        otherwise: "1 for goods, 3 for construction and services",
        "Cost of carrying what the sector sells over a distance."),
      .optionalNumber(
        "appropriability", \.appropriability, "share", 0...0.95,
        otherwise: "0.1 agriculture, 0.45 industry, 0.15 construction, 0.25 services",
        "How much of a novelty is kept from imitators."),
      .stateOwned(
        \.ownership, of: "the sector's", otherwise: "the country's, or what regions say"),
      .foreignOwned(
        \.ownership, of: "the sector's", otherwise: "the country's, or what regions say"),
    ]
  }
}

extension Key<Parameters> {
  /// The groups of `Parameters.descriptions`, by the first part of their names.
  static var parameters: [Key<Parameters>] {
    var groups: [(name: String, keys: [Key<Parameters>])] = []
    for description in Parameters.descriptions {
      let parts = description.name.split(separator: ".", maxSplits: 1).map(String.init)
      precondition(parts.count == 2, "a parameter's name has a group: \(description.name)")
      let keyPath: WritableKeyPath<Parameters, Double> = description.keyPath
      let key = Key<Parameters>.number(
        parts[1], keyPath, description.unit, description.range,
        step: description.isWhole ? 1 : nil, otherwise: .value(description.defaultValue),
        description.meaning)
      if let index = groups.firstIndex(where: { $0.name == parts[0] }) {
        groups[index].keys.append(key)
      } else {
        groups.append((parts[0], [key]))
      }
    }
    return groups.map { .group($0.name, \.self, $0.keys, "Parameters of \($0.name).") }
  }
}

extension Key<Mechanisms> {
  static var mechanisms: [Key<Mechanisms>] {
    Mechanisms.descriptions.map { description in
      let keyPath: WritableKeyPath<Mechanisms, Bool> = description.keyPath
      return .flag(
        description.name, keyPath, otherwise: description.defaultValue, description.meaning)
    }
  }
}

extension Key<Draft.Initiator> {
  /// One initiator: an item of `initiators`.
  static var initiator: [Key<Draft.Initiator>] {
    [
      .identifier("name", \.name, "Name of the firm; unique."),
      .reference("region", \.region, "Its region, by identifier or name."),
      .reference("sector", \.sector, "Its sector, by identifier or name."),
      .number(
        "start", \.start, "years", 0...10_000, step: 0.25, otherwise: .value(0),
        "When it is founded: years from the start of the run, or a calendar year."),
      .number("employees", \.employees, "persons", 0.1...1e6, "Employees at its founding."),
      .number(
        "efficiency", \.efficiency, "log points", -1...1, otherwise: .value(0),
        "Efficiency at its founding."),
    ]
  }
}

extension Key<AttractorDescription> {
  /// One attractor: an item of `attractors`.
  static var attractor: [Key<AttractorDescription>] {
    [
      .reference("region", \.region, "The region, by identifier or name."),
      .reference("sector", \.sector, "The sector, by identifier or name."),
      .number(
        "advantage", \.advantage, "log points", -1...1,
        "Labour productivity of the sector's firms there over what it would be."),
    ]
  }
}

extension Key<Draft.Recluster> {
  static var recluster: [Key<Draft.Recluster>] {
    [
      .whole(
        "every", \.every, "quarters", 0...4000, otherwise: .value(4),
        "Quarters between groupings, the first at the start; 0 never groups."),
      .optionalWhole(
        "groups", \.groups, "groups", 1...1000, otherwise: "8, or one a region if they are fewer",
        rivals: ["best"], "Groups into which the tree is cut."),
      .best,
      .choice(
        "standardise", \.standardise, otherwise: .value(.zscore),
        "How indicators are made comparable."),
      .numbers(
        "weights", \.weights, 14...14, "weight", 0...1000,
        otherwise: Array(repeating: 1, count: 14),
        "Weights of P1–P14 in the distance between regions."),
    ]
  }

  private static var best: Key<Draft.Recluster> {
    let allowed = Draft.Recluster.Best.allCases.map(\.rawValue)
    return Key(
      description: .init(
        "best", .choice(allowed), "Criterion by which the number of groups is chosen each time.",
        Default<String>.derived("`groups` decides"), rivals: ["groups"], show: ResolvedNode.name),
      read: { reader, node, path, plan in
        plan.best = reader.choice(node, path, allowed).flatMap(Draft.Recluster.Best.init)
      },
      write: { $0.best.map { .name($0.rawValue) } })
  }
}

extension Key<Draft.Outputs> {
  static var outputs: [Key<Draft.Outputs>] {
    [
      .whole(
        "record_every", \.recordEvery, "ticks", 1...12_000, otherwise: .value(1),
        "Ticks between records."),
      .whole(
        "firms", \.firms, "quarters", 0...4000, otherwise: .value(0),
        "Quarters between rows of the panel of firms, at records; 0 is none. A row takes about 0.5 kB of memory."
      ),
    ]
  }
}

extension Key<ReferenceGroup> {
  /// The group of one region: an item of `reference_groups`.
  static var referenceGroup: [Key<ReferenceGroup>] {
    [
      .reference("region", \.region, "The region, by identifier or name."),
      .whole("group", \.group, "", 0...1_000_000, "Number of its group."),
    ]
  }
}

extension Key<Target> {
  /// One target: an item of `expect`.
  static var target: [Key<Target>] {
    [
      .text(
        "indicator", \.indicator,
        "Column of the results, as in `national.unemployment`, `regions.NAME.p14`, `clusters.count`."
      ),
      .number("target", \.target, "indicator's unit", -1e15...1e15, "What is expected."),
      .number(
        "tolerance", \.tolerance, "indicator's unit", 0...1e15,
        "How far from the target still meets it."),
      .text("source", \.source, "Where the target comes from."),
      .choice(
        "at", \.at, otherwise: .value(.end), "What is judged: the end, the mean, or a year."),
      .optionalNumber(
        "year", \.year, "years", 0...10_000, otherwise: "the end",
        "Year that `at: year` judges, from the start of the run or of the calendar."),
      .optionalNumber(
        "from", \.from, "years", 0...10_000, otherwise: "the start",
        "First year of the mean, from the start of the run or of the calendar."),
      .optionalNumber(
        "to", \.to, "years", 0...10_000, otherwise: "the end",
        "Last year of the mean, from the start of the run or of the calendar."),
    ]
  }
}

extension Reader {
  /// Reads distances by pairs; whether regions exist and pairs agree is checked later.
  mutating func distances(
    _ node: SourceNode, _ path: String, _ rule: NumberRule
  ) -> Draft.Distances? {
    guard node.isMapping else {
      return choice(node, path, ["great_circle"]).map { _ in .greatCircle }
    }
    var written: [Draft.WrittenDistance] = []
    for row in node.entries {
      let rowPath = Self.join(path, row.key)
      guard row.value.isMapping else {
        report(
          row.value.place, rowPath,
          .wrongType(expected: "distances by region", found: row.value.kind, near: nil))
        continue
      }
      for cell in row.value.entries {
        let value = number(cell.value, Self.join(rowPath, cell.key), rule)
        written.append(
          Draft.WrittenDistance(
            from: row.key, to: cell.key, kilometres: value ?? .nan, fromPlace: row.place,
            toPlace: cell.place, place: cell.value.place))
      }
    }
    return .written(written)
  }
}
