import GRDB

/// Reading a study: how far it is, and all of it row by row.
extension StudyStore {
  public struct Counts: Sendable, Equatable {
    public var points = 0
    /// Points that a constraint forbids.
    public var holes = 0
    /// Points whose number of replicates is known.
    public var decidedPoints = 0
    /// Runs that the study has, or at most has where points are not decided.
    public var wanted = 0
    public var done = 0
    public var nonFinite = 0
    public var failed = 0
    /// Runs in the store that do not belong to the study as it is now.
    public var apart = 0
    /// Runs of the study that differ: points with the same scenario share theirs.
    public var different = 0
    /// Time at work in runs, seconds.
    public var seconds = 0.0

    public init() {}

    public var finished: Int { done + nonFinite + failed }
  }

  /// How far the study, or a part of it, is.
  public func counts(
    shard: StudyShard = .whole, study: StudyDefinition
  ) throws(StudyStoreError) -> Counts {
    try read { database in
      var counts = Counts()
      let rest = "p.point % \(shard.count) = \(shard.number - 1)"
      if let row = try Row.fetchOne(
        database,
        sql: """
          SELECT count(*), sum(design_hole), sum(design_hole = 0 AND replicates IS NOT NULL),
          sum(CASE WHEN design_hole THEN 0 ELSE coalesce(replicates, ?) END)
          FROM points p WHERE \(rest)
          """, arguments: [study.replicates])
      {
        counts.points = row[0]
        counts.holes = row[1] ?? 0
        counts.decidedPoints = row[2] ?? 0
        counts.wanted = row[3] ?? 0
      }
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT r.status, count(*), sum(r.seconds) FROM \(Self.joined(study)) WHERE \(rest)
          GROUP BY r.status
          """)
      for row in rows {
        switch StudyRun.Status(rawValue: row[0]) {
        case .done: counts.done = row[1]
        case .nonFinite: counts.nonFinite = row[1]
        case .failed: counts.failed = row[1]
        case nil: break
        }
        counts.seconds += row[2] ?? 0
      }
      let all = try Int.fetchOne(database, sql: "SELECT count(*) FROM runs") ?? 0
      let taken =
        try Int.fetchOne(
          database, sql: "SELECT count(DISTINCT r.run) FROM \(Self.joined(study))") ?? 0
      counts.apart = all - taken
      counts.different =
        try Int.fetchOne(
          database,
          sql: "SELECT count(DISTINCT r.run) FROM \(Self.joined(study)) WHERE \(rest)") ?? 0
      return counts
    }
  }

  /// Whether any run of the study has a value.
  public func hasValues(study: StudyDefinition) throws(StudyStoreError) -> Bool {
    try read { database in
      try Int.fetchOne(
        database,
        sql: """
          SELECT 1 FROM \(Self.joined(study)) JOIN measurements m ON m.run = r.run
          WHERE m.value IS NOT NULL LIMIT 1
          """) != nil
    }
  }

  /// Causes of runs that failed or are not finite, the most frequent first.
  public func causes(
    study: StudyDefinition, limit: Int
  ) throws(StudyStoreError) -> [(status: StudyRun.Status, cause: String, count: Int)] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT r.status, r.cause, count(*) AS n FROM \(Self.joined(study))
          WHERE r.status <> 'done' GROUP BY r.status, r.cause ORDER BY n DESC, r.cause LIMIT ?
          """, arguments: [limit]
      ).map { row in
        (StudyRun.Status(rawValue: row[0]) ?? .failed, row[1], row[2])
      }
    }
  }

  /// Sessions that have not ended, as by a kill, and all of them.
  public func sessionCounts() throws(StudyStoreError) -> (all: Int, broken: Int) {
    try read { database in
      let row = try Row.fetchOne(
        database, sql: "SELECT count(*), sum(ended IS NULL) FROM sessions")
      return (row?[0] ?? 0, row?[1] ?? 0)
    }
  }

  /// What the runs of a study were made on, and over what time.
  public struct Workplaces: Sendable, Equatable {
    /// Platforms and versions of GSL, each once, in alphabetical order.
    public var platforms: [String] = []
    public var gslVersions: [String] = []
    /// Start of the first session and latest time that is known of any, ISO 8601; empty if there is none.
    public var first = ""
    public var last = ""

    public init() {}
  }

  /// Where and when the runs were made, by the sessions of the study's program.
  public func workplaces(study: StudyDefinition) throws(StudyStoreError) -> Workplaces {
    try read { database in
      func texts(_ column: String) throws -> [String] {
        try String.fetchAll(
          database,
          sql: "SELECT DISTINCT \(column) FROM sessions WHERE program = ? ORDER BY \(column)",
          arguments: [study.program])
      }
      var places = Workplaces()
      places.platforms = try texts("platform")
      places.gslVersions = try texts("gsl")
      if let row = try Row.fetchOne(
        database,
        sql: """
          SELECT min(started), max(coalesce(ended, started)) FROM sessions WHERE program = ?
          """, arguments: [study.program])
      {
        places.first = row[0] ?? ""
        places.last = row[1] ?? ""
      }
      return places
    }
  }

  /// Calls `body` with every point in order.
  ///
  /// - Throws: What `body` throws, or a ``StudyStoreError``.
  public func forEachPoint(
    study: StudyDefinition, _ body: (StoredPoint) throws -> Void
  ) throws {
    let names =
      ["point", "design_block", "design_role", "design_input", "design_step", "design_hole"]
      + study.parameters.map { Self.quoted($0.name) } + ["scenario"]
    try go { database in
      let rows = try Row.fetchCursor(
        database,
        sql: "SELECT \(names.joined(separator: ", ")) FROM points ORDER BY point")
      while let row = try rows.next() {
        try body(
          StoredPoint(
            point: row[0], block: row[1], role: row[2], input: row[3] ?? "",
            step: row[4] ?? 0, isHole: row[5],
            values: study.parameters.indices.map {
              Self.text(row[$0 + 6], isNumeric: study.parameters[$0].isNumeric)
            }, scenario: row[6 + study.parameters.count]))
      }
    }
  }

  /// One run of a study with what it came to.
  public struct ResultRow: Sendable {
    public var point: Int
    public var replicate: Int
    public var seed: UInt64
    public var status: String
    public var cause: String
    /// One a parameter.
    public var parameters: [String]
    /// One an output; nil where there is none.
    public var values: [Double?]

    public init(
      point: Int, replicate: Int, seed: UInt64, status: String, cause: String,
      parameters: [String], values: [Double?]
    ) {
      self.point = point
      self.replicate = replicate
      self.seed = seed
      self.status = status
      self.cause = cause
      self.parameters = parameters
      self.values = values
    }
  }

  /// Calls `body` with every run of the study, by point and replicate.
  ///
  /// - Throws: What `body` throws, or a ``StudyStoreError``.
  public func forEachResult(
    study: StudyDefinition, _ body: (ResultRow) throws -> Void
  ) throws {
    let parameters = study.parameters.count
    try go { database in
      let rows = try Row.fetchCursor(
        database, sql: "SELECT * FROM wide ORDER BY point, replicate")
      while let row = try rows.next() {
        try body(
          ResultRow(
            point: row[0], replicate: row[1], seed: Self.seed(row[2]), status: row[3],
            cause: row[4],
            parameters: (0..<parameters).map {
              Self.text(row[5 + $0], isNumeric: study.parameters[$0].isNumeric)
            },
            values: study.outputs.indices.map { row[5 + parameters + $0] }))
      }
    }
  }

  /// A seed as the views show it.
  private static func seed(_ value: DatabaseValue) -> UInt64 {
    if let number = Int64.fromDatabaseValue(value) { return UInt64(bitPattern: number) }
    return String.fromDatabaseValue(value).flatMap { UInt64($0) } ?? 0
  }

  /// Rows of any query, cells apart by bars, as the `sqlite3` command prints them.
  func texts(_ query: String) throws(StudyStoreError) -> [String] {
    try read { database in
      try Row.fetchAll(database, sql: query).map { row in
        row.databaseValues.map { String.fromDatabaseValue($0) ?? "\($0)" }.joined(separator: "|")
      }
    }
  }

  /// Reads, and lets errors through that are none of the store.
  private func go(_ work: (Database) throws -> Void) throws {
    do {
      try database.read(work)
    } catch let error as DatabaseError {
      throw StudyStoreError(error, path: path)
    }
  }
}
