import Tables

/// The figures of a table in the units of a scenario, as far as the table has them.
struct CountryTable {
  let source: CountrySource
  private(set) var match: CountryMatch
  private(set) var names: [String] = []
  private(set) var ids: [String] = []
  /// One entry a region for each column that the table has; `nil` where a cell is empty.
  private(set) var values: [String: [CountryValue?]] = [:]
  /// Rows of the table by region.
  private(set) var rows: [[CountrySource.Cell]] = []
  /// What the user should know.
  private(set) var notes: [String] = []

  init(
    _ source: CountrySource, _ match: CountryMatch, _ problems: inout CountryProblems
  ) {
    self.source = source
    self.match = match
    readNames(&problems)
    guard let names = match[key: "name"] ?? match[key: "id"], !rows.isEmpty else { return }
    for column in match.columns where column.column.quantity != .text {
      read(column, name: names, &problems)
    }
  }

  /// The numbers of a column that only shares a figure out.
  func weights(
    _ header: String, option: String, _ problems: inout CountryProblems
  ) -> [Double]? {
    guard let index = CountryMatch.index(ofWeight: header, in: source) else {
      problems.add(
        option: option,
        "the table has no column \(header.quoted); it has "
          + CountryMatch.list(source.header.map { $0.text.trimmed }))
      return nil
    }
    var weights: [Double] = []
    for row in rows {
      if let value = try? source.number(in: row[index]), value >= 0 {
        weights.append(value)
      } else {
        problems.add(row[index], "must be a number from 0, found \(row[index].text.quoted)")
      }
    }
    return weights.count == rows.count && weights.contains { $0 > 0 } ? weights : nil
  }

  private mutating func readNames(_ problems: inout CountryProblems) {
    guard let column = match[key: "name"] ?? match[key: "id"] else {
      problems.add(
        "no column names the regions; the table has "
          + "\(CountryMatch.list(source.header.map { $0.text.trimmed })); "
          + "say which with --map name=\"HEADER\"")
      return
    }
    var first: [String: CountrySource.Cell] = [:]
    for row in source.rows {
      let cell = row[column.index]
      let name = cell.text.trimmed
      if row.allSatisfy({ $0.text.trimmed.isEmpty }) { continue }
      if name.isEmpty {
        problems.add(cell, "the region has no name")
        continue
      }
      if let earlier = first[name.lowercased()] {
        problems.add(cell, "\(name.quoted) is named in line \(earlier.line) already")
        continue
      }
      first[name.lowercased()] = cell
      rows.append(row)
      names.append(name)
    }
    dropTotals()
    if rows.isEmpty, problems.lines.isEmpty { problems.add("the table has no rows") }
    let codes = match[key: "id"]
    for (index, name) in names.enumerated() {
      let written = codes.map { rows[index][$0.index].text.trimmed } ?? name
      let id =
        Transliteration.identifier(from: written) ?? Transliteration.identifier(from: name)
        ?? "region_\(index + 1)"
      var unique = id
      var number = 2
      while ids.contains(unique) {
        unique = "\(id.prefix(60))_\(number)"
        number += 1
      }
      ids.append(unique)
    }
  }

  /// Leaves out a row that is the sum of the others, such as that of the country.
  private mutating func dropTotals() {
    guard rows.count > 3 else { return }
    let columns = ["population", "employed", "product"].compactMap { match[key: $0] }
      .filter { !$0.unit.isPerHead }
    guard columns.count > 1 else { return }
    let sums = rows.indices.filter { place in
      columns.allSatisfy { column in
        let numbers = rows.map { (try? source.number(in: $0[column.index])) ?? nil }
        guard let own = numbers[place] else { return false }
        let others = numbers.enumerated().reduce(0.0) { sum, item in
          item.offset == place ? sum : sum + (item.element ?? 0)
        }
        return own > 0 && abs(own / others - 1) < 0.01
      }
    }
    guard sums.count == 1, let place = sums.first else { return }
    notes.append(
      "line \(rows[place][0].line), \(names[place].quoted), is the sum of the others and is left out"
    )
    rows.remove(at: place)
    names.remove(at: place)
  }

  private mutating func read(
    _ column: CountryMatch.Column, name: CountryMatch.Column, _ problems: inout CountryProblems
  ) {
    var numbers: [Double?] = []
    var isGood = true
    for row in rows {
      let cell = row[column.index]
      do {
        let number = try source.number(in: cell)
        if let number, number < 0, column.column.quantity != .degrees {
          problems.add(cell, "\(column.column.key) must not be negative, found \(cell.text.quoted)")
          isGood = false
        }
        numbers.append(number)
      } catch {
        problems.add(
          cell,
          "\(column.column.key) must be a number, found \(cell.text.quoted)"
            + (source.hasDecimalCommas ? "; decimals are written with a comma here" : ""))
        isGood = false
      }
    }
    guard isGood, numbers.contains(where: { $0 != nil }) else { return }
    guard let (factor, rule) = conversion(of: column, numbers, &problems) else { return }
    let origin: CountryValue.Origin = rule.isEmpty ? .given : .converted
    values[column.column.key] = numbers.enumerated().map { index, number in
      number.map {
        CountryValue(
          value: ($0 * factor(index)).rounded(significant: 12), origin: origin,
          header: column.header, rule: rule)
      }
    }
  }

  /// What to multiply a column's numbers by, row by row, and that in words; `nil` where the unit is not
  /// known, which is added to `problems`.
  private func conversion(
    of column: CountryMatch.Column, _ numbers: [Double?], _ problems: inout CountryProblems
  ) -> ((Int) -> Double, String)? {
    let key = column.column.key
    let unit = column.unit
    let known = numbers.compactMap(\.self)
    func ask(_ why: String) -> ((Int) -> Double, String)? {
      problems.add("the unit of \(column.header.quoted) (\(key)) is not known: \(why)")
      return nil
    }
    func constant(_ factor: Double, _ rule: String) -> ((Int) -> Double, String) {
      ({ _ in factor }, factor == 1 ? "" : rule)
    }
    switch column.column.quantity {
    case .text, .degrees: return constant(1, "")
    case .squareKilometres:
      let factor = (unit.area ?? 1) * (unit.scale ?? 1)
      return constant(factor, "× \(factor.short)")
    case .share:
      let factor = unit.share ?? (known.max() ?? 0 > 1 ? 0.01 : 1)
      guard known.allSatisfy({ $0 * factor <= 1.0001 }) else {
        return ask("a share is at most 100 %, and the largest value is \((known.max() ?? 0).short)")
      }
      return constant(factor, "× \(factor.short)")
    case .employmentShare:
      if unit.share == nil, unit.isPersons || unit.scale ?? 1 > 1 {
        guard let employed = values["employed"] else {
          return ask("numbers of employed need a column of all employed beside them")
        }
        let scale = unit.scale ?? 1
        return (
          { index in scale / (employed[index]?.value ?? .nan) },
          (scale == 1 ? "" : "× \(scale.short) ") + "/ employed"
        )
      }
      let largest = known.max() ?? 0
      let factor = unit.share ?? (largest > 100 ? .nan : largest > 1 ? 0.01 : 1)
      guard known.allSatisfy({ $0 * factor <= 1.0001 }) else {
        return ask(
          "values go up to \(largest.short); add --unit \(key)=% for percentages, or "
            + "--unit \(key)=persons (or thousand) for numbers of employed")
      }
      return constant(factor, "× \(factor.short)")
    case .count:
      if unit.isPerHead { return perHead(unit.scale ?? 1, &problems, column) }
      if let scale = unit.scale { return constant(scale, "× \(scale.short)") }
      let looksScaled =
        key == "population" && (known.contains { $0 != $0.rounded() } || known.reduce(0, +) < 5000)
      if looksScaled, !unit.isPersons {
        return ask(
          "its sum is \(known.reduce(0, +).short); add --unit \(key)=thousand, or another, or "
            + "--unit \(key)=persons")
      }
      if key == "employed" || key == "labour_force" || key == "unemployed",
        let people = values["population"], !unit.isPersons
      {
        let (sum, all) = (known.reduce(0, +), people.compactMap { $0?.value }.reduce(0, +))
        if sum < 0.01 * all && key != "unemployed" || sum < 1e-4 * all {
          return ask(
            "its sum, \(sum.short), is \((100 * sum / all).short) % of the population, "
              + "\(all.short); add --unit \(key)=thousand, or another")
        }
      }
      return constant(1, "")
    case .money:
      guard let scale = unit.scale ?? (unit.currency != nil ? 1 : nil) else {
        return ask(moneyQuestion(key, known))
      }
      if unit.isPerHead { return perHead(scale / 1e6, &problems, column) }
      return constant(scale / 1e6, "× \((scale / 1e6).short), to millions")
    case .pay:
      let factor = (unit.scale ?? 1) * (unit.periodsAYear ?? 12)
      return constant(factor, "× \(factor.short)")
    }
  }

  private func perHead(
    _ scale: Double, _ problems: inout CountryProblems, _ column: CountryMatch.Column
  ) -> ((Int) -> Double, String)? {
    guard let people = values["population"] else {
      problems.add("\(column.header.quoted) is per head and needs a column of population beside it")
      return nil
    }
    return (
      { index in scale * (people[index]?.value ?? .nan) },
      (scale == 1 ? "" : "× \(scale.short) ") + "× population"
    )
  }

  /// What a money column would mean in each unit, to choose from.
  private func moneyQuestion(_ key: String, _ known: [Double]) -> String {
    let people = (values["population"] ?? []).compactMap { $0?.value }.reduce(0, +)
    let sum = known.reduce(0, +)
    guard people > 0 else { return "add --unit \(key)=million, or billion, or thousand" }
    let choices = [("million", 1e6), ("billion", 1e9), ("thousand", 1e3)].map { name, scale in
      "\((sum * scale / people).rounded(significant: 3).short) with --unit \(key)=\(name)"
    }
    return "a head of population it is " + choices.joined(separator: ", ")
  }
}
