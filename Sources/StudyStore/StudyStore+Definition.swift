import GRDB

/// What a study is, and which points it has.
extension StudyStore {
  /// What changes when a study of another make is put into the store.
  public struct Change: Sendable, Equatable {
    /// Whether there was a study before.
    public var isNew = false
    /// Whether the points are other ones.
    public var changesPoints = false
    /// Names of outputs that finished runs do not have, and how many runs that are.
    public var newOutputs: [String] = []
    public var runsWithoutThem = 0
    /// Finished runs by other versions of the program.
    public var runsOfOtherPrograms = 0
  }

  /// The study in the store; nil if there is none yet.
  public func definition() throws(StudyStoreError) -> StudyDefinition? {
    try read { try Self.definition($0) }
  }

  static func definition(_ database: Database) throws -> StudyDefinition? {
    let rows = try Row.fetchAll(database, sql: "SELECT key, value FROM study")
    guard !rows.isEmpty else { return nil }
    let values = Dictionary(
      uniqueKeysWithValues: rows.map { row -> (String, String) in (row[0], row[1]) })
    func value(_ key: String) -> String { values[key] ?? "" }
    return StudyDefinition(
      name: value("name"), title: value("title"), summary: value("summary"), text: value("text"),
      design: value("design"), pointsHash: value("points_hash"), hash: value("hash"),
      seeding: value("seeding"),
      program: value("program"), replicates: Int(value("replicates")) ?? 0,
      stopsEarly: value("stops_early") == "1",
      parameters: try Row.fetchAll(
        database,
        sql: "SELECT name, keys, unit, meaning, is_numeric, scale FROM parameters ORDER BY place"
      ).map { row in
        StudyDefinition.Parameter(
          name: row[0], keys: row[1], unit: row[2], meaning: row[3], isNumeric: row[4],
          scale: StudyDefinition.Parameter.Scale(rawValue: row[5]) ?? .levels)
      },
      outputs: try Row.fetchAll(
        database,
        sql: """
          SELECT name, identity, unit, meaning FROM outputs WHERE place IS NOT NULL ORDER BY place
          """
      ).map { row in
        StudyDefinition.Output(name: row[0], identity: row[1], unit: row[2], meaning: row[3])
      })
  }

  /// What ``define(_:points:)`` would change.
  public func change(to new: StudyDefinition) throws(StudyStoreError) -> Change {
    try read { database in
      guard let old = try Self.definition(database) else {
        return Change(isNew: true, changesPoints: true)
      }
      let stored = Set(try String.fetchAll(database, sql: "SELECT identity FROM outputs"))
      let added = new.outputs.filter { !stored.contains($0.identity) }
      let runs = { (condition: String) in
        try Int.fetchOne(
          database, sql: "SELECT count(*) FROM runs WHERE \(condition)",
          arguments: [new.program]) ?? 0
      }
      return Change(
        changesPoints: old.pointsHash != new.pointsHash, newOutputs: added.map(\.name),
        runsWithoutThem: added.isEmpty ? 0 : try runs("program = ? AND status <> 'failed'"),
        runsOfOtherPrograms: try runs("program <> ?"))
    }
  }

  /// Makes this the study of the store. Runs stay; those that lack an output are due again.
  ///
  /// - Parameter points: Called only if the points are other ones than before; hands every point to
  ///   the function that it gets, in order.
  public func define(
    _ new: StudyDefinition, points: ((StoredPoint) throws -> Void) throws -> Void
  ) throws(StudyStoreError) {
    try write { database in
      let old = try Self.definition(database)
      for view in ["wide", "tidy"] { try database.execute(sql: "DROP VIEW IF EXISTS \(view)") }
      try Self.put(new, into: database)
      try Self.putOutputs(new.outputs, into: database)
      if old?.pointsHash != new.pointsHash
        || old?.parameters.map(\.name) != new.parameters.map(\.name)
      {
        try database.execute(sql: "DROP TABLE IF EXISTS points")
        try database.execute(sql: Self.pointsTable(new))
        let statement = try database.makeStatement(sql: Self.insertion(of: new))
        try points { point in
          var arguments: [(any DatabaseValueConvertible)?] = [
            point.point, point.block, point.role, point.input.isEmpty ? nil : point.input,
            point.step == 0 ? nil : point.step, point.isHole,
          ]
          for (value, parameter) in zip(point.values, new.parameters) {
            arguments.append(parameter.isNumeric ? Double(value) : value)
          }
          try statement.execute(arguments: StatementArguments(arguments))
        }
      }
      // A rule may have changed; where it has not, the runs say the same again.
      try database.execute(
        sql: "UPDATE points SET replicates = ?",
        arguments: [new.stopsEarly ? nil : new.replicates])
      for view in try Self.views(new, database) { try database.execute(sql: view) }
    }
  }

  static func put(_ study: StudyDefinition, into database: Database) throws {
    let values: [(String, String)] = [
      ("name", study.name), ("title", study.title), ("summary", study.summary),
      ("text", study.text), ("design", study.design), ("points_hash", study.pointsHash),
      ("hash", study.hash), ("seeding", study.seeding), ("program", study.program),
      ("replicates", "\(study.replicates)"), ("stops_early", study.stopsEarly ? "1" : "0"),
    ]
    for (key, value) in values {
      try database.execute(
        sql: "INSERT OR REPLACE INTO study (key, value) VALUES (?, ?)", arguments: [key, value])
    }
    try database.execute(sql: "DELETE FROM parameters")
    for (place, parameter) in study.parameters.enumerated() {
      try database.execute(
        sql: "INSERT INTO parameters VALUES (?, ?, ?, ?, ?, ?, ?)",
        arguments: [
          place, parameter.name, parameter.keys, parameter.unit, parameter.meaning,
          parameter.isNumeric, parameter.scale.rawValue,
        ])
    }
  }

  static func putOutputs(
    _ outputs: [StudyDefinition.Output], into database: Database
  ) throws {
    try database.execute(sql: "UPDATE outputs SET place = NULL")
    var hasNew = false
    for (place, output) in outputs.enumerated() {
      try database.execute(
        sql: """
          UPDATE outputs SET place = ?, name = ?, unit = ?, meaning = ? WHERE identity = ?
          """,
        arguments: [place, output.name, output.unit, output.meaning, output.identity])
      if database.changesCount == 0 {
        hasNew = true
        try database.execute(
          sql: "INSERT INTO outputs (place, name, identity, unit, meaning) VALUES (?, ?, ?, ?, ?)",
          arguments: [place, output.name, output.identity, output.unit, output.meaning])
      }
    }
    if hasNew {
      try database.execute(sql: "UPDATE runs SET is_stale = 1 WHERE status <> 'failed'")
    }
  }

  static func pointsTable(_ study: StudyDefinition) -> String {
    let columns = study.parameters.map { parameter in
      "\(quoted(parameter.name)) \(parameter.isNumeric ? "REAL" : "TEXT") NOT NULL, "
    }
    // The hash of the scenario is worked out when a point is first run; how many replicates a point
    // has, where that depends on its results, when they are there.
    return """
      CREATE TABLE points (
        point INTEGER PRIMARY KEY, design_block INTEGER NOT NULL, design_role TEXT NOT NULL,
        design_input TEXT, design_step REAL, design_hole INTEGER NOT NULL,
        \(columns.joined())scenario TEXT, replicates INTEGER)
      """
  }

  private static func insertion(of study: StudyDefinition) -> String {
    let names =
      ["point", "design_block", "design_role", "design_input", "design_step", "design_hole"]
      + study.parameters.map { quoted($0.name) }
    let marks = Array(repeating: "?", count: names.count).joined(separator: ", ")
    return "INSERT INTO points (\(names.joined(separator: ", "))) VALUES (\(marks))"
  }

  /// Which runs belong to which points: those of the scenario, as far as the replicates go.
  static func joined(_ study: StudyDefinition) -> String {
    """
    points p JOIN runs r ON r.scenario = p.scenario AND r.seeding = \(literal(study.seeding)) \
    AND r.program = \(literal(study.program)) AND r.is_stale = 0 \
    AND r.replicate < coalesce(p.replicates, \(study.replicates)) AND p.design_hole = 0
    """
  }

  /// Views for people: all of a run in one row, and one value a row.
  static func views(_ study: StudyDefinition, _ database: Database) throws -> [String] {
    let parameters = study.parameters.map { "p.\(quoted($0.name))" }
    let outputs = try study.outputs.map { output in
      let number = try Int.fetchOne(
        database, sql: "SELECT output FROM outputs WHERE identity = ?",
        arguments: [output.identity])
      return """
        (SELECT m.value FROM measurements m WHERE m.run = r.run AND m.output = \(number ?? -1)) \
        AS \(quoted(output.name))
        """
    }
    // A seed is kept in the 64 bits of a signed integer; from 2⁶³ on it is shown as text, unsigned.
    let seed = "CASE WHEN r.seed < 0 THEN printf('%llu', r.seed) ELSE r.seed END AS seed"
    let columns =
      (["p.point", "r.replicate", seed, "r.status", "r.cause"] + parameters + outputs)
    return [
      "CREATE VIEW wide AS SELECT \(columns.joined(separator: ", ")) FROM \(joined(study))",
      """
      CREATE VIEW tidy AS SELECT p.point, r.replicate, \(seed), r.status, o.name AS output, \
      m.value, o.unit FROM \(joined(study)) JOIN measurements m ON m.run = r.run \
      JOIN outputs o ON o.output = m.output WHERE o.place IS NOT NULL
      """,
    ]
  }
}
