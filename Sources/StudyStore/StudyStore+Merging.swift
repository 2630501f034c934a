import GRDB

/// Putting parts of a study together.
extension StudyStore {
  /// What a merge brought.
  public struct Merge: Sendable, Equatable {
    public var runs = 0
    /// Runs that were there already, with the same values.
    public var known = 0
  }

  /// Takes the runs of another store of the same study. The other is not changed.
  ///
  /// - Throws: ``StudyStoreError/otherStudy(path:other:)``, or
  ///   ``StudyStoreError/contradiction(path:run:output:stored:found:)`` where both have a run, with
  ///   different values; nothing is merged then.
  public func merge(_ other: String) throws(StudyStoreError) -> Merge {
    let path = path
    let part = try StudyStore(other, writes: false)
    guard let definition = try part.definition() else {
      throw .foreign(path: other, reason: "does not contain a study")
    }
    if let own = try self.definition(),
      own.hash != definition.hash || own.program != definition.program
    {
      throw .otherStudy(path: other, other: path)
    }
    let isNew = try self.definition() == nil
    do {
      return try database.writeWithoutTransaction { database in
        try database.execute(sql: "ATTACH DATABASE ? AS part", arguments: [other])
        defer { try? database.execute(sql: "DETACH DATABASE part") }
        var merge = Merge()
        try database.inTransaction {
          if isNew { try Self.copyStudy(definition, database) }
          try Self.refuseContradictions(database, path: path)
          let all = try Int.fetchOne(database, sql: "SELECT count(*) FROM part.runs") ?? 0
          try Self.copyRuns(database)
          merge.runs = try Int.fetchOne(database, sql: "SELECT count(*) FROM temp.taken") ?? 0
          merge.known = all - merge.runs
          try database.execute(sql: "DROP TABLE temp.taken")
          return .commit
        }
        return merge
      }
    } catch {
      throw StudyStoreError(error, path: path)
    }
  }

  private static func copyStudy(_ study: StudyDefinition, _ database: Database) throws {
    try put(study, into: database)
    try putOutputs(study.outputs, into: database)
    try database.execute(sql: pointsTable(study))
    try database.execute(sql: "INSERT INTO points SELECT * FROM part.points")
    for view in try views(study, database) { try database.execute(sql: view) }
  }

  private static let identity =
    "o.scenario = r.scenario AND o.replicate = r.replicate AND o.seeding = r.seeding "
    + "AND o.program = r.program"

  private static func refuseContradictions(_ database: Database, path: String) throws {
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT o.scenario, o.replicate, po.name, m.value, pm.value
        FROM part.runs r JOIN main.runs o ON \(identity)
        JOIN part.measurements pm ON pm.run = r.run
        JOIN part.outputs po ON po.output = pm.output
        JOIN main.outputs mo ON mo.identity = po.identity
        JOIN main.measurements m ON m.run = o.run AND m.output = mo.output
        WHERE m.value IS NOT pm.value LIMIT 1
        """)
    guard let row else { return }
    let (scenario, replicate): (String, Int) = (row[0], row[1])
    let (stored, found): (Double?, Double?) = (row[3], row[4])
    throw StudyStoreError.contradiction(
      path: path, run: "\(scenario.prefix(12)) replicate \(replicate)", output: row[2],
      stored: stored.map(text) ?? "no number", found: found.map(text) ?? "no number")
  }

  private static func copyRuns(_ database: Database) throws {
    try database.execute(
      sql: """
        INSERT OR IGNORE INTO main.sessions
          (started, ended, host, process, threads, program, platform, gsl, shard)
        SELECT started, ended, host, process, threads, program, platform, gsl, shard
        FROM part.sessions;
        CREATE TEMP TABLE taken AS SELECT r.run FROM part.runs r
          WHERE r.is_stale = 0 AND NOT EXISTS (SELECT 1 FROM main.runs o WHERE \(identity));
        INSERT INTO main.runs (scenario, replicate, seeding, program, seed, status, cause, ticks,
          started, seconds, session)
        SELECT r.scenario, r.replicate, r.seeding, r.program, r.seed, r.status, r.cause, r.ticks,
          r.started, r.seconds, s.session
        FROM temp.taken t JOIN part.runs r ON r.run = t.run
        LEFT JOIN part.sessions ps ON ps.session = r.session
        LEFT JOIN main.sessions s ON s.started = ps.started AND s.host = ps.host
          AND s.process = ps.process
        ORDER BY r.run;
        INSERT INTO main.measurements (run, output, value)
        SELECT o.run, mo.output, m.value FROM temp.taken t
        JOIN part.runs r ON r.run = t.run JOIN main.runs o ON \(identity)
        JOIN part.measurements m ON m.run = r.run
        JOIN part.outputs po ON po.output = m.output
        JOIN main.outputs mo ON mo.identity = po.identity;
        UPDATE main.points SET
          scenario = coalesce(main.points.scenario, q.scenario),
          replicates = coalesce(main.points.replicates, q.replicates)
        FROM part.points q WHERE q.point = main.points.point
          AND (q.scenario IS NOT NULL OR q.replicates IS NOT NULL);
        """)
  }
}
