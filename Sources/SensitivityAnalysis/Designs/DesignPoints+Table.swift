/// Columns of a table of points that say what each point is for.
///
/// All are texts or whole numbers but `step`, and none needs more than the table, so that a design
/// survives being read and written by R, pandas or a spreadsheet.
public enum DesignColumn {
  static let prefix = "design_"

  /// Index of the point in its design, from 0.
  public static let point = "point"
  /// Trajectory or radial block, from 0.
  public static let block = "design_block"
  /// `DesignPoints.Role`.
  public static let role = "design_role"
  /// The input, a factor or a group, in which the point differs from its neighbour; else empty.
  public static let input = "design_input"
  /// By how much a step of a trajectory moved its input on the scale from 0 to 1; else empty.
  public static let step = "design_step"
  /// 1 if a constraint forbids the point, which is then not to be run; else 0.
  public static let hole = "design_hole"

  public static let all = [point, block, role, input, step, hole]

  static func isReserved(_ name: String) -> Bool { name == point || name.hasPrefix(prefix) }

  /// What R, pandas and spreadsheets write for an empty cell.
  static func isEmpty(_ text: String) -> Bool {
    ["", "na", "nan", "n/a", "<na>", "null", "none"].contains(text.lowercased())
  }
}

// Writing.
extension DesignColumn {
  /// The cells of a point before those of its factors.
  static func cells(of placement: DesignPoints.Placement, index: Int, units: [String]) -> [String] {
    [
      "\(index)", "\(placement.block)", placement.role.rawValue,
      placement.unit < 0 ? "" : units[placement.unit],
      placement.step == 0 ? "" : Factor.text(placement.step), placement.isHole ? "1" : "0",
    ]
  }

  /// Comma-separated values, ended by a line feed.
  public static func line(_ cells: [String]) -> String {
    var line = ""
    for (place, cell) in cells.enumerated() {
      if place > 0 { line.append(",") }
      line += field(cell)
    }
    return line + "\n"
  }

  /// A cell, in quotes where it needs them.
  static func field(_ cell: String) -> String {
    for byte in cell.utf8 {
      switch byte {
      case UInt8(ascii: ","), UInt8(ascii: "\""), 10, 13:
        return "\"\(cell.replacing("\"", with: "\"\""))\""
      default: continue
      }
    }
    return cell
  }
}

extension DesignPoints {
  /// Names of the table's columns: those of the design, then the factors.
  public var columnNames: [String] { DesignColumn.all + factors.map(\.name) }

  /// The cells of point `index`.
  public func cells(of index: Int) -> [String] {
    DesignColumn.cells(of: placements[index], index: index, units: units) + values(of: index)
  }

  /// The whole table as comma-separated values with a header, in lines that end in a line feed.
  public var csv: String {
    (0..<count).reduce(into: DesignColumn.line(columnNames)) {
      $0 += DesignColumn.line(cells(of: $1))
    }
  }
}

// Reading.
extension DesignPoints {
  /// A table of points as `csv` writes it, or any table with a column a factor.
  ///
  /// Columns may stand in any order; those of the design may be missing together, and then every row
  /// is a point by itself. A column without a name, as programs write for the numbers of rows, is
  /// left out. What the factors' domains were is not in the table: each factor gets the range of
  /// its numbers, or its texts.
  ///
  /// - Parameter mayLack: Whether a cell of a factor may be without a value, which is an error; otherwise
  ///   words such as `none` are values.
  /// - Throws: Everything that is wrong, with rows counted from 1 below the header.
  public init(
    columnNames: [String], rows: [[String]], mayLack: Bool = true
  ) throws(DesignProblems) {
    let reader = DesignTableReader(columnNames: columnNames, rows: rows, mayLack: mayLack)
    self = try reader.read()
  }

  /// What each point is for, with its input as a place among the units of `factors`; points by themselves
  /// have their own index.
  ///
  /// - Precondition: Every input is a unit of the factors.
  public func placements(among factors: [Factor]) -> [Placement] {
    let units = Self.units(of: factors)
    return placements.enumerated().map { index, placement in
      var placement = placement
      if placement.unit >= 0 {
        placement.unit = units.firstIndex(of: self.units[placement.unit]) ?? -1
      }
      if kind == .points { placement.block = index }
      return placement
    }
  }
}

private struct DesignTableReader {
  let columnNames: [String]
  let rows: [[String]]
  let mayLack: Bool
  private let place: [String: Int]

  init(columnNames: [String], rows: [[String]], mayLack: Bool) {
    self.columnNames = columnNames
    self.rows = rows
    self.mayLack = mayLack
    place = Dictionary(
      columnNames.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  func read() throws(DesignProblems) -> DesignPoints {
    var problems: [DesignProblem] = []
    let factorPlaces = columnNames.indices.filter {
      !columnNames[$0].isEmpty && !DesignColumn.isReserved(columnNames[$0])
    }
    if factorPlaces.isEmpty {
      problems.append(
        DesignProblem(
          "columns", found: columnNames.joined(separator: ", "), allowed: "one for each factor"))
    }
    if rows.isEmpty {
      problems.append(DesignProblem("rows", found: "none", allowed: "at least one"))
    }
    let structure = DesignColumn.all.dropFirst()
    let missing = structure.filter { place[$0] == nil && $0 != DesignColumn.hole }
    if !missing.isEmpty && missing.count < structure.count - 1 {
      problems.append(
        DesignProblem(
          "columns", found: "no \(missing.joined(separator: ", "))",
          allowed: "all columns of a design, or none of them"))
    }
    guard problems.isEmpty else { throw DesignProblems(problems) }
    for (index, row) in rows.enumerated() where row.count != columnNames.count {
      throw DesignProblems(
        "row \(index + 1)", found: "\(row.count) cells", allowed: "\(columnNames.count)")
    }
    var factors: [Factor] = []
    for column in factorPlaces {
      do throws(DesignProblems) {
        factors.append(
          try Factor(columnNames[column], observed: rows.map { $0[column] }))
      } catch {
        problems += error.problems
      }
      if mayLack, let row = rows.firstIndex(where: { DesignColumn.isEmpty($0[column]) }) {
        problems.append(
          DesignProblem(
            row: row + 1, column: columnNames[column], found: "\(rows[row][column].quoted)",
            allowed: "a value in every row"))
      }
    }
    let order = order(&problems)
    var units: [String] = []
    if let input = place[DesignColumn.input] {
      var seen: Set<String> = []
      units = rows.map { $0[input] }.filter {
        !DesignColumn.isEmpty($0) && seen.insert($0).inserted
      }
      // In the order of the factors, groups last.
      let rank = Dictionary(
        factors.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
      units =
        units.filter { rank[$0] != nil }.sorted { rank[$0, default: 0] < rank[$1, default: 0] }
        + units.filter { rank[$0] == nil }
    }
    let placements = rows.indices.map { placement(ofRow: $0, units: units, &problems) }
    guard problems.isEmpty else { throw DesignProblems(problems) }
    let roles = Set(placements.map(\.role))
    let kind: Design.Kind =
      roles.contains(.a) ? .saltelli : roles.contains(.start) ? .morris : .points
    var points = DesignPoints(factors: factors, kind: kind, units: units.isEmpty ? nil : units)
    for row in order {
      points.append(values: factorPlaces.map { rows[row][$0] }, at: placements[row])
    }
    points.isIndexed = place[DesignColumn.point] != nil
    points.isInRowOrder =
      points.isIndexed
      ? order == Array(rows.indices)
      : zip(placements, placements.dropFirst()).allSatisfy { $0.block <= $1.block }
    problems = points.structureProblems(rows: order)
    guard problems.isEmpty else { throw DesignProblems(problems) }
    return points
  }

  /// Rows in the order of their points.
  private func order(_ problems: inout [DesignProblem]) -> [Int] {
    guard let column = place[DesignColumn.point] else { return Array(rows.indices) }
    var rowOfPoint = [Int?](repeating: nil, count: rows.count)
    for (row, cells) in rows.enumerated() {
      guard let number = Double(cells[column]), let point = Int(exactly: number),
        rows.indices.contains(point)
      else {
        problems.append(
          DesignProblem(
            row: row + 1, column: DesignColumn.point, found: "\(cells[column].quoted)",
            allowed: "0 to \(rows.count - 1), each once"))
        continue
      }
      if let earlier = rowOfPoint[point] {
        problems.append(
          DesignProblem(
            row: row + 1, column: DesignColumn.point,
            found: "\(point), as in row \(earlier + 1)", allowed: "every point once"))
      }
      rowOfPoint[point] = row
    }
    return rowOfPoint.compactMap { $0 }
  }

  private func placement(
    ofRow row: Int, units: [String], _ problems: inout [DesignProblem]
  ) -> DesignPoints.Placement {
    var placement = DesignPoints.Placement(
      block: row, role: .sample, unit: -1, step: 0, isHole: false)
    func problem(_ column: String, _ text: String, _ allowed: String) {
      problems.append(
        DesignProblem(row: row + 1, column: column, found: "\(text.quoted)", allowed: allowed))
    }
    if let column = place[DesignColumn.hole] {
      let text = rows[row][column].lowercased()
      placement.isHole = ["1", "1.0", "true"].contains(text)
      if !placement.isHole, !["0", "0.0", "false"].contains(text) {
        problem(DesignColumn.hole, rows[row][column], "0 or 1")
      }
    }
    guard let block = place[DesignColumn.block], let role = place[DesignColumn.role],
      let input = place[DesignColumn.input], let step = place[DesignColumn.step]
    else { return placement }
    let cells = rows[row]
    if let number = Double(cells[block]), let whole = Int(exactly: number), whole >= 0 {
      placement.block = whole
    } else {
      problem(DesignColumn.block, cells[block], "whole numbers from 0")
    }
    if let known = DesignPoints.Role(rawValue: cells[role]) {
      placement.role = known
    } else {
      problem(
        DesignColumn.role, cells[role],
        DesignPoints.Role.allCases.map(\.rawValue).joined(separator: ", "))
    }
    placement.unit = units.firstIndex(of: cells[input]) ?? -1
    let needsInput = [.step, .ab, .ba].contains(placement.role)
    if needsInput, placement.unit < 0 {
      problem(DesignColumn.input, cells[input], "the input that the point differs in")
    }
    if placement.role == .step {
      let value = Double(cells[step]) ?? .nan
      placement.step = value
      if !value.isFinite || value == 0 {
        problem(DesignColumn.step, cells[step], "a number other than 0")
      }
    }
    return placement
  }
}
