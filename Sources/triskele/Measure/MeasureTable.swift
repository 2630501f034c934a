import Foundation
import RegionalMeasures
import Tables

/// A CSV file as establishments.
struct MeasureTable {
  /// What the caller says about the file.
  struct Request {
    var path: String
    var region: String
    var sector: String
    var employees: String
    var count: String?
    var organisation: String?
    var group: String?
    var tick: Int?
    var areaPath: String?
    var sizeClasses: SizeClasses
  }

  /// Beyond this number of regions × sectors × classes the measures would not fit into memory.
  static let greatestCellCount = 20_000_000

  let path: String
  let establishments: Establishments
  let sizeClasses: SizeClasses
  /// Quarter of the panel that is measured, nil if the file is none.
  let tick: Int?
  /// Labels of the regions' groups, and their names.
  let groups: [Int]?
  /// km², one entry a region, nil without a file of areas.
  let areas: [Double]?
  /// What the user should know although it is no error.
  let notes: [String]
}

extension MeasureTable {
  init(_ request: Request) throws(TableProblems) {
    let path = request.path
    let table = try TableFile.read(path)
    var problems = TableProblems(path: path)
    let names = table.names
    func column(_ name: String, _ option: String) -> Int? {
      if let place = names.firstIndex(of: name) { return place }
      problems.addUnknownColumn(name, of: option, allowed: names)
      return nil
    }
    let region = column(request.region, "--region")
    let sector = column(request.sector, "--sector")
    let employees = column(request.employees, "--employees")
    let count = request.count.map { column($0, "--count") } ?? names.firstIndex(of: "count")
    let organisation = request.organisation.flatMap { column($0, "--organisation") }
    let group = request.group.flatMap { column($0, "--group") }
    let tickColumn = names.firstIndex(of: "tick")
    problems.addColumnsWithTwoRoles([
      ("--region", request.region), ("--sector", request.sector),
      ("--employees", request.employees), ("--count", count.map { names[$0] }),
      ("--organisation", request.organisation), ("--group", request.group),
      ("--tick", tickColumn.map { names[$0] }),
    ])
    if request.tick != nil, tickColumn == nil {
      problems.add("--tick: there is no column `tick`; allowed: only with a run's panel of firms")
    }
    if table.rows.isEmpty {
      problems.add(
        at: table.header[0],
        "there is a header but no row below it; allowed: at least one row"
          + (names.contains("tick")
            ? ": a run writes its firms where the scenario has `outputs.firms`" : ""))
    }
    try problems.throwIfAny()
    guard let region, let sector, let employees else { throw problems }

    var notes = table.notes
    var rows = table.rows[...]
    var chosenTick: Int?
    if let tickColumn {
      (rows, chosenTick) = Self.quarter(
        request.tick, of: rows, column: tickColumn, notes: &notes, &problems)
      try problems.throwIfAny()
    }

    var regionNames: [String] = []
    var sectorNames: [String] = []
    var organisationNames: [String] = []
    var persons: [Double] = []
    var counts: [Double] = []
    var groupOfRegion: [String: (label: String, line: Int)] = [:]
    for row in rows {
      let name = Self.name(row[region], "region", &problems)
      regionNames.append(name)
      sectorNames.append(Self.name(row[sector], "sector", &problems))
      if let organisation {
        organisationNames.append(Self.name(row[organisation], "organisation", &problems))
      }
      persons.append(
        Self.number(
          row[employees], of: table, names[employees], "a number from 0 to 1e12", &problems) ?? 0)
      if let count {
        let number = Self.number(
          row[count], of: table, names[count], "a whole number from 0 to 1e12", whole: true,
          &problems)
        counts.append(number ?? 0)
        if number == 0, let staff = persons.last, staff > 0 {
          problems.add(
            at: row[count],
            "column \(names[count]): found 0 establishments with \(row[employees].text) employees; "
              + "allowed: at least 1")
        }
      }
      if let group {
        let label = Self.name(row[group], "group", &problems)
        if let earlier = groupOfRegion[name], earlier.label != label {
          problems.add(
            at: row[group],
            "column \(names[group]): region \(name.quoted) is in group \(label.quoted), in line "
              + "\(earlier.line) in \(earlier.label.quoted); allowed: one group a region")
        } else if groupOfRegion[name] == nil {
          groupOfRegion[name] = (label, row[group].line)
        }
      }
    }
    try problems.throwIfAny()
    if persons.allSatisfy({ $0 == 0 }) {
      problems.add(
        "column \(names[employees]): nobody is employed; allowed: at least one number above 0")
    }
    let regions = Index(regionNames)
    let sectors = Index(sectorNames)
    let organisations = Index(organisationNames)
    let classCount = max(organisations.names.count, request.sizeClasses.count)
    let cellCount = regions.names.count * sectors.names.count
    if cellCount > Self.greatestCellCount / classCount {
      problems.add(
        "\(regions.names.count) regions, \(sectors.names.count) sectors and \(classCount) classes "
          + "are too many; allowed: \(Self.greatestCellCount) combinations")
    }
    try problems.throwIfAny()
    let labels = Set(groupOfRegion.values.map(\.label)).sorted()
    groups =
      group == nil
      ? nil
      : regions.names.map { name in
        groupOfRegion[name].flatMap { labels.firstIndex(of: $0.label) } ?? 0
      }
    areas = try request.areaPath.map { path throws(TableProblems) in
      try Self.areas(at: path, of: regions.names, column: request.region)
    }
    establishments = Establishments(
      regionNames: regions.names, sectorNames: sectors.names, region: regions.places,
      sector: sectors.places, employees: persons, counts: count == nil ? nil : counts,
      organisation: organisations.places, organisationNames: organisations.names)
    if regions.names.count < 2 { notes.append("one region has no geography: γ is not defined") }
    self.path = path
    sizeClasses = request.sizeClasses
    tick = chosenTick
    self.notes = notes
  }

  /// Names in ascending order, and the place of each entry's.
  private struct Index {
    let names: [String]
    let places: [Int32]

    init(_ entries: [String]) {
      let names = Set(entries).sorted()
      let place = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, Int32($0)) })
      self.names = names
      places = entries.compactMap { place[$0] }
    }
  }
}

// Cells.
extension MeasureTable {
  private typealias Rows = ArraySlice<[DelimitedText.Field]>

  /// The rows of one quarter.
  private static func quarter(
    _ wanted: Int?, of rows: Rows, column: Int, notes: inout [String],
    _ problems: inout TableProblems
  ) -> (Rows, Int?) {
    var found: Set<Int> = []
    for row in rows {
      let text = row[column].text
      if let tick = Int(text), tick >= 0, tick <= 1_000_000 {
        found.insert(tick)
      } else {
        problems.add(
          at: row[column],
          "column tick: found \(text.quoted); allowed: a whole number from 0 to 1000000")
      }
    }
    guard let last = found.max() else { return (rows, nil) }
    let tick = wanted ?? last
    if !found.contains(tick) {
      let ticks = found.sorted()
      let listed = ticks.prefix(12).map(String.init).joined(separator: ", ")
      problems.add(
        "--tick: found \(tick); allowed: \(listed)"
          + (ticks.count > 12 ? " and \(ticks.count - 12) more" : ""))
    } else if wanted == nil, found.count > 1 {
      notes.append("of \(found.count) quarters the last is measured, tick \(tick); see --tick")
    }
    let kept = rows.filter { Int($0[column].text) == tick }
    return (kept[...], tick)
  }

  private static func name(
    _ field: DelimitedText.Field, _ what: String, _ problems: inout TableProblems
  ) -> String {
    if field.text.isEmpty { problems.add(at: field, "the \(what) is empty; allowed: its name") }
    return field.text
  }

  private static func number(
    _ field: DelimitedText.Field, of table: DelimitedTable, _ column: String, _ allowed: String,
    whole: Bool = false, _ problems: inout TableProblems
  ) -> Double? {
    if let found = table.number(field), (0...1e12).contains(found),
      !whole || found == found.rounded()
    {
      return found
    }
    problems.add(
      at: field, "column \(column): \(table.complaint(about: field, allowed: allowed))")
    return nil
  }

  /// Areas of `regions` from a file of their own, km².
  private static func areas(
    at path: String, of regions: [String], column name: String
  ) throws(TableProblems) -> [Double] {
    let table = try TableFile.read(path)
    var problems = TableProblems(path: path)
    let names = table.names
    let region =
      names.firstIndex(of: name) ?? names.firstIndex(of: "region") ?? names.firstIndex(of: "id")
    let area = names.firstIndex(of: "area")
    if region == nil { problems.addUnknownColumn(name, of: "--area", allowed: names) }
    if area == nil { problems.addUnknownColumn("area", of: "--area", allowed: names) }
    try problems.throwIfAny()
    guard let region, let area else { throw problems }
    var found: [String: Double] = [:]
    for row in table.rows {
      let id = Self.name(row[region], "region", &problems)
      let value = number(row[area], of: table, "area", "a number above 0, to 1e12", &problems)
      if value == 0, table.number(row[area]) == 0 {
        problems.add(at: row[area], "column area: found `0`; allowed: a number above 0, to 1e12")
      }
      if found[id] != nil {
        problems.add(at: row[region], "region \(id.quoted) stands twice; allowed: once")
      }
      found[id] = value
    }
    for id in regions where found[id] == nil {
      problems.add(
        "there is no area of region \(id.quoted); allowed: an area for every region of the table"
          + suggestion(id, among: found.keys.sorted()))
    }
    try problems.throwIfAny()
    return regions.map { found[$0] ?? .nan }
  }
}
