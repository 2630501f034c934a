import GRDB

/// Runs: which are due, and what they came to.
extension StudyStore {
  /// The next points that have no run of a replicate.
  ///
  /// - Parameters:
  ///   - last: The point after which to look.
  ///   - limit: Most points to return; memory is bounded by it.
  public func pending(
    replicate: Int, after last: Int, shard: StudyShard, study: StudyDefinition, limit: Int
  ) throws(StudyStoreError) -> [PendingRun] {
    let names = ["p.point"] + study.parameters.map { "p.\(Self.quoted($0.name))" }
    return try read { database in
      let statement = try database.cachedStatement(
        sql: """
          SELECT \(names.joined(separator: ", ")) FROM points p LEFT JOIN runs r
          ON r.scenario = p.scenario AND r.replicate = :replicate AND r.seeding = :seeding
          AND r.program = :program AND r.is_stale = 0
          WHERE p.point > :last AND p.point % :count = :rest AND p.design_hole = 0
          AND coalesce(p.replicates, :replicates) > :replicate AND r.run IS NULL
          ORDER BY p.point LIMIT :limit
          """)
      return try Row.fetchAll(
        statement,
        arguments: [
          "replicate": replicate, "seeding": study.seeding, "program": study.program,
          "last": last, "count": shard.count, "rest": shard.number - 1,
          "replicates": study.replicates, "limit": limit,
        ]
      ).map { row in
        PendingRun(
          point: row[0], replicate: replicate,
          values: study.parameters.indices.map {
            Self.text(row[$0 + 1], isNumeric: study.parameters[$0].isNumeric)
          })
      }
    }
  }

  /// One run of a point, whether it is due or not; nil if there is no such point.
  public func run(
    point: Int, replicate: Int, study: StudyDefinition
  ) throws(StudyStoreError) -> PendingRun? {
    let names = ["point"] + study.parameters.map { Self.quoted($0.name) }
    return try read { database in
      try Row.fetchOne(
        database,
        sql: """
          SELECT \(names.joined(separator: ", ")) FROM points
          WHERE point = ? AND design_hole = 0
          """, arguments: [point]
      ).map { row in
        PendingRun(
          point: point, replicate: replicate,
          values: study.parameters.indices.map {
            Self.text(row[$0 + 1], isNumeric: study.parameters[$0].isNumeric)
          })
      }
    }
  }

  /// A cell of a parameter as text.
  static func text(_ value: DatabaseValue, isNumeric: Bool) -> String {
    guard isNumeric, let number = Double.fromDatabaseValue(value) else {
      return String.fromDatabaseValue(value) ?? ""
    }
    return text(number)
  }

  /// The shortest text that reads back as `number`, without a point where it is whole.
  public static func text(_ number: Double) -> String {
    if number == number.rounded(), abs(number) < 0x1p53 { return String(Int64(number)) }
    return "\(number)"
  }

  /// Tells whether the run is there, as after another point with the same scenario, and then notes
  /// which scenario the point has; otherwise ``save(_:point:session:study:)`` does, so that a run is
  /// one transaction.
  public func contains(
    point: Int, scenario: String, replicate: Int, study: StudyDefinition
  ) throws(StudyStoreError) -> Bool {
    let isThere = try read { database in
      let select = try database.cachedStatement(
        sql: """
          SELECT 1 FROM runs WHERE scenario = ? AND replicate = ? AND seeding = ? AND program = ?
          AND is_stale = 0
          """)
      return try Int.fetchOne(
        select, arguments: [scenario, replicate, study.seeding, study.program]) != nil
    }
    if isThere { try write { try Self.note(scenario, ofPoint: point, $0) } }
    return isThere
  }

  private static func note(_ scenario: String, ofPoint point: Int, _ database: Database) throws {
    let update = try database.cachedStatement(
      sql: "UPDATE points SET scenario = ? WHERE point = ? AND scenario IS NOT ?")
    try update.execute(arguments: [scenario, point, scenario])
  }

  /// Puts a run into the store, whole.
  ///
  /// - Throws: ``StudyStoreError/contradiction(path:run:output:stored:found:)`` where the run is there
  ///   with other values.
  public func save(
    _ run: StudyRun, point: Int, session: Int64?, study: StudyDefinition
  ) throws(StudyStoreError) {
    let path = path
    try write { database in
      try Self.note(run.scenario, ofPoint: point, database)
      let number: Int64
      let select = try database.cachedStatement(
        sql: """
          SELECT run FROM runs WHERE scenario = ? AND replicate = ? AND seeding = ? AND program = ?
          """)
      if let stored = try Int64.fetchOne(
        select, arguments: [run.scenario, run.replicate, study.seeding, study.program])
      {
        number = stored
        try Self.compare(run, number, study, database, path)
        try database.execute(
          sql: "UPDATE runs SET is_stale = 0, status = ?, cause = ?, ticks = ? WHERE run = ?",
          arguments: [run.status.rawValue, run.cause, run.ticks, number])
      } else {
        let insert = try database.cachedStatement(
          sql: """
            INSERT INTO runs (scenario, replicate, seeding, program, seed, status, cause, ticks,
            started, seconds, session) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        try insert.execute(arguments: [
          run.scenario, run.replicate, study.seeding, study.program,
          Int64(bitPattern: run.seed), run.status.rawValue, run.cause, run.ticks, run.started,
          run.seconds, session,
        ])
        number = database.lastInsertedRowID
      }
      guard !run.values.isEmpty else { return }
      let insert = try database.cachedStatement(
        sql: """
          INSERT OR IGNORE INTO measurements (run, output, value)
          SELECT ?, output, ? FROM outputs WHERE identity = ?
          """)
      for (value, output) in zip(run.values, study.outputs) {
        try insert.execute(arguments: [
          number, value.isFinite ? value : nil, output.identity,
        ])
      }
    }
  }

  private static func compare(
    _ run: StudyRun, _ number: Int64, _ study: StudyDefinition, _ database: Database,
    _ path: String
  ) throws {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT o.identity, o.name, m.value FROM measurements m JOIN outputs o USING (output)
        WHERE m.run = ?
        """, arguments: [number])
    for row in rows {
      let identity: String = row[0]
      guard let place = study.outputs.firstIndex(where: { $0.identity == identity }) else {
        continue
      }
      let stored: Double? = row[2]
      let found = run.values.isEmpty || !run.values[place].isFinite ? nil : run.values[place]
      guard stored == found else {
        throw StudyStoreError.contradiction(
          path: path, run: "\(run.scenario.prefix(12)) replicate \(run.replicate)",
          output: row[1], stored: stored.map(Self.text) ?? "no number",
          found: found.map(Self.text) ?? "no number")
      }
    }
  }

  /// Begins a stretch of work.
  ///
  /// - Returns: Its number.
  public func begin(
    _ session: StudySession, study: StudyDefinition
  ) throws(StudyStoreError) -> Int64 {
    try write { database in
      try database.execute(
        sql: """
          INSERT INTO sessions (started, host, process, threads, program, platform, gsl, shard)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          session.started, session.host, session.process, session.threads, study.program,
          session.platform, session.gsl, session.shard,
        ])
      return database.lastInsertedRowID
    }
  }

  public func end(_ session: Int64, at time: String) throws(StudyStoreError) {
    try write { database in
      try database.execute(
        sql: "UPDATE sessions SET ended = ? WHERE session = ?", arguments: [time, session])
    }
  }
}

/// How many replicates a point needs.
extension StudyStore {
  /// The values of an output at a point by replicate, from 0 up to the first that is missing; not a
  /// number where a run has none.
  public func values(
    of output: String, point: Int, study: StudyDefinition
  ) throws(StudyStoreError) -> [Double] {
    try read { database in
      let statement = try database.cachedStatement(
        sql: """
          SELECT r.replicate, m.value FROM points p
          JOIN runs r ON r.scenario = p.scenario AND r.seeding = ? AND r.program = ?
          AND r.is_stale = 0
          LEFT JOIN outputs o ON o.name = ? AND o.place IS NOT NULL
          LEFT JOIN measurements m ON m.run = r.run AND m.output = o.output
          WHERE p.point = ? ORDER BY r.replicate
          """)
      var values: [Double] = []
      let rows = try Row.fetchCursor(
        statement, arguments: [study.seeding, study.program, output, point])
      while let row = try rows.next() {
        let replicate: Int = row[0]
        guard replicate == values.count else { break }
        values.append(row[1] ?? .nan)
      }
      return values
    }
  }

  public func setReplicates(_ count: Int, ofPoint point: Int) throws(StudyStoreError) {
    try write { database in
      try database.execute(
        sql: "UPDATE points SET replicates = ? WHERE point = ?", arguments: [count, point])
    }
  }

  /// The next points of which it is not yet known how many replicates they need.
  public func undecidedPoints(
    after last: Int, shard: StudyShard, limit: Int
  ) throws(StudyStoreError) -> [Int] {
    try read { database in
      try Int.fetchAll(
        database,
        sql: """
          SELECT point FROM points WHERE point > ? AND point % ? = ? AND design_hole = 0
          AND replicates IS NULL ORDER BY point LIMIT ?
          """, arguments: [last, shard.count, shard.number - 1, limit])
    }
  }
}
