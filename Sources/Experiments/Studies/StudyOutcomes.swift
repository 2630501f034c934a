public import SensitivityAnalysis
public import StudyStore

/// The points of a study with the outputs of their runs, as an analysis needs them.
///
/// A run that is not finite gives the outputs that are; what is missing, because a run failed, has not
/// been done yet or has no such output, is not a number and is counted.
///
/// Points with the same scenario share their runs, as where a Latin hypercube over a few whole numbers
/// repeats them. All of them count in means, since a design may repeat a point on purpose, but intervals
/// count each scenario once: points of single-point designs with the same scenario are one block. Values that
/// differ by rounding only are one.
///
/// - Complexity: Memory is one number a run and output.
public struct StudyOutcomes: Sendable {
  /// A run that failed, or has an output that is not finite.
  public struct Failure: Sendable {
    public let point: Int
    public let replicate: Int
    public let seed: UInt64
    public let status: String
    public let cause: String
    /// One a parameter.
    public let parameters: [String]
  }

  /// Most failures that are kept one by one; all are counted.
  static let greatestFailureCount = 1000
  static let greatestCauseCount = 50

  public let folder: String
  public let study: StudyDefinition
  public let counts: StudyStore.Counts
  /// Causes of runs that are not done, the most frequent first.
  public let causes: [StudyStatus.Cause]
  public let workplaces: StudyStore.Workplaces
  public let points: DesignPoints
  /// For each point the first point with the same scenario, apart from rounding.
  private(set) var originals: [Int]
  /// The first failures, by point and replicate.
  public private(set) var failures: [Failure] = []
  /// Point and replicate of every run in the store, in this order.
  public private(set) var runs: [(point: Int, replicate: Int)] = []
  /// For each output a value a run; not a number where there is none.
  public private(set) var values: [[Double]] = []
  /// For each point the number of its runs in the store, and of those that are not done.
  public private(set) var runCounts: [Int] = []
  public private(set) var failureCounts: [Int] = []
  /// For each output the mean over the replicates of every point; not a number where there is none.
  public private(set) var means: [[Double]] = []

  public init(_ folder: StudyFolder) throws(StudyError) {
    let study = try folder.definition()
    do {
      var rows: [[String]] = []
      var originals: [Int] = []
      var first: [String: Int] = [:]
      try folder.store.forEachPoint(study: study) { point in
        let scenario = point.scenario ?? point.values.joined(separator: "\n")
        let original = point.isHole ? point.point : first[scenario, default: point.point]
        if !point.isHole { first[scenario] = original }
        originals.append(original)
        rows.append(
          [
            "\(point.point)", "\(point.block)", point.role, point.input,
            point.step == 0 ? "" : "\(point.step)", point.isHole ? "1" : "0",
          ] + point.values)
      }
      var points =
        study.parameters.isEmpty
        ? DesignPoints.withoutFactors
        : try DesignPoints(
          columnNames: DesignColumn.all + study.parameters.map(\.name), rows: rows, mayLack: false)
      for (point, first) in points.firstsWithSameValues.enumerated() {
        originals[point] = min(originals[originals[point]], originals[first])
      }
      points.join(originals)
      self.init(
        folder: folder.path, study: study, counts: try folder.store.counts(study: study),
        causes: try folder.store.causes(study: study, limit: Self.greatestCauseCount).map { cause in
          StudyStatus.Cause(status: cause.status.rawValue, text: cause.cause, count: cause.count)
        },
        workplaces: try folder.store.workplaces(study: study), points: points)
      self.originals = originals
      try folder.store.forEachResult(study: study) { add($0) }
      finish()
    } catch let error as StudyStoreError {
      throw .store(error)
    } catch let problems as DesignProblems {
      throw .store(
        .foreign(
          path: folder.path,
          reason: "has points that are no design: \(problems.problems.first.map { "\($0)" } ?? "")")
      )
    } catch {
      preconditionFailure("reading a study throws nothing else: \(error)")
    }
  }

  init(
    folder: String, study: StudyDefinition, counts: StudyStore.Counts,
    causes: [StudyStatus.Cause], workplaces: StudyStore.Workplaces, points: DesignPoints
  ) {
    self.folder = folder
    self.study = study
    self.counts = counts
    self.causes = causes
    self.workplaces = workplaces
    self.points = points
    originals = Array(points.placements.indices)
    runCounts = [Int](repeating: 0, count: points.count)
    failureCounts = runCounts
    values = study.outputs.map { _ in [] }
  }

  mutating func add(_ row: StudyStore.ResultRow) {
    guard points.placements.indices.contains(row.point) else { return }
    runs.append((row.point, row.replicate))
    runCounts[row.point] += 1
    for (output, value) in row.values.enumerated() {
      values[output].append(value.flatMap { $0.isFinite ? $0 : nil } ?? .nan)
    }
    guard row.status != StudyRun.Status.done.rawValue else { return }
    failureCounts[row.point] += 1
    guard failures.count < Self.greatestFailureCount else { return }
    failures.append(
      Failure(
        point: row.point, replicate: row.replicate, seed: row.seed, status: row.status,
        cause: row.cause, parameters: row.parameters))
  }

  mutating func finish() {
    means = values.map { means(of: $0) }
  }

  /// Means over the replicates of every point; not a number where there is none.
  ///
  /// Under common seeds a replicate shifts all points alike, so that points which lack some of the
  /// replicates would differ from the others by luck. Where points have unlike numbers of them, what a
  /// replicate does to all points is taken off first: additive effects of points and replicates, by
  /// alternating means, which is least squares for an unbalanced two-way table.
  private func means(of values: [Double]) -> [Double] {
    let cells = zip(runs, values).filter { $1.isFinite }
    var found = [Int](repeating: 0, count: points.count)
    for (run, _) in cells { found[run.point] += 1 }
    func adjusted(by effects: [Double]) -> [Double] {
      var sums = [Double](repeating: 0, count: points.count)
      for (run, value) in cells { sums[run.point] += value - effects[run.replicate] }
      return zip(sums, found).map { $1 == 0 ? .nan : $0 / Double($1) }
    }
    let replicates = (cells.map(\.0.replicate).max() ?? -1) + 1
    var effects = [Double](repeating: 0, count: replicates)
    var means = adjusted(by: effects)
    guard study.seeding.hasPrefix("common"), Set(found.filter { $0 > 0 }).count > 1 else {
      return means
    }
    let scale = cells.reduce(0) { max($0, $1.1.magnitude) }
    for _ in 0..<1000 {
      var sums = [Double](repeating: 0, count: replicates)
      var counts = sums
      for (run, value) in cells {
        sums[run.replicate] += value - means[run.point]
        counts[run.replicate] += 1
      }
      let own = zip(sums, counts).map { $1 == 0 ? 0 : $0 / $1 }
      let present = max(1, counts.count { $0 > 0 })
      let middle = own.reduce(0, +) / Double(present)
      effects = zip(own, counts).map { $1 == 0 ? 0 : $0 - middle }
      let next = adjusted(by: effects)
      let change = zip(means, next).reduce(0.0) { most, pair in
        pair.0.isFinite ? max(most, (pair.1 - pair.0).magnitude) : most
      }
      means = next
      if change <= 1e-12 * scale { break }
    }
    return means
  }
}

extension StudyOutcomes {
  /// Whether the points are every combination of their values, each once.
  public var isGrid: Bool {
    guard points.kind == .points else { return false }
    let columns = points.factors.indices.map { points.numbers(of: $0) }
    let product = columns.reduce(1.0) { $0 * Double(Set($1).count) }
    guard product == Double(points.count) else { return false }
    let rows = Set((0..<points.count).map { point in columns.map { $0[point] } })
    return rows.count == points.count
  }

  /// Points that may be run and of which an output has no value.
  public func missingCount(output: Int) -> Int {
    points.allowedIndices.count { !means[output][$0].isFinite }
  }

  /// Whether replicate r has the same seed at every point.
  public var sharesSeeds: Bool { study.seeding.hasPrefix("common") }

  /// An output run by run.
  public func replicated(output: Int) -> ReplicatedOutputs {
    let count = (runs.map(\.replicate).max() ?? -1) + 1
    var values = [[Double]](
      repeating: [Double](repeating: .nan, count: count), count: points.count)
    for (run, value) in zip(runs, self.values[output]) {
      values[run.point][run.replicate] = value
    }
    return ReplicatedOutputs(values: values, means: means[output], sharesSeeds: sharesSeeds)
  }

  /// Different scenarios among the points that may be run.
  public var scenarioCount: Int { points.allowedIndices.count { originals[$0] == $0 } }

  /// How many points are the same as others, in words; nil where all differ.
  public var repeatsInWords: String? {
    let (all, different) = (points.allowedIndices.count, scenarioCount)
    guard different < all else { return nil }
    return
      "\(all) points are \(different) different \(different == 1 ? "scenario" : "scenarios"); points "
      + "with the same one count once in intervals"
  }

  /// What the reader of an analysis must know: what failed, what is missing and what is repeated.
  public var notes: [String] {
    var notes: [String] = []
    if counts.finished < counts.wanted {
      notes.append(
        "\(counts.finished) of \(counts.wanted) runs are there; the study is not complete")
    }
    if let repeatsInWords { notes.append(repeatsInWords) }
    if counts.failed > 0 {
      notes.append("\(counts.failed) failed \(counts.failed == 1 ? "run is" : "runs are") left out")
    }
    if counts.nonFinite > 0 {
      notes.append(
        "\(counts.nonFinite) \(counts.nonFinite == 1 ? "run has" : "runs have") outputs that are not "
          + "finite numbers; these are left out")
    }
    if counts.holes > 0 {
      notes.append(
        "\(counts.holes) \(counts.holes == 1 ? "point is" : "points are") forbidden by a constraint"
      )
    }
    return notes
  }
}
