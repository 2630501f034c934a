import TripleHelix

/// A table that no run writes, as those of comparisons, read by names of columns.
struct NamedColumns {
  let table: Table

  init(_ table: Table) { self.table = table }

  var count: Int { table.rows.count }

  /// Values of a numeric column, `nil` where undefined; all `nil` if there is no such column.
  func numbers(_ name: String) -> [Double?] {
    table.numbers(named: name) ?? Array(repeating: nil, count: count)
  }

  /// Values of an integer column; rows without one get `nil`.
  func integers(_ name: String) -> [Int?] {
    numbers(name).map { $0.flatMap { Int(exactly: $0.rounded()) } }
  }

  func texts(_ name: String) -> [String] {
    guard let index = table.index(of: name) else { return Array(repeating: "", count: count) }
    return table.rows.map { row in
      if case .text(let value) = row[index] { value } else { "" }
    }
  }
}

/// A column that is declared by a property of a group, not of a part of it.
typealias ColumnPath<Group: ColumnGroup> = KeyPath<Group, Group.Column>

/// A table of a run, read by the properties that declare its columns.
///
/// Results of an older version may lack columns: their values are undefined.
struct Columns<Group: ColumnGroup> where Group.Row: RecordedRow {
  private let named: NamedColumns
  private let schema: TableSchema<Group>

  init(_ table: Table, _ schema: TableSchema<Group>) {
    named = NamedColumns(table)
    self.schema = schema
  }

  var count: Int { named.count }
  var isEmpty: Bool { count == 0 }

  func declaration<Row>(_ path: KeyPath<Group, RecordedColumn<Row>>) -> RecordedColumn<Row> {
    schema[dynamicMember: path]
  }

  func has<Row>(_ path: KeyPath<Group, RecordedColumn<Row>>) -> Bool {
    named.table.index(of: declaration(path).name) != nil
  }

  /// Values of a numeric column, `nil` where undefined.
  func numbers<Row>(_ path: KeyPath<Group, RecordedColumn<Row>>) -> [Double?] {
    named.numbers(declaration(path).name)
  }

  /// Values of the columns of a group, one array a column.
  func numbers(ofGroup path: KeyPath<Group, some ColumnGroup>) -> [[Double?]] {
    schema[dynamicMember: path].columns.map { named.numbers($0.name) }
  }

  /// Values of an integer column; rows without one get `nil`.
  func integers<Row>(_ path: KeyPath<Group, RecordedColumn<Row>>) -> [Int?] {
    named.integers(declaration(path).name)
  }

  func texts<Row>(_ path: KeyPath<Group, RecordedColumn<Row>>) -> [String] {
    named.texts(declaration(path).name)
  }

  /// Row numbers by the text in a column, in the order of first appearance.
  func rows<Row>(by path: KeyPath<Group, RecordedColumn<Row>>) -> [(key: String, rows: [Int])] {
    grouped(texts(path))
  }

  /// Row numbers by tick, rising.
  func rowsByTick() -> [(key: Int, rows: [Int])] {
    grouped(ticks.map { $0 ?? 0 }).sorted { $0.key < $1.key }
  }

  /// A column as a series over the given rows, or all.
  func series<Row>(_ path: KeyPath<Group, RecordedColumn<Row>>, rows: [Int]? = nil) -> Series {
    let (ticks, values) = (ticks, numbers(path))
    let years = named.numbers(RecordedColumn<Group.Row>.year.name)
    let rows = rows ?? Array(0..<count)
    return Series(
      ticks: rows.map { ticks[$0] ?? 0 }, years: rows.map { years[$0] ?? 0 },
      values: rows.map { values[$0] })
  }

  private var ticks: [Int?] { named.integers(RecordedColumn<Group.Row>.tick.name) }

  private func grouped<Key: Hashable>(_ keys: [Key]) -> [(key: Key, rows: [Int])] {
    var places: [Key: Int] = [:]
    var groups: [(key: Key, rows: [Int])] = []
    for (row, key) in keys.enumerated() {
      if let place = places[key] {
        groups[place].rows.append(row)
      } else {
        places[key] = groups.count
        groups.append((key, [row]))
      }
    }
    return groups
  }
}

/// A series in time of one observed thing.
struct Series: Sendable, Equatable {
  /// Ticks and calendar time of the entries, rising.
  var ticks: [Int]
  var years: [Double]
  var values: [Double?]
  /// Whether an entry is for a whole year; then it lies in the middle of the year.
  var isYearly = false

  /// The period of an entry as a label: "Q3 2036", "2036", "start of 2013".
  func when(_ place: Int) -> String {
    if ticks[place] <= 0 { return "start of \(Int(years[place].rounded()))" }
    if isYearly { return String(Int(years[place].rounded(.down))) }
    guard let step = ticksPerYear else { return "\(years[place])" }
    return Period(endingAt: years[place], partsPerYear: step).short
  }

  /// Ticks of a year, as ticks and times of the first and last entry say.
  private var ticksPerYear: Int? {
    guard let first = ticks.first, let last = ticks.last, last > first, !isYearly else {
      return nil
    }
    let length = (years[years.count - 1] - years[0])
    return length > 0 ? max(1, Int((Double(last - first) / length).rounded())) : nil
  }

  var defined: [Double] { values.compactMap { $0 } }
  var first: Double? { values.first ?? nil }
  var last: Double? { values.last ?? nil }

  /// Mean of the defined values; `nil` if there are none.
  var mean: Double? {
    let defined = defined
    return defined.isEmpty ? nil : defined.reduce(0, +) / Double(defined.count)
  }

  /// Means over calendar years, in the middle of each year, with the initial state as an entry of its
  /// own.
  func yearly() -> Series {
    var result = Series(ticks: [], years: [], values: [], isYearly: true)
    var place = 0
    while place < ticks.count {
      let year = yearIndex(years[place])
      var end = place
      while end < ticks.count, yearIndex(years[end]) == year { end += 1 }
      let inYear = values[place..<end].compactMap { $0 }
      result.ticks.append(ticks[end - 1])
      result.years.append(ticks[end - 1] <= 0 ? years[end - 1] : Double(year) - 0.5)
      result.values.append(inYear.isEmpty ? nil : inYear.reduce(0, +) / Double(inYear.count))
      place = end
    }
    return result
  }

  /// Without the initial state, in which no flow has passed yet.
  func afterStart() -> Series {
    guard ticks.first == 0, ticks.count > 1 else { return self }
    return Series(
      ticks: Array(ticks.dropFirst()), years: Array(years.dropFirst()),
      values: Array(values.dropFirst()), isYearly: isYearly)
  }

  /// Without entries that have no value, as those of yearly figures between the years.
  func dropUndefined() -> Series {
    let places = values.indices.filter { values[$0] != nil }
    return Series(
      ticks: places.map { ticks[$0] }, years: places.map { years[$0] },
      values: places.map { values[$0] }, isYearly: isYearly)
  }

  func map(_ transform: (Double) -> Double) -> Series {
    Series(
      ticks: ticks, years: years,
      values: values.map { $0.map(transform).flatMap { $0.isFinite ? $0 : nil } },
      isYearly: isYearly)
  }

  /// Calendar year at whose end, or before, a tick ends; the initial state ends the year before.
  private func yearIndex(_ year: Double) -> Int { Int((year - 1e-6).rounded(.up)) }
}
